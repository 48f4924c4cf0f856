import type { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Zone, ZoneStore } from './zone.store.ts';

/** Divides communities into zones; a community that stands in two is refused by the index. */
export async function registerZones(
  { writer, zones }: { writer: Writer; zones: ZoneStore },
  actor: Actor,
  drafts: readonly Zone[],
): Promise<number | Refusal> {
  return await writer.write(async ({ session, audit }) => {
    await zones.save(drafts, session);
    for (const { code, county, communities } of drafts) {
      audit({
        county,
        actor,
        action: 'registerZones',
        subject: { type: 'VolunteerZone', id: code },
        after: { communities },
      });
    }
    return drafts.length;
  });
}
