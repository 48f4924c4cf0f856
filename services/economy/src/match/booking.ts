/**
 * What follows a match: its journal in the book of its account, in ours by ourselves, in the owners' by a step of property;
 * then, in one transaction, the match is booked and the allocations that it settles move on. Each part may be done again:
 * the journal's source is the match, so whoever is killed in between has lost and doubled nothing.
 */

import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { AccountDraft } from '@hh/ledger/account.ts';
import type { Books } from '@hh/ledger/books.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Log } from '@hh/service/log.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import { compoundNames } from '../agreement/beneficiaries.ts';
import type { Advance } from '../allocation/advance.ts';
import { payableAccount } from '../allocation/journal.ts';
import type { BankLineStore } from '../bank-statement/bank-line.store.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import { MATCH_SOURCE, UNMATCH_SOURCE } from '../book-item/book-item.ts';
import { release } from './match.commands.ts';
import type { MatchStore } from './match.store.ts';
import { advanceAccount, dayOf, feeAccount, type Match, writeOffAccount } from './match.ts';
import { compoundOf, feeJournal, matchJournal } from './match-journal.ts';
import type { OwnersBook } from './owners-book.ts';

export interface BookingParts {
  readonly writer: Writer;
  readonly books: Books;
  readonly owners: OwnersBook;
  readonly lines: BankLineStore;
  readonly items: BookItemStore;
  readonly matches: MatchStore;
  readonly follow: Follow;
  readonly advance: Advance;
  readonly ask: AskGraph;
  readonly log: Log;
}

interface Posted {
  readonly journal: number | null;
  readonly voucherNumber: string | null;
  readonly effectiveOn: LocalDate;
}

/** The books that a match has journals in: what an owners' bank has charged stands in both. */
const booksOf = (match: Match) => [match.book, ...(feeJournal(match) ? (['economy'] as const) : [])];

/** Does what is due for one match; a refusal leaves it as it is, to be tried again and seen. */
export async function bookMatch(parts: BookingParts, id: string): Promise<void> {
  const match = await parts.matches.byId(id);
  const done =
    match?.state === 'CONFIRMED'
      ? await book(parts, match)
      : match?.state === 'UNDOING'
        ? await undo(parts, match)
        : null;
  if (isRefusal(done)) {
    parts.log.warn({ match: id, refused: done.code }, 'a match is not booked yet');
    throw new Error(`${done.code}: ${done.message('en')}`);
  }
}

async function book(parts: BookingParts, match: Match): Promise<Refusal | null> {
  const posted = await post(parts, match);
  if (isRefusal(posted)) return posted;
  reach('match.posted');
  for (const book of booksOf(match)) await parts.follow(match.county, book);
  const booked = await parts.writer.write(async (transaction) => {
    const { session } = transaction;
    const moved = await parts.matches.book(match.id, posted, session);
    if (!moved) return null;
    await parts.lines.record(match.lines, posted.effectiveOn, session);
    await parts.advance.shares(match.county, match.items, transaction);
    return null;
  });
  reach('match.booked');
  return booked;
}

async function undo(parts: BookingParts, match: Match): Promise<Refusal | null> {
  const journal = match.isBegun ? matchJournal(match) : null;
  if (journal) {
    const reversed = await reverse(parts, match);
    if (isRefusal(reversed)) return reversed;
    reach('match.reversed');
    for (const book of booksOf(match)) await parts.follow(match.county, book);
  }
  return await parts.writer.write(async (transaction) => {
    const { session } = transaction;
    const undone = await parts.matches.finishUndoing(match.id, session);
    if (!undone) return null;
    await release(parts, match, journal !== null, session);
    await parts.advance.shares(match.county, match.items, transaction);
    return null;
  });
}

async function post(parts: BookingParts, match: Match): Promise<Posted | Refusal> {
  const journal = matchJournal(match);
  if (!journal) return { journal: null, voucherNumber: null, effectiveOn: dayOf(match) };
  if (match.book === 'economy') return await postOwn(parts, match, journal);
  // First what the office owes for it: the owners are told that it is due when it is.
  const fee = feeJournal(match);
  const owed = fee && (await postOwn(parts, match, fee));
  if (isRefusal(owed)) return owed;
  if (owed) reach('match.owed');
  return await parts.owners.receive(match, journal);
}

async function postOwn(
  parts: BookingParts,
  match: Match,
  journal: NonNullable<ReturnType<typeof matchJournal | typeof feeJournal>>,
): Promise<Posted | Refusal> {
  const ledger = parts.books.of(match.county);
  await ledger.openAccounts(await accountsOf(parts, match));
  const posted = await ledger.post(journal);
  if (isRefusal(posted)) return posted;
  const { seq, voucherNumber, effectiveOn } = posted;
  return { journal: seq, voucherNumber, effectiveOn };
}

/** What was begun is posted before it is taken back, so that one who is still posting meets his own journal. */
async function reverse(parts: BookingParts, match: Match): Promise<Refusal | null> {
  const posted = await post(parts, match);
  if (isRefusal(posted) || posted.journal === null) return isRefusal(posted) ? posted : null;
  if (match.book === 'economy') return await reverseOwn(parts, match, posted.journal);
  const taken = await parts.owners.takeBack(match, match.reason ?? '');
  const fee = taken ? null : await parts.books.of(match.county).journalBySource(MATCH_SOURCE, match.id);
  return fee ? await reverseOwn(parts, match, fee.seq) : taken;
}

async function reverseOwn({ books }: BookingParts, match: Match, journal: number): Promise<Refusal | null> {
  const ledger = books.of(match.county);
  const source = { kind: UNMATCH_SOURCE, key: match.id };
  const reversed = await ledger.reverse(journal, source, dayOf(match), match.reason ?? '', match.undoneBy);
  if (!isRefusal(reversed)) return null;
  // Another process may have posted this very reversal a moment before.
  return (await ledger.journalBySource(UNMATCH_SOURCE, match.id)) ? null : reversed;
}

/** The accounts of the settlement office that a match may need; those of shares are open since their allocation. */
async function accountsOf({ ask }: BookingParts, match: Match): Promise<readonly AccountDraft[]> {
  const { county, account, operator } = match;
  const owner = { kind: 'SETTLEMENT_OFFICE', code: county } as const;
  const compound = compoundOf(match);
  if (compound !== null) return feeAccounts(county, compound, (await compoundNames(ask, [compound])).get(compound));
  return [
    { code: account, name: { zh: '银行存款·结算中心', en: 'Bank: settlement office' }, owner },
    { code: feeAccount(county), name: { zh: '财务费用·结算中心', en: 'Financial expenses: settlement office' }, owner },
    {
      code: writeOffAccount(county),
      name: { zh: '营业外支出·结算中心', en: 'Non-operating expenses: settlement office' },
      owner,
    },
    ...(operator
      ? [{ code: advanceAccount(operator), name: { zh: `预收·${operator}`, en: `Advance of ${operator}` }, owner }]
      : []),
  ];
}

/** Of a compound that no share was ever credited to, too. */
function feeAccounts(county: string, compound: string, name = compound): readonly AccountDraft[] {
  const owner = { kind: 'SETTLEMENT_OFFICE', code: county } as const;
  return [
    { code: feeAccount(county), name: { zh: '财务费用·结算中心', en: 'Financial expenses: settlement office' }, owner },
    payableAccount(county, compound, name),
  ];
}
