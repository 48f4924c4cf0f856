/** What the owners of a compound have decided: by a vote of theirs, on one of these matters, that has passed. */
import { isPassed, type Matter, type Vote } from './vote.ts';

export type Decision = Pick<Vote, 'place' | 'matter' | 'state' | 'tally'>;

export function decidedBy(vote: Decision | undefined, compound: string, matters: readonly Matter[]): boolean {
  return vote?.place === compound && matters.includes(vote.matter) && isPassed(vote);
}
