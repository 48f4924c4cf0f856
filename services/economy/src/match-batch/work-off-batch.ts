/**
 * Works a batch off: up to a hundred suggestions in a transaction that makes their matches, notes what was refused, and how
 * far it came; where one of them does not go, they are halved until it stands alone, and the good rest goes through. Whoever
 * is killed in between has lost and doubled nothing: the next goes on after what is done.
 */
import { isRefusal, must, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { BankLine, StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import { hold, takeBack } from '../match/match.commands.ts';
import { type Match, type MatchState, matchStates } from '../match/match.ts';
import { matchOpen } from '../match/matching.commands.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { type Ended, workOff } from '../upload/work-off.ts';
import { type Choice, chosen, lineOf, matchOfChoice } from './choice.ts';
import type { MatchBatchParts } from './match-batch.commands.ts';
import { AT_ONCE, type BatchRefusal, type MatchBatch } from './match-batch.store.ts';

export type BatchWorkParts = MatchBatchParts & { readonly log: Log };

/** Lines, items and matches that one transaction writes: well below 3,000. */
const WRITES_MAX = 1_500;

export async function workOffBatch(parts: BatchWorkParts, id: string, isStopping: () => boolean): Promise<void> {
  await workOff({ ...parts, called: 'match-batch', works: parts.batches }, id, async (batch, lease) => {
    const account = await parts.accounts.byCode(batch.county, batch.bankAccount);
    if (!account) throw new Error(`the bank account ${batch.bankAccount} of ${batch.county} has vanished`);
    const run = { parts, batch, account, lease, isStopping };
    return await ways[batch.kind](run);
  });
}

interface Run {
  readonly parts: BatchWorkParts;
  readonly batch: MatchBatch;
  readonly account: BankAccount;
  readonly lease: Lease;
  readonly isStopping: () => boolean;
}

async function confirmAll(run: Run): Promise<Ended> {
  const { parts, batch, account, isStopping } = run;
  await parts.follow(account.county, account.book);
  let { done } = batch;
  while (done < batch.total) {
    if (isStopping()) return 'STOPPED';
    const choices = await parts.batches.choicesFrom(batch.id, done);
    if (choices.length === 0) throw new Error(`the batch ${batch.id} has no choice ${done}`);
    done += await confirm(run, done, choices);
  }
  return 'DONE';
}

/** Confirms choices, the first of which has this index; answers how many are worked off now: one at least. */
async function confirm(run: Run, index: number, choices: readonly Choice[]): Promise<number> {
  const { parts, batch } = run;
  return await together(run, index, choices, {
    step: async (some, session) => {
      const { outcomes, lines } = await decide(run, some, session);
      const made = outcomes.filter((each): each is Match => !isRefusal(each));
      return (await hold(parts, made, lines, session)) ?? outcomes;
    },
    refused: ({ suggestion }) => ({ batch: batch.id, suggestion, match: null }),
  });
}

/** What is done with many in one transaction. */
interface Way<Of> {
  /** What became of each of the first of them; a refusal where they do not go together: then nothing of it is written. */
  readonly step: (some: readonly Of[], session: Session) => Promise<readonly (Match | Refusal)[] | Refusal>;
  readonly refused: (one: Of) => Omit<BatchRefusal, 'index' | 'problem'>;
  readonly last?: (one: Of) => string;
}

/** Does a step with its outcomes and how far it came; where it does not go, with half of them, until one stands alone. */
async function together<Of>(run: Run, index: number, some: readonly Of[], way: Way<Of>): Promise<number> {
  const { parts, batch, lease } = run;
  const note = async (outcomes: readonly (Match | Refusal)[], session: Session) => {
    const refused = outcomes.flatMap((each, at) =>
      isRefusal(each) ? [{ ...way.refused(some[at] as Of), index: index + at, problem: storedProblem(each) }] : [],
    );
    const done = outcomes.length;
    const last = way.last?.(some[done - 1] as Of) ?? null;
    await parts.batches.advance(batch, lease, { done, matched: done - refused.length, refused, last }, session);
    return outcomes;
  };
  const written = await parts.writer.write(async ({ session }) => {
    // First of all: prolonging the lease waits for this write, and does not undo what follows it.
    await parts.batches.change(batch.id, lease, {}, session);
    const outcomes = await way.step(some, session);
    return isRefusal(outcomes) ? outcomes : await note(outcomes, session);
  });
  if (isRefusal(written) && some.length > 1)
    return await together(run, index, some.slice(0, Math.ceil(some.length / 2)), way);
  const outcomes = isRefusal(written)
    ? must(await parts.writer.write(async ({ session }) => await note([written], session)))
    : written;
  reach('match-batch.held');
  for (const each of outcomes) if (!isRefusal(each)) parts.wakeBooking(each.id);
  return outcomes.length;
}

/** What becomes of each of the first choices, of as many as fit into one transaction; and the lines that it saw. */
async function decide(
  { parts, batch, account }: Run,
  choices: readonly Choice[],
  session: Session,
): Promise<{ readonly outcomes: readonly (Match | Refusal)[]; readonly lines: ReadonlyMap<string, BankLine> }> {
  const showing = await parts.lines.seen(choices.map(lineOf), session);
  const suggestions = choices.map((choice) => chosen(account, choice, showing));
  const found = suggestions.filter((each): each is StoredSuggestion => !isRefusal(each));
  const seen = {
    lines: await parts.lines.seen([...new Set(found.flatMap(({ lines }) => lines))], session),
    items: await parts.items.seen([...new Set(found.flatMap(({ items }) => items.map(({ item }) => item)))], session),
    returned: await parts.matches.seen(
      found.flatMap(({ returns }) => returns ?? []),
      session,
    ),
  };
  const by = { person: batch.madeBy, at: parts.clock.now() };
  const outcomes: (Match | Refusal)[] = [];
  let writes = 0;
  for (const [at, suggestion] of suggestions.entries()) {
    const choice = choices[at] as Choice;
    const match = isRefusal(suggestion)
      ? suggestion
      : matchOfChoice(account, suggestion, choice, seen, by, parts.writeOffs);
    writes += isRefusal(match) ? 1 : match.lines.length + match.items.length + 1;
    if (at > 0 && writes > WRITES_MAX) break;
    outcomes.push(isRefusal(match) ? match : { ...match, batch: batch.id });
  }
  return { outcomes, lines: seen.lines };
}

/** Those that stand: one that was taken back or refused lies behind the last. */
async function undoAll(run: Run): Promise<Ended> {
  const { parts, batch } = run;
  const { undoes, reason } = batch;
  if (undoes === null || reason === null) throw new Error(`the batch ${batch.id} takes nothing back`);
  return await eachOf(run, undoes, matchStates.undoMatch.from, async (some, session) => {
    const lines = some.flatMap((match) => match.lines);
    if ((await parts.lines.fence(lines, session)) === 'SIGNED') return refuse('STATEMENT_SIGNED', { field: 'match' });
    const undone: (Match | Refusal)[] = [];
    for (const match of some) undone.push(await takeBack(parts, match, { by: batch.madeBy, reason }, session));
    return undone;
  });
}

/** Those that wait for a second person. */
async function approveAll(run: Run): Promise<Ended> {
  const { parts, batch } = run;
  const { approveWriteOff: transition } = matchStates;
  if (!batch.approves) throw new Error(`the batch ${batch.id} approves nothing`);
  return await eachOf(run, batch.approves, transition.from, async (some, session) => {
    const approved: (Match | Refusal)[] = [];
    for (const match of some)
      approved.push(
        (await parts.matches.approve(match.id, batch.madeBy, session)) ??
          whyNot(transition, match, batch.madeBy)?.at('match') ??
          refuse('CHANGED_MEANWHILE', { field: 'match' }),
      );
    return approved;
  });
}

/** Does a step with the matches of a batch that are in these states, in the order of their ids, as the transaction sees them. */
async function eachOf(run: Run, of: string, states: readonly MatchState[], step: Way<Match>['step']): Promise<Ended> {
  const { parts, batch, lease, isStopping } = run;
  const way: Way<Match> = {
    step: async (some, session) => {
      const ids = some.map(({ id }) => id);
      const now = await parts.matches.seen(ids, session);
      return await step(
        some.map((match) => now.get(match.id) ?? match),
        session,
      );
    },
    refused: ({ id }) => ({ batch: batch.id, suggestion: null, match: id }),
    last: ({ id }) => id,
  };
  let { done, last } = batch;
  for (;;) {
    if (isStopping()) return 'STOPPED';
    const some = await parts.matches.standing(of, states, last, AT_ONCE);
    if (some.length === 0) break;
    const stepped = await together(run, done, some, way);
    done += stepped;
    last = some[stepped - 1]?.id ?? last;
  }
  // What others did to it meanwhile is none of it.
  await parts.batches.change(batch.id, lease, { total: '$done' });
  return 'DONE';
}

/** What was matched before somebody was killed is not found again: the counts go on. */
async function lookThrough({ parts, batch, account, lease }: Run): Promise<Ended> {
  const { suggested } = await matchOpen(parts, account, {
    batch: batch.id,
    held: async (lines, session) => {
      await parts.batches.advance(batch, lease, { done: lines, matched: lines, refused: [] }, session);
    },
  });
  // Lines that came meanwhile were looked at as well.
  const total = { $max: ['$total', '$done'] };
  await parts.batches.change(batch.id, lease, { suggested, total, done: total });
  return 'DONE';
}

const ways: Readonly<Record<MatchBatch['kind'], (run: Run) => Promise<Ended>>> = {
  SUGGESTIONS: confirmAll,
  OPEN_LINES: lookThrough,
  UNDO: undoAll,
  APPROVE: approveAll,
};
