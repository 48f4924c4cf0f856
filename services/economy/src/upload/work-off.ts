/** Goes on with one file until it is done, somebody else has it, or the process is to stop: under a lease that is kept. */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import { KEEP_EVERY_MS, type Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import { LeaseLost, type SentFile, type SentFileStore } from './sent-file.store.ts';
import { storedProblem } from './stored-problem.ts';

/** `STOPPED` is to be gone on with, by whoever takes it next. */
export type Ended = Refusal | 'DONE' | 'STOPPED';

/** A file that ends the process each time it is read must not do so for ever. */
const ATTEMPTS_MAX = 20;

export async function workOff<File extends SentFile>(
  parts: { readonly uploads: SentFileStore<File>; readonly clock: Clock; readonly log: Log },
  id: string,
  work: (file: File, lease: Lease) => Promise<Ended>,
  /** Takes back what is not to stay of a file that has failed. */
  undo: (file: File, lease: Lease) => Promise<void> = async () => {},
): Promise<void> {
  const { uploads, clock, log } = parts;
  const taken = await uploads.take(id, clock.now());
  if (!taken) return;
  reach('upload.taken');
  const { file, lease } = taken;
  const keeping = setInterval(() => {
    uploads
      .keep(id, lease)
      .catch((error: unknown) => log.warn({ err: error, upload: id }, 'a lease was not prolonged'));
  }, KEEP_EVERY_MS);
  try {
    const ended = file.attempts > ATTEMPTS_MAX ? givenUp() : await work(file, lease);
    if (ended === 'STOPPED') return;
    const isDone = ended === 'DONE';
    if (!isDone) await undo(file, lease);
    // A literal: what somebody wrote in a cell may begin with a dollar sign.
    const problem = { $literal: isDone ? null : storedProblem(ended) };
    await uploads.change(id, lease, { state: isDone ? 'DONE' : 'FAILED', endedAt: clock.now(), problem });
    reach('upload.ended');
    log.info({ upload: id, ended: isDone ? 'DONE' : ended.code }, 'an upload has ended');
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    log.info({ upload: id }, 'another process goes on with this upload');
  } finally {
    clearInterval(keeping);
    await uploads.release(id, lease);
  }
}

function givenUp(): Refusal {
  return refuse('FILE_UNREADABLE', { why: `${ATTEMPTS_MAX} ×` });
}
