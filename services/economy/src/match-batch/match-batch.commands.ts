/** Beginning a batch: what is asked is kept, and answered with the batch; a driver works it off (work-off-batch.ts). */
import { newId } from '@hh/kernel/id.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, type Capability, countyOf } from '@hh/service/actor.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Transaction } from '@hh/service/writer.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import { findAccount, placeOf } from '../bank-statement/bank-statement.commands.ts';
import { matchStates, type Variance } from '../match/match.ts';
import { type Found, type MatchingParts, matchOpen } from '../match/matching.commands.ts';
import { unbegunWork } from '../upload/work.store.ts';
import { CHOICES_MAX, type Choice } from './choice.ts';
import type { MatchBatch, MatchBatchStore } from './match-batch.store.ts';

export interface MatchBatchParts extends MatchingParts {
  readonly batches: MatchBatchStore;
  readonly wakeBatch: (batch: string) => void;
}

export interface SuggestionsToConfirm {
  readonly bankAccount: string;
  readonly clientMutationId: string;
  readonly suggestions: readonly {
    readonly suggestion: string;
    readonly variance?: Variance | null;
    readonly operator?: string | null;
  }[];
}

/** Confirms many suggestions in one act; the same key again answers the same batch. */
export async function confirmSuggestions(
  parts: MatchBatchParts,
  actor: Actor,
  input: SuggestionsToConfirm,
): Promise<MatchBatch | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const account = await findAccount(parts, actor, 'bank-lines:match', input.bankAccount);
  if (isRefusal(account)) return account;
  const { length: total } = input.suggestions;
  if (total === 0 || total > CHOICES_MAX)
    return refuse('LIST_SIZE', { field: 'suggestions', min: 1, max: CHOICES_MAX });
  const choices = input.suggestions.map(
    ({ suggestion, variance = null, operator = null }): Choice => ({ suggestion, variance, operator }),
  );
  const begun = await parts.writer.write(
    async (transaction) => {
      const batch = await begin(parts, account, actor, { kind: 'SUGGESTIONS', total }, transaction);
      await parts.batches.keepChoices(batch, choices, transaction.session);
      note(transaction, actor, 'confirmSuggestions', batch);
      return { batch: batch.id };
    },
    {
      key: `confirmSuggestions ${actor.id} ${input.clientMutationId}`,
      request: { bankAccount: account.code, choices: choices.map((choice) => ({ ...choice })) },
    },
  );
  return await answered(parts, begun);
}

export interface BatchToUndo {
  readonly batch: string;
  readonly clientMutationId: string;
  readonly reason: string;
}

/** Takes back all that a batch has matched and that stands, with a reason, each as one match is taken back. */
export async function undoMatchBatch(
  parts: MatchBatchParts,
  actor: Actor,
  { batch: id, clientMutationId, reason: given }: BatchToUndo,
): Promise<MatchBatch | Refusal> {
  const reason = parseReason(given);
  if (isRefusal(reason)) return reason;
  const undoes = await findBatch(parts, actor, id, 'bank-lines:match');
  if (isRefusal(undoes)) return undoes;
  const { account } = undoes;
  const total = await parts.matches.countStanding(id, matchStates.undoMatch.from);
  const begun = await parts.writer.write(
    async (transaction) => {
      const batch = await begin(parts, account, actor, { kind: 'UNDO', total, undoes: id, reason }, transaction);
      note(transaction, actor, 'undoMatchBatch', batch);
      return { batch: batch.id };
    },
    { key: `undoMatchBatch ${actor.id} ${clientMutationId}`, request: { batch: id, reason } },
  );
  return await answered(parts, begun);
}

/**
 * Approves as a second person all that a batch has matched and that waits for one, each as one match is approved. Whoever
 * made the batch made its matches, and may approve none of them.
 */
export async function approveMatchBatch(
  parts: MatchBatchParts,
  actor: Actor,
  { batch: id, clientMutationId }: Omit<BatchToUndo, 'reason'>,
): Promise<MatchBatch | Refusal> {
  const approves = await findBatch(parts, actor, id, 'write-offs:approve');
  if (isRefusal(approves)) return approves;
  const { batch: of, account } = approves;
  if (of.madeBy === actor.id) return refuse('SAME_PERSON', { field: 'batch' });
  const total = await parts.matches.countStanding(id, matchStates.approveWriteOff.from);
  const begun = await parts.writer.write(
    async (transaction) => {
      const batch = await begin(parts, account, actor, { kind: 'APPROVE', total, approves: id }, transaction);
      note(transaction, actor, 'approveMatchBatch', batch);
      return { batch: batch.id };
    },
    { key: `approveMatchBatch ${actor.id} ${clientMutationId}`, request: { batch: id } },
  );
  return await answered(parts, begun);
}

/** One that does not go on any more, for a person who may do this to its account: what goes on would match behind our back. */
async function findBatch(
  parts: MatchBatchParts,
  actor: Actor,
  id: string,
  capability: Capability,
): Promise<{ readonly batch: MatchBatch; readonly account: BankAccount } | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const unknown = refuse('NOT_FOUND', { field: 'batch', what: id.slice(0, 40) });
  const batch = await parts.batches.find(id);
  if (!batch || batch.county !== countyOf(actor)) return unknown;
  const account = await findAccount(parts, actor, capability, batch.bankAccount);
  if (isRefusal(account)) return account.code === 'NOT_FOUND' ? unknown : account.at('batch');
  return batch.state === 'RUNNING'
    ? refuse('STATE_NOT_ALLOWED', { field: 'batch', state: batch.state })
    : { batch, account };
}

/** More than this many lines are looked through after the answer. */
const AT_ONCE_MAX = 1_000;

/** Looks through what is open of an account: at once where that is little, else in a batch, of which one runs at a time. */
export async function matchBankAccount(
  parts: MatchBatchParts,
  actor: Actor,
  code: string,
): Promise<Found | MatchBatch | Refusal> {
  if (actor.kind === 'MACHINE') return refuse('MACHINE_NOT_ALLOWED');
  const account = await findAccount(parts, actor, 'bank-lines:match', code);
  if (isRefusal(account)) return account;
  const total = await parts.lines.count(account.county, code, { state: 'UNMATCHED' });
  if (total <= AT_ONCE_MAX) return await matchOpen(parts, account);
  const begun = await parts.writer.write(async (transaction) => {
    const running = await parts.batches.lookingThrough(account.county, code, transaction.session);
    if (running) return running.id;
    const batch = await begin(parts, account, actor, { kind: 'OPEN_LINES', total }, transaction);
    note(transaction, actor, 'matchBankAccount', batch);
    return batch.id;
  });
  return isRefusal(begun) ? begun : await told(parts, begun);
}

async function begin(
  { batches, clock }: MatchBatchParts,
  account: BankAccount,
  actor: Actor,
  what: Pick<MatchBatch, 'kind' | 'total'> & Partial<Pick<MatchBatch, 'undoes' | 'approves' | 'reason'>>,
  { session }: Transaction,
): Promise<MatchBatch> {
  const { county, code: bankAccount } = account;
  const batch: MatchBatch = {
    id: newId(),
    county,
    bankAccount,
    place: placeOf(account),
    ...{ undoes: null, approves: null, reason: null, ...what },
    ...unbegunWork,
    ...{ done: 0, last: null, matched: 0, refused: 0, suggested: 0 },
    madeBy: actor.id,
    madeAt: clock.now(),
  };
  await batches.insert(batch, session);
  return batch;
}

function note({ audit }: Transaction, actor: Actor, action: string, batch: MatchBatch) {
  const { id, county, bankAccount, total, undoes, approves, reason } = batch;
  const after = { bankAccount, total, ...(undoes ? { undoes } : {}), ...(approves ? { approves } : {}) };
  audit({ county, actor, action, subject: { type: 'MatchBatch', id }, after, ...(reason ? { reason } : {}) });
}

function answered(parts: MatchBatchParts, begun: { readonly batch: string } | Refusal): Promise<MatchBatch> | Refusal {
  if (isRefusal(begun)) return begun.code === 'KEY_REUSED' ? begun.at('clientMutationId') : begun;
  return told(parts, begun.batch);
}

async function told({ batches, wakeBatch }: MatchBatchParts, id: string): Promise<MatchBatch> {
  reach('match-batch.begun');
  wakeBatch(id);
  const batch = await batches.find(id);
  if (!batch) throw new Error(`the batch ${id} has vanished`);
  return batch;
}
