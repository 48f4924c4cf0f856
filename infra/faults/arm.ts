/**
 * Loaded before the program by `node --import`: counts the failpoints that it reaches, and strikes at the one that the
 * fault suite names over the channel to its child. Each message sets the strike and is answered with the counts so far.
 * A thread of the program is given the same argument, and has neither failpoints nor a channel.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { watchFailpoints } from '@hh/service/failpoint.ts';
import type { Strike } from './plan.ts';

if (isMainThread) await arm();

async function arm(): Promise<void> {
  let strike: Strike | null = null;
  let reached = new Map<string, number>();

  watchFailpoints((point) => {
    const occurrence = (reached.get(point) ?? 0) + 1;
    reached.set(point, occurrence);
    if (strike?.point !== point || strike.occurrence !== occurrence) return;
    const { signal } = strike;
    strike = null;
    // To itself, so that not one more statement runs.
    process.kill(process.pid, signal);
  });

  process.on('message', (message: { strike: Strike | null }) => {
    const before = [...reached];
    reached = new Map();
    ({ strike } = message);
    process.send?.(before);
    // Else only a process that ends by itself would leave what it compiled to the next one.
    flushCompileCache();
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  await once(process, 'message');
}
