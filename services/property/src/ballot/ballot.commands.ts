import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { parseShape, reference } from '@hh/kernel/shape.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { RegisterParts } from '@hh/service/register/commands.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { RollStore } from '../vote/roll.store.ts';
import { takePapers } from '../vote/vote.store.ts';
import type { Ballot, BallotStore } from './ballot.store.ts';
import {
  type BallotChannel,
  onlineFields,
  ownerOnline,
  ownerOnPaper,
  paperFields,
  whyNotBy,
  whyNotTaken,
} from './ballot.ts';

export interface BallotParts {
  readonly registers: RegisterParts;
  readonly rolls: RollStore;
  readonly ballots: BallotStore;
}

type Input = Readonly<Record<string, unknown>>;
type Draft = Pick<
  Ballot,
  'ownerKey' | 'choice' | 'receivedAt' | 'castBy' | 'proxyOf' | 'recordedBy' | 'evidence' | 'invalidBecause'
>;

const AT_ONCE = 500;

/** What a ballot answers: that it is in, and nothing of what it says. */
export interface Received {
  readonly vote: string;
  readonly count: number;
  readonly receivedAt: Date;
}

/** Casts the ballot of an owner who is signed in. */
export async function castBallot(parts: BallotParts, actor: Actor, input: Input): Promise<Received | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const asked = parseShape({ clientMutationId: reference('key'), ...onlineFields }, input);
  if (isRefusal(asked)) return asked;
  const { clientMutationId, ...ballot } = asked;
  return await parts.registers.writer.write(
    async (transaction) => {
      const { session, audit } = transaction;
      const vote = await voteOf(parts, ballot.vote, session);
      if (!vote) return refuse('NOT_FOUND', { field: 'vote', what: 'Vote' });
      const now = parts.registers.clock.now();
      const late = whyNotTaken(vote as never, 'ONLINE', now, now);
      if (late) return late.at('vote');
      const lines = await parts.rolls.linesOfPerson(vote.id, actor.id, session);
      const ownerKey = ownerOnline(lines, actor.id, ballot.dwelling);
      if (isRefusal(ownerKey)) return ownerKey;
      const own = { proxyOf: null, recordedBy: null, evidence: null, invalidBecause: null };
      const draft = { ownerKey, choice: ballot.choice, receivedAt: now, castBy: actor.id, ...own };
      const refused = await append(parts, vote, 'ONLINE', [draft], session);
      if (refused) return refused;
      const subject = { type: 'Vote', id: vote.id };
      audit({ county: vote.county, actor, action: 'castBallot', subject, after: { channel: 'ONLINE' } });
      return { vote: vote.id, count: 1, receivedAt: now };
    },
    { key: `castBallot ${actor.id} ${clientMutationId}`, request: ballot },
  );
}

/** Enters papers as they come out of the box: all of them, or none. */
export async function recordPaperBallots(parts: BallotParts, actor: Actor, input: Input): Promise<Received | Refusal> {
  if (actor.kind === 'MACHINE') return refuse('MACHINE_NOT_ALLOWED');
  const asked = parseShape({ clientMutationId: reference('key'), vote: reference('Vote') }, input);
  if (isRefusal(asked)) return asked;
  const papers = parsePapers(input.ballots);
  if (isRefusal(papers)) return papers;
  const named = papers.flatMap(({ castBy, proxyOf }) => [castBy, proxyOf].filter((id) => id !== null));
  const [stranger] = await parts.registers.missing('Person', [...new Set(named)]);
  if (stranger) return refuse('NOT_FOUND', { field: 'ballots', what: 'Person' });
  return await parts.registers.writer.write(
    async (transaction) => {
      const { session, audit } = transaction;
      const vote = await voteOf(parts, asked.vote, session);
      if (!vote) return refuse('NOT_FOUND', { field: 'vote', what: 'Vote' });
      if (!canAt(actor, 'ballots:record', vote.place)) return refuse('OUT_OF_SCOPE', { field: 'vote' });
      const now = parts.registers.clock.now();
      const dwellings = papers.map(({ dwelling }) => dwelling);
      const found = await parts.rolls.linesOfDwellings(vote.id, dwellings, session);
      const drafts: Draft[] = [];
      for (const [index, { dwelling, ...paper }] of papers.entries()) {
        const late = whyNotTaken(vote as never, 'PAPER', paper.receivedAt, now);
        if (late) return late.at(late.field ? `ballots.${index}.${late.field}` : 'vote');
        const ownerKey = ownerOnPaper(found, { dwelling, ...paper });
        if (isRefusal(ownerKey)) return ownerKey.at(`ballots.${index}.${ownerKey.field}`);
        drafts.push({ ...paper, ownerKey, recordedBy: actor.id });
      }
      const refused = await append(parts, vote, 'PAPER', drafts, session);
      if (refused) return refused;
      const [subject, after] = [
        { type: 'Vote', id: vote.id },
        { channel: 'PAPER', papers: papers.length },
      ];
      audit({ county: vote.county, actor, action: 'recordPaperBallots', subject, after });
      return { vote: vote.id, count: papers.length, receivedAt: now };
    },
    { key: `recordPaperBallots ${actor.id} ${asked.clientMutationId}`, request: JSON.stringify([asked.vote, papers]) },
  );
}

function parsePapers(value: unknown) {
  const range = { min: 1, max: AT_ONCE };
  if (!Array.isArray(value) || value.length < range.min || value.length > range.max)
    return refuse('LIST_SIZE', { field: 'ballots', ...range });
  const papers = [];
  for (const [index, each] of value.entries()) {
    const paper = parseShape(paperFields, each);
    if (isRefusal(paper)) return paper.at(`ballots.${index}.${paper.field}`);
    papers.push(paper);
  }
  return papers;
}

/** Numbers the ballots of each owner after those that are there, on the vote that its close changes too. */
async function append(
  { ballots, registers }: BallotParts,
  vote: Row,
  channel: BallotChannel,
  drafts: readonly Draft[],
  session: Session,
): Promise<Refusal | null> {
  const before = await ballots.of(
    { id: vote.id, county: vote.county },
    [...new Set(drafts.map(({ ownerKey }) => ownerKey))],
    session,
  );
  const last = new Map<string, number>();
  for (const { ownerKey, seq } of before) last.set(ownerKey, Math.max(seq, last.get(ownerKey) ?? 0));
  const rows: Ballot[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { ownerKey } = draft;
    const refused = whyNotBy(
      channel,
      before.filter((each) => each.ownerKey === ownerKey),
    );
    if (refused) return channel === 'PAPER' ? refused.at(`ballots.${index}.dwelling`) : refused;
    const seq = (last.get(ownerKey) ?? 0) + 1;
    last.set(ownerKey, seq);
    rows.push({ id: newId(), county: vote.county, place: vote.place, vote: vote.id, channel, seq, ...draft });
  }
  if (!(await takePapers(registers.writer.connection, vote, rows.length, session)))
    throw new Error(`the vote ${vote.id} changed inside of a transaction`);
  await ballots.insert(rows, session);
  return null;
}

async function voteOf({ registers }: BallotParts, id: string, session: Session): Promise<Row | null> {
  return (await registers.stores.get('Vote')?.get(id, session)) ?? null;
}
