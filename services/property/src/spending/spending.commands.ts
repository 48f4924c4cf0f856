import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { bank } from '../public-revenue/public-revenue.ts';
import { type Spending, spendingJournal } from './spending.ts';

/** What is approved is in the owners' book by the same transaction, or not approved: no more than lies at the bank. */
export function spendFromBook(books: Books): Effect {
  return async (row, { parts, session }) => {
    const posted = await books
      .of(row.county)
      .spendWithin(spendingJournal(row as unknown as Spending), bank(row.place), session);
    if (isRefusal(posted)) return posted.at('id');
    const numbered = await parts.stores.get('PublicRevenueSpending')?.change(row, {}, { journal: posted.seq }, session);
    if (!numbered) throw new Error(`the spending ${row.id} changed inside of a transaction`);
    return undefined;
  };
}
