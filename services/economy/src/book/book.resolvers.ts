/** What a journal of the economy's book was posted for. */
import type { Source } from '@hh/ledger/journal.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import { allocationSource, reversalSource } from '../allocation/journal.ts';
import { MATCH_SOURCE, UNMATCH_SOURCE } from '../book-item/book-item.ts';
import type { MatchStore } from '../match/match.store.ts';

const ALLOCATIONS = [allocationSource(''), reversalSource('')].map(({ kind }) => kind as string);

export function createJournalSourceResolvers({
  allocations,
  matches,
}: {
  readonly allocations: AllocationStore;
  readonly matches: MatchStore;
}): Resolvers {
  return {
    JournalSource: {
      allocation: ({ kind, key }: Source, _: unknown, context: RequestContext) =>
        ALLOCATIONS.includes(kind) ? load(context, allocations.byIds, key) : null,
      match: ({ kind, key }: Source, _: unknown, context: RequestContext) =>
        kind === MATCH_SOURCE || kind === UNMATCH_SOURCE ? load(context, matches.byIds, key) : null,
      // What is spent stands in the owners' book.
      spending: () => null,
    },
  };
}
