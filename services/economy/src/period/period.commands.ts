import type { Clock } from '@hh/kernel/clock.ts';
import type { Fen } from '@hh/kernel/money.ts';
import { type Period, previousPeriod } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Writer } from '@hh/service/writer.ts';
import { findFor } from '../agreement/agreement.commands.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { type Agreement, lastPeriod, termsInForce } from '../agreement/agreement.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import { allocate, type PeriodAllocation } from '../allocation/allocation.ts';
import { type Allocation, computeAllocation } from '../allocation/computation.ts';
import { allocationStates } from '../allocation/states.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { PeriodStore } from './period.store.ts';
import { type AgreementPeriod, checkClosing, closingsBefore, profitOf } from './period.ts';

export interface PeriodParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly agreements: AgreementStore;
  readonly periods: PeriodStore;
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly costEvidenceLimit: Fen;
}

export interface Closed {
  readonly period: AgreementPeriod;
  readonly allocation: Allocation;
}

interface PeriodCommand {
  readonly agreement: string;
  readonly period: Period;
}

/** Closes the earliest open period over its running totals and computes what it shares, in one transaction. */
export async function closePeriod(
  parts: PeriodParts,
  actor: Actor,
  { agreement: code, period, closings }: PeriodCommand & { closings?: number | null },
): Promise<Closed | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found = await findFor(parts, actor, 'periods:close', code);
  if (isRefusal(found)) return found;
  return await parts.writer.write(async ({ session, audit }) => {
    const agreement = (await parts.agreements.byCode(found.county, code, session)) ?? found;
    const known = await parts.periods.find(agreement, period, session);
    const changed = unlessAsSeen(closings, closingsBefore(known), 'closings');
    if (changed) return changed;
    const first = await firstClosing(parts, agreement, known, session);
    if (first) return first;
    const refusal = await whyNotClose(parts, agreement, period, session);
    if (refusal) return refusal;

    const at = parts.clock.now();
    await parts.agreements.fence(agreement.id, session);
    const closed = await parts.periods.close(agreement, period, actor.id, at, session);
    const facts = await parts.statements.entryFacts(agreement.county, code, period, session);
    const allocation = computeAllocation({
      agreement,
      closed: await parts.periods.closed(agreement, session),
      facts,
      by: actor.id,
      at,
    });
    if (isRefusal(allocation)) return allocation;
    await parts.allocations.insert(allocation, session);
    if (period === lastPeriod(agreement)) await end(parts, agreement, period, session);
    const { id, pool } = allocation;
    const subject = { type: 'AgreementPeriod', id: closed.id };
    audit({
      county: agreement.county,
      actor,
      action: 'closePeriod',
      subject,
      before: { state: 'OPEN' },
      after: { state: 'CLOSED', allocation: id, pool },
    });
    return { period: closed, allocation };
  });
}

/** The agreement ends with its last period: nothing is taken any more, and a loss carried forward lapses. */
async function end({ agreements, periods }: PeriodParts, agreement: Agreement, last: Period, session: Session) {
  await agreements.setState(agreement.id, 'ENDED', session);
  await periods.removeEmptyAfter(agreement, last, session);
}

/** What closing answered the first time, when the period is closed already. */
async function firstClosing(
  { allocations }: PeriodParts,
  agreement: Agreement,
  known: AgreementPeriod | null,
  session: Session,
): Promise<Closed | null> {
  const allocation = known?.state === 'CLOSED' ? await allocations.current(agreement, known.period, session) : null;
  return known && allocation && { period: known, allocation };
}

/** What keeps a period from being closed today, whoever asks. */
export async function whyNotClose(
  parts: PeriodParts,
  agreement: Agreement,
  period: Period,
  session?: Session,
): Promise<Refusal | null> {
  if (agreement.state === 'DRAFT') return refuse('AGREEMENT_NOT_ACTIVE', { field: 'agreement' });
  const earliestOpen = await parts.periods.earliestOpen(agreement, session);
  const refusal = checkClosing(period, {
    startsIn: agreement.startsIn,
    earliestOpen,
    lastPeriod: lastPeriod(agreement),
    today: parts.clock.today(),
  });
  if (refusal) return refusal;
  const before = await parts.allocations.current(agreement, previousPeriod(period), session);
  if (before?.state === 'REJECTED') return refuse('EARLIER_REJECTED', { field: 'period', period: before.period });
  const { costEvidenceLimit } = parts;
  const { withoutEvidence } = await parts.statements.blockingEntries(
    agreement.county,
    agreement.code,
    period,
    { costEvidenceLimit },
    session,
  );
  const [externalRef] = withoutEvidence;
  return externalRef === undefined ? null : refuse('EVIDENCE_MISSING', { field: 'period', externalRef });
}

/** What closing a period would share as it stands; null once it is closed, and while an earlier one is open. */
export async function previewClosing(
  { periods }: PeriodParts,
  agreement: Agreement,
  open: Pick<AgreementPeriod, 'period' | 'state' | 'revenue' | 'cost'>,
): Promise<PeriodAllocation | null> {
  if (open.state === 'CLOSED' || (await periods.earliestOpen(agreement)) !== open.period) return null;
  const allocations = allocate(
    termsInForce(agreement),
    [...(await periods.closed(agreement)), open].map((each) => ({ period: each.period, profit: profitOf(each) })),
  );
  return isRefusal(allocations) ? null : (allocations.at(-1) ?? null);
}

/** Opens the last closed period again; its allocation is superseded. Another person than who closed it. */
export async function reopenPeriod(
  parts: PeriodParts,
  actor: Actor,
  { agreement: code, period, reason, allocation: id }: PeriodCommand & { reason: string; allocation?: string | null },
): Promise<AgreementPeriod | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const found = await findToReopen(parts, actor, code, period);
  if (isRefusal(found)) return found;
  return await parts.writer.write(async ({ session, audit }) => {
    await parts.agreements.fence(found.id, session);
    const last = await parts.periods.lastClosed(found, session);
    if (!last || last.period !== period)
      return refuse('NOT_LAST_CLOSED', { field: 'period', period: last?.period ?? period });
    const allocation = await parts.allocations.current(found, period, session);
    // A request that was on its way for long means the closing that it names, and not one that came after.
    if (id && allocation?.id !== id) return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: 'SUPERSEDED' });
    const refusal = allocation && whyNot(allocationStates.reopenPeriod, allocation, actor.id);
    if (refusal) return refusal.at('period');
    if (!(await parts.periods.reopen(last.id, actor.id, session))) return refuse('SAME_PERSON', { field: 'period' });
    if (allocation) await parts.allocations.supersede(allocation.id, actor.id, session);
    const agreement = await parts.agreements.byCode(found.county, code, session);
    if (agreement?.state === 'ENDED') await parts.agreements.setState(found.id, 'ACTIVE', session);
    const subject = { type: 'AgreementPeriod', id: last.id };
    const [before, after] = [{ state: 'CLOSED', allocation: allocation?.id }, { state: 'OPEN' }];
    audit({ county: found.county, actor, action: 'reopenPeriod', subject, before, after, reason: words });
    return { ...last, state: 'OPEN', closedBy: null, closedAt: null };
  });
}

/** Who closed the period is told that, before the rights that they lack as well. */
async function findToReopen(
  parts: PeriodParts,
  actor: Actor,
  code: string,
  period: Period,
): Promise<Agreement | Refusal> {
  const closed = await findFor(parts, actor, 'agreements:read', code);
  if (isRefusal(closed)) return closed;
  const isOwn = (await parts.periods.find(closed, period))?.closedBy === actor.id;
  return isOwn ? refuse('SAME_PERSON', { field: 'period' }) : await findFor(parts, actor, 'periods:reopen', code);
}
