/**
 * A declaration that is missing or differs does not hold a share up for ever: a finance checker may settle without it, with a
 * reason, and then the other three sides have to agree. What the operator declared stays as it is. ECONOMY.md, Statements.
 */
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { Advance } from './advance.ts';
import type { AllocationParts } from './allocation.commands.ts';
import type { Allocation } from './computation.ts';
import { declarationSettling } from './states.ts';

export async function settleDeclaration(
  parts: AllocationParts & { readonly advance: Advance },
  actor: Actor,
  { allocation: id, reason }: { readonly allocation: string; readonly reason: string },
): Promise<Allocation | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const settled = await parts.writer.write(async (transaction) => {
    const { session, audit } = transaction;
    const allocation = await parts.allocations.byId(id, session);
    const mayAt = (capability: 'declarations:settle' | 'allocations:read') =>
      allocation !== null && canAt(actor, capability, allocation.community, allocation.operator);
    if (!allocation || !mayAt('allocations:read'))
      return refuse('NOT_FOUND', { field: 'allocation', what: id.slice(0, 40) });
    if (!mayAt('declarations:settle')) return refuse('OUT_OF_SCOPE', { field: 'allocation' });
    if (allocation.declarationSettled?.reason === words) return { id };
    const moved = await parts.allocations.settleDeclaration(
      id,
      { by: actor.id, at: parts.clock.now(), reason: words },
      session,
    );
    if (!moved) {
      const refusal = whyNot(declarationSettling, allocation, actor.id);
      return (refusal ?? refuse('STATE_NOT_ALLOWED', { state: allocation.state })).at('allocation');
    }
    const subject = { type: 'Allocation', id };
    audit({ county: moved.county, actor, action: 'settleDeclaration', subject, reason: words });
    await parts.advance.written(moved, transaction);
    return { id };
  });
  return isRefusal(settled) ? settled : ((await parts.allocations.byId(id)) as Allocation);
}
