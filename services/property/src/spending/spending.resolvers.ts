import type { Books } from '@hh/ledger/books.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import { reverseInBook, spendFromBook } from './spending.commands.ts';
import { spendings } from './spending.store.ts';

/** What is approved of it is written in the owners' book. */
export function spendingRegister(books: Books): Registered {
  const effects = { approveSpending: spendFromBook(books), approveSpendingReversal: reverseInBook(books) };
  const below = {
    Compound: 'publicRevenueSpending',
    Community: 'publicRevenueSpending',
    County: 'publicRevenueSpending',
  };
  return [
    { ...spendings, effects },
    { root: 'publicRevenueSpending', below },
  ];
}
