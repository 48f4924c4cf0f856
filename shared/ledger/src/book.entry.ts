/** How a service that keeps a book offers it in the graph: the root field, and the two mutations that seal a month. */
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Books } from './books.ts';
import type { BookMonth } from './ledger.ts';
import { type MonthCommand, proposeMonth, sealMonth } from './month.commands.ts';

interface MonthArguments {
  readonly input: { readonly period: Period; readonly county?: string | null };
}

/** `names` are the words of the service's own SDL: its root field, its mutations, the member of their answer. */
export function bookEntry(
  parts: { books: Books; writer: Writer },
  names: { query: string; propose: string; seal: string; answer: string },
): Resolvers {
  type Change = (with_: typeof parts, command: MonthCommand) => Promise<BookMonth | Refusal>;
  const mutation =
    (change: Change) =>
    async (_: unknown, { input }: MonthArguments, { actor }: RequestContext) => {
      if (!actor) return null;
      const month = await change(parts, { actor, county: input.county ?? null, period: input.period });
      return isRefusal(month) ? refused(month) : { __typename: names.answer, month };
    };
  return {
    Query: {
      [names.query]: (_: unknown, args: { county?: string | null }, { actor }: RequestContext) => {
        const county = args.county ?? countyOf(actor);
        return county && canAt(actor, 'books:read', county) ? parts.books.of(county) : null;
      },
    },
    Mutation: { [names.propose]: mutation(proposeMonth), [names.seal]: mutation(sealMonth) },
  };
}
