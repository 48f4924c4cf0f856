/**
 * Who may cast which ballot. Ballots come from the frozen roll alone; an owner votes by one channel, as often as they like,
 * and the latest valid one before the close counts. Online an owner votes in person; a proxy comes with a power of
 * attorney on paper. Source: Civil Code, article 278; domain, 2.3.
 */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, instant, optional, reference, text } from '@hh/kernel/shape.ts';
import { personsOf } from '../vote/roll.ts';
import type { RollLine } from '../vote/tally.ts';
import type { Vote } from '../vote/vote.ts';

export type BallotChannel = 'ONLINE' | 'PAPER';

const choices = choice('FOR', 'AGAINST', 'ABSTAIN');
const person = reference('Person');

export const onlineFields = {
  vote: reference('Vote'),
  choice: choices,
  dwelling: optional(reference('Dwelling')),
};

export const paperFields = {
  dwelling: reference('Dwelling'),
  choice: choices,
  receivedAt: instant,
  castBy: optional(person),
  proxyOf: optional(person),
  evidence: text(200),
  invalidBecause: optional(text(200)),
};

export interface PaperDraft {
  readonly dwelling: string;
  readonly castBy: string | null;
  readonly proxyOf: string | null;
}

type Open = Pick<Vote, 'state' | 'opensAt' | 'closesAt' | 'channel'>;

/** Are ballots of this channel taken in, in the state of now? A paper from the box also after the close, until it is tallied. */
function isTakenIn({ state }: Pick<Open, 'state'>, channel: BallotChannel): boolean {
  return state === 'OPEN' || (state === 'CLOSED' && channel === 'PAPER');
}

function isOffered(vote: Pick<Open, 'channel'>, channel: BallotChannel): boolean {
  return vote.channel === 'BOTH' || vote.channel === channel;
}

/** Can papers of this vote be entered now, by who may? */
export function takesPapers(vote: Pick<Open, 'state' | 'channel'>): boolean {
  return isTakenIn(vote, 'PAPER') && isOffered(vote, 'PAPER');
}

/** May a ballot that was received at this moment be taken? */
export function whyNotTaken(vote: Open, channel: BallotChannel, receivedAt: Date, now: Date): Refusal | null {
  const { state, opensAt, closesAt } = vote;
  if (!isTakenIn(vote, channel)) return refuse('STATE_NOT_ALLOWED', { state });
  if (!isOffered(vote, channel)) return refuse('CHANNEL_NOT_OFFERED');
  if (receivedAt > now || (opensAt && receivedAt < opensAt)) return refuse('BEFORE_VOTING', { field: 'receivedAt' });
  return closesAt && receivedAt >= closesAt ? refuse('VOTE_CLOSED') : null;
}

/** For which owner on the roll a person casts online; of several, the dwelling says which. */
export function ownerOnline(lines: readonly RollLine[], person: string, dwelling: string | null): string | Refusal {
  const own = dwelling === null ? lines : lines.filter((line) => line.dwelling === dwelling);
  const [first] = own;
  if (!first) return refuse('NOT_ON_ROLL', dwelling === null ? {} : { field: 'dwelling' });
  if (own.some(({ ownerKey }) => ownerKey !== first.ownerKey)) return refuse('VALUE_MISSING', { field: 'dwelling' });
  return speaks(lines, first.ownerKey, person) ? first.ownerKey : refuse('OWNER_REPRESENTED');
}

/** For which owner a paper counts: cast by one of the owners, or by a proxy of one of them; the developer's has no person. */
export function ownerOnPaper(lines: readonly RollLine[], draft: PaperDraft): string | Refusal {
  const line = lines.find(({ dwelling }) => dwelling === draft.dwelling);
  if (!line) return refuse('NOT_ON_ROLL', { field: 'dwelling' });
  const { ownerKey } = line;
  const persons = personsOf(ownerKey);
  if (persons.length === 0) return ownerKey;
  const [voter, field] = draft.proxyOf === null ? [draft.castBy, 'castBy'] : [draft.proxyOf, 'proxyOf'];
  if (voter === null) return refuse('VALUE_MISSING', { field });
  if (!persons.includes(voter)) return refuse('NOT_ON_ROLL', { field });
  return speaks(lines, ownerKey, voter) ? ownerKey : refuse('OWNER_REPRESENTED', { field });
}

/** Owners in common have one ballot: whoever of them casts, unless they have named somebody who does. */
function speaks(lines: readonly RollLine[], ownerKey: string, person: string): boolean {
  return lines.some(
    (line) => line.ownerKey === ownerKey && (line.representative === null || line.representative === person),
  );
}

/** Paper and online never both. */
export function whyNotBy(
  channel: BallotChannel,
  before: readonly { readonly channel: BallotChannel }[],
): Refusal | null {
  return before.some((ballot) => ballot.channel !== channel) ? refuse('CHANNEL_USED') : null;
}

/** Why this person can't vote online now; null where they can, for any of the owners that they are. */
export function whyNotOnline(
  vote: Open,
  lines: readonly RollLine[],
  person: string,
  cast: readonly { readonly ownerKey: string; readonly channel: BallotChannel }[],
  now: Date,
): Refusal | null {
  const late = whyNotTaken(vote, 'ONLINE', now, now);
  if (late) return late;
  const answers = lines.map(({ dwelling }) => {
    const owner = ownerOnline(lines, person, dwelling);
    return isRefusal(owner)
      ? owner
      : whyNotBy(
          'ONLINE',
          cast.filter(({ ownerKey }) => ownerKey === owner),
        );
  });
  if (answers.length === 0) return refuse('NOT_ON_ROLL');
  return answers.includes(null) ? null : (answers[0] as Refusal);
}
