/** Who finds and reads what of people: the search within each persona's scope, and no name where no name belongs. */
import { createLog } from '@hh/service/log.ts';
import { testRedisUrl } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { people } from '../../infra/demo/people.ts';
import { residentsOf } from '../../infra/demo/residents.ts';
import { platformOf } from '../../infra/embedded.ts';
import { definitions } from '../../infra/services.ts';
import { ACTIVATE, draftAgreement } from '../venture.ts';
import { createWorld, type World } from '../world.ts';

const COMPOUND = '37132200100101';

const AGREEMENT = 'JV-9201';

let world: World;
let redis: Redis;
const lines: string[] = [];
const jobs: string[] = [];
beforeAll(async () => {
  redis = new Redis(testRedisUrl());
  const monitor = await redis.monitor();
  monitor.on('monitor', (_: string, command: string[]) => jobs.push(command.join(' ')));
  const log = createLog({ name: 'test', level: 'trace' }, (line) => lines.push(line));
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND, log });
  await theMainJob();
  monitor.disconnect();
});
afterAll(async () => {
  await world?.stop();
  redis?.disconnect();
});

/** A profit is shared: events, jobs and steps of all services. */
async function theMainJob(): Promise<void> {
  await draftAgreement(world.data, { code: AGREEMENT, weights: { [COMPOUND]: 1 } });
  await world.data('finance-checker', ACTIVATE, { input: { agreement: AGREEMENT } });
  const revenue = { externalRef: 'R-1', kind: 'REVENUE', amount: '20000.00', occurredOn: '2025-12-03' };
  const post = 'mutation ($input: PostEntriesInput!) { postEntries(input: $input) { __typename } }';
  await world.data('operator', post, { input: { agreement: AGREEMENT, entries: [revenue] } });
  const close =
    'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { ... on PeriodClosed { allocation { id } } } }';
  const closed = await world.data('finance-maker', close, { input: { agreement: AGREEMENT, period: '2025-12' } });
  const approve = 'mutation ($input: ApproveAllocationInput!) { approveAllocation(input: $input) { __typename } }';
  await world.data('finance-checker', approve, { input: { allocation: closed.closePeriod.allocation.id } });
  await world.settle();
  // What fails is logged whole, and what it was about may be in it.
  await world.ask('grid-worker', `{ person(id: "${people[0]?.id}") { name contactPhone(purpose: "x") } nothing }`);
}

const SEARCH = /* GraphQL */ `
  query Search($text: String!) {
    search(text: $text) {
      text
      communities { name }
      compounds { code name }
      people { id name }
      requests { no title }
      enterprises { name }
    }
  }
`;
const search = async (persona: string | null, text: string) => (await world.ask(persona, SEARCH, { text })).data.search;

describe('the search', () => {
  test('finds communities and compounds for everybody, in Chinese and by initials', async () => {
    const { compound } = await world.data(null, `{ compound(code: "${COMPOUND}") { name } }`);
    const codes = async (text: string) =>
      (await search(null, text)).compounds.map(({ code }: { code: string }) => code);
    expect(await codes(compound.name.slice(1, 3))).toContain(COMPOUND);
    expect((await search(null, 'desqsq')).communities).toEqual([{ name: '第二十七社区' }]);
    expect((await search(null, ' 第二十七 ')).communities).toEqual([{ name: '第二十七社区' }]);
    expect((await search(null, '社区')).communities).toHaveLength(20);
    expect(await search(null, '没有这个名字')).toMatchObject({ communities: [], compounds: [] });
  });

  test('shows people at the places of the caller alone, and names in full to those alone', async () => {
    const person = people[0] as (typeof people)[number];
    const ids = async (persona: string | null, text: string) =>
      (await search(persona, text)).people?.map(({ id }: { id: string }) => id) ?? null;
    expect(await ids(null, person.name)).toBeNull();
    expect(await ids('owner', person.name)).toBeNull();
    expect(await ids('grid-worker', person.name)).toContain(person.id);
    const { data } = await world.ask('grid-worker', SEARCH, { text: person.name });
    expect(data.search.people.every(({ name }: { name: string }) => name.includes(person.name))).toBe(true);
    const found = await world.data('street-officer', SEARCH, { text: person.name.slice(1) });
    expect(found.search.people.length).toBeLessThanOrEqual(20);
  });

  test('shows requests to those who may read them, by number and by title', async () => {
    const all = await search('street-officer', '2025');
    expect(all.requests.length).toBeGreaterThan(0);
    const [{ no, title }] = all.requests;
    expect((await search('street-officer', no)).requests).toEqual([{ no, title }]);
    expect((await search('street-officer', title)).requests.length).toBeGreaterThan(0);
    expect((await search('finance-maker', no)).requests ?? null).toBeNull();
    expect((await search(null, no)).requests).toBeNull();
  });

  test('refuses what is nothing to look for', async () => {
    const { data, errors } = await world.ask(null, SEARCH, { text: ' ' });
    expect([data.search, errors[0]?.extensions?.code]).toEqual([null, 'BAD_USER_INPUT']);
  });

  test('uses an index for each of its questions', async () => {
    const { connection } = platformOf(world.embedded, 'organization');
    const database = connection.getClient().db(connection.name);
    await database.command({ profile: 2 });
    for (const text of ['建国', 'wjg', '2025']) await search('county-officer', text);
    await database.command({ profile: 0 });
    const asked = await database
      .collection('system.profile')
      .find({ op: 'query', ns: { $regex: /\.(?:persons|places|service_requests)$/ } })
      .toArray();
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter(({ planSummary }) => String(planSummary).includes('COLLSCAN'))).toEqual([]);
    const named = asked.filter(({ ns, planSummary }) => ns.endsWith('.persons') && /initials/.test(planSummary));
    expect(named.length).toBeGreaterThan(1);
  });
});

describe('names and telephone numbers', () => {
  const everybody = [...people, ...residentsOf(COMPOUND)];
  /** Of two thousand people some are called alike; each name and each number once, and those of callers without a name. */
  const personal = [...new Set(everybody.flatMap(({ name, phone }) => [name, phone]))];
  beforeAll(async () => {
    const { connection } = platformOf(world.embedded, 'organization');
    const contacts = await connection.collection<{ phone: string }>('request_contacts').find().toArray();
    expect(contacts.length).toBeGreaterThan(0);
    personal.push(...contacts.map(({ phone }) => phone));
  });
  const told = (text: string) => personal.filter((word) => text.includes(word)).slice(0, 3);
  const stored = async (service: (typeof definitions)[number]['name'], only?: RegExp) => {
    const { connection } = platformOf(world.embedded, service);
    const database = connection.getClient().db(connection.name);
    const collections = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const wanted = collections.filter((name) => !name.startsWith('system.') && (only?.test(name) ?? true));
    const found = await Promise.all(
      wanted.map(async (name) => {
        const rows = await database.collection(name).find().toArray();
        const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
        return { name, rows: rows.length, told: told(text) };
      }),
    );
    return found;
  };

  test('are in the register of people, so that the next tests can fail', async () => {
    const [found] = await stored('organization', /^persons$/);
    expect(found?.told).toHaveLength(3);
  });

  test.each(definitions.filter(({ name }) => name !== 'organization').map(({ name }) => name))(
    'are nowhere in the database of %s: no row, no event, no step, no trail',
    async (service) => {
      const found = await stored(service);
      expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(5);
      expect(found.filter((each) => each.told.length > 0)).toEqual([]);
    },
  );

  test('are in organization in the register of people alone, and beside it those of callers without a name', async () => {
    const found = await stored('organization');
    const names = found.filter((each) => each.told.length > 0).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['persons', 'request_contacts']);
  });

  test('are in no log line', () => {
    expect(lines.length).toBeGreaterThan(10);
    expect(told(lines.join('\n'))).toEqual([]);
  });

  test('are in no job, and in nothing else that Redis was told', () => {
    expect(jobs.filter((command) => command.includes('wake')).length).toBeGreaterThan(0);
    expect(told(jobs.join('\n'))).toEqual([]);
  });
});

test('the trail of an object is told by each service that has written it', async () => {
  const { agreement } = await world.data('auditor', `{ agreement(code: "${AGREEMENT}") { id } }`);
  const ask = `{ auditTrail(type: "Agreement", id: "${agreement.id}") {
    economy { edges { node { action by after } } } property { totalCount } organization { totalCount } volunteers { totalCount }
    workflows { totalCount }
  } }`;
  const { auditTrail } = await world.data('auditor', ask);
  const actions = auditTrail.economy.edges.map(({ node }: { node: { action: string } }) => node.action);
  expect(actions).toEqual(['createAgreement', 'activateAgreement', 'postEntries']);
  const { property, organization, volunteers, workflows } = auditTrail;
  expect([property, organization, volunteers, workflows]).toEqual(Array(4).fill({ totalCount: 0 }));
  expect((await world.ask('county-officer', ask)).data.auditTrail).toBeNull();
});

test('the trail of a county is told in words, the newest first, with the names of people as they are told elsewhere', async () => {
  const asked = (more = '') => `{ auditTrail {
    economy(first: 100) { edges { node { at actionInWords objectTypeInWords byKind person { name } machine ${more} } } }
    organizationActions { action inWords(language: EN) }
  } }`;
  const { auditTrail } = await world.data('auditor', asked('after'));
  const lines = auditTrail.economy.edges.map(({ node }: { node: object }) => node);
  const ofPerson = lines.find(({ byKind }: { byKind: string }) => byKind === 'PERSON');
  expect(ofPerson.person.name).toMatch(/^\p{Script=Han}{2,}$/u);
  for (const { actionInWords, objectTypeInWords } of lines)
    expect([actionInWords, objectTypeInWords]).toEqual(Array(2).fill(expect.stringMatching(/^“?\p{Script=Han}/u)));
  const times = lines.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted().toReversed());
  for (const { action, inWords } of auditTrail.organizationActions) expect(inWords).not.toBe(action);

  const byAdmin = await world.data('admin', asked());
  const masked = byAdmin.auditTrail.economy.edges.flatMap(({ node }: { node: { person: { name: string } | null } }) =>
    node.person ? [node.person.name] : [],
  );
  expect(masked.length).toBeGreaterThan(0);
  expect(masked.every((name: string) => name.includes('*'))).toBe(true);
  const { data } = await world.ask('admin', asked('after reason before'));
  for (const { node } of data.auditTrail.economy.edges)
    expect(node).toMatchObject({ after: null, reason: null, before: null });
});

test('an object of the trail is named by its type and its key', async () => {
  const { errors } = await world.ask('auditor', '{ auditTrail(id: "a") { county } }');
  expect(errors?.[0]).toMatchObject({
    message: 'type: A required value is missing 缺少必填项',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('a role that an administrator gives stands in the next token', async () => {
  const owner = (await world.actor('owner'))?.id;
  const input = {
    clientMutationId: 'g-1',
    county: '371322',
    person: owner,
    role: 'VOLUNTEER',
    scope: '371322001001',
    since: '2026-01-05',
  };
  const mutation = 'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { ... on AccountGrant { id } } }';
  const { grantRole } = await world.data('admin', mutation, { input });
  const grants = async () => (await world.actor('owner'))?.grants.map(({ role, scope }) => `${role}@${scope}`);
  expect(await grants()).toEqual([`OWNER@${COMPOUND}`, 'VOLUNTEER@371322001001']);
  const revoke = 'mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { __typename } }';
  await world.data('admin', revoke, { input: { id: grantRole.id, reason: '试用结束' } });
  expect(await grants()).toEqual([`OWNER@${COMPOUND}`]);
});
