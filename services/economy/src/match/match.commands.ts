/**
 * Making matches and taking them back. A match takes its lines and items in the transaction that makes it, as conditions
 * of the writes: of two people on one line one wins. Its journal follows by the driver (booking.ts), once for the match.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { periodOf } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { reference } from '@hh/kernel/shape.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import { type Actor, type Capability, countyOf } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Settings } from '@hh/service/service.ts';
import type { Once, Transaction, Writer } from '@hh/service/writer.ts';
import type { BankAccount, BankAccountStore } from '../bank-statement/bank-account.store.ts';
import type { BankLine, BankLineStore } from '../bank-statement/bank-line.store.ts';
import { findAccount } from '../bank-statement/bank-statement.commands.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { BookItemStore, Take } from '../book-item/book-item.store.ts';
import { contentOf, type MatchDraft, matchOf } from './make-match.ts';
import type { MatchStore } from './match.store.ts';
import { type Approval, approvalOf, dayOf, differenceOf, type Match, type MatchState, matchStates } from './match.ts';
import { openedBy } from './match-journal.ts';

export interface MatchParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly accounts: BankAccountStore;
  readonly lines: BankLineStore;
  readonly items: BookItemStore;
  readonly matches: MatchStore;
  readonly follow: Follow;
  readonly writeOffs: Settings['writeOffs'];
  readonly wakeBooking: (match: string) => void;
}

/** Where a match stands once it is approved, and once it is taken back. */
const APPROVED: readonly MatchState[] = ['CONFIRMED', 'BOOKED'];
const UNDONE: readonly MatchState[] = ['UNDOING', 'UNDONE'];

/** Matches by hand: whole lines and items or parts of them. What is written off or set off waits for a second person. */
export async function confirmMatch(parts: MatchParts, actor: Actor, draft: MatchDraft): Promise<Match | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const account = await findAccount(parts, actor, 'bank-lines:match', draft.bankAccount);
  if (isRefusal(account)) return account;
  const once = onceOf(account, actor, draft);
  if (isRefusal(once)) return once;
  await parts.follow(account.county, account.book);
  const made = await parts.writer.write(async (transaction) => {
    const { session } = transaction;
    const lines = draft.lines.map(({ line }) => line);
    const items = draft.items.map(({ item }) => item);
    const seen = {
      lines: await parts.lines.seen(lines, session),
      items: await parts.items.seen(items, session),
      returned: await parts.matches.seen(draft.returns ? [draft.returns] : [], session),
    };
    const match = matchOf(
      account,
      draft,
      seen,
      { rule: 'BY_HAND', madeBy: actor.id, madeAt: parts.clock.now() },
      parts.writeOffs,
    );
    if (isRefusal(match)) return match;
    const refusal = await hold(parts, [match], seen.lines, session);
    if (refusal) return refusal;
    note(transaction, actor, 'confirmMatch', match, { after: summaryOf(match) });
    return match.id;
  }, once);
  if (isRefusal(made)) return made.code === 'KEY_REUSED' ? made.at('clientMutationId') : made;
  parts.wakeBooking(made);
  return (await parts.matches.byId(made)) as Match;
}

/** Without a key, a part of a line and a part of an item that are sent twice would be matched twice. */
function onceOf({ county }: BankAccount, actor: Actor, draft: MatchDraft): Once | undefined | Refusal {
  if (draft.clientMutationId == null) return undefined;
  const key = reference('key').parse(draft.clientMutationId);
  if (isRefusal(key)) return key.at('clientMutationId');
  return { key: `confirmMatch ${county} ${actor.id} ${key}`, request: contentOf(draft) };
}

/**
 * Takes what the matches take of these lines and inserts them; a refusal where any of it is taken, its statement is signed, or the month's
 * write-offs would be too many: then the transaction has to end.
 */
export async function hold(
  { lines, items, matches, writeOffs }: Pick<MatchParts, 'lines' | 'items' | 'matches' | 'writeOffs'>,
  made: readonly Match[],
  known: ReadonlyMap<string, BankLine>,
  session: Session,
): Promise<Refusal | null> {
  const taken = await lines.take(
    made.flatMap((match) => match.lines),
    session,
  );
  if (taken !== 'TAKEN') return refuse(taken === 'SIGNED' ? 'STATEMENT_SIGNED' : 'ALREADY_MATCHED', { field: 'lines' });
  if (!(await items.take(made.flatMap(takesOf), session))) return refuse('ALREADY_MATCHED', { field: 'items' });
  for (const { id, returns } of made)
    if (returns !== null && !(await matches.comeBack(returns, id, session)))
      return refuse('RETURN_NOT_ALLOWED', { field: 'returns' });
  await matches.insert(
    made.map((match) => ({ match, whole: wholeOf(match, known) })),
    session,
  );
  for (const match of made.filter(({ variance }) => variance === 'WRITE_OFF')) {
    const capped = await writeOff({ matches, writeOffs }, match, session);
    if (capped) return capped;
  }
  return null;
}

function wholeOf({ lines }: Match, known: ReadonlyMap<string, BankLine>): readonly string[] {
  return lines.filter(({ line, amount }) => known.get(line)?.amount === amount).map(({ line }) => line);
}

/** What came back was settled before: nothing of it is free to be taken. */
function takesOf(match: Match): readonly Take[] {
  if (match.returns !== null) return [];
  const day = dayOf(match);
  return match.items.map(({ item, kind, amount }) => ({ item, amount, clearsOn: kind === 'BOOKED' ? day : null }));
}

async function writeOff(
  { matches, writeOffs }: Pick<MatchParts, 'matches' | 'writeOffs'>,
  match: Match,
  session: Session,
): Promise<Refusal | null> {
  const difference = differenceOf(match.lines, match.items);
  if (isRefusal(difference)) return difference;
  const month = periodOf(dayOf(match));
  const total = await matches.writeOff(match.county, month, -difference, session);
  return total <= writeOffs.monthly ? null : refuse('WRITE_OFF_CAP', { field: 'variance', period: month });
}

/** A second person approves what is written off; only then it is booked. */
export const approveWriteOff = (parts: MatchParts, actor: Actor, id: string): Promise<Match | Refusal> =>
  approve(parts, actor, id, 'approveWriteOff');

/** The same of an advance that is set off. */
export const approveSetOff = (parts: MatchParts, actor: Actor, id: string): Promise<Match | Refusal> =>
  approve(parts, actor, id, 'approveSetOff');

/** The same of whatever waits for a second person, such as what came back, or what an owners' bank has charged. */
export const approveMatch = (parts: MatchParts, actor: Actor, id: string): Promise<Match | Refusal> =>
  approve(parts, actor, id, 'approveMatch');

async function approve(parts: MatchParts, actor: Actor, id: string, action: Approval): Promise<Match | Refusal> {
  const approved = await decide(parts, actor, 'write-offs:approve', id, async (match, transaction) => {
    if (action !== 'approveMatch' && action !== approvalOf(match))
      return refuse('NOT_FOUND', { what: id.slice(0, 40) });
    // Who has done it and hears nothing asks again.
    if (match.approvedBy === actor.id && APPROVED.includes(match.state)) return match;
    const moved = await parts.matches.approve(id, actor.id, transaction.session);
    if (!moved) return whyNot(matchStates.approveWriteOff, match, actor.id) ?? refuse('CHANGED_MEANWHILE');
    note(transaction, actor, action, match, { before: { state: match.state }, after: { state: moved.state } });
    return moved;
  });
  if (!isRefusal(approved)) parts.wakeBooking(id);
  return approved;
}

/** Takes a match back, with a reason: what it had booked is reversed, and its lines and items are open again. */
export async function undoMatch(
  parts: MatchParts,
  actor: Actor,
  { match: id, reason }: { readonly match: string; readonly reason: string },
): Promise<Match | Refusal> {
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const undone = await decide(parts, actor, 'bank-lines:match', id, async (match, transaction) => {
    const isSame = match.undoneBy === actor.id && match.reason === words;
    if (isSame && UNDONE.includes(match.state)) return match;
    const lines = await parts.lines.fence(match.lines, transaction.session);
    if (lines === 'SIGNED') return refuse('STATEMENT_SIGNED', { field: 'match' });
    const moved = await takeBack(parts, match, { by: actor.id, reason: words }, transaction.session);
    if (isRefusal(moved)) return moved;
    const change = { before: { state: match.state }, after: { state: moved.state }, reason: words };
    note(transaction, actor, 'undoMatch', match, change);
    return moved;
  });
  if (!isRefusal(undone)) parts.wakeBooking(id);
  return undone;
}

/**
 * Takes a match back in a transaction that has fenced its lines. Refuses one whose payment came back, and one of which
 * something is settled that it had opened: an advance, a fee, what came back. That is taken first, so that nobody settles it.
 */
export async function takeBack(
  { matches, items }: Pick<MatchParts, 'matches' | 'items'>,
  match: Match,
  { by, reason }: { readonly by: string; readonly reason: string },
  session: Session,
): Promise<Match | Refusal> {
  if (match.returnedBy !== null) return refuse('MATCH_RETURNED', { field: 'match' });
  const opened = match.isBegun ? openedBy(match).map((each): Take => ({ ...each, clearsOn: null })) : [];
  // Before it is booked there is nothing to take yet.
  if (opened.length > 0 && match.state === 'CONFIRMED')
    return refuse('STATE_NOT_ALLOWED', { field: 'match', state: match.state });
  if (match.state === 'BOOKED' && !(await items.take(opened, session)))
    return refuse('ALREADY_MATCHED', { field: 'match' });
  const moved = await matches.undo(match.id, by, reason, session);
  return moved ?? (whyNot(matchStates.undoMatch, match, by) ?? refuse('CHANGED_MEANWHILE')).at('match');
}

async function decide(
  parts: MatchParts,
  actor: Actor,
  capability: Capability,
  id: string,
  decision: (match: Match, transaction: Transaction) => Promise<Match | Refusal>,
): Promise<Match | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  return await parts.writer.write(async (transaction) => {
    const match = await parts.matches.byId(id, transaction.session);
    const unknown = refuse('NOT_FOUND', { field: 'match', what: id.slice(0, 40) });
    if (!match || match.county !== countyOf(actor)) return unknown;
    const account = await findAccount(parts, actor, capability, match.bankAccount);
    if (isRefusal(account)) return account.code === 'NOT_FOUND' ? unknown : account.at('match');
    const decided = await decision(match, transaction);
    return isRefusal(decided) ? decided.at(decided.field ?? 'match') : decided;
  });
}

/** Gives back what a match had taken. What its journal had booked came back by the reversal, as journals of the book. */
export async function release(
  { lines, items, matches }: Pick<MatchParts, 'lines' | 'items' | 'matches'>,
  match: Match,
  isPosted: boolean,
  session: Session,
): Promise<void> {
  await lines.giveBack(match.lines, session);
  if (match.returns !== null) await matches.stayAway(match.returns, match.id, session);
  const takes = takesOf(match);
  await items.giveBack(isPosted ? takes.filter(({ clearsOn }) => clearsOn !== null) : takes, session);
  const difference = differenceOf(match.lines, match.items);
  if (match.variance === 'WRITE_OFF' && !isRefusal(difference))
    await matches.writeOff(match.county, periodOf(dayOf(match)), difference, session);
}

function note(
  { audit }: Transaction,
  actor: Actor,
  action: string,
  { county, id }: Match,
  change: { readonly before?: unknown; readonly after?: unknown; readonly reason?: string },
): void {
  audit({ county, actor, action, subject: { type: 'BankMatch', id }, ...change });
}

function summaryOf({ state, rule, lines, items, variance }: Match) {
  return {
    state,
    rule,
    variance,
    lines: lines.map(({ line, amount }) => ({ line, amount })),
    items: items.map(({ item, amount }) => ({ item, amount })),
  };
}
