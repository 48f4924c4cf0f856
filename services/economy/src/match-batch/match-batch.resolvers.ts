import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused, refusedResolvers } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import type { Match } from '../match/match.ts';
import { problemOf } from '../upload/stored-problem.ts';
import { lineOf, suggestionId } from './choice.ts';
import {
  approveMatchBatch,
  type BatchToUndo,
  confirmSuggestions,
  type MatchBatchParts,
  matchBankAccount,
  type SuggestionsToConfirm,
  undoMatchBatch,
} from './match-batch.commands.ts';
import type { BatchRefusal, MatchBatch } from './match-batch.store.ts';

export function createMatchBatchResolvers(parts: MatchBatchParts): Resolvers {
  const { batches, lines, matches } = parts;
  return {
    Query: {
      matchBatch: async (_: unknown, { id }: { id: string }, { actor }: RequestContext) => {
        const batch = await batches.find(id);
        return batch && canAt(actor, 'bank-accounts:read', batch.place) ? batch : null;
      },
    },
    BankAccount: {
      matchBatches: async ({ county, code }: BankAccount, args: PageArguments) => {
        const page = pageOf(args);
        const rows = await batches.page(county, code, page);
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          () => batches.count(county, code),
        );
      },
    },
    BankSuggestion: { id: (suggestion: StoredSuggestion) => suggestionId(suggestion) },
    BankMatch: {
      batch: ({ batch }: Match, _: unknown, context: RequestContext) => batch && load(context, batches.byIds, batch),
    },
    MatchBatch: {
      suggested: ({ kind, state, suggested }: MatchBatch) =>
        kind === 'OPEN_LINES' && state === 'DONE' ? suggested : null,
      madeBy: ({ madeBy }: MatchBatch) => ({ __typename: 'Person', id: madeBy }),
      problem: ({ problem }: MatchBatch) => problem && { refusal: problemOf(problem) },
      undoes: ({ undoes }: MatchBatch, _: unknown, context: RequestContext) =>
        undoes && load(context, batches.byIds, undoes),
      approves: ({ approves }: MatchBatch, _: unknown, context: RequestContext) =>
        approves ? load(context, batches.byIds, approves) : null,
      proposed: ({ id, state, undoes, approves }: MatchBatch) =>
        state === 'RUNNING' ? 0 : matches.countStanding(undoes ?? approves ?? id, ['PROPOSED']),
      matches: async ({ id, undoes, approves }: MatchBatch, args: PageArguments) => {
        const page = pageOf(args);
        const of = undoes ?? approves ?? id;
        const rows = await matches.pageOfBatch(of, page);
        return connectionOf(
          page,
          rows,
          (match) => [match.id],
          () => matches.countOfBatch(of),
        );
      },
      refusals: async ({ id, refused: total }: MatchBatch, args: PageArguments) => {
        const page = pageOf(args);
        const rows = (await batches.refusals(id, page)).map(shown);
        return connectionOf(
          page,
          rows,
          ({ index }) => [index],
          () => total,
        );
      },
    },
    BatchRefusal: {
      ...refusedResolvers,
      line: ({ suggestion }: BatchRefusal, _: unknown, context: RequestContext) =>
        suggestion && load(context, lines.byIds, lineOf({ suggestion })),
      match: ({ match }: BatchRefusal, _: unknown, context: RequestContext) =>
        match && load(context, matches.byIds, match),
    },
    Mutation: {
      confirmSuggestions: async (_: unknown, { input }: { input: SuggestionsToConfirm }, { actor }: RequestContext) =>
        actor && begun(await confirmSuggestions(parts, actor, input)),
      undoMatchBatch: async (_: unknown, { input }: { input: BatchToUndo }, { actor }: RequestContext) =>
        actor && begun(await undoMatchBatch(parts, actor, input)),
      approveMatchBatch: async (
        _: unknown,
        { input }: { input: Parameters<typeof approveMatchBatch>[2] },
        { actor }: RequestContext,
      ) => actor && begun(await approveMatchBatch(parts, actor, input)),
      matchBankAccount: async (
        _: unknown,
        { input }: { input: { bankAccount: string } },
        { actor }: RequestContext,
      ) => {
        const found = actor && (await matchBankAccount(parts, actor, input.bankAccount));
        if (!found || isRefusal(found) || 'id' in found) return found && begun(found);
        return { __typename: 'BankAccountMatched', ...found };
      },
    },
  };
}

function begun(batch: MatchBatch | Refusal) {
  return isRefusal(batch) ? refused(batch) : { __typename: 'MatchBatchBegun', batch };
}

function shown({ problem, ...rest }: BatchRefusal) {
  return { ...rest, refusal: problemOf(problem) };
}
