/** The rolls and the ballots of the demonstration's votes: no register holds them, so they are entered here. */
import { must } from '@hh/kernel/refusal.ts';
import { createBallotStore } from '@hh/property/ballot/ballot.store.ts';
import { createRollStore } from '@hh/property/vote/roll.store.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Platform } from '@hh/service/service.ts';
import type { DemoStreet } from '../streets.ts';
import { votesOf } from './votes.ts';

/** One transaction for each vote within a place, once, whatever becomes of the process; answers how many ballots there are. */
export async function seedBallots(
  { connection, writer }: Platform,
  actor: Actor,
  within: string,
  isSmall: boolean,
  rewrite: DemoStreet['rewrite'],
): Promise<number> {
  const [rolls, store] = [createRollStore(connection), createBallotStore(connection)];
  const opened = votesOf(isSmall).filter(({ compound, lines }) => lines.length > 0 && compound.startsWith(within));
  for (const each of opened) {
    const { id, compound, opensAt, lines, ...rest } = rewrite(each);
    const ballots = rest.ballots.map((ballot) => ({ ...ballot, id: ballot.id.replace(each.id, id) }));
    const county = compound.slice(0, 6);
    const work = writer.write(
      async ({ session, audit }) => {
        await rolls.insert({ id, county, frozenAt: opensAt, lines }, session);
        await store.insert(ballots, session);
        const [subject, after] = [
          { type: 'Vote', id },
          { dwellings: lines.length, papers: ballots.length },
        ];
        audit({ county, actor, action: 'openVote', subject, after });
        return ballots.length;
      },
      { key: `demonstration ballots ${id}`, request: id },
    );
    must(await work);
  }
  return opened.reduce((sum, { ballots }) => sum + ballots.length, 0);
}
