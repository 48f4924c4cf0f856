import { BuildingsRegistered } from '@hh/events/buildings-registered.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { CompoundStore } from '../compound/compound.store.ts';
import { countyCode } from '../compound/compound.ts';
import type { BuildingStore } from './building.store.ts';
import { type Building, parseBuilding } from './building.ts';

/** Enters the buildings of one compound into the register, or corrects them; all of them or none. */
export async function registerBuildings(
  { writer, buildings, compounds }: { writer: Writer; buildings: BuildingStore; compounds: CompoundStore },
  actor: Actor,
  compound: string,
  drafts: readonly Omit<Building, 'compound'>[],
): Promise<number | Refusal> {
  const parsed = drafts.map((draft) => parseBuilding({ ...draft, compound }));
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) {
    const refusal = parsed[wrong] as Refusal;
    return refusal.at(`buildings.${wrong}.${refusal.field}`);
  }
  const accepted = parsed as readonly Building[];
  if (!(await compounds.byCodes([compound])).has(compound))
    return refuse('NOT_FOUND', { field: 'compound', what: compound.slice(0, 40) });
  return await writer.write(async ({ session, announce, audit }) => {
    const other = await buildings.withOtherId(compound, accepted, session);
    if (other) return refuse('ALREADY_EXISTS', { field: 'buildings', what: other.no });
    await buildings.save(accepted, session);
    const known = { compound, buildings: accepted.map(({ id }) => id) };
    announce(BuildingsRegistered, countyCode(compound), known);
    const subject = { type: 'Compound', id: compound };
    const after = { buildings: accepted.length };
    audit({ county: countyCode(compound), actor, action: 'registerBuildings', subject, after });
    return accepted.length;
  });
}
