import type { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import { countyCode } from '../compound/compound.ts';
import type { Building, BuildingStore } from './building.store.ts';

/** Enters the buildings of one compound into the register. */
export async function registerBuildings(
  { writer, buildings }: { writer: Writer; buildings: BuildingStore },
  actor: Actor,
  compound: string,
  drafts: readonly Omit<Building, 'compound'>[],
): Promise<number | Refusal> {
  return await writer.write(async ({ session, audit }) => {
    await buildings.save(
      drafts.map((draft) => ({ ...draft, compound })),
      session,
    );
    const subject = { type: 'Compound', id: compound };
    audit({
      county: countyCode(compound),
      actor,
      action: 'registerBuildings',
      subject,
      after: { buildings: drafts.length },
    });
    return drafts.length;
  });
}
