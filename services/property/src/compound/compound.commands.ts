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
  return await writer.write(async ({ session, audit }) => {
    await compounds.save(accepted, session);
    for (const compound of accepted) {
      const subject = { type: 'Compound', id: compound.code };
      audit({ county: countyCode(compound.code), actor, action: 'registerCompounds', subject, after: compound });
    }
    return accepted;
  });
}
