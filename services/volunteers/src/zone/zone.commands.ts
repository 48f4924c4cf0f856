import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { ZoneStore } from './zone.store.ts';
import { communityTwice, parseZone, type Zone } from './zone.ts';

/** Divides communities into zones, or divides them anew; all of it or none. A community that another zone has is refused. */
export async function registerZones(
  { writer, zones }: { writer: Writer; zones: ZoneStore },
  actor: Actor,
  drafts: readonly Zone[],
): Promise<number | Refusal> {
  const parsed = drafts.map(parseZone);
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) {
    const refusal = parsed[wrong] as Refusal;
    return refusal.at(`zones.${wrong}.${refusal.field}`);
  }
  const accepted = parsed as readonly Zone[];
  return await writer.write(async ({ session, audit }) => {
    const taken = communityTwice(accepted) ?? (await zones.takenByOthers(accepted, session));
    if (taken !== null) return refuse('ALREADY_EXISTS', { field: 'zones', what: taken });
    await zones.replace(accepted, session);
    for (const { code, county, communities } of accepted) {
      const subject = { type: 'VolunteerZone', id: code };
      audit({ county, actor, action: 'registerZones', subject, after: { communities } });
    }
    return accepted.length;
  });
}
