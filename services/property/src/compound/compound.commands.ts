import { CompoundLocated } from '@hh/events/compound-located.ts';
import type { GeoPoint } from '@hh/kernel/geo.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { CompoundStore } from './compound.store.ts';
import { type Compound, countyCode, parseCompound } from './compound.ts';

/** Enters compounds into the register, or corrects them; all of them or none. */
export async function registerCompounds(
  { writer, compounds }: { writer: Writer; compounds: CompoundStore },
  actor: Actor,
  drafts: readonly Compound[],
): Promise<readonly Compound[] | Refusal> {
  const parsed = drafts.map(parseCompound);
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) {
    const refusal = parsed[wrong] as Refusal;
    return refusal.at(`compounds.${wrong}.${refusal.field}`);
  }
  const accepted = parsed as readonly Compound[];
  return await writer.write(async ({ session, audit, announce }) => {
    const known = await compounds.positions(
      accepted.map(({ code }) => code),
      session,
    );
    const saved = accepted.map((compound) => {
      const { location, located = 0 } = known.get(compound.code) ?? {};
      return isElsewhere(compound.location, location) ? { ...compound, located: located + 1 } : compound;
    });
    await compounds.save(saved, session);
    for (const { code, location, located } of saved.filter((each) => 'located' in each))
      announce(CompoundLocated, countyCode(code), { compound: code, location, times: located });
    for (const compound of accepted) {
      const subject = { type: 'Compound', id: compound.code };
      audit({ county: countyCode(compound.code), actor, action: 'registerCompounds', subject, after: compound });
    }
    return accepted;
  });
}

function isElsewhere(now: GeoPoint | undefined, before: GeoPoint | undefined): boolean {
  return now !== undefined && (now.latitude !== before?.latitude || now.longitude !== before.longitude);
}
