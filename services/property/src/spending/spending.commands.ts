import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { JournalDraft } from '@hh/ledger/journal.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { bank } from '../public-revenue/public-revenue.ts';
import { reversalJournal, type Spending, spendingJournal } from './spending.ts';

/** What is approved is in the owners' book by the same transaction, or not approved: no more than lies at the bank. */
export function spendFromBook(books: Books): Effect {
  return inBook(books, spendingJournal, 'journal');
}

/** What is taken back is by a journal that names the one it reverses, in the same transaction. */
export function reverseInBook(books: Books): Effect {
  return inBook(books, reversalJournal, 'reversalJournal');
}

function inBook(
  books: Books,
  journalOf: (spending: Spending) => JournalDraft,
  numberedAs: 'journal' | 'reversalJournal',
): Effect {
  return async (row, { parts, session }) => {
    const draft = journalOf(row as unknown as Spending);
    const posted = await books.of(row.county).spendWithin(draft, bank(row.place), session);
    if (isRefusal(posted)) return posted.at('id');
    const number = { [numberedAs]: posted.seq };
    if (!(await parts.stores.get('PublicRevenueSpending')?.change(row, {}, number, session)))
      throw new Error(`the spending ${row.id} changed inside of a transaction`);
    return undefined;
  };
}
