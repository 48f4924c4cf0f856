/** Work on a hostile file in a thread of its own, of limited memory and time: such a file ends the thread, not us. */
import { parentPort, Worker } from 'node:worker_threads';
import type { Refusal } from '@hh/kernel/refusal.ts';
import { problemOf, type StoredProblem, storedProblem } from './stored-problem.ts';

export interface ThreadLimits {
  readonly heapMb: number;
  readonly timeMs: number;
}

type Message<T> = { readonly some: readonly T[] } | { readonly problem: StoredProblem } | { readonly isDone: true };

/** All that the script tells, in order; why it refuses; or that it had not enough of memory or time. */
export async function inThread<T>(
  script: URL,
  workerData: object,
  { heapMb, timeMs }: ThreadLimits,
): Promise<readonly T[] | Refusal | 'EXHAUSTED'> {
  const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  const told: T[] = [];
  const timer = setTimeout(() => worker.terminate(), timeMs);
  try {
    return await new Promise<readonly T[] | Refusal | 'EXHAUSTED'>((resolve, reject) => {
      worker.on('message', (message: Message<T>) => {
        if ('some' in message) for (const each of message.some) told.push(each);
        else resolve('problem' in message ? problemOf(message.problem) : told);
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('EXHAUSTED');
        else reject(error);
      });
      worker.on('exit', () => resolve('EXHAUSTED'));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const AT_ONCE = 1_000;

/** Said in the thread: some of what it found. */
export function tell<T>(found: readonly T[]): void {
  for (let from = 0; from < found.length; from += AT_ONCE)
    parentPort?.postMessage({ some: found.slice(from, from + AT_ONCE) } satisfies Message<T>);
}

/** Said in the thread, last: why it refuses, or null where all is told. */
export function tellEnd(refusal: Refusal | null): void {
  const end: Message<never> = refusal ? { problem: storedProblem(refusal) } : { isDone: true };
  parentPort?.postMessage(end);
}
