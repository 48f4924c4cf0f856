/** What a journal of the owners' book was posted for. */
import type { Source } from '@hh/ledger/journal.ts';
import { loadShown, type RequestContext } from '@hh/service/context.ts';
import { canRead } from '@hh/service/register/register.ts';
import type { Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { creditSource, RECEIPT, RECEIPT_REVERSAL, reversalSource } from '../public-revenue/public-revenue.ts';
import { spendings } from '../spending/spending.store.ts';

const ALLOCATIONS = [creditSource(''), reversalSource('')].map(({ kind }) => kind as string);

export function createJournalSourceResolvers(all: Registers): Resolvers {
  const rows = all.store(spendings);
  return {
    JournalSource: {
      allocation: ({ kind, key: id }: Source) => (ALLOCATIONS.includes(kind) ? { __typename: 'Allocation', id } : null),
      match: ({ kind, key: id }: Source) =>
        kind === RECEIPT || kind === RECEIPT_REVERSAL ? { __typename: 'BankMatch', id } : null,
      spending: async ({ kind, key }: Source, _: unknown, context: RequestContext) => {
        const row = kind.startsWith('spending') ? await loadShown(context, rows.byIds, key) : null;
        return row && canRead(spendings, context.actor, row) ? row : null;
      },
    },
  };
}
