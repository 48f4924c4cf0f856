/** What an operator sees of the main job: one trace from the approval to both books, and the figures of a scrape. */
import { createOpenTelemetry } from '@hh/service/open-telemetry.ts';
import { type Telemetry, unwatched } from '@hh/service/telemetry.ts';
import { type CollectedSpan, type Collector, startCollector } from '@hh/testing/collector.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACTIVATE, draftAgreement, OPERATOR } from '../venture.ts';
import { createWorld, type World } from '../world.ts';

const AGREEMENT = 'JV-9101';
const PERIOD = '2025-12';

const POST = /* GraphQL */ `
  mutation Post($input: PostEntriesInput!) { postEntries(input: $input) { __typename } }
`;
const CLOSE = /* GraphQL */ `
  mutation Close($input: ClosePeriodInput!) {
    closePeriod(input: $input) { ... on PeriodClosed { allocation { id } } }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation Approve($input: ApproveAllocationInput!) { approveAllocation(input: $input) { __typename } }
`;

const HEALTH = /* GraphQL */ `
  query Health {
    systemHealth {
      organization { ...Health } volunteers { ...Health } property { ...Health } economy { ...Health } workflows { ...Health }
    }
  }
  fragment Health on ServiceHealth { databaseMs oldestEventAt queues { name waiting active sweptSecondsAgo } }
`;

/** 27 communities, 58 compounds, and what four services know of each. */
const COUNTY_PAGE = /* GraphQL */ `
  query CountyPage($county: ID!, $buildings: Int!) {
    county(code: $county) {
      name
      communities {
        name
        zone { name }
        compounds {
          name
          publicRevenue { balance entries(first: 1) { edges { node { amount kind } } } }
          buildings(first: $buildings) { totalCount edges { node { no } } }
          agreements(first: 1) { edges { node { code name operator { name } allocation(period: "2025-12") { state lines { amount } } } } }
        }
      }
    }
  }
`;

let collector: Collector;
let world: World;
let telemetry: Telemetry;
let scraped: string;
let health: Record<string, unknown>;
let approval: readonly CollectedSpan[];
let page: readonly CollectedSpan[];

beforeAll(async () => {
  collector = await startCollector();
  const lost = (error: unknown) => {
    throw error;
  };
  const tracing = createOpenTelemetry({ service: 'embedded', endpoint: collector.endpoint, ratio: 1, lost });
  telemetry = { ...unwatched(), tracing };
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', telemetry });
  const revenue = {
    externalRef: 'R-1',
    kind: 'REVENUE',
    amount: '20000.00',
    occurredOn: '2025-12-03',
    memo: '家政收入',
  };
  await draftAgreement(world.data, { code: AGREEMENT, weights: { '37132200100101': 1 } });
  await world.data('finance-checker', ACTIVATE, { input: { agreement: AGREEMENT } });
  await world.data('operator', POST, { input: { agreement: AGREEMENT, entries: [revenue] } });
  const { closePeriod } = await world.data('finance-maker', CLOSE, { input: { agreement: AGREEMENT, period: PERIOD } });
  const { allocation } = closePeriod;
  await world.data('finance-checker', APPROVE, { input: { allocation: allocation.id } });
  await world.settle();
  await world.ask(null, '{ nothing }');
  await world.data('finance-checker', COUNTY_PAGE, { county: '371322', buildings: 1 });
  scraped = await telemetry.metrics.registry.metrics();
  ({ systemHealth: health } = await world.data('admin', HEALTH, {}));
  await world.stop();
  await tracing.stop();
  approval = collector.traceOf('graphql mutation', { 'graphql.operation.name': 'Approve' });
  page = collector.traceOf('graphql query', { 'graphql.operation.name': 'CountyPage' });
});
afterAll(async () => {
  // Both again, where the preparation failed: a world left open would hold up the whole run.
  await world?.stop();
  await telemetry?.tracing.stop();
  await collector?.stop();
});

describe('the trace of an approval', () => {
  test('goes from the gateway over event, queue and steps to both books', () => {
    const names = new Set(approval.map(({ name }) => name));
    for (const name of [
      'graphql mutation',
      'plan',
      'fetch economy',
      'subgraph economy',
      'update outbox',
      'deliver AllocationApproved',
      'receive AllocationApproved',
      'wake workflows',
      'run workflows',
      'step share-profit.post',
      'step share-profit.credit',
      'step share-profit.record',
      'subgraph property',
    ])
      expect([...names]).toContain(name);
    const journals = approval.filter(({ name }) => name === 'insert ledger_journals');
    const books = journals.map(({ attributes }) => String(attributes['db.namespace']).replace(/^.*_/, ''));
    expect(books.sort()).toEqual(['economy', 'property']);
  });

  test('is one tree with one root', () => {
    const ids = new Set(approval.map(({ spanId }) => spanId));
    const roots = approval.filter(({ parentSpanId }) => !parentSpanId || !ids.has(parentSpanId));
    expect(roots.map(({ name }) => name)).toEqual(['graphql mutation']);
  });

  test('says nothing of persons, amounts or documents, only what the code calls things and ids', () => {
    const keys = new Set(collector.spans().flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...keys].sort()).toEqual([
      'db.collection.name',
      'db.namespace',
      'db.operation.name',
      'db.system.name',
      'graphql.operation.name',
      'hh.event',
      'hh.move',
      'hh.service',
      'hh.subgraph',
      'hh.subscriber',
      'hh.work',
      'hh.workflow',
    ]);
    const text = JSON.stringify(collector.spans());
    for (const secret of ['20000', '2000.00', '家政', OPERATOR]) expect(text).not.toContain(secret);
  });

  test('is not mixed with what the sweeps ask by themselves', () => {
    const roots = new Set(
      collector
        .spans()
        .filter(({ parentSpanId }) => !parentSpanId)
        .map(({ name }) => name),
    );
    expect([...roots].sort()).toEqual(['graphql mutation', 'graphql query']);
  });
});

describe('a page of the whole county', () => {
  test('asks each collection of each service a fixed number of times, whatever the number of compounds', () => {
    const asked = page
      .filter(({ attributes }) => attributes['db.namespace'] !== undefined)
      .map(({ name, attributes }) => `${String(attributes['db.namespace']).replace(/^.*_/, '')}: ${name}`);
    const times = Object.fromEntries(
      [...new Set(asked)].sort().map((one) => [one, asked.filter((each) => each === one).length]),
    );
    expect(times).toEqual({
      'economy: find agreements': 1,
      'economy: find allocations': 1,
      'economy: find enterprises': 1,
      'organization: find places': 2,
      'property: aggregate': 3,
      'property: find compounds': 1,
      'property: find ledger_accounts': 1,
      'volunteers: find volunteer_zones': 1,
      'volunteers: find zone_communities': 1,
    });
  });
});

describe('a scrape', () => {
  test.each([
    ['hh_gateway_plan_lookups_total{result="miss"}', 1],
    ['hh_gateway_plan_duration_seconds_count', 1],
    ['hh_gateway_fetch_duration_seconds_count{subgraph="economy",outcome="ok"}', 5],
    ['hh_subgraph_operation_duration_seconds_count{subgraph="property",outcome="ok"}', 1],
    ['hh_subgraph_operation_lookups_total{subgraph="economy",result="miss"}', 5],
    ['hh_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}', 1],
    ['hh_relay_deliveries_total{service="economy",subscriber="workflows",outcome="acknowledged"}', 1],
    ['hh_workflow_step_duration_seconds_count{workflow="share-profit",step="credit",outcome="STEP_DONE"}', 1],
    ['hh_ledger_batch_journals_sum{book="economy"}', 1],
    ['hh_ledger_commit_duration_seconds_count{book="owners"}', 1],
  ])('counts %s', (line, atLeast) => {
    expect(figure(line)).toBeGreaterThanOrEqual(atLeast);
  });

  test('reads what only the stores know', () => {
    expect(figure('hh_outbox_oldest_seconds{service="economy"}')).toBe(0);
    expect(figure('hh_queue_jobs{queue="workflows",state="waiting"}')).toBe(0);
    expect(figure('hh_workflow_oldest_due_seconds')).toBe(0);
    expect(figure('hh_workflow_parked_runs')).toBe(0);
  });

  test('tells the same to an administrator: every service, its database, its queues', () => {
    const well = { databaseMs: expect.any(Number), oldestEventAt: null };
    const queue = (name: string) => ({ name, waiting: 0, active: 0, sweptSecondsAgo: expect.any(Number) });
    const others = ['statement-uploads', 'bank-statement-imports', 'bank-matches', 'bank-match-batches'];
    expect(health).toEqual({
      organization: { ...well, queues: [] },
      volunteers: { ...well, queues: [] },
      property: { ...well, queues: [] },
      economy: { ...well, queues: others.map(queue) },
      workflows: { ...well, queues: [queue('workflows')] },
    });
    const swept = [...scraped.matchAll(/^hh_queue_swept_seconds\{queue="([^"]+)"\}/gm)].map(([, name]) => name);
    expect(swept.sort()).toEqual([...others, 'workflows'].sort());
  });

  test('has no value that a caller can make up', () => {
    expect(scraped).not.toMatch(/Approve"|Draft"|JV-9101|nothing/);
  });
});

function figure(line: string): number {
  const found = scraped.split('\n').find((each) => each.startsWith(`${line} `));
  if (!found) throw new Error(`no ${line} in\n${scraped.replaceAll(/^.*_bucket.*\n/gm, '')}`);
  return Number(found.slice(line.length + 1));
}
