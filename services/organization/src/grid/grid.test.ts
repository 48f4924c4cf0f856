import { isRefusal } from '@hh/kernel/refusal.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { street } from '../testing/party.ts';
import { draw } from './grid.ts';

const COMMUNITY = '371322001001';
const [FIRST, SECOND] = [`${COMMUNITY}01`, `${COMMUNITY}02`];
const corner = (latitude: number, longitude: number) => ({ latitude, longitude });
const square = [corner(34, 118), corner(34, 119), corner(35, 119), corner(35, 118)];
const bow = [corner(34, 118), corner(35, 119), corner(34, 119), corner(35, 118)];
const worker = { kind: 'GRID_WORKER', place: COMMUNITY, state: 'IN_FORCE' };

test.each([
  ['one of a compound', {}, worker, null],
  ['without a boundary or a worker', { boundary: null }, undefined, null],
  ['where nobody lives', { compounds: [] }, worker, 'LIST_SIZE'],
  ['a special one', { kind: 'SPECIAL', compounds: [] }, worker, null],
  ['a special one with a compound', { kind: 'SPECIAL' }, worker, 'LIST_SIZE'],
  ['with a compound twice', { compounds: [FIRST, FIRST] }, worker, 'VALUE_TWICE'],
  ['with a compound elsewhere', { compounds: ['37132200100201'] }, worker, 'OUT_OF_SCOPE'],
  ['with a boundary that crosses itself', { boundary: bow }, worker, 'BOUNDARY_CROSSES'],
  ['of a social worker', {}, { ...worker, kind: 'SOCIAL_WORKER' }, 'OUT_OF_SCOPE'],
  ['of a worker elsewhere', {}, { ...worker, place: '371322001002' }, 'OUT_OF_SCOPE'],
  ['of who has left', {}, { ...worker, state: 'ENDED' }, 'STATE_NOT_ALLOWED'],
] as const)('%s is judged', (_, change, post, code) => {
  const draft = { community: COMMUNITY, kind: 'RESIDENTIAL', compounds: [FIRST], boundary: square, ...change } as const;
  const drawn = draw(draft, { found: post ? { worker: post } : {} });
  expect(isRefusal(drawn) ? drawn.code : null).toBe(code);
});

describe('grids of a community', () => {
  let service: TestSubgraph;
  beforeAll(async () => {
    service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
    await givenPlaces(service, COMMUNITY);
    await givenPeople(service, COMMUNITY, ['grid-1']);
  });
  afterAll(() => service.stop());
  const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
  const grid = (code: string, compounds: readonly string[]) =>
    write(street, 'drawGrid', {
      clientMutationId: code,
      community: COMMUNITY,
      code,
      kind: compounds.length > 0 ? 'RESIDENTIAL' : 'SPECIAL',
      compounds,
      boundary: square,
      worker: null,
    });
  const ofCompounds = async () => {
    const asked = '... on Compound { grid { code worker { person { id } } } }';
    const places = [FIRST, SECOND].map((code) => ({ __typename: 'Compound', code }));
    return (await service.entities(null, asked, places)).data._entities.map((each: { grid: object }) => each.grid);
  };

  test('lie beside one another: a compound is in one of them', async () => {
    const answers = await Promise.all([grid('001', [FIRST]), grid('002', [FIRST, SECOND])]);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
    await grid('003', []);
    await grid('004', []);
    const counted = '... on Community { grids(filter: { kind: [SPECIAL] }) { totalCount } }';
    const { data } = await service.entities(null, counted, [{ __typename: 'Community', code: COMMUNITY }]);
    expect(data._entities[0].grids.totalCount).toBe(2);
  });

  test('are drawn anew, given to a grid worker until that one leaves, and dissolved', async () => {
    const { data } = await service.entities(null, '... on Compound { grid { id } }', [
      { __typename: 'Compound', code: FIRST },
    ]);
    const { id } = data._entities[0].grid;
    const drawn = { id, compounds: [FIRST, SECOND], boundary: null };
    expect(await write(street, 'redrawGrid', drawn, 'compounds { code } boundary { latitude }')).toEqual({
      compounds: [{ code: FIRST }, { code: SECOND }],
      boundary: null,
    });
    const { id: post } = await write(street, 'assignPost', {
      clientMutationId: 'p-1',
      kind: 'GRID_WORKER',
      person: 'grid-1',
      place: COMMUNITY,
      building: null,
      fullTime: true,
      background: 'RESIDENT',
      since: '2025-01-01',
    });
    const gridWorker = actorWith('grid-1', `GRID_WORKER@${COMMUNITY}`);
    await expect(write(gridWorker, 'giveGrid', { id, worker: post })).rejects.toThrow('FORBIDDEN');
    await write(street, 'giveGrid', { id, worker: post });
    const given = { code: expect.any(String), worker: { person: { id: 'grid-1' } } };
    expect(await ofCompounds()).toEqual([given, given]);
    await write(street, 'endPost', { id: post, until: '2025-11-19' });
    expect(await ofCompounds()).toEqual([
      { ...given, worker: null },
      { ...given, worker: null },
    ]);
    await write(street, 'dissolveGrid', { id, dissolvedOn: '2025-11-20' });
    expect(await ofCompounds()).toEqual([null, null]);
  });
});
