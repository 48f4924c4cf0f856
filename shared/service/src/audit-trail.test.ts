/** The trail against the real store: whose rows, in which order, on which days, and by which index. */
import { inspect } from 'node:util';
import { manualClock } from '@hh/kernel/clock.ts';
import { dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import { type AuditFilter, auditTrailResolvers, type Subject, trailQuery } from './audit-trail.ts';
import { type PageArguments, parsePage } from './connection.ts';
import { createContext } from './context.ts';
import { platformCollections } from './platform.ts';
import type { AskGraph } from './service.ts';
import { createTestStore, type TestStore } from './testing/store.ts';
import { createWriter } from './writer.ts';

const COUNTY = '371322';
const DAY_MS = 86_400_000;
const auditor: Actor = { kind: 'PERSON', id: 'auditor', grants: [{ role: 'AUDITOR', scope: COUNTY }] };
const maker: Actor = { kind: 'PERSON', id: 'maker', grants: [] };
const machine: Actor = { kind: 'MACHINE', id: 'client-1', grants: [] };

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore(platformCollections);
  const clock = manualClock('2025-11-01T08:00:00+08:00');
  const writer = createWriter({ connection: store.connection, clock });
  // Six a day, the last of each a second before midnight in Shanghai.
  for (let day = 0; day < 5; day += 1) {
    for (let line = 0; line < 6; line += 1) {
      clock.set(new Date(Date.parse('2025-11-01T23:59:54+08:00') + day * DAY_MS + line * 1_000).toISOString());
      await writer.write(async ({ audit }) => {
        const actor = line % 2 === 0 ? maker : machine;
        const subject = { type: line < 3 ? 'Agreement' : 'Entry', id: `${line}` };
        audit({ county: COUNTY, actor, action: line < 3 ? 'amendTerms' : 'postEntries', subject, after: { day } });
        return true;
      });
    }
  }
  await writer.write(async ({ audit }) => {
    const subject = { type: 'Agreement', id: '0' };
    audit({ county: '370000', actor: maker, action: 'amendTerms', subject });
    return true;
  });
});
afterAll(() => store.drop());

/** What the organization says: the auditor and the maker are known to it. */
const ask = (async (_: string, { keys }: { keys: readonly string[] }) => ({
  found: keys.filter((key) => key === 'auditor' || key === 'maker'),
})) as unknown as AskGraph;

interface Line {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
}

interface Trail {
  readonly edges: readonly { readonly node: Line; readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
  totalCount(): Promise<number>;
}

async function trail(
  subject: Partial<Subject> = {},
  args: PageArguments & { filter?: AuditFilter } = {},
  actor: Actor | null = auditor,
): Promise<Trail | null> {
  const { AuditTrail } = auditTrailResolvers({ connection: store.connection, ask }, 'economy') as Record<
    string,
    Record<string, (...asked: unknown[]) => Promise<Trail | null>>
  >;
  const context = createContext({ actor, language: 'zh', requestId: 'r', loaders: new Map() } as never);
  return (await AuditTrail?.economy?.({ county: COUNTY, type: '', id: '', ...subject }, args, context)) ?? null;
}

async function all(subject: Partial<Subject>, filter: AuditFilter = {}, size = 7): Promise<readonly Line[]> {
  const found: Line[] = [];
  for (let after: string | null = null; ; ) {
    const page: Trail | null = await trail(subject, { first: size, after, filter });
    found.push(...(page?.edges.map(({ node }) => node) ?? []));
    if (!page?.pageInfo.hasNextPage) return found;
    after = page.edges.at(-1)?.cursor ?? null;
  }
}

const times = (lines: readonly Line[]) => lines.map(({ at }) => at.getTime());

describe('the trail of a county', () => {
  test('has each of its lines once, the newest first, however it is paged, and none of another county', async () => {
    const lines = await all({});
    expect(new Set(lines.map(({ id }) => id)).size).toBe(30);
    expect(times(lines)).toEqual(times(lines).toSorted((one, other) => other - one));
    expect(await all({}, {}, 200)).toEqual(lines);
    const first = await trail({}, { first: 7 });
    const last = await trail({}, { last: 7, before: first?.edges[5]?.cursor ?? null });
    expect(last?.edges.map(({ node }) => node)).toEqual(lines.slice(0, 5));
    expect(await first?.totalCount()).toBe(30);
  });

  test('of one object is the oldest first', async () => {
    const lines = await all({ type: 'Agreement', id: '0' }, {}, 2);
    expect(lines).toHaveLength(5);
    expect(times(lines)).toEqual(times(lines).toSorted((one, other) => one - other));
  });

  test.each<[string, Partial<Subject>, AuditFilter, number, (line: Line) => boolean]>([
    ['of a type', { type: 'Entry' }, {}, 15, ({ objectType }) => objectType === 'Entry'],
    ['by somebody', {}, { by: 'client-1' }, 15, ({ by }) => by === 'client-1'],
    ['of an action', {}, { action: 'amendTerms' }, 15, ({ action }) => action === 'amendTerms'],
    ['from a day', {}, { from: '2025-11-04' as LocalDate }, 12, ({ at }) => dateOf(at) >= '2025-11-04'],
    ['to a day', {}, { to: '2025-11-02' as LocalDate }, 12, ({ at }) => dateOf(at) <= '2025-11-02'],
    [
      'of all of it',
      { type: 'Agreement' },
      { by: 'maker', action: 'amendTerms', from: '2025-11-02' as LocalDate, to: '2025-11-02' as LocalDate },
      2,
      ({ at, by }) => dateOf(at) === '2025-11-02' && by === 'maker',
    ],
    ['of one object on a day', { type: 'Entry', id: '5' }, { to: '2025-11-01' as LocalDate }, 1, () => true],
  ])('%s', async (_, subject, filter, count, isWanted) => {
    const lines = await all(subject, filter, 4);
    expect(lines).toHaveLength(count);
    expect(lines.every(isWanted)).toBe(true);
    expect(await (await trail(subject, { filter }))?.totalCount()).toBe(count);
  });

  test('is null for those who may not read it, and the cursor of one object is refused in it', async () => {
    expect(await trail({}, {}, maker)).toBeNull();
    expect(await trail({}, {}, null)).toBeNull();
    const elsewhere: Actor = { ...auditor, grants: [{ role: 'AUDITOR', scope: '370000' }] };
    expect(await trail({}, {}, elsewhere)).toBeNull();
    const of = await trail({ type: 'Agreement', id: '0' }, { first: 1 });
    await expect(trail({}, { after: of?.edges[0]?.cursor ?? null })).rejects.toThrow('游标');
    const noInstant = Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url');
    await expect(trail({}, { after: noInstant })).rejects.toThrow('游标');
  });
});

test.each([
  ['maker', 'PERSON', { __typename: 'Person', id: 'maker' }],
  ['clerk-elsewhere', 'PERSON', null],
  ['maker', 'MACHINE', null],
  ['maker', 'SYSTEM', null],
])('who did it: %s, a %s', async (by, byKind, person) => {
  const { AuditEntry } = auditTrailResolvers({ connection: store.connection, ask }, 'economy');
  const told = AuditEntry?.person as (...asked: unknown[]) => unknown;
  expect(await told({ by, byKind }, {}, createContext({ actor: auditor, language: 'zh', requestId: 'r' }))).toEqual(
    person,
  );
});

describe('is read by an index, a page of it at a time,', () => {
  const from = '2025-11-02' as LocalDate;
  test.each<[string, Partial<Subject>, AuditFilter]>([
    ['where nothing is chosen', {}, {}],
    ['by days', {}, { from, to: from }],
    ['by somebody', {}, { by: 'maker' }],
    ['by an action', {}, { action: 'amendTerms' }],
    ['by a type', { type: 'Entry' }, {}],
    ['by somebody since a day', {}, { by: 'maker', from }],
  ])('%s', async (_, subject, filter) => {
    const audit = store.connection.collection('audit');
    const whole = { county: COUNTY, type: '', id: '', ...subject };
    const { edges } = (await trail(subject, { first: 2, filter })) as Trail;
    for (const after of [null, edges[1]?.cursor ?? null]) {
      const page = parsePage({ first: 2, after });
      if (!('limit' in page)) throw new Error('the page is one');
      const { where, sort, limit } = trailQuery(whole, filter, page);
      const plan = await audit.find(where).sort(sort).limit(limit).explain('executionStats');
      const { executionStats, queryPlanner } = plan as {
        executionStats: { totalKeysExamined: number; totalDocsExamined: number };
        queryPlanner: { winningPlan: object };
      };
      expect(JSON.stringify(queryPlanner.winningPlan)).not.toMatch(/COLLSCAN|"SORT"/);
      // One more is that of the cursor.
      expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(limit + 1);
      expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(limit + 2);
    }
  });

  test('and which actions there are, a key for each', async () => {
    const pipeline = [{ $match: { county: COUNTY } }, { $group: { _id: '$action' } }];
    const plan = await store.connection.collection('audit').aggregate(pipeline).explain('executionStats');
    expect(inspect(plan, { depth: null })).toContain("'DISTINCT_SCAN'");
  });
});
