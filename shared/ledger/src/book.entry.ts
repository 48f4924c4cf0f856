/**
 * How a service that keeps a book offers it in the graph: the root field, the two mutations that seal a month, the two of
 * balances asserted from outside and, where it has income and expenses, the two that carry a year forward.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import { assertBalance, withdrawAssertion } from './assertion.commands.ts';
import type { AssertionDraft, BalanceAssertion } from './assertion.ts';
import type { Books } from './books.ts';
import type { BookMonth } from './ledger.ts';
import { type MonthCommand, proposeMonth, sealMonth } from './month.commands.ts';
import { carryYear, proposeYear } from './year.commands.ts';

interface MonthArguments {
  readonly input: { readonly period: Period; readonly county?: string | null };
}

interface AssertArguments {
  readonly input: AssertionDraft & { readonly clientMutationId: string; readonly county?: string | null };
}

interface WithdrawArguments {
  readonly input: { readonly id: string; readonly reason: string; readonly county?: string | null };
}

interface YearArguments {
  readonly input: { readonly year: number; readonly county?: string | null };
}

/** `names` are the words of the service's own SDL: its root field, its mutations, the member of their answer. */
export function bookEntry(
  parts: { books: Books; writer: Writer; clock: Clock },
  names: {
    query: string;
    propose: string;
    seal: string;
    answer: string;
    assert: string;
    withdraw: string;
    assertion: string;
    year?: { propose: string; carry: string; answer: string };
  },
): Resolvers {
  const ledgerOf = (actor: Actor, county?: string | null) => parts.books.of(county ?? countyOf(actor) ?? '');
  type Change = (with_: typeof parts, command: MonthCommand) => Promise<BookMonth | Refusal>;
  const mutation =
    (change: Change) =>
    async (_: unknown, { input }: MonthArguments, { actor }: RequestContext) => {
      if (!actor) return null;
      const month = await change(parts, { actor, county: input.county ?? null, period: input.period });
      if (isRefusal(month)) return refused(month);
      return { __typename: names.answer, month: { ...month, ledger: ledgerOf(actor, input.county) } };
    };
  const asserted = (county: string, answer: BalanceAssertion | Refusal) =>
    isRefusal(answer)
      ? refused(answer)
      : { __typename: names.assertion, assertion: { ...answer, ledger: parts.books.of(county) } };
  const ofYear =
    (change: typeof proposeYear) =>
    async (_: unknown, { input }: YearArguments, { actor }: RequestContext) => {
      if (!actor) return null;
      const year = await change(parts, actor, { year: input.year, county: input.county ?? null });
      if (isRefusal(year)) return refused(year);
      return { __typename: names.year?.answer, year: { ...year, ledger: ledgerOf(actor, input.county) } };
    };
  return {
    Query: {
      [names.query]: (_: unknown, args: { county?: string | null }, { actor }: RequestContext) => {
        const county = args.county ?? countyOf(actor);
        return county && canAt(actor, 'books:read', county) ? parts.books.of(county) : null;
      },
    },
    Mutation: {
      [names.propose]: mutation(proposeMonth),
      [names.seal]: mutation(sealMonth),
      [names.assert]: async (_: unknown, { input }: AssertArguments, { actor }: RequestContext) => {
        if (!actor) return null;
        const county = input.county ?? countyOf(actor);
        return asserted(county ?? '', await assertBalance(parts, actor, { ...input, county }));
      },
      [names.withdraw]: async (_: unknown, { input }: WithdrawArguments, { actor }: RequestContext) => {
        if (!actor) return null;
        const county = input.county ?? countyOf(actor);
        return asserted(county ?? '', await withdrawAssertion(parts, actor, { ...input, county }));
      },
      ...(names.year && { [names.year.propose]: ofYear(proposeYear), [names.year.carry]: ofYear(carryYear) }),
    },
  };
}
