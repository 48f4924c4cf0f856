/** Goes on with one piece of work until it is done, somebody else has it, or the process is to stop: under a lease that is kept. */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import { KEEP_EVERY_MS, type Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import { storedProblem } from './stored-problem.ts';
import { LeaseLost, type Work, type WorkStore } from './work.store.ts';

/** `STOPPED` is to be gone on with, by whoever takes it next. */
export type Ended = Refusal | 'DONE' | 'STOPPED';

/** What ends the process each time it is begun must not do so for ever. */
const ATTEMPTS_MAX = 20;

interface WorkParts<W extends Work> {
  /** What it is called in failpoints and in the log. */
  readonly called: 'upload' | 'match-batch';
  readonly works: Pick<WorkStore<W>, 'take' | 'keep' | 'change' | 'release'>;
  readonly clock: Clock;
  readonly log: Log;
}

export async function workOff<W extends Work>(
  { called, works, clock, log }: WorkParts<W>,
  id: string,
  doWork: (work: W, lease: Lease) => Promise<Ended>,
  /** Takes back what is not to stay of work that has failed. */
  undo: (work: W, lease: Lease) => Promise<void> = async () => {},
): Promise<void> {
  const taken = await works.take(id, clock.now());
  if (!taken) return;
  reach(`${called}.taken`);
  const { work, lease } = taken;
  const keeping = setInterval(() => {
    works
      .keep(id, lease)
      .catch((error: unknown) => log.warn({ err: error, [called]: id }, 'a lease was not prolonged'));
  }, KEEP_EVERY_MS);
  try {
    const ended = work.attempts > ATTEMPTS_MAX ? givenUp(called) : await doWork(work, lease);
    if (ended === 'STOPPED') return;
    const isDone = ended === 'DONE';
    if (!isDone) await undo(work, lease);
    // A literal: what somebody wrote in a cell may begin with a dollar sign.
    const problem = { $literal: isDone ? null : storedProblem(ended) };
    await works.change(id, lease, { state: isDone ? 'DONE' : 'FAILED', endedAt: clock.now(), problem });
    reach(`${called}.ended`);
    log.info({ [called]: id, ended: isDone ? 'DONE' : ended.code }, 'work has ended');
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    log.info({ [called]: id }, 'another process goes on with this');
  } finally {
    clearInterval(keeping);
    await works.release(id, lease);
  }
}

function givenUp(called: WorkParts<Work>['called']): Refusal {
  return called === 'upload' ? refuse('FILE_UNREADABLE', { why: `${ATTEMPTS_MAX} ×` }) : refuse('GIVEN_UP');
}
