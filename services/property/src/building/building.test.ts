/** The rule of a building, and its register against the real store. */
import { manualClock } from '@hh/kernel/clock.ts';
import { must } from '@hh/kernel/refusal.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { systemActor } from '@hh/service/testing/subgraph.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registerCompounds } from '../compound/compound.commands.ts';
import { compoundsCollection, createCompoundStore } from '../compound/compound.store.ts';
import { registerBuildings } from './building.commands.ts';
import { buildingsCollection, createBuildingStore } from './building.store.ts';
import { type Building, parseBuilding } from './building.ts';

const COMPOUND = '37132200100101';
const building = (id: string, no: string) => ({ id, no, units: 2, floors: 11 });

describe('a building', () => {
  test.each(['1号楼', '3-1号楼', '商业街东'])('may have the number %s', (no) => {
    expect(parseBuilding({ ...building('b1', no), compound: COMPOUND })).toMatchObject({ no });
  });

  test.each<[string, Partial<Building>, string, string]>([
    ['no id', { id: '' }, 'VALUE_MISSING', 'id'],
    ['no number', { no: ' ' }, 'VALUE_MISSING', 'no'],
    ['a number of 21 characters', { no: '楼'.repeat(21) }, 'VALUE_TOO_LONG', 'no'],
    ['no entrance', { units: 0 }, 'NUMBER_OUT_OF_RANGE', 'units'],
    ['half a floor', { floors: 1.5 }, 'NUMBER_OUT_OF_RANGE', 'floors'],
    ['201 floors', { floors: 201 }, 'NUMBER_OUT_OF_RANGE', 'floors'],
  ])('with %s is refused', (_, change, code, field) => {
    expect(parseBuilding({ ...building('b1', '1号楼'), compound: COMPOUND, ...change })).toMatchObject({ code, field });
  });
});

describe('the register of buildings', () => {
  let store: TestStore;
  const parts = () => {
    const { connection } = store;
    const clock = manualClock('2026-01-05T09:00:00+08:00');
    return {
      writer: createWriter({ connection, clock }),
      compounds: createCompoundStore(connection),
      buildings: createBuildingStore(connection),
    };
  };
  const register = (drafts: readonly ReturnType<typeof building>[], compound = COMPOUND) =>
    registerBuildings(parts(), systemActor, compound, drafts);

  beforeAll(async () => {
    store = await createTestStore([...writerCollections, compoundsCollection, buildingsCollection]);
    const compound = { code: COMPOUND, name: '和园花园', households: 40, grossAreaM2x100: 400_000 };
    must(await registerCompounds(parts(), systemActor, [compound]));
    must(await register([building('b1', '1号楼'), building('b2', '2号楼')]));
  });
  afterAll(() => store.drop());

  test('takes the same again and corrects what changed, each with its audit row', async () => {
    must(await register([building('b1', '1号楼'), { ...building('b2', '2号楼'), floors: 6 }]));
    const found = await parts().buildings.byIds(['b1', 'b2']);
    expect([...found.values()].map(({ no, floors }) => [no, floors])).toEqual([
      ['1号楼', 11],
      ['2号楼', 6],
    ]);
    const trail = await store.connection.collection('audit').countDocuments({ action: 'registerBuildings' });
    expect(trail).toBe(2);
  });

  test.each([
    ['a number that another building has', [building('b3', '1号楼')], COMPOUND, 'ALREADY_EXISTS', 'buildings'],
    ['a number twice', [building('b3', '9号楼'), building('b4', '9号楼')], COMPOUND, 'ALREADY_EXISTS', 'buildings'],
    ['a malformed row', [building('b3', '3号楼'), building('b4', '')], COMPOUND, 'VALUE_MISSING', 'buildings.1.no'],
    ['an unknown compound', [building('b3', '3号楼')], '37132200100199', 'NOT_FOUND', 'compound'],
  ])('refuses %s, and takes nothing of it', async (_, drafts, compound, code, field) => {
    expect(await register(drafts, compound)).toMatchObject({ code, field });
    expect((await parts().buildings.byIds(['b3', 'b4'])).size).toBe(0);
  });
});
