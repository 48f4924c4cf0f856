import { defineRegister } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { countyCode } from '../place/place.ts';
import { draw, gridExtra, gridFields, gridStates } from './grid.ts';

/** Special grids have no compound, and what has none would collide with one another. */
const residential = { kind: 'RESIDENTIAL', state: 'IN_FORCE' };

export const grids = defineRegister({
  type: 'Grid',
  collection: 'grids',
  fields: gridFields,
  extra: gridExtra,
  place: 'community',
  create: { mutation: 'drawGrid', may: 'grids:draw', decide: draw },
  states: gridStates,
  unique: [
    { name: 'one grid a compound', fields: ['compounds'], where: residential },
    { name: 'one grid a code', fields: ['code'] },
  ],
  order: ['code'],
});

/** For loaders: the grid that each compound lies in. */
export const gridsOf = (store: RegisterStore) => async (compounds: readonly string[]) => {
  const counties = { $in: [...new Set(compounds.map(countyCode))] };
  const rows = await store.find({ county: counties, compounds: { $in: [...compounds] }, ...residential });
  return new Map(
    rows.flatMap((row) => (row.compounds as readonly string[]).map((compound) => [compound, row] as const)),
  );
};
