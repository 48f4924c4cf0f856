/**
 * How long the planner takes for the dearest documents that the limits let through: planning is one piece of work, and
 * while it lasts the process answers nobody else. Each document is made as large as the limits allow, and planned cold.
 */
import { readFileSync } from 'node:fs';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { createCostOf } from '@hh/gateway/cost.ts';
import { planning as settings } from '@hh/gateway/gateway.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from 'graphql';
import { supergraphFile } from '../compose.ts';
import type { BenchOptions } from './bench.ts';
import { median, type Outcome, type Result } from './table.ts';

const { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_SELECTIONS, MAX_TOKENS } = defaultSettings;
const words = (count: number, word: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => word(at)).join(' ');
const hops = (count: number): string =>
  count === 0 ? 'code name' : `code compounds { name publicRevenue { balance } community { ${hops(count - 1)} } }`;
const ALLOCATION =
  'id state lines { amount compound { code name community { name zone { name } } publicRevenue { balance } } settlement { declared allocated paid credited settled } } closedBy { name } approvedBy { name } workflow { id state steps { name } } settled';

/** By the number of times that something is repeated, which the limits bound. */
const shapes: Readonly<Record<string, (times: number) => string>> = {
  'commands with all that follows': (times) =>
    `mutation { ${words(times, (at) => `a${at}: approveAllocation(input: { allocation: "x" }) { ... on AllocationApproved { allocation { ${ALLOCATION} } } ... on Refused { code message } }`)} }`,
  'aliases of one question through four services': (times) =>
    `{ ${words(times, (at) => `a${at}: agreement(code: "x") { allocation(period: "2025-01") { ${ALLOCATION} } }`)} }`,
  'aliases of hops to and fro': (times) => `{ ${words(times, (at) => `a${at}: community(code: "x") { ${hops(1)} }`)} }`,
  'hops to and fro in a row': (times) => `{ community(code: "x") { ${hops(times)} } }`,
  'fragments, each spread once': (times) =>
    `{ community(code: "x") { ${words(times, (at) => `...F${at}`)} } } ${words(times, (at) => `fragment F${at} on Community { code compounds { name community { zone { name } } } }`)}`,
  'conditions, each by a variable of its own': (times) =>
    `query (${words(times, (at) => `$v${at}: Boolean!`)}) { community(code: "x") { ${words(times, (at) => `... @include(if: $v${at}) { compounds { name publicRevenue { balance } community { zone { name } } } }`)} } }`,
};

export async function planning({ rounds, progress }: BenchOptions): Promise<Outcome> {
  const sdl = readFileSync(supergraphFile, 'utf8');
  const supergraph = Supergraph.build(stripSecurity(sdl));
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const costOf = createCostOf(sdl);
  const isWithin = (text: string) => {
    const document = parse(text, { maxTokens: 1_000_000 });
    return (
      fits(document) &&
      validate(schema, document).length === 0 &&
      costOf({ schema, ...partsOf(document), variables: {} }) <= MAX_COST
    );
  };
  const results: Result[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    progress(name);
    if (!isWithin(shape(1))) throw new Error(`${name}: even one of it is not within the limits`);
    const document = parse(shape(largest((times) => isWithin(shape(times)))));
    const found = [];
    for (let round = 0; round < rounds; round += 1) {
      const planner = new QueryPlanner(supergraph, settings);
      const since = performance.now();
      planner.buildQueryPlan(operationFromDocument(apiSchema, document));
      found.push(performance.now() - since);
    }
    const cost = costOf({ schema, ...partsOf(document), variables: {} });
    results.push({ case: `${name}, cost ${cost}`, unit: 'ms', ours: median(found), peers: {} });
  }
  return {
    results,
    notes: [
      `Medians of ${rounds} plans, each by a planner that has planned nothing before; the largest of its shape within the limits: ${MAX_TOKENS} tokens, ${MAX_SELECTIONS} selections, ${MAX_ALIASES} aliases, depth ${MAX_DEPTH}, cost ${MAX_COST}.`,
    ],
  };
}

/** The largest number for which it holds, as for all below it. */
function largest(holds: (times: number) => boolean): number {
  let times = 1;
  while (times < 1_000 && holds(times + 1)) times += 1;
  return times;
}

function fits(document: DocumentNode): boolean {
  let [aliases, selections, depth, deepest] = [0, 0, 0, 0];
  visit(document, {
    Field: {
      enter: ({ alias }) => {
        if (alias) aliases += 1;
        selections += 1;
        depth += 1;
        deepest = Math.max(deepest, depth);
      },
      leave: () => {
        depth -= 1;
      },
    },
    FragmentSpread: () => {
      selections += 1;
    },
    InlineFragment: () => {
      selections += 1;
    },
  });
  return (
    aliases <= MAX_ALIASES &&
    selections <= MAX_SELECTIONS &&
    deepest <= MAX_DEPTH - 1 &&
    tokensOf(document) <= MAX_TOKENS
  );
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0;
  for (let token = loc?.startToken.next; token?.next; token = token.next) count += 1;
  return count;
}

function partsOf({ definitions }: DocumentNode) {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operation,
    fragments: new Map<string, FragmentDefinitionNode>(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
}
