import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { PlaceStore } from './place.store.ts';
import { countyCode, type Place, parentCode, parsePlace } from './place.ts';

/** Enters places into the tree, or renames them; all of them or none. A place comes with or after the one that contains it. */
export async function registerPlaces(
  { writer, places }: { writer: Writer; places: PlaceStore },
  actor: Actor,
  drafts: readonly Place[],
): Promise<readonly Place[] | Refusal> {
  const parsed = drafts.map(parsePlace);
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) {
    const refusal = parsed[wrong] as Refusal;
    return refusal.at(`places.${wrong}.${refusal.field}`);
  }
  const accepted = parsed as readonly Place[];
  const parents = accepted.map(parentCode).filter((code) => code !== null);
  const known = new Set([...(await places.byCodes(parents)).keys(), ...accepted.map(({ code }) => code)]);
  const orphan = accepted.findIndex((place) => !known.has(parentCode(place) ?? place.code));
  if (orphan >= 0)
    return refuse('NOT_FOUND', { field: `places.${orphan}.code`, what: parentCode(accepted[orphan] as Place) ?? '' });
  return await writer.write(async ({ session, audit }) => {
    await places.save(accepted, session);
    for (const place of accepted) {
      audit({
        county: countyCode(place.code),
        actor,
        action: 'registerPlaces',
        subject: { type: 'Place', id: place.code },
        after: place,
      });
    }
    return accepted;
  });
}
