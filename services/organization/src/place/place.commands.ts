import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { PlaceStore } from './place.store.ts';
import { countyCode, type Place, parsePlace } from './place.ts';

/** Enters places into the tree, or renames them; all of them or none. */
export async function registerPlaces(
  { writer, places }: { writer: Writer; places: PlaceStore },
  actor: Actor,
  drafts: readonly Place[],
): Promise<readonly Place[] | Refusal> {
  const parsed = drafts.map(parsePlace);
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) return (parsed[wrong] as Refusal).at(`places.${wrong}`);
  const accepted = parsed as readonly Place[];
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
