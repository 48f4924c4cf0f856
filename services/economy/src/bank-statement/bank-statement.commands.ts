/** Signing a bank statement, and reopening it. What is signed holds: its proof does, and nobody changes its matches. */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, must, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import type { Books } from '@hh/ledger/books.ts';
import { type Actor, type Capability, canAt, countyOf } from '@hh/service/actor.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { Transaction, Writer } from '@hh/service/writer.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { MatchStore } from '../match/match.store.ts';
import type { BankAccount, BankAccountStore } from './bank-account.store.ts';
import type { BankStatement, BankStatementStore } from './bank-statement.store.ts';
import type { InAndOut, OneSidedStore } from './one-sided.store.ts';
import { proven, type ReconciliationProof } from './reconciliation-proof.ts';
import { statementStates } from './states.ts';

export interface BankStatementParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly books: Books;
  readonly ask: AskGraph;
  readonly accounts: BankAccountStore;
  readonly bankStatements: BankStatementStore;
  readonly oneSided: OneSidedStore;
  readonly matches: MatchStore;
  readonly follow: Follow;
}

/** The account that the actor may do this to; the same refusal where there is none. */
export async function findAccount(
  { accounts }: Pick<BankStatementParts, 'accounts'>,
  actor: Actor,
  capability: Capability,
  code: string,
): Promise<BankAccount | Refusal> {
  const county = countyOf(actor);
  const account = county && (await accounts.byCode(county, code));
  const isReadable = account && canAt(actor, 'bank-accounts:read', placeOf(account));
  if (!isReadable) return refuse('NOT_FOUND', { field: 'bankAccount', what: code.slice(0, 40) });
  return canAt(actor, capability, placeOf(account)) ? account : refuse('OUT_OF_SCOPE', { field: 'bankAccount' });
}

export function placeOf({ county, compound }: Pick<BankAccount, 'county' | 'compound'>): string {
  return compound ?? county;
}

interface OfStatement {
  readonly statement: string;
  /** Its version when the caller looked. */
  readonly version?: number | null;
}

/**
 * Signs a statement whose proof holds. The condition of the write knows who imported it, the matches who made them; and
 * nothing of it may have changed since it was proved, nor be under way.
 */
export async function signBankStatement(
  parts: BankStatementParts,
  actor: Actor,
  { statement: id, version }: OfStatement,
): Promise<BankStatement | Refusal> {
  const found = await parts.bankStatements.byId(id);
  const account = found && (await findAccount(parts, actor, 'bank-accounts:read', found.account));
  if (!found || !account || isRefusal(account))
    return refuse('NOT_FOUND', { field: 'statement', what: id.slice(0, 40) });
  await parts.follow(account.county, account.book);
  const { balanced } = await proofOf(parts, account, found.to);
  if (!balanced) return refuse('PROOF_FAILS', { field: 'statement' });
  return await decide(parts, actor, 'signBankStatement', { id, version }, async (statement, { session }) => {
    if (await parts.matches.isAnyOfStatementBy(id, actor.id, session))
      return refuse('SAME_PERSON', { field: 'statement' });
    if (await parts.matches.isAnyOfStatementUnderWay(id, session))
      return refuse('MATCHES_UNDER_WAY', { field: 'statement' });
    if (statement.version !== found.version) return null;
    return await parts.bankStatements.sign(statement, actor.id, parts.clock.now(), session);
  });
}

export async function reopenBankStatement(
  parts: BankStatementParts,
  actor: Actor,
  { statement: id, version, reason }: OfStatement & { readonly reason: string },
): Promise<BankStatement | Refusal> {
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const { bankStatements } = parts;
  return await decide(
    parts,
    actor,
    'reopenBankStatement',
    { id, version },
    (statement, { session }) => bankStatements.reopen(statement, actor.id, words, session),
    words,
  );
}

/** Who has done it and hears nothing asks again. */
function isDone(
  action: 'signBankStatement' | 'reopenBankStatement',
  { state, signedBy, reopenedBy, reason }: BankStatement,
  { id }: Actor,
  words?: string,
): boolean {
  if (state !== statementStates[action].to) return false;
  return action === 'signBankStatement' ? signedBy === id : reopenedBy === id && reason === words;
}

async function decide(
  parts: BankStatementParts,
  actor: Actor,
  action: 'signBankStatement' | 'reopenBankStatement',
  { id, version }: { readonly id: string; readonly version: number | null | undefined },
  decision: (statement: BankStatement, transaction: Transaction) => Promise<BankStatement | Refusal | null>,
  reason?: string,
): Promise<BankStatement | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const transition = statementStates[action];
  return await parts.writer.write(async (transaction) => {
    const statement = await parts.bankStatements.byId(id, transaction.session);
    const unknown = refuse('NOT_FOUND', { field: 'statement', what: id.slice(0, 40) });
    if (!statement || statement.county !== countyOf(actor)) return unknown;
    const account = await findAccount(parts, actor, transition.may, statement.account);
    if (isRefusal(account)) return account.code === 'NOT_FOUND' ? unknown : account.at('statement');
    if (isDone(action, statement, actor, reason)) return statement;
    const refusal = unlessAsSeen(version, statement.version, 'version') ?? whyNot(transition, statement, actor.id);
    if (refusal) return refusal.at(refusal.field ?? 'statement');
    const decided = (await decision(statement, transaction)) ?? refuse('CHANGED_MEANWHILE', { field: 'statement' });
    if (isRefusal(decided)) return decided;
    const { county } = statement;
    transaction.audit({
      county,
      actor,
      action,
      subject: { type: 'BankStatement', id },
      before: { state: statement.state },
      after: { state: decided.state },
      ...(reason ? { reason } : {}),
    });
    return decided;
  });
}

export type Proof = ReconciliationProof & {
  readonly account: BankAccount;
  readonly on: LocalDate;
  /** In the book and not at the bank, and the other way round. */
  readonly transit: InAndOut;
  readonly unrecorded: InAndOut;
};

/** How an account stood at the end of a day, with what the bank and the book know of that day now. Whoever asks follows the book first. */
export async function proofOf(
  { books, ask, oneSided, bankStatements, matches }: Omit<BankStatementParts, 'writer' | 'clock' | 'follow'>,
  account: BankAccount,
  on: LocalDate,
): Promise<Proof> {
  const [bookBalance, transit, { inParts, ...whole }, bankBalance] = await Promise.all([
    balanceOf({ books, ask }, account, on),
    oneSided.inTransit(account, on),
    oneSided.notRecorded(account, on),
    bankStatements.balanceOn(account.county, account.code, on),
  ]);
  const known = await matches.recordedBy(
    inParts.map(({ id }) => id),
    on,
  );
  const knownOf = (lines: typeof inParts) => lines.reduce((sum, { id }) => sum + (known.get(id) ?? 0n), 0n);
  const unrecorded = {
    cameIn: whole.cameIn - knownOf(inParts.filter(({ amount }) => amount > 0n)),
    wentOut: whole.wentOut - knownOf(inParts.filter(({ amount }) => amount < 0n)),
    count: whole.count,
  };
  const proof = proven({
    bookBalance,
    inTransit: transit.cameIn + transit.wentOut,
    notRecorded: unrecorded.cameIn + unrecorded.wentOut,
    bankBalance,
  });
  return { ...proof, account, on, transit, unrecorded };
}

const OWNERS_BALANCE = `
  query OwnersBankBalance($county: ID!, $account: ID!, $on: Date!) {
    ownersBook(county: $county) { account(code: $account) { balanceAsOf(on: $on) } }
  }`;

/** Of the book, at the end of a day; zero before the account is opened. */
export async function balanceOf(
  { books, ask }: Pick<BankStatementParts, 'books' | 'ask'>,
  { county, book, ledgerAccount }: BankAccount,
  on: LocalDate,
): Promise<Fen> {
  if (book === 'economy') return await books.of(county).balanceAsOf(ledgerAccount, { on });
  const { ownersBook } = await ask<{ ownersBook: { account: { balanceAsOf: string } | null } | null }>(OWNERS_BALANCE, {
    county,
    account: ledgerAccount,
    on,
  });
  return must(parseMoney(ownersBook?.account?.balanceAsOf ?? '0'));
}
