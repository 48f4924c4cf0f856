import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { BookMonth } from '@hh/ledger/ledger.ts';
import { type MonthCommand, proposeMonth, sealMonth } from '@hh/ledger/month.commands.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';

interface MonthArguments {
  readonly input: { readonly period: Period; readonly county?: string | null };
}

export function createBookResolvers(parts: { books: Books; writer: Writer }): Resolvers {
  type Change = (with_: typeof parts, command: MonthCommand) => Promise<BookMonth | Refusal>;
  const mutation =
    (change: Change) =>
    async (_: unknown, { input }: MonthArguments, { actor }: RequestContext) => {
      if (!actor) return null;
      const month = await change(parts, { actor, county: input.county ?? null, period: input.period });
      return isRefusal(month) ? refused(month) : { __typename: 'OwnersMonth', month };
    };
  return {
    Query: {
      ownersBook: (_: unknown, args: { county?: string | null }, { actor }: RequestContext) => {
        const county = args.county ?? countyOf(actor);
        return county && canAt(actor, 'books:read', county) ? parts.books.of(county) : null;
      },
    },
    Mutation: { proposeOwnersMonth: mutation(proposeMonth), sealOwnersMonth: mutation(sealMonth) },
  };
}
