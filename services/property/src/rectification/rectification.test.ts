import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { givenCompounds } from '../testing/compound.ts';
import { dueOn } from './rectification.ts';

const COMPOUND = '37132200100101';
const county = actorWith('officer', 'COUNTY_OFFICER@371322');
const street = actorWith('street', 'STREET_OFFICER@371322001');
const manager = actorWith('manager', `PROPERTY_MANAGER@${COMPOUND}`);
const stranger = actorWith('stranger', 'STREET_OFFICER@371322002');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00');
  await givenCompounds(service, COMPOUND, '37132200100102');
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

const charge = {
  clientMutationId: 'k-1',
  compound: COMPOUND,
  campaign: '2025年集中整治',
  countyLeader: 'leader-1',
  streetLeads: ['street-1', 'street-2'],
  reasons: '物业服务投诉集中',
  since: '2025-11-01',
};

describe('putting a compound under rectification', () => {
  test('is done once: the same key answers the first, and another charge of the compound or the leader is refused', async () => {
    const first = await write(county, 'nameKeyCompound', charge);
    expect(first).toEqual({ id: expect.any(String) });
    expect(await write(county, 'nameKeyCompound', charge)).toEqual(first);
    const other = { ...charge, clientMutationId: 'k-2' };
    expect(await write(county, 'nameKeyCompound', other)).toMatchObject({ code: 'ALREADY_EXISTS', field: 'compound' });
    const elsewhere = { ...other, compound: '37132200100102' };
    expect(await write(county, 'nameKeyCompound', elsewhere)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'countyLeader',
    });
    expect(await write(county, 'nameKeyCompound', { ...charge, reasons: '另一理由' })).toMatchObject({
      code: 'KEY_REUSED',
    });
  });

  test.each([
    [{ compound: '371322001001' }, 'CODE_MALFORMED', 'compound'],
    [{ streetLeads: [] }, 'LIST_SIZE', 'streetLeads'],
    [{ compound: '37132200100199' }, 'NOT_FOUND', 'compound'],
    [{ campaign: ' ' }, 'VALUE_MISSING', 'campaign'],
    [{ reasons: '因\u0000' }, 'TEXT_MALFORMED', 'reasons'],
    [{ clientMutationId: '' }, 'CODE_MALFORMED', 'clientMutationId'],
  ])('with %j is refused, and the field is named', async (change, code, field) => {
    expect(await write(county, 'nameKeyCompound', { ...charge, ...change })).toMatchObject({ code, field });
  });

  test('a street officer may not', async () => {
    await expect(write(street, 'nameKeyCompound', charge)).rejects.toThrow('FORBIDDEN');
  });
});

describe('a finding', () => {
  const find = async (key: string) => {
    const { id: keyCompound } = await write(county, 'nameKeyCompound', charge);
    const inspection = await write(street, 'recordInspection', {
      clientMutationId: `i-${key}`,
      keyCompound,
      kind: 'ON_SITE',
      heldOn: '2025-11-10',
      inspector: 'street-1',
    });
    return await write(
      street,
      'recordFinding',
      {
        clientMutationId: `f-${key}`,
        inspection: inspection.id,
        category: 'SAFETY',
        severity: 'URGENT',
        title: '消防通道堵塞',
        foundOn: '2025-11-10',
      },
      'id state dueOn allowedTransitions { mutation to requires }',
    );
  };

  test('is due by its severity and tells what the caller may do', async () => {
    expect(await find('a')).toMatchObject({
      state: 'OPEN',
      dueOn: '2025-11-13',
      allowedTransitions: [{ mutation: 'assignFinding', to: 'ASSIGNED', requires: ['responsible'] }],
    });
  });

  test('is verified by somebody else than who fixed it, and never out of order', async () => {
    const { id } = await find('b');
    expect(await write(street, 'verifyFinding', { id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await write(stranger, 'assignFinding', { id, responsible: 'manager' })).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    await write(street, 'assignFinding', { id, responsible: 'manager' });
    expect(
      await write(manager, 'fixFinding', { id, evidence: '已清理，照片3张' }, 'state fixedOn version'),
    ).toMatchObject({
      state: 'FIXED',
      fixedOn: '2025-11-20',
      version: 3,
    });
    const both = actorWith('manager', 'STREET_OFFICER@371322001');
    expect(await write(both, 'verifyFinding', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await write(street, 'verifyFinding', { id, version: 2 })).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await write(street, 'verifyFinding', { id, version: 3 }, 'state')).toMatchObject({ state: 'VERIFIED' });
  });

  test('two who fix it at once: one of them does', async () => {
    const { id } = await find('c');
    await write(street, 'assignFinding', { id, responsible: 'manager' });
    const answers = await Promise.all([1, 2, 3].map((n) => write(manager, 'fixFinding', { id, evidence: `第${n}次` })));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2);
  });
});

describe('the figures of rectification', () => {
  const places = [
    { __typename: 'Community', code: '371322001001' },
    { __typename: 'Community', code: '371322001002' },
  ];
  const figures = async (asOf: string, fields: string, at: readonly object[] = places) => {
    const of = (type: string) => `... on ${type} { property(asOf: "${asOf}") { ${fields} } }`;
    const { data, codes } = await service.entities(null, `${of('Community')} ${of('County')}`, at);
    expect(codes).toEqual([]);
    return data._entities.map(({ property: counted }: { property: object }) => counted);
  };

  test('count what there was at the end of a day, in one question to the database', async () => {
    let counted: object[] = [];
    const reads = await service.readsDuring(async () => {
      counted = await figures('2025-11-20', 'countyLeads streetLeads inspections findingsResolved');
    });
    expect(counted).toEqual([
      { countyLeads: 1, streetLeads: 2, inspections: 3, findingsResolved: 1 },
      { countyLeads: 0, streetLeads: 0, inspections: 0, findingsResolved: 0 },
    ]);
    expect(reads).toHaveLength(1);
  });

  test.each([
    ['2025-10-31', 0, 0],
    ['2025-11-01', 1, 0],
    ['2025-11-10', 1, 3],
  ])('of the county on %s: %d leaders, %d inspections', async (day, countyLeads, inspections) => {
    const county = [{ __typename: 'County', code: '371322' }];
    expect(await figures(day, 'countyLeads inspections', county)).toEqual([{ countyLeads, inspections }]);
  });

  test('open to the rows they are counted from', async () => {
    const fields = 'figures { key value row rows(first: 2) { totalCount edges { node { type place on amount } } } }';
    const [own] = await figures('2025-11-30', fields);
    const node = { type: 'Inspection', place: COMPOUND, on: '2025-11-10', amount: '1' };
    expect(own.figures.find(({ key }: { key: string }) => key === 'inspections')).toEqual({
      key: 'inspections',
      value: '3',
      row: 'S69',
      rows: { totalCount: 3, edges: [{ node }, { node }] },
    });
  });
});

test.each([
  ['URGENT', '2025-11-13'],
  ['SERIOUS', '2025-11-20'],
  ['MINOR', '2025-12-10'],
] as const)('a finding that is %s of 10 November is due on %s', (severity, due) => {
  expect(dueOn({ severity, foundOn: '2025-11-10' as never })).toBe(due);
});
