/** Whom an administrator means: found by the whole number or name, told as little, and nobody else finds anybody. */
import { must } from '@hh/kernel/refusal.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { registerPeople } from '../person/person.commands.ts';
import { createPersonStore } from '../person/person.store.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';

const COUNTY = '371322';
const COMMUNITY = '371322001001';
const COMPOUND = `${COMMUNITY}01`;
const OTHER = '37132200100201';
const admin = actorWith('admin', `ADMIN@${COUNTY}`);

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, COMMUNITY, '371322001002');
  await givenPeople(service, COUNTY, ['admin', 'street']);
  const { connection, writer } = service.platform;
  const at = (id: string, name: string, place: string, phone: string) => ({ id, county: COUNTY, name, place, phone });
  const people = [
    at('one', '欧阳建国', COMPOUND, '13800000001'),
    at('two', '欧阳建国', OTHER, '13800000002'),
    at('three', '欧阳建', COMPOUND, '13800000003'),
    ...Array.from({ length: 12 }, (_, index) => at(`li-${index}`, '李明', COMPOUND, `139000000${10 + index}`)),
  ];
  must(await registerPeople({ writer, persons: createPersonStore(connection) }, systemActor, people));
  const street = actorWith('street', 'STREET_OFFICER@371322001');
  const post = { person: 'one', kind: 'GRID_WORKER', fullTime: true, background: 'RESIDENT', since: '2025-01-01' };
  expect(
    await service.write(street, 'assignPost', { clientMutationId: 'p', place: COMMUNITY, ...post }, 'state'),
  ).toEqual({ state: 'IN_FORCE' });
});
afterAll(() => service.stop());

const find = async (asked: string, actor: Parameters<TestSubgraph['ask']>[0] = admin) =>
  await service.ask(
    actor,
    `{ county(code: "${COUNTY}") { grantCandidates(${asked}) {
      person { id name } place { ... on Community { code } ... on Compound { code } } posts appointments } } }`,
  );
const found = async (asked: string) =>
  (await find(asked)).data.county.grantCandidates.map(({ person }: { person: { id: string } }) => person.id);

describe('whom an administrator means', () => {
  test('is told masked, with place and posts, by the whole number', async () => {
    const { data } = await find('phone: "138 0000 0001"');
    expect(data.county.grantCandidates).toEqual([
      {
        person: { id: 'one', name: '欧**国' },
        place: { code: COMPOUND },
        posts: ['GRID_WORKER'],
        appointments: [],
      },
    ]);
  });

  test('sees that the number was looked up, by whom and what for; a name leaves no record', async () => {
    const records = async () => await createPersonStore(service.platform.connection).readingsOf(COUNTY, 'two');
    await find(`name: "欧阳建国", place: "${COUNTY}"`);
    expect(await records()).toEqual([]);
    await find('phone: "13800000002"');
    expect(await records()).toMatchObject([{ field: 'phone', by: 'admin', purpose: '查找授权对象' }]);
  });

  test.each([
    [`name: "欧阳建国", place: "${COUNTY}"`, ['one', 'two']],
    [`name: "欧阳建国", place: "${COMMUNITY}"`, ['one']],
    [`name: "欧阳建", place: "${COUNTY}"`, ['three']],
    [`name: "欧阳", place: "${COUNTY}"`, []],
    [`name: "oyjg", place: "${COUNTY}"`, []],
    ['phone: "13800000009"', []],
  ])('is found by the whole and never by a part: %s', async (asked, ids) => {
    expect(await found(asked)).toEqual(ids);
  });

  test('is one of ten at most', async () => {
    expect(await found(`name: "李明", place: "${COMPOUND}"`)).toHaveLength(10);
  });

  test.each([
    ['phone: "1380000"'],
    ['name: "欧阳建国"'],
    ['name: "欧阳建国", place: "370000001"'],
    [`place: "${COUNTY}"`],
  ])('is asked for as a whole, in the county: %s is refused', async (asked) => {
    const { data, codes } = await find(asked);
    expect([data.county.grantCandidates, codes]).toEqual([null, ['BAD_USER_INPUT']]);
  });

  test.each([
    ['AUDITOR', `AUDITOR@${COUNTY}`],
    ['an officer', `COUNTY_OFFICER@${COUNTY}`],
    ['a resident', `RESIDENT@${COMPOUND}`],
    ['an administrator of another county', 'ADMIN@370000'],
  ])('is nobody for %s', async (_, grant) => {
    const { data } = await find('phone: "13800000001"', actorWith('other', grant));
    expect(data.county.grantCandidates).toBeNull();
  });
});
