/** Sends the hostile requests from a thread of its own, so that making ten megabytes is not felt by those who measure. */
import { parentPort, workerData } from 'node:worker_threads';
import { hostileRequests } from './hostile-corpus.ts';
import { atPace, post } from './pace.ts';

export interface HostileTask {
  readonly url: string;
  readonly count: number;
  readonly seed: number;
  readonly perSecond: number;
}

/** Of the requests of a task: from this one to before that one. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export interface Sent {
  readonly kind: string;
  readonly isRefused: boolean;
  readonly milliseconds: number;
}

const { url, count, seed, perSecond } = workerData as HostileTask;
const corpus = hostileRequests(count, seed);
parentPort?.postMessage('ready');
parentPort?.on('message', async ({ from, to }: Part) => {
  const sent: Sent[] = [];
  await atPace(perSecond, to - from, async (at) => {
    const { kind, headers, body, codes } = corpus[from + at] as (typeof corpus)[number];
    const since = performance.now();
    const { status, text } = await post(url, headers, body);
    const isRefused = status >= 400 && status < 500 && codes.some((code) => text.includes(`"${code}"`));
    sent.push({ kind, isRefused, milliseconds: performance.now() - since });
  });
  parentPort?.postMessage(sent);
});
