/** Who finds and reads what of people: the search within each persona's scope, and no name where no name belongs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { people } from '../../infra/demo/people.ts';
import { platformOf } from '../../infra/embedded.ts';
import { createWorld, type World } from '../world.ts';

const COMPOUND = '37132200100101';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND });
}, 180_000);
afterAll(() => world?.stop());

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
