/** What is said about entries after they are posted: the share declared for them, disputes, evidence. */
import type { Fen } from '@hh/kernel/money.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import { type Period, periodOf } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { type Actor, can } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { AuditRow } from '@hh/service/writer.ts';
import { lastPeriod } from '../agreement/agreement.ts';
import type { Advance } from '../allocation/advance.ts';
import type { Declaration } from './declaration.store.ts';
import { clean, type Dispute, type Entry } from './entry.ts';
import { findOperated, type StatementParts } from './statement.commands.ts';

const TEXT_MAX = 500;

interface ShareCommand {
  /** Its code. */
  readonly agreement: string;
  readonly period: Period;
  readonly amount: Fen;
  /** How many there were when the caller looked. */
  readonly declarations?: number | null;
}

/**
 * Declares the operator's share of a period. The same amount again answers the first; another one takes its place, with
 * the first kept, as long as the period's allocation is not approved. DECLARATION_DIFFERS afterwards.
 */
export async function declareShare(
  parts: StatementParts & { readonly advance: Advance },
  actor: Actor,
  { agreement: code, period, amount, declarations }: ShareCommand,
): Promise<Declaration | Refusal> {
  if (amount < 0n) return refuse('NUMBER_OUT_OF_RANGE', { field: 'amount' });
  const agreement = await findOperated(parts, actor, 'entries:post', code);
  if (isRefusal(agreement)) return agreement;
  const last = lastPeriod(agreement);
  if (period < agreement.startsIn) return refuse('BEFORE_AGREEMENT', { field: 'period', date: period });
  if (last !== null && period > last) return refuse('AFTER_AGREEMENT', { field: 'period', date: period });
  if (period > periodOf(parts.clock.today())) return refuse('PERIOD_NOT_OVER', { field: 'period', period });

  const { county } = agreement;
  const key = { county, agreement: code, period };
  return await parts.writer.write(async (transaction) => {
    const { session, audit } = transaction;
    const before = await parts.statements.declaration(key, session);
    if (before?.amount === amount) return before;
    const history = before ? [...before.history, said(before)] : [];
    const changed = unlessAsSeen(declarations, history.length, 'declarations');
    if (changed) return changed;
    // Approving looks at more than it writes: the two must not pass each other.
    await parts.agreements.fence(agreement.id, session);
    if (before && (await parts.statements.isApproved(key, session))) {
      return refuse('DECLARATION_DIFFERS', { field: 'amount', amount: formatMoney(before.amount) });
    }
    const after = { ...key, amount, declaredBy: actor.id, declaredAt: parts.clock.now(), history };
    await parts.statements.declare(after, session);
    await parts.advance.declared(key, transaction);
    const subject = { type: 'Declaration', id: `${code} ${period}` };
    audit({ county, actor, action: 'declareShare', subject, before: before && said(before), after: said(after) });
    return after;
  });
}

function said({ amount, declaredBy, declaredAt }: Declaration) {
  return { amount, declaredBy, declaredAt };
}

interface EntryKey {
  /** The agreement's code. */
  readonly agreement: string;
  readonly externalRef: string;
}

interface DisputeKey extends EntryKey {
  /** How many disputes the entry had when the caller looked. */
  readonly disputes?: number | null;
}

/**
 * Finance doubts an entry: its period's allocation is not approved before that is resolved. Posting goes on. What is
 * approved already is corrected by a late or a reversing entry instead.
 */
export async function disputeEntry(
  parts: StatementParts,
  actor: Actor,
  { reason: given, disputes, ...key }: DisputeKey & { reason: string },
): Promise<Entry | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const reason = parseReason(given);
  if (isRefusal(reason)) return reason;
  return await changeEntry(parts, actor, 'entries:dispute', key, async (entry, session) => {
    const open = entry.disputes.find(({ resolvedAt }) => resolvedAt === null);
    if (open?.openedBy === actor.id && open.reason === reason) return null;
    const changed = unlessAsSeen(disputes, entry.disputes.length, 'disputes');
    if (changed) return changed;
    if (open) return refuse('STATE_NOT_ALLOWED', { field: 'externalRef', state: 'DISPUTED' });
    if (await parts.statements.isApproved(entry, session)) {
      return refuse('STATE_NOT_ALLOWED', { field: 'externalRef', state: 'APPROVED' });
    }
    const opened = { reason, openedBy: actor.id, openedAt: parts.clock.now() };
    const dispute: Dispute = { ...opened, resolution: null, resolvedBy: null, resolvedAt: null };
    await parts.statements.setDisputes(entry.id, [...entry.disputes, dispute], session);
    return { action: 'disputeEntry', after: { isDisputed: true }, reason };
  });
}

/** Ends a dispute with what was found. */
export async function resolveDispute(
  parts: StatementParts,
  actor: Actor,
  { resolution: given, disputes, ...key }: DisputeKey & { resolution: string },
): Promise<Entry | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const resolution = textOf(given, 'resolution');
  if (isRefusal(resolution)) return resolution;
  return await changeEntry(parts, actor, 'entries:dispute', key, async (entry, session) => {
    const changed = unlessAsSeen(disputes, entry.disputes.length, 'disputes');
    if (changed) return changed;
    const last = entry.disputes.at(-1);
    if (last?.resolvedBy === actor.id && last.resolution === resolution) return null;
    if (!last || last.resolvedAt !== null) {
      return refuse('STATE_NOT_ALLOWED', { field: 'externalRef', state: 'NOT_DISPUTED' });
    }
    const resolved = { ...last, resolution, resolvedBy: actor.id, resolvedAt: parts.clock.now() };
    await parts.statements.setDisputes(entry.id, [...entry.disputes.slice(0, -1), resolved], session);
    return { action: 'resolveDispute', after: { isDisputed: false }, reason: resolution };
  });
}

/** Names a document that proves an entry; the operator or finance. The same reference again changes nothing. */
export async function attachEvidence(
  parts: StatementParts,
  actor: Actor,
  { reference: given, ...key }: EntryKey & { reference: string },
): Promise<Entry | Refusal> {
  const reference = textOf(given, 'reference');
  if (isRefusal(reference)) return reference;
  const capability = can(actor, 'entries:post') ? 'entries:post' : 'entries:dispute';
  return await changeEntry(parts, actor, capability, key, async (entry, session) => {
    if (entry.evidence.some((known) => known.reference === reference)) return null;
    const evidence = { reference, attachedBy: actor.id, attachedAt: parts.clock.now() };
    await parts.statements.attach(entry.id, evidence, session);
    return { action: 'attachEvidence', after: { evidence: reference } };
  });
}

type Change = Pick<AuditRow, 'action' | 'after' | 'reason'>;

/** One entry, one change, one audit row; null where there is nothing to change. */
async function changeEntry(
  parts: StatementParts,
  actor: Actor,
  capability: 'entries:post' | 'entries:dispute',
  { agreement: code, externalRef: ref }: EntryKey,
  change: (entry: Entry, session: Session) => Promise<Change | Refusal | null>,
): Promise<Entry | Refusal> {
  const agreement = await findOperated(parts, actor, capability, code);
  if (isRefusal(agreement)) return agreement;
  const externalRef = clean(ref) ?? '';
  return await parts.writer.write(async ({ session, audit }) => {
    const stored = async () => (await parts.statements.posted(agreement, [externalRef], session)).get(externalRef);
    const entry = await stored();
    if (!entry) return refuse('NOT_FOUND', { field: 'externalRef', what: externalRef.slice(0, 100) });
    // Approving and closing look at entries without writing them: the two must not pass each other.
    await parts.agreements.fence(agreement.id, session);
    const changed = await change(entry, session);
    if (isRefusal(changed)) return changed;
    if (changed) audit({ county: agreement.county, actor, subject: { type: 'Entry', id: entry.id }, ...changed });
    return (await stored()) ?? entry;
  });
}

function textOf(given: string, field: string): string | Refusal {
  const text = clean(given);
  if (text === null) return refuse('VALUE_MISSING', { field });
  return [...text].length > TEXT_MAX ? refuse('VALUE_TOO_LONG', { field, max: TEXT_MAX }) : text;
}
