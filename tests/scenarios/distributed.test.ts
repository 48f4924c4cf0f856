/**
 * The main job through processes of their own: two of each service and of the gateway, a replica set of three. One part
 * away costs its fields; killed, restarted or without a primary, nothing is lost and nothing counts twice.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { createLog } from '@hh/service/log.ts';
import { createRemote, type Remote } from '@hh/service/remote.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { gb18030 } from '@hh/testing/gb18030.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedCounty } from '../../infra/demo/seed.ts';
import { platformOf, startEmbedded } from '../../infra/embedded.ts';
import { type Distributed, type Part, parts, type Replica, startDistributed, until } from '../distributed.ts';
import { rendered } from '../manifests.ts';
import { ACTIVATE, draftAgreement } from '../venture.ts';
import type { Answer } from '../world.ts';

const AGREEMENT = 'JV-9001';
const [FIRST, SECOND] = ['37132200100101', '37132200100102'] as const;

const POST = `mutation ($input: PostEntriesInput!) {
  postEntries(input: $input) { ... on PostedEntries { posted duplicate rejected } ... on Refused { code } }
}`;
const CLOSE = `mutation ($input: ClosePeriodInput!) {
  closePeriod(input: $input) { ... on PeriodClosed { period { revenue cost } allocation { id pool } } ... on Refused { code } }
}`;
const APPROVE = `mutation ($input: ApproveAllocationInput!) {
  approveAllocation(input: $input) { ... on AllocationApproved { allocation { state } } ... on Refused { code } }
}`;
const SHARE = `{ agreement(code: "${AGREEMENT}") { allocation(period: "2025-12") {
  state pool workflow { state } lines { amount compound { name publicRevenue { balance } } }
} } }`;
const COUNTY = '{ county(code: "371322") { name } }';
const TOTALS = `{ agreement(code: "${AGREEMENT}") { period(period: "2026-01") { revenue entryCount } } }`;

let world: Distributed;
/** As a load balancer in front of the gateways does it. */
let front: Remote;
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await startDistributed({ replicas: 2 });
  const urls = world.of('gateway').map(({ url }) => url);
  front = createRemote({ name: 'gateway', urls, timeoutMs: 20_000, idleMs: 200 });
  await Promise.all(world.of('gateway').map((replica) => replica.start()));
});
afterAll(async () => {
  await front?.close();
  await world?.stop();
});

async function token(persona: string): Promise<string> {
  const known = tokens.get(persona);
  if (known) return known;
  const headers = { 'content-type': 'application/json' };
  const answer = await front.post({
    path: '/auth/demo',
    headers,
    body: JSON.stringify({ persona }),
    isRepeatable: true,
  });
  const { access_token } = JSON.parse(answer.body) as { access_token: string };
  tokens.set(persona, access_token);
  return access_token;
}

/** Never sent twice, by whoever asks; services decide for themselves. */
async function ask(persona: string | null, query: string, variables: object = {}): Promise<Answer> {
  const authorization: Record<string, string> = persona ? { authorization: `Bearer ${await token(persona)}` } : {};
  const { body } = await front.post({
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query, variables }),
    isRepeatable: false,
  });
  return { errors: [], ...(JSON.parse(body) as object) } as unknown as Answer;
}

async function data(persona: string | null, query: string, variables: object = {}): Promise<Answer['data']> {
  const { data: answered, errors } = await ask(persona, query, variables);
  expect(errors).toEqual([]);
  return answered;
}

const countOfEntries = async () => (await data('auditor', TOTALS)).agreement.period.entryCount as number;

/** Enough load to meet every moment of a restart, and not so much that two cores do nothing else. */
const PAUSE_MS = 20;

let made = 0;
const nextRef = () => {
  made += 1;
  return `E-${made}`;
};
const entry = (externalRef: string) => ({ externalRef, kind: 'REVENUE', amount: '1.00', occurredOn: '2026-01-02' });

async function isPosted(externalRef: string): Promise<boolean> {
  const input = { agreement: AGREEMENT, entries: [entry(externalRef)] };
  const answer = await ask('operator', POST, { input }).catch(() => null);
  const { posted = 0, duplicate = 0 } = answer?.data?.postEntries ?? {};
  return posted + duplicate === 1;
}

/** Posts until this is over, as a partner does it: the same entry again until its answer is there. */
async function postingDuring(work: () => Promise<unknown>): Promise<{ acknowledged: number; repeated: number }> {
  let isOver = false;
  let acknowledged = 0;
  let repeated = 0;
  const partners = [1, 2].map(async () => {
    for (; !isOver; await wait(PAUSE_MS)) {
      const externalRef = nextRef();
      for (; !(await isPosted(externalRef)); await wait(50)) repeated += 1;
      acknowledged += 1;
    }
  });
  try {
    await work();
  } finally {
    isOver = true;
    await Promise.all(partners);
  }
  return { acknowledged, repeated };
}

/** The samples of both processes of this part that begin so, each the sum of the two. */
async function samples(part: Part, begins: string): Promise<readonly number[]> {
  const texts = await Promise.all(world.of(part).map((replica) => replica.metrics()));
  const found = texts.map((text) => text.split('\n').filter((line) => line.startsWith(begins)));
  const names = [...new Set(found.flat().map((line) => line.slice(0, line.lastIndexOf(' '))))];
  const valueIn = (lines: readonly string[], name: string) =>
    Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
  return names.map((name) => found.reduce((sum, lines) => sum + valueIn(lines, name), 0));
}

describe('started in any order', () => {
  test('a gateway without any service is there, and says what is not', async () => {
    const { data: answered, errors } = await ask(null, COUNTY);
    expect(answered).toEqual({ county: null });
    expect(errors).toMatchObject([{ path: ['county'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  });

  test('every service finds the others once they come', async () => {
    const order: readonly Part[] = ['workflows', 'economy', 'property', 'volunteers', 'organization'];
    const starting = order.flatMap((part) => world.of(part).map((replica) => replica.start()));
    await Promise.all([...starting, seed()]);
    expect(await data(null, COUNTY)).toEqual({ county: { name: '郯城县' } });
  });

  async function seed(): Promise<void> {
    const embedded = await startEmbedded({
      mongoUri: world.mongoUri,
      redisUrl: world.redisUrl,
      prefix: 'hh',
      clock: await businessClock(world.mongoUri, 'hh', true),
      log: createLog({ name: 'seed', level: 'error' }),
      telemetry: unwatched(),
      settings: testSettings,
      identify: async () => null,
      limits: defaultSettings,
    });
    await seedCounty({ platformOf: (service) => platformOf(embedded, service), progress: () => undefined });
    await embedded.stop();
  }
});

describe('the main job', () => {
  test('an agreement is drafted by one person and put into force by another', async () => {
    await draftAgreement(data, { code: AGREEMENT, weights: { [FIRST]: 3, [SECOND]: 2 } });
    const input = { agreement: AGREEMENT };
    expect((await data('finance-maker', ACTIVATE, { input })).activateAgreement).toEqual({ code: 'SAME_PERSON' });
    const { activateAgreement } = await data('finance-checker', ACTIVATE, { input });
    expect(activateAgreement.agreement.state).toBe('ACTIVE');
  });

  test('its month is posted by mutation and by a file with bad rows, through any gateway', async () => {
    const entries = [
      { externalRef: 'R-1', kind: 'REVENUE', amount: '20000.00', occurredOn: '2025-12-03' },
      { externalRef: 'C-1', kind: 'COST', amount: '7654.30', occurredOn: '2025-12-20' },
    ];
    const { postEntries } = await data('operator', POST, { input: { agreement: AGREEMENT, entries } });
    expect(postEntries).toEqual({ posted: 2, duplicate: 0, rejected: 0 });

    const authorization = `Bearer ${await token('operator')}`;
    const [one, other] = world.of('gateway').map(({ url }) => url) as [string, string];
    const rows = [
      'F-1,收入,1000.00,2025-12-05,门店收入',
      'F-2,收入,壹佰,2025-12-06,门店收入',
      'R-1,收入,20000.00,2025-12-03,',
    ];
    const sent = await fetch(`${one}/api/agreements/${AGREEMENT}/statements`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'text/csv' },
      body: gb18030(['凭证号,类型,金额,发生日期,摘要', ...rows].join('\n')),
    });
    expect(sent.status).toBe(202);
    const upload = (await sent.json()) as { events: string; report: string };
    const events = await (await fetch(other + upload.events, { headers: { authorization } })).text();
    expect(events.trim().split('\n\n').at(-1)).toMatch(/"state":"DONE".*"posted":1.*"duplicate":1.*"rejected":1/);
    const report = await (await fetch(other + upload.report, { headers: { authorization } })).text();
    expect(report).toMatch(/REJECTED/);
  });

  test('is closed by one person, approved by another, and reaches the compounds', async () => {
    const input = { agreement: AGREEMENT, period: '2025-12' };
    const { closePeriod } = await data('finance-maker', CLOSE, { input });
    expect(closePeriod).toMatchObject({
      period: { revenue: '21000.00', cost: '7654.30' },
      allocation: { pool: '1334.57' },
    });
    const allocation = closePeriod.allocation.id;
    expect((await data('finance-maker', APPROVE, { input: { allocation } })).approveAllocation.code).toBe(
      'SAME_PERSON',
    );
    const { approveAllocation } = await data('finance-checker', APPROVE, { input: { allocation } });
    expect(approveAllocation.allocation.state).toBe('APPROVED');
    const share = async () => (await data('auditor', SHARE)).agreement.allocation;
    await until(async () => (await share()).workflow?.state === 'WAITING', 'the share does not arrive', 20_000);
    const lines = ['800.74', '533.83'].map((amount) => ({ amount, compound: { publicRevenue: { balance: amount } } }));
    expect(await share()).toMatchObject({ state: 'CREDITED', pool: '1334.57', lines });
  });
});

test.each(parts)('%s answers where a cluster asks for its health', async (part) => {
  const deployment = rendered('base').find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === part);
  const [app] = deployment.spec.template.spec.containers;
  const paths = [app.startupProbe, app.readinessProbe, app.livenessProbe].map(({ httpGet }) => httpGet.path as string);
  for (const { url } of world.of(part))
    for (const path of paths) expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
});

describe('a scrape', () => {
  const services = parts.filter((part) => part !== 'gateway');
  const aNumber = [expect.any(Number)];

  test('of the gateways tells of plans, of the time of each subgraph, and of the way to each process', async () => {
    for (const counted of ['hh_gateway_plan_duration_seconds_count', 'hh_gateway_plan_lookups_total{result="hit"}'])
      expect((await samples('gateway', counted)).some((count) => count > 0)).toBe(true);
    for (const service of services) {
      const fetched = `hh_gateway_fetch_duration_seconds_count{subgraph="${service}",outcome="ok"}`;
      // What the main job did not ask is asked here.
      if (service === 'volunteers') await data(null, '{ county(code: "371322") { communities { zone { name } } } }');
      expect([service, (await samples('gateway', fetched))[0]]).toEqual([service, expect.any(Number)]);
      const ways = await samples('gateway', `hh_breaker_state{service="${service}",`);
      expect([service, ways]).toEqual([service, [0, 0]]);
    }
  });

  test.each(services)('of %s tells how old its oldest event is', async (service) => {
    expect(await samples(service, `hh_outbox_oldest_seconds{service="${service}"}`)).toEqual([0]);
    expect((await samples(service, 'hh_subgraph_operation_duration_seconds_count')).length).toBeGreaterThan(0);
  });

  test('of the workflows tells of the queue and of the oldest run that is due', async () => {
    expect(await samples('workflows', 'hh_queue_jobs{queue="workflows",state="waiting"}')).toEqual(aNumber);
    for (const gauge of ['hh_workflow_oldest_due_seconds', 'hh_workflow_parked_runs'])
      expect([gauge, await samples('workflows', `${gauge} `)]).toEqual([gauge, [0]]);
    const steps = 'hh_workflow_step_duration_seconds_count{workflow="share-profit",step="credit",outcome="STEP_DONE"}';
    expect(await samples('workflows', steps)).toEqual([1]);
  });

  test.each([
    ['economy', 'economy'],
    ['property', 'owners'],
  ] as const)('of %s tells how many journals a group commit of its book had', async (service, book) => {
    expect(await samples(service, `hh_ledger_batch_journals_count{book="${book}"}`)).toEqual([1]);
    expect(await samples(service, `hh_ledger_batch_journals_sum{book="${book}"}`)).toEqual([1]);
  });

  test('of economy tells of the files that wait', async () => {
    expect(await samples('economy', 'hh_queue_jobs{queue="statement-uploads",state="waiting"}')).toEqual(aNumber);
  });
});

describe('a part that is away', () => {
  const PAGE = `{ agreement(code: "${AGREEMENT}") { name allocation(period: "2025-12") { pool lines { amount compound { name } } } } }`;
  // A compound's name is never null, so a compound without one is none: the graph's nullable fields stand where services meet.
  const lines = ['800.74', '533.83'].map((amount) => ({ amount, compound: null }));
  const lost = [0, 1].map((line) => ({
    path: ['agreement', 'allocation', 'lines', line, 'compound', 'name'],
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
  }));

  test('because it hangs costs its own fields, each by its path; who does not need it does not wait', async () => {
    for (const replica of world.of('property')) replica.sleep();
    const order: string[] = [];
    const page = ask('auditor', PAGE).finally(() => order.push('page'));
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { agreement } = await data('auditor', `{ agreement(code: "${AGREEMENT}") { name operator { name } } }`);
        order.push(agreement.name);
      }),
    );
    const { data: answered, errors } = await page;
    for (const replica of world.of('property')) replica.wake();
    expect(answered.agreement).toMatchObject({ name: '和园家政服务', allocation: { pool: '1334.57', lines } });
    expect(errors).toMatchObject(lost);
    expect(order).toEqual([...new Array<string>(20).fill('和园家政服务'), 'page']);
  });

  test('because it was killed costs the same, and nothing once it is back', async () => {
    await Promise.all(world.of('property').map((replica) => replica.kill()));
    const { data: answered, errors } = await ask('auditor', PAGE);
    expect(answered.agreement.allocation.lines).toMatchObject(lines);
    expect(errors).toMatchObject(lost);
    expect(Math.max(...(await samples('gateway', 'hh_breaker_state{service="property",')))).toBeGreaterThanOrEqual(2);
    await Promise.all(world.of('property').map((replica) => replica.start()));
    await until(async () => (await ask('auditor', PAGE)).errors.length === 0, 'it is not found again', 10_000);
  });
});

describe('under load', () => {
  test('one process of each service may be killed: every entry counts once', async () => {
    const before = await countOfEntries();
    const killed = (['gateway', 'economy', 'workflows', 'property', 'organization', 'volunteers'] as const).map(
      (part) => world.of(part)[0],
    );
    const { acknowledged } = await postingDuring(async () => {
      for (const replica of killed) {
        await wait(150);
        await replica?.kill();
      }
      await wait(500);
      await Promise.all(killed.map((replica) => replica?.start()));
    });
    expect(acknowledged).toBeGreaterThan(20);
    expect((await countOfEntries()) - before).toBe(acknowledged);
  });

  async function restart(replica: Replica): Promise<void> {
    expect(await replica.stop()).toBe(0);
    await replica.start();
  }

  test('everything is restarted one after the other, and no request is lost', async () => {
    const before = await countOfEntries();
    const failed: unknown[] = [];
    let isOver = false;
    let answered = 0;
    const readers = [SHARE, COUNTY].map(async (query) => {
      for (; !isOver; await wait(PAUSE_MS)) {
        const answer = await ask('auditor', query).catch((error: unknown) => ({ errors: [error] }));
        failed.push(...answer.errors);
        answered += 1;
      }
    });
    const { acknowledged, repeated } = await postingDuring(async () => {
      // One of each pair at a time, two pairs at once: half a minute, and never both that could answer.
      for (const index of [0, 1])
        for (const pairs of [
          ['organization', 'volunteers'],
          ['property', 'economy'],
          ['workflows', 'gateway'],
        ] as const)
          await Promise.all(pairs.map((part) => restart(world.of(part)[index] as Replica)));
    }).finally(() => {
      isOver = true;
    });
    await Promise.all(readers);
    expect(failed).toEqual([]);
    expect(repeated).toBe(0);
    expect([answered, acknowledged].every((count) => count > 50)).toBe(true);
    expect((await countOfEntries()) - before).toBe(acknowledged);
  });

  test('the primary of the replica set may be killed: every entry counts once', async () => {
    const before = await countOfEntries();
    const { acknowledged } = await postingDuring(async () => {
      await wait(300);
      await world.killPrimary();
      const afterwards = nextRef();
      await until(() => isPosted(afterwards), 'nobody takes writes any more', 30_000);
    });
    expect((await countOfEntries()) - before).toBe(acknowledged + 1);
  });
});

test('and the books are right', async () => {
  const printed = await world.run('infra/verify-books.command.ts');
  expect(printed).toMatch(/economy: 1 journal.* ok\n.*owners: 1 journal.* ok/);
});
