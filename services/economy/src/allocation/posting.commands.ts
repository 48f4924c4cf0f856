/** The steps of the workflow that carry an approved allocation through the economy's book. Each may be asked again. */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import type { PeriodStore } from '../period/period.store.ts';
import type { OpenAccounts } from './accounts.ts';
import type { Advance } from './advance.ts';
import type { AllocationStore } from './allocation.store.ts';
import { type Allocation, isApproved, isCredited } from './computation.ts';
import { allocationJournal, allocationSource, reversalSource } from './journal.ts';
import type { FindToPost } from './to-post.ts';

export interface PostingParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly books: Books;
  readonly agreements: AgreementStore;
  readonly allocations: AllocationStore;
  readonly openAccounts: OpenAccounts;
  readonly findToPost: FindToPost;
  readonly periods: PeriodStore;
  readonly advance: Advance;
}

export interface PostedAllocation {
  readonly journal: number | null;
  readonly voucherNumber: string | null;
  readonly agreement: string;
  readonly agreementName: string;
  readonly period: string;
  readonly lines: Allocation['lines'];
  readonly closedBy: string;
  readonly approvedBy: string | null;
}

/** A step of a workflow: the key is the workflow's and the step's, and stands for this request alone. */
export interface Step {
  readonly key: string;
  readonly allocation: string;
}

function onceFor(step: string, { key, allocation }: Step, besides: { readonly ownersJournal?: number | null } = {}) {
  return { key: `${step} ${key}`, request: { allocation, ...besides } };
}

/** Posts the journal, then says so; in this order, since the journal's source makes it once. */
export async function postAllocation(parts: PostingParts, step: Step): Promise<PostedAllocation | Refusal> {
  const { allocation: id } = step;
  const { allocation, agreement } = await parts.findToPost(id);
  if (!allocation) return refuse('NOT_FOUND', { field: 'allocation', what: id });
  if (!isApproved(allocation)) return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: allocation.state });
  if (!agreement) return refuse('NOT_FOUND', { field: 'agreement', what: allocation.agreement });

  const posted = await postJournal(parts, allocation, agreement.name);
  if (isRefusal(posted)) return posted;
  let moved = null as Allocation | null;
  const said = await parts.writer.write(
    async ({ session }) => {
      moved = await parts.allocations.post(id, posted.journal, posted.voucherNumber, session);
      return posted;
    },
    onceFor('postAllocation', step),
  );
  if (isRefusal(said)) return said;
  // Was it taken back between the two? Then what was posted just now is reversed, as the undo would have done.
  const now = moved ?? (await parts.allocations.byId(id));
  if (now && !isApproved(now)) {
    await reverseJournal(parts, now, now.rejectedReason ?? agreement.name);
    return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: now.state });
  }
  const { period, lines, closedBy, approvedBy } = allocation;
  return { ...said, agreement: agreement.code, agreementName: agreement.name, period, lines, closedBy, approvedBy };
}

async function postJournal(
  parts: PostingParts,
  allocation: Allocation,
  name: string,
): Promise<{ journal: number | null; voucherNumber: string | null } | Refusal> {
  const by = { closed: allocation.closedBy, approved: allocation.approvedBy };
  const journal = allocationJournal(allocation, { agreement: name }, by);
  if (!journal) return { journal: null, voucherNumber: null };
  const refusal = await parts.openAccounts(allocation);
  if (refusal) return refusal;
  const posted = await parts.books.of(allocation.county).post(journal);
  return isRefusal(posted) ? posted : { journal: posted.seq, voucherNumber: posted.voucherNumber };
}

/** The economy alone writes an allocation's state: the workflow tells it that the owners' book has credited. */
export async function recordCredited(
  parts: PostingParts,
  step: Step & { readonly ownersJournal: number | null },
): Promise<Allocation | Refusal> {
  const { allocation: id, ownersJournal } = step;
  let moved = null as Allocation | null;
  const recorded = await parts.writer.write(
    async (transaction) => {
      const { session } = transaction;
      moved = await parts.allocations.credit(id, ownersJournal, session);
      // Where nothing is shared nothing has to be paid; and what was paid before it is credited was matched to it.
      if (moved && (moved.pool === 0n || moved.touched)) await parts.advance.written(moved, transaction);
      if (moved) return { credited: id };
      const allocation = await parts.allocations.byId(id, session);
      if (!allocation) return refuse('NOT_FOUND', { field: 'allocation', what: id });
      const isDone = isCredited(allocation) && allocation.ownersJournal === ownersJournal;
      return isDone ? { credited: id } : refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: allocation.state });
    },
    onceFor('recordAllocationCredited', step, { ownersJournal }),
  );
  return isRefusal(recorded) ? recorded : (moved ?? ((await parts.allocations.byId(id)) as Allocation));
}

/** Reminds the operator of what is overdue: it stands on the allocation, which the operator sees. */
export async function remindOfPayment(parts: PostingParts, step: Step): Promise<{ isDue: boolean } | Refusal> {
  return await parts.writer.write(
    async ({ session }) => ({ isDue: await parts.allocations.remind(step.allocation, parts.clock.now(), session) }),
    onceFor('remindOfPayment', step),
  );
}

/** Takes an allocation back while no later period is closed: first the state, so that nothing is posted after it, then the journal. */
export async function reverseAllocation(
  parts: PostingParts,
  actor: Actor,
  step: Step & { readonly reason: string },
): Promise<{ journal: number | null } | Refusal> {
  const { allocation: id, reason } = step;
  const found = await parts.allocations.byId(id);
  if (!found) return { journal: null };
  const takenBack = await parts.writer.write(
    async ({ session, audit }) => {
      await parts.agreements.fence(found.agreementId, session);
      const agreement = await parts.agreements.byCode(found.county, found.agreement, session);
      const last = agreement && (await parts.periods.lastClosed(agreement, session));
      const before = await parts.allocations.byId(id, session);
      if (before?.state === 'PAID' && before.pool > 0n)
        return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: before.state });
      const moved = await parts.allocations.takeBack(id, actor.id, reason, session);
      if (moved && last && last.period > found.period) return refuse('LATER_PERIOD_CLOSED', { field: 'allocation' });
      const now = moved ?? ((await parts.allocations.byId(id, session)) as Allocation);
      const isTakenBack = now.state === 'REJECTED' || now.state === 'SUPERSEDED';
      if (!isTakenBack) return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: now.state });
      const change = { before: { state: found.state }, after: { state: 'REJECTED' }, reason };
      const subject = { type: 'Allocation', id };
      if (moved) audit({ county: found.county, actor, action: 'reverseAllocation', subject, ...change });
      return { takenBack: id };
    },
    onceFor('reverseAllocation', step),
  );
  return isRefusal(takenBack) ? takenBack : await reverseJournal(parts, found, reason);
}

async function reverseJournal(
  { books, clock }: PostingParts,
  { id, county }: Allocation,
  reason: string,
): Promise<{ journal: number | null } | Refusal> {
  const ledger = books.of(county);
  const [posted, source] = [allocationSource(id), reversalSource(id)];
  const reversal = await ledger.journalBySource(source.kind, source.key);
  if (reversal) return { journal: reversal.seq };
  const journal = await ledger.journalBySource(posted.kind, posted.key);
  if (!journal) return { journal: null };
  const reversed = await ledger.reverse(journal.seq, source, clock.today(), reason);
  if (!isRefusal(reversed)) return { journal: reversed.seq };
  // Another process may have posted this very reversal a moment before, on the other side of midnight.
  const first = await ledger.journalBySource(source.kind, source.key);
  return first ? { journal: first.seq } : reversed;
}
