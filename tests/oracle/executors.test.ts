/**
 * Our executor of plans and the one of @apollo/gateway answer the same: generated operations on the whole graph, whose
 * subgraphs make their answers up, and the operations of gateway/query-plans.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import { madeUpSubgraph, type Odds } from '@hh/gateway/testing/made-up-subgraph.ts';
import { sourceFrom, startTwoExecutors, type TwoExecutors } from '@hh/gateway/testing/two-executors.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  Kind,
  parse,
  typeFromAST,
} from 'graphql';
import { plansFolder, subgraphSources, supergraphFile } from '../../infra/compose.ts';
import { differenceOf, type Operation } from './answer.ts';
import { operationOf } from './operation.ts';
import type { Values } from './values.ts';

const QUERIES = 150;

const supergraphSdl = readFileSync(supergraphFile, 'utf8');
const schema = buildSchema(apiSchemaSdl(supergraphSdl));
const byType: Readonly<Record<string, readonly unknown[]>> = { Boolean: [true, false], Int: [1, 2], Float: [0.5] };
const values: Values = { of: (_, type) => byType[type] ?? ['1', '2'] };

describe.each<[string, Odds]>([
  ['where everything is there', { nothing: 0, failure: 0 }],
  ['where much is missing', { nothing: 15, failure: 0 }],
  ['where some fails', { nothing: 5, failure: 3 }],
])('%s', (_, odds) => {
  let executors: TwoExecutors;
  let nothings = 0;
  beforeAll(async () => {
    const sources = subgraphSources().map(({ name, sdl }) => [name, sourceFrom(madeUpSubgraph(sdl, odds))] as const);
    executors = await startTwoExecutors(stripSecurity(supergraphSdl), new Map(sources));
  });
  afterAll(() => executors.stop());

  /** Three times by ours: interpreted, compiled, and as what is compiled answers again. */
  async function compare({ query, variables, operationName }: Operation) {
    const apollo = await executors.apollo(query, variables, operationName);
    for (let times = 0; times < 3; times += 1) {
      const { data, errors } = await executors.own(query, variables, operationName);
      // Apollo says nothing of what may not be nothing and is, where no subgraph told why (decision 39).
      const shared = errors.filter(({ extensions }) => extensions.code !== undefined);
      expect({ query, difference: differenceOf({ data, errors: shared }, apollo) }).toEqual({
        query,
        difference: null,
      });
      nothings += errors.length - shared.length;
    }
    return apollo;
  }

  test('generated operations', async () => {
    let [length, errors] = [0, 0];
    for (let seed = 1; seed <= QUERIES; seed += 1) {
      const answer = await compare(operationOf(schema, seed, values));
      length += JSON.stringify(answer.data).length;
      errors += answer.errors.length;
    }
    expect(length / QUERIES).toBeGreaterThan(200);
    expect(errors > 0).toBe(odds.failure > 0);
    if (odds.nothing === 0) expect(nothings).toBe(0);
  });

  test('the operations that front ends rely on', async () => {
    for (const name of readdirSync(plansFolder).filter((each) => each.endsWith('.graphql')))
      for (const operation of operationsOf(readFileSync(new URL(name, plansFolder), 'utf8'))) await compare(operation);
  });
});

/** Each operation of a document, with something for each of its variables. */
function operationsOf(query: string): readonly Operation[] {
  return parse(query).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const given = (definition.variableDefinitions ?? []).map(({ variable, type }) => {
      return [variable.name.value, valueFor(typeFromAST(schema, type as never) as unknown as GraphQLInputType)];
    });
    const operationName = definition.name?.value;
    return [{ query, variables: Object.fromEntries(given), ...(operationName ? { operationName } : {}) }];
  });
}

function valueFor(given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return [valueFor(type.ofType)];
  if (!isInputObjectType(type)) return 'getValues' in type ? type.getValues()[0]?.name : values.of('', type.name)[0];
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(fields.map((field) => [field.name, valueFor(field.type)]));
}
