import { usccFor } from '@hh/kernel/uscc.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { aPassedVote, givenCompounds } from '../testing/compound.ts';

const compounds = ['37132200100101', '37132200100102', '37132200100103'];
const [FIRST] = compounds as [string];
const street = actorWith('street', 'STREET_OFFICER@371322001');
const county = actorWith('officer', 'COUNTY_OFFICER@371322');
const uscc = usccFor('371322', 'MA300001');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00');
  await givenCompounds(service, ...compounds);
  await aPassedVote(service, 'on another matter', FIRST, 'M9');
  await aPassedVote(service, 'hired', FIRST, 'M4');
  const input = { clientMutationId: 'p-1', county: '371322', uscc, name: '安居物业', hasPartyOrg: false };
  await service.write(county, 'registerPropertyCompany', input, 'uscc');
});
afterAll(() => service.stop());

const contract = (clientMutationId: string, change: object = {}) => ({
  clientMutationId,
  compound: FIRST,
  company: uscc,
  startsOn: '2025-01-01',
  endsOn: '2026-12-31',
  feePerM2: '1.20',
  ...change,
});

test('a company is known by its code, once', async () => {
  const again = { clientMutationId: 'p-2', county: '371322', uscc, name: '安居', hasPartyOrg: false };
  expect(await service.write(county, 'registerPropertyCompany', again, 'uscc')).toMatchObject({
    code: 'ALREADY_EXISTS',
    field: 'uscc',
  });
  const wrong = { ...again, clientMutationId: 'p-3', uscc: '91371322MA30000100' };
  expect(await service.write(county, 'registerPropertyCompany', wrong, 'uscc')).toMatchObject({ code: 'USCC_INVALID' });
});

test('a company is rated from one star to five', async () => {
  const rate = (redRating: number) =>
    service.write(
      county,
      'ratePropertyCompany',
      { id: uscc, redRating, hasPartyOrg: true, ratedOn: '2025-06-30' },
      'redRating hasPartyOrg',
    );
  expect(await rate(6)).toMatchObject({ code: 'NUMBER_OUT_OF_RANGE', field: 'redRating' });
  expect(await rate(5)).toEqual({ redRating: 5, hasPartyOrg: true });
});

test.each([
  [{ endsOn: '2024-12-31' }, 'BEFORE_ITS_BEGINNING', 'endsOn'],
  [{ startsOn: '2025-11-21' }, 'DATE_IN_FUTURE', 'startsOn'],
  [{ feePerM2: '0.00' }, 'AMOUNT_NOT_POSITIVE', 'feePerM2'],
  [{ vote: 'nowhere' }, 'NOT_FOUND', 'vote'],
  [{ vote: 'on another matter' }, 'DECISION_REQUIRED', 'vote'],
  [{ company: usccFor('371322', 'MA300002') }, 'NOT_FOUND', 'company'],
])('a contract with %j is refused', async (change, code, field) => {
  expect(await service.write(street, 'recordServiceContract', contract(JSON.stringify(change), change))).toMatchObject({
    code,
    field,
  });
});

test('a compound has one contract in force, whoever enters it first', async () => {
  const answers = await Promise.all(
    ['k-1', 'k-2', 'k-3'].map((key) => service.write(street, 'recordServiceContract', contract(key))),
  );
  expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
  const { id } = answers.find(({ id }) => id);
  const end = { id, endedOn: '2025-11-19', reason: '业主大会解聘' };
  expect(await service.write(street, 'endServiceContract', end, 'state')).toEqual({ state: 'ENDED' });
  expect(
    await service.write(street, 'recordServiceContract', contract('k-4', { startsOn: '2025-11-19', vote: 'hired' })),
  ).toEqual({
    id: expect.any(String),
  });
});

test('the company of each compound is found by two questions, however many compounds there are', async () => {
  await service.write(street, 'recordServiceContract', contract('k-5', { compound: compounds[1] }));
  let found: (string | undefined)[] = [];
  const reads = await service.readsDuring(async () => {
    const codes = JSON.stringify(compounds);
    const { data } = await service.ask(null, `{ compounds(codes: ${codes}) { propertyCompany { name } } }`);
    found = data.compounds.map((each: { propertyCompany?: { name: string } }) => each.propertyCompany?.name);
  });
  expect(found).toEqual(['安居物业', '安居物业', undefined]);
  expect(reads).toEqual(['query compounds', 'query service_contracts', 'query property_companies']);
});
