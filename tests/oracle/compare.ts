/** Asks two servers the same and keeps what they answered differently. */
import { readFileSync } from 'node:fs';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { createCostOf } from '@hh/gateway/cost.ts';
import { limitRules } from '@hh/gateway/limits.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { buildSchema, type FragmentDefinitionNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { supergraphFile } from '../../infra/compose.ts';
import { type Answer, differenceOf, type Operation } from './answer.ts';
import { operationOf } from './operation.ts';
import { seeded } from './random.ts';
import { type AskData, readValues } from './values.ts';

export type Ask = (persona: string | null, operation: Operation) => Promise<Answer>;

export interface Difference {
  readonly seed: number;
  readonly persona: string | null;
  readonly operation: Operation;
  readonly federated: string;
  readonly plain: string;
  readonly isOrder: boolean;
}

export interface Comparison {
  readonly asked: number;
  /** Operations that met an error, and leaves that were not null: what the comparison is worth. */
  readonly refused: number;
  readonly values: number;
  /** Operations that found something. */
  readonly found: number;
  /** Operations that either of them could not answer for a defect of ours, whatever the other said. */
  readonly defects: readonly number[];
  readonly differences: readonly Difference[];
}

const supergraphSdl = readFileSync(supergraphFile, 'utf8');
/** Those who see much twice as often: what somebody may not see is nothing to compare. */
const asking: readonly (string | null)[] = [
  null,
  'resident',
  'owner',
  'community-secretary',
  'county-officer',
  'county-officer',
  'community-secretary',
  'auditor',
  'operator',
  'other-operator',
  'finance-maker',
  'finance-checker',
  'auditor',
  'admin',
];

export async function compare(options: {
  federated: Ask;
  plain: Ask;
  queries: number;
  /** Of the first operation; the next ones have the next seeds. */
  from: number;
  told?: (difference: Difference) => void;
  progress?: (asked: number) => void;
}): Promise<Comparison> {
  const { federated, plain, queries, told, progress } = options;
  const schema = buildSchema(apiSchemaSdl(supergraphSdl));
  const known = await readValues(dataFrom(plain));
  const differences: Difference[] = [];
  const defects: number[] = [];
  let [asked, refused, values, found] = [0, 0, 0, 0];
  for (let seed = options.from; asked < queries; seed += 1) {
    const operation = operationOf(schema, seed, known);
    if (!isWithinLimits(schema, operation, seed)) continue;
    const persona = seeded(seed).pick(asking);
    const [one, other] = await Promise.all([federated(persona, operation), plain(persona, operation)]);
    // An operation that comes again is a plan that is kept, and operations that are compiled.
    const again = await federated(persona, operation);
    asked += 1;
    progress?.(asked);
    if (other.errors.length > 0) refused += 1;
    if ([one, again, other].some(isDefect)) defects.push(seed);
    const leaves = countLeaves(other.data);
    values += leaves;
    if (leaves > 0) found += 1;
    const difference = differenceOf(one, other) ?? differenceOf(again, other);
    if (!difference) continue;
    const { left, right, isOrder } = difference;
    const differing = { seed, persona, operation, federated: left, plain: right, isOrder };
    differences.push(differing);
    told?.(differing);
  }
  return { asked, refused, values, found, defects, differences };
}

function isDefect({ errors }: Answer): boolean {
  return errors.some(({ extensions }) => extensions?.code === 'INTERNAL');
}

const costOf = createCostOf(supergraphSdl);

/** Whether the gateway takes it: a valid operation may still be too deep, have too many aliases, or be too dear. */
function isWithinLimits(schema: GraphQLSchema, { query, variables }: Operation, seed: number): boolean {
  const document = parse(query);
  const [problem] = validate(schema, document);
  if (problem) throw new Error(`operation ${seed} is not valid: ${problem.message}\n${query}`);
  if (validate(schema, document, limitRules(defaultSettings)).length > 0) return false;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`operation ${seed} does not stand first`);
  return costOf({ schema, operation, fragments, variables }) <= defaultSettings.MAX_COST;
}

function countLeaves(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, each) => sum + countLeaves(each), 0);
}

function dataFrom(ask: Ask): AskData {
  return async (persona, query) => {
    const { data, errors } = await ask(persona, { query, variables: {} });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data));
  };
}
