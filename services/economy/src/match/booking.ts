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
import type { Writer } from '@hh/service/writer.ts';
import type { Advance } from '../allocation/advance.ts';
import type { BankLineStore } from '../bank-statement/bank-line.store.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import { UNMATCH_SOURCE } from '../book-item/book-item.ts';
import { release } from './match.commands.ts';
import type { MatchStore } from './match.store.ts';
import { advanceAccount, dayOf, feeAccount, type Match, matchJournal, writeOffAccount } from './match.ts';
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
  readonly log: Log;
}

interface Posted {
  readonly journal: number | null;
  readonly voucherNumber: string | null;
  readonly effectiveOn: LocalDate;
}

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
  await parts.follow(match.county, match.book);
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
    await parts.follow(match.county, match.book);
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
  if (match.book === 'owners') return await parts.owners.receive(match, journal);
  const ledger = parts.books.of(match.county);
  await ledger.openAccounts(accountsOf(match));
  const posted = await ledger.post(journal);
  if (isRefusal(posted)) return posted;
  const { seq, voucherNumber, effectiveOn } = posted;
  return { journal: seq, voucherNumber, effectiveOn };
}

/** What was begun is posted before it is taken back, so that one who is still posting meets his own journal. */
async function reverse(parts: BookingParts, match: Match): Promise<Refusal | null> {
  const posted = await post(parts, match);
  if (isRefusal(posted) || posted.journal === null) return isRefusal(posted) ? posted : null;
  const memo = match.reason ?? '';
  if (match.book === 'owners') return await parts.owners.takeBack(match, memo);
  const ledger = parts.books.of(match.county);
  const reversed = await ledger.reverse(
    posted.journal,
    { kind: UNMATCH_SOURCE, key: match.id },
    dayOf(match),
    memo,
    match.undoneBy,
  );
  if (!isRefusal(reversed)) return null;
  // Another process may have posted this very reversal a moment before.
  return (await ledger.journalBySource(UNMATCH_SOURCE, match.id)) ? null : reversed;
}

/** The accounts of the settlement office that a match may need; those of shares are open since their allocation. */
function accountsOf({ county, account, operator }: Match): readonly AccountDraft[] {
  const owner = { kind: 'SETTLEMENT_OFFICE', code: county } as const;
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
