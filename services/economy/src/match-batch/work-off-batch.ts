/**
 * Works a batch off: up to a hundred suggestions in a transaction that makes their matches, notes what was refused, and how
 * far it came; where one of them does not go, they are halved until it stands alone, and the good rest goes through. Whoever
 * is killed in between has lost and doubled nothing: the next goes on after what is done.
 */
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import { hold } from '../match/match.commands.ts';
import type { Match } from '../match/match.ts';
import { matchOpen } from '../match/matching.commands.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { type Ended, workOff } from '../upload/work-off.ts';
import { type Choice, chosen, lineOf, matchOfChoice } from './choice.ts';
import type { MatchBatchParts } from './match-batch.commands.ts';
import type { MatchBatch, RefusedChoice } from './match-batch.store.ts';

export type BatchWorkParts = MatchBatchParts & { readonly log: Log };

/** Lines, items and matches that one transaction writes: well below 3,000. */
const WRITES_MAX = 1_500;

export async function workOffBatch(parts: BatchWorkParts, id: string, isStopping: () => boolean): Promise<void> {
  await workOff({ ...parts, called: 'match-batch', works: parts.batches }, id, async (batch, lease) => {
    const account = await parts.accounts.byCode(batch.county, batch.bankAccount);
    if (!account) throw new Error(`the bank account ${batch.bankAccount} of ${batch.county} has vanished`);
    const run = { parts, batch, account, lease, isStopping };
    return batch.kind === 'SUGGESTIONS' ? await confirmAll(run) : await lookThrough(run);
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
  const { parts, batch, lease } = run;
  const held = await parts.writer.write(async ({ session }) => {
    // First of all: prolonging the lease waits for this write, and does not undo what follows it.
    await parts.batches.change(batch.id, lease, {}, session);
    const outcomes = await decide(run, choices, session);
    const made = outcomes.filter((each): each is Match => !isRefusal(each));
    const refusal = await hold(parts, made, session);
    if (refusal) return refusal;
    const refused = outcomes.flatMap((each, at) =>
      isRefusal(each) ? [refusedChoice(batch, index + at, choices[at] as Choice, each)] : [],
    );
    await parts.batches.advance(batch, lease, { done: outcomes.length, matched: made.length, refused }, session);
    return { done: outcomes.length, made: made.map(({ id }) => id) };
  });
  if (!isRefusal(held)) {
    reach('match-batch.held');
    for (const id of held.made) parts.wakeBooking(id);
    return held.done;
  }
  const [only] = choices;
  if (choices.length === 1 && only) return await refuseOne(run, refusedChoice(batch, index, only, held));
  return await confirm(run, index, choices.slice(0, Math.ceil(choices.length / 2)));
}

/** What becomes of each of the first choices, of as many as fit into one transaction. */
async function decide(
  { parts, batch, account }: Run,
  choices: readonly Choice[],
  session: Session,
): Promise<readonly (Match | Refusal)[]> {
  const showing = await parts.lines.seen(choices.map(lineOf), session);
  const suggestions = choices.map((choice) => chosen(account, choice, showing));
  const found = suggestions.filter((each): each is StoredSuggestion => !isRefusal(each));
  const seen = {
    lines: await parts.lines.seen([...new Set(found.flatMap(({ lines }) => lines))], session),
    items: await parts.items.seen([...new Set(found.flatMap(({ items }) => items.map(({ item }) => item)))], session),
  };
  const by = { person: batch.madeBy, at: parts.clock.now() };
  const outcomes: (Match | Refusal)[] = [];
  let writes = 0;
  for (const [at, suggestion] of suggestions.entries()) {
    const choice = choices[at] as Choice;
    const match = isRefusal(suggestion) ? suggestion : matchOfChoice(account, suggestion, choice, seen, by);
    writes += isRefusal(match) ? 1 : match.lines.length + match.items.length + 1;
    if (at > 0 && writes > WRITES_MAX) break;
    outcomes.push(isRefusal(match) ? match : { ...match, batch: batch.id });
  }
  return outcomes;
}

async function refuseOne({ parts, batch, lease }: Run, refused: RefusedChoice): Promise<number> {
  must(
    await parts.writer.write(async ({ session }) => {
      await parts.batches.advance(batch, lease, { done: 1, matched: 0, refused: [refused] }, session);
      return true;
    }),
  );
  reach('match-batch.held');
  return 1;
}

function refusedChoice({ id }: MatchBatch, index: number, choice: Choice, refusal: Refusal): RefusedChoice {
  return { batch: id, index, choice, problem: storedProblem(refusal) };
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
