import { refuse } from '@hh/kernel/refusal.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { createRollStore } from './roll.store.ts';
import { rollOf } from './roll.ts';

/** The roll as it is in this moment; what is sold or measured later changes nothing of it. */
export const freezeRoll: Effect = async (vote, { parts, session }) => {
  const { id, county, place, updatedAt } = vote;
  const rowsOf = async (type: string, where: object) =>
    (await parts.stores.get(type)?.find({ county, place, ...where }, session)) ?? [];
  const dwellings = await rowsOf('Dwelling', {});
  const owned = new Map((await rowsOf('Ownership', { state: 'IN_FORCE' })).map((row) => [row.dwelling, row]));
  const lines = rollOf(
    dwellings.map((dwelling) => ({
      id: dwelling.id,
      areaM2: dwelling.areaM2,
      deliveredOn: dwelling.deliveredOn,
      owners: owned.get(dwelling.id)?.owners ?? [],
      representative: owned.get(dwelling.id)?.representative ?? null,
    })),
  );
  if (lines.length === 0) return refuse('ROLL_EMPTY', { field: 'id' });
  await createRollStore(parts.writer.connection).insert({ id, county, frozenAt: updatedAt, lines }, session);
  return undefined;
};
