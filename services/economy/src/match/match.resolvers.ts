import { isRefusal } from '@hh/kernel/refusal.ts';
import { canAt, countyOf as countyOfActor } from '@hh/service/actor.ts';
import { connectionFrom, connectionOf, type PageArguments, pageFrom, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { type AllowedTransition, allowedTransitions } from '@hh/service/transitions.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import { type SettlementKey, settlementId } from '../allocation/settlement.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { BankLine, StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import type { BankStatementStore } from '../bank-statement/bank-statement.store.ts';
import type { ItemFilter } from '../book-item/book-item.store.ts';
import { type BookItem, bankItemId, operatorOf, settledBy } from '../book-item/book-item.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import { keyOf } from '../period/period.store.ts';
import { reasons } from '../reconciliation/suggestion.ts';
import type { MatchDraft } from './make-match.ts';
import {
  approveMatch,
  approveSetOff,
  approveWriteOff,
  confirmMatch,
  type MatchParts,
  undoMatch,
} from './match.commands.ts';
import { differenceOf, type Match, type MatchedItem, type MatchState, statesOf } from './match.ts';
import { createPaid } from './paid.ts';

export function createMatchResolvers(
  parts: MatchParts & {
    readonly allocations: AllocationStore;
    readonly bankStatements: Pick<BankStatementStore, 'byIds'>;
    readonly enterprises: Pick<EnterpriseStore, 'byKeys'>;
  },
): Resolvers {
  const { accounts, allocations, bankStatements, enterprises, items, lines, matches, follow } = parts;
  const paid = createPaid(parts);
  const mayRead = (county: string, { actor }: RequestContext) => canAt(actor, 'bank-accounts:read', county);
  /** What a signed statement has brought stays matched. */
  const isSigned = async (match: Match, context: RequestContext) => {
    const of = [...new Set(match.lines.map(({ statement }) => statement))];
    const statements = await Promise.all(of.map((id) => load(context, bankStatements.byIds, id)));
    return statements.some((statement) => statement?.state === 'SIGNED');
  };
  const itemOf = (id: string, context: RequestContext) => load(context, items.byIds, id);

  return {
    Query: {
      bankMatchesToCheck: async (_: unknown, args: PageArguments, context: RequestContext) => {
        const county = countyOfActor(context.actor);
        if (!county || !mayRead(county, context)) return null;
        const page = pageOf(args);
        const rows = await matches.pageToCheck(county, page);
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          () => matches.countToCheck(county),
        );
      },
    },
    BankAccount: {
      items: async (
        { county, book, ledgerAccount, compound }: BankAccount,
        args: PageArguments & { filter?: ItemFilter | null; offset?: number | null },
      ) => {
        await follow(county, book);
        const page = pageFrom(args);
        const [own, wanted] = [settledBy({ book, ledgerAccount, compound }), args.filter ?? {}];
        const rows = await items.freePage(county, book, own, wanted, page, page.offset);
        return connectionFrom(
          page,
          rows,
          ({ on, id }) => [on, id],
          () => items.countFree(county, book, own, wanted),
        );
      },
      matches: async (
        { county, code }: BankAccount,
        args: PageArguments & { state?: readonly MatchState[] | null },
      ) => {
        const page = pageOf(args);
        const rows = await matches.page(county, code, args.state ?? null, page);
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          () => matches.count(county, code, args.state ?? null),
        );
      },
    },
    BankLine: {
      matches: async ({ id }: BankLine, _: unknown, context: RequestContext) =>
        (await load(context, matches.ofLines, id)) ?? [],
      suggestions: ({ open, suggestions }: BankLine) => (open === 0n ? [] : suggestions),
    },
    BankSuggestion: {
      returns: ({ returns }: StoredSuggestion, _: unknown, context: RequestContext) =>
        returns && load(context, matches.byIds, returns),
      confidence: ({ confidenceBp }: StoredSuggestion) => confidenceBp,
      reason: ({ reason }: StoredSuggestion, args: Told, context: RequestContext) =>
        reasons[reason][languageOf(args, context)],
      journals: async (suggestion: StoredSuggestion, _: unknown, context: RequestContext) => {
        const found = suggestion.items.map(async ({ item: id, amount }) => {
          const item = await itemOf(id, context);
          return item && { item, voucherNumber: item.voucherNumber, amount };
        });
        return (await Promise.all(found)).filter((each) => each !== null);
      },
    },
    BookItem: {
      compound: ({ compound }: BookItem) => compound && { __typename: 'Compound', code: compound },
      operator: (item: BookItem, _: unknown, context: RequestContext) => {
        const operator = operatorOf(item);
        return operator && load(context, enterprises.byKeys, `${item.county} ${operator}`);
      },
      free: ({ open, taken }: BookItem) => open - taken,
    },
    BankMatch: {
      __resolveReference: async ({ id }: { id: string }, context: RequestContext) => {
        const match = await load(context, matches.byIds, id);
        return match && mayRead(match.county, context) ? { ...match } : null;
      },
      bankAccount: ({ county, bankAccount }: Match, _: unknown, context: RequestContext) =>
        load(context, accounts.byKeys, `${county} ${bankAccount}`),
      allowedTransitions: async (match: Match, _: unknown, context: RequestContext) => {
        const allowed = allowedTransitions(statesOf(match), match, context.actor, match.county);
        if (!allowed.some(isUndoing)) return allowed;
        const stays = match.returnedBy !== null || (await isSigned(match, context));
        return stays ? allowed.filter((each) => !isUndoing(each)) : allowed;
      },
      difference: (match: Match) => differenceOf(match.lines, match.items),
      returns: ({ returns }: Match, _: unknown, context: RequestContext) =>
        returns && load(context, matches.byIds, returns),
      returnedBy: ({ returnedBy }: Match, _: unknown, context: RequestContext) =>
        returnedBy && load(context, matches.byIds, returnedBy),
      madeBy: ({ madeBy }: Match) => madeBy && { __typename: 'Person', id: madeBy },
      approvedBy: ({ approvedBy }: Match) => approvedBy && { __typename: 'Person', id: approvedBy },
      undoneBy: ({ undoneBy }: Match) => undoneBy && { __typename: 'Person', id: undoneBy },
    },
    Settlement: {
      allocation: async ({ agreement, period, compound }: SettlementKey, _: unknown, context: RequestContext) => {
        const key = keyOf({ county: countyOf(compound), agreement, period });
        const allocation = await load(context, allocations.currentByKeys, key);
        const mayRead =
          allocation && canAt(context.actor, 'allocations:read', allocation.community, allocation.operator);
        return mayRead ? allocation : null;
      },
      matches: async (key: SettlementKey, _: unknown, context: RequestContext) =>
        mayRead(countyOf(key.compound), context) ? ((await load(context, paid, settlementId(key))) ?? []) : null,
    },
    PublicRevenueSpending: {
      __resolveReference: (spending: SpendingReference) => ({ ...spending }),
      matches: async ({ compound: { code }, journal }: SpendingReference, _: unknown, context: RequestContext) => {
        const county = countyOf(code);
        if (!mayRead(county, context)) return null;
        if (journal === null) return [];
        // Its journal has two lines; one of them stands on the bank account.
        const own = [0, 1].map((line) => load(context, matches.ofItems, bankItemId(county, 'owners', journal, line)));
        return (await Promise.all(own)).flatMap((found) => found ?? []);
      },
    },
    MatchedBankLine: {
      line: ({ line }: { line: string }, _: unknown, context: RequestContext) => load(context, lines.byIds, line),
    },
    MatchedBookItem: {
      item: ({ item }: MatchedItem, _: unknown, context: RequestContext) => itemOf(item, context),
    },
    Mutation: {
      confirmMatch: async (_: unknown, { input }: { input: MatchDraft }, { actor }: RequestContext) => {
        const match = actor && (await confirmMatch(parts, actor, input));
        return isRefusal(match) ? refused(match) : match && { __typename: 'MatchConfirmed', match };
      },
      approveWriteOff: async (_: unknown, { input }: { input: { match: string } }, { actor }: RequestContext) => {
        const match = actor && (await approveWriteOff(parts, actor, input.match));
        return isRefusal(match) ? refused(match) : match && { __typename: 'WriteOffApproved', match };
      },
      approveSetOff: async (_: unknown, { input }: { input: { match: string } }, { actor }: RequestContext) => {
        const match = actor && (await approveSetOff(parts, actor, input.match));
        return isRefusal(match) ? refused(match) : match && { __typename: 'SetOffApproved', match };
      },
      approveMatch: async (_: unknown, { input }: { input: { match: string } }, { actor }: RequestContext) => {
        const match = actor && (await approveMatch(parts, actor, input.match));
        return isRefusal(match) ? refused(match) : match && { __typename: 'MatchApproved', match };
      },
      undoMatch: async (
        _: unknown,
        { input }: { input: { match: string; reason: string } },
        { actor }: RequestContext,
      ) => {
        const match = actor && (await undoMatch(parts, actor, input));
        return isRefusal(match) ? refused(match) : match && { __typename: 'MatchUndone', match };
      },
    },
  };
}

const isUndoing = ({ mutation }: AllowedTransition) => mutation === 'undoMatch';

/** A spending as the gateway refers to it, with what its matches are found by. */
interface SpendingReference {
  readonly id: string;
  readonly compound: { readonly code: string };
  readonly journal: number | null;
}

function countyOf(compound: string): string {
  return compound.slice(0, 6);
}
