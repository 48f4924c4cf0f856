import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { aCompound, aDwelling } from '../testing/compound.ts';

const COMPOUND = '37132200100101';
const worker = actorWith('worker', 'SOCIAL_WORKER@371322001001');
const director = actorWith('director', `COMMITTEE_DIRECTOR@${COMPOUND}`);
const elsewhere = actorWith('elsewhere', 'COMMITTEE_DIRECTOR@37132200100201');
const owner = actorWith('owner-1', `OWNER@${COMPOUND}`);

let service: TestSubgraph;
let building: string;
beforeAll(async () => {
  service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00');
  building = await aCompound(service, COMPOUND);
  await aCompound(service, '37132200100103');
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const draft = (no: string) => ({
  clientMutationId: `d-${no}`,
  building,
  compound: COMPOUND,
  unit: '1',
  no,
  areaM2: '89.50',
  areaBasis: 'CONTRACT',
  use: 'RESIDENTIAL',
});

describe('a dwelling', () => {
  test('stands in a building of its compound, behind a door of its own', async () => {
    const fields = 'id areaM2 delivered building { no } compound { name }';
    expect(await write(worker, 'registerDwelling', draft('101'), fields)).toEqual({
      id: expect.any(String),
      areaM2: '89.50',
      delivered: false,
      building: { no: '1号楼' },
      compound: { name: '和园花园' },
    });
    expect(await write(worker, 'registerDwelling', { ...draft('101'), clientMutationId: 'again' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test('is found by the number at its door', async () => {
    const query = `{ compound(code: "${COMPOUND}") { dwellings(filter: { no: "101" }) { edges { node { no } } } } }`;
    expect((await service.ask(worker, query)).data.compound.dwellings.edges).toEqual([{ node: { no: '101' } }]);
  });

  test.each([
    [{ building: '37132200100102-001' }, 'NOT_FOUND', 'building'],
    [{ building: '37132200100103-001' }, 'NOT_FOUND', 'building'],
    [{ compound: '37132200100102' }, 'NOT_FOUND', 'compound'],
    [{ areaM2: '0.00' }, 'NUMBER_OUT_OF_RANGE', 'areaM2'],
    [{ areaM2: '-1' }, 'NUMBER_OUT_OF_RANGE', 'areaM2'],
    [{ deliveredOn: '2025-11-21' }, 'DATE_IN_FUTURE', 'deliveredOn'],
  ])('with %j is refused', async (change, code, field) => {
    expect(await write(worker, 'registerDwelling', { ...draft('102'), ...change })).toMatchObject({ code, field });
  });

  test('is delivered once, and its area corrected as often as it is measured', async () => {
    const { id } = await write(worker, 'registerDwelling', draft('103'));
    const delivered = await write(worker, 'deliverDwelling', { id, deliveredOn: '2025-11-01' }, 'delivered');
    expect(delivered).toEqual({ delivered: true });
    expect(await write(worker, 'deliverDwelling', { id, deliveredOn: '2025-11-02' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    const measure = { id, areaM2: '90.01', areaBasis: 'REGISTERED' };
    const measured = await write(worker, 'measureDwelling', measure, 'areaM2 areaBasis');
    expect(measured).toEqual({ areaM2: '90.01', areaBasis: 'REGISTERED' });
    expect(await write(worker, 'measureDwelling', { ...measure, areaM2: '0' })).toMatchObject({ field: 'areaM2' });
  });

  test('is there for those who work in the compound', async () => {
    const query = `{ compound(code: "${COMPOUND}") { dwellings { totalCount } } }`;
    expect((await service.ask(director, query)).data.compound.dwellings.totalCount).toBeGreaterThan(0);
    expect((await service.ask(elsewhere, query)).data.compound).toEqual({ dwellings: null });
    expect((await service.ask(owner, query)).codes).toEqual(['FORBIDDEN']);
    const below = [{ __typename: 'Building', id: building }];
    const { data } = await service.entities(director, '... on Building { dwellings { totalCount } }', below);
    expect(data._entities[0].dwellings.totalCount).toBeGreaterThan(0);
  });
});

describe('an ownership', () => {
  const own = async (no: string, owners: readonly string[]) => {
    const dwelling = await aDwelling(service, COMPOUND, { no, areaM2: '100' });
    const input = { clientMutationId: `o-${no}`, dwelling, owners, since: '2020-01-01' };
    return { dwelling, input, ...(await write(worker, 'recordOwnership', input)) };
  };

  test('is one of a dwelling at a time, also when two are entered at once', async () => {
    const { input } = await own('201', ['owner-1']);
    expect(await write(worker, 'recordOwnership', { ...input, clientMutationId: 'x' })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'dwelling',
    });
    const dwelling = await aDwelling(service, COMPOUND, { no: '202', areaM2: '100' });
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((key) =>
        write(worker, 'recordOwnership', { ...input, dwelling, clientMutationId: `race ${key}`, owners: [key] }),
      ),
    );
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
  });

  test.each([
    [{ owners: [] }, 'LIST_SIZE', 'owners'],
    [{ owners: ['a', 'a'] }, 'PERSON_TWICE', 'owners'],
    [{ representative: 'b' }, 'NOT_AN_OWNER', 'representative'],
    [{ since: '2025-11-21' }, 'DATE_IN_FUTURE', 'since'],
    [{ dwelling: 'nowhere' }, 'NOT_FOUND', 'dwelling'],
  ])('with %j is refused', async (change, code, field) => {
    const dwelling = await aDwelling(service, COMPOUND, { no: '203', areaM2: '100' });
    const input = { clientMutationId: 'o-203', dwelling, owners: ['a'], since: '2020-01-01', ...change };
    expect(await write(worker, 'recordOwnership', input)).toMatchObject({ code, field });
  });

  test('ends where the next begins, once, whoever else sells it in the same moment', async () => {
    const { id, dwelling } = await own('204', ['seller']);
    const sale = { id, owners: ['buyer'], since: '2025-01-01' };
    expect(await write(worker, 'transferOwnership', { ...sale, since: '2020-01-01' })).toMatchObject({
      code: 'BEFORE_THE_LAST',
    });
    const sales = await Promise.all([1, 2].map(() => write(worker, 'transferOwnership', sale, 'state until')));
    expect(sales).toEqual(
      expect.arrayContaining([
        { state: 'ENDED', until: '2025-01-01' },
        expect.objectContaining({ code: 'STATE_NOT_ALLOWED' }),
      ]),
    );
    const key = [{ __typename: 'Dwelling', id: dwelling }];
    const list = '... on Dwelling { ownerships { edges { node { state since until owners { id } } } } }';
    const { data } = await service.entities(worker, list, key);
    expect(data._entities[0].ownerships.edges.map(({ node }: { node: object }) => node)).toEqual([
      { state: 'ENDED', since: '2020-01-01', until: '2025-01-01', owners: [{ id: 'seller' }] },
      { state: 'IN_FORCE', since: '2025-01-01', until: null, owners: [{ id: 'buyer' }] },
    ]);
  });

  test('is seen by its owners and by the staff of the place, and by nobody else', async () => {
    await own('205', ['owner-1', 'owner-2']);
    const person = [{ __typename: 'Person', id: 'owner-1' }];
    const list = '... on Person { ownerships { totalCount edges { node { dwelling { no areaM2 } } } } }';
    const seenBy = async (actor: Parameters<TestSubgraph['entities']>[0]) => {
      const { data, codes } = await service.entities(actor, list, person);
      return codes[0] ?? data._entities[0].ownerships?.totalCount ?? null;
    };
    expect(await seenBy(owner)).toBe(2);
    expect(await seenBy(director)).toBe(2);
    expect(await seenBy(elsewhere)).toBe(0);
    expect(await seenBy(actorWith('owner-2', `OWNER@${COMPOUND}`))).toBeNull();
    expect(await seenBy(null)).toBe('UNAUTHENTICATED');
  });
});
