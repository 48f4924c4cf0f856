import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import { previousPeriod } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import { type Actor, type Capability, canAt } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Transaction, Writer } from '@hh/service/writer.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { AllocationStore } from './allocation.store.ts';
import { type Allocation, isApproved } from './computation.ts';
import { type AllocationMutation, allocationStates } from './states.ts';

export interface AllocationParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly agreements: AgreementStore;
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
}

/** Approves a computed allocation. Persons only, another than who closed the period; earlier periods first. */
export async function approveAllocation(
  parts: AllocationParts,
  actor: Actor,
  id: string,
): Promise<Allocation | Refusal> {
  return await decide(parts, actor, id, async (allocation, session, { audit, announce }) => {
    if (allocation.approvedBy === actor.id && isApproved(allocation)) return allocation;
    const refusal = await whyNotApprove(parts, allocation, session);
    if (refusal) return refusal;
    const approved = await parts.allocations.approve(id, actor.id, parts.clock.now(), session);
    if (!approved) return notMoved('approveAllocation', allocation, actor);
    const { county, agreement, period, pool, inputsHash } = approved;
    audit({
      county,
      actor,
      action: 'approveAllocation',
      subject: { type: 'Allocation', id },
      before: { state: 'COMPUTED' },
      after: { state: 'APPROVED', pool, inputsHash },
    });
    announce(AllocationApproved, county, { allocation: id, agreement, period });
    return approved;
  });
}

/** Rejects a computed allocation with a reason; its period may then be reopened. */
export async function rejectAllocation(
  parts: AllocationParts,
  actor: Actor,
  { allocation: id, reason }: { allocation: string; reason: string },
): Promise<Allocation | Refusal> {
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  return await decide(parts, actor, id, async (allocation, session, { audit }) => {
    if (allocation.state === 'REJECTED' && allocation.rejectedBy === actor.id && allocation.rejectedReason === words)
      return allocation;
    const rejected = await parts.allocations.reject(id, actor.id, words, session);
    if (!rejected) return notMoved('rejectAllocation', allocation, actor);
    const subject = { type: 'Allocation', id };
    audit({
      county: rejected.county,
      actor,
      action: 'rejectAllocation',
      subject,
      before: { state: 'COMPUTED' },
      after: { state: 'REJECTED' },
      reason: words,
    });
    return rejected;
  });
}

async function decide(
  { writer, agreements, allocations }: AllocationParts,
  actor: Actor,
  id: string,
  decision: (allocation: Allocation, session: Session, transaction: Transaction) => Promise<Allocation | Refusal>,
): Promise<Allocation | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  return await writer.write(async (transaction) => {
    const allocation = await allocations.byId(id, transaction.session);
    const refusal = whyNotCheck(allocation, actor, id);
    if (refusal) return refusal;
    if (!allocation) throw new Error('an allocation that is not there is refused');
    // Decisions on one agreement meet on its document, since each depends on the period before it.
    await agreements.fence(allocation.agreementId, transaction.session);
    return await decision(allocation, transaction.session, transaction);
  });
}

/** Who closed the period is told that, before the rights that they lack as well. */
function whyNotCheck(allocation: Allocation | null, actor: Actor, id: string): Refusal | null {
  const mayAt = (capability: Capability) =>
    allocation !== null && canAt(actor, capability, allocation.community, allocation.operator);
  if (!allocation || !(mayAt('allocations:approve') || mayAt('allocations:read')))
    return refuse('NOT_FOUND', { field: 'allocation', what: id.slice(0, 40) });
  if (allocation.closedBy === actor.id) return refuse('SAME_PERSON', { field: 'allocation' });
  return mayAt('allocations:approve') ? null : refuse('OUT_OF_SCOPE', { field: 'allocation' });
}

/** What keeps a computed allocation from being approved, whoever asks. */
export async function whyNotApprove(
  { allocations, statements }: AllocationParts,
  { county, agreement, period }: Allocation,
  session?: Session,
): Promise<Refusal | null> {
  const before = await allocations.current({ county, code: agreement }, previousPeriod(period), session);
  if (before && !isApproved(before))
    return refuse('EARLIER_NOT_APPROVED', { field: 'allocation', period: before.period });
  const { disputed } = await statements.blockingEntries(
    county,
    agreement,
    period,
    { costEvidenceLimit: null },
    session,
  );
  const [externalRef] = disputed;
  return externalRef === undefined ? null : refuse('ENTRY_DISPUTED', { field: 'allocation', externalRef });
}

function notMoved(mutation: AllocationMutation, allocation: Allocation, actor: Actor): Refusal {
  const refusal = whyNot(allocationStates[mutation], allocation, actor.id);
  if (!refusal) throw new Error(`nothing forbids ${mutation}, and it has matched nothing`);
  return refusal.at('allocation');
}
