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

export interface Sent {
  readonly kind: string;
  readonly isRefused: boolean;
  readonly milliseconds: number;
}

const { url, count, seed, perSecond } = workerData as HostileTask;
const corpus = hostileRequests(count, seed);
const sent: Sent[] = [];
parentPort?.postMessage('ready');
parentPort?.once('message', async () => {
  await atPace(perSecond, count, async (at) => {
    const { kind, headers, body, codes } = corpus[at] as (typeof corpus)[number];
    const since = performance.now();
    const { status, text } = await post(url, headers, body);
    const isRefused = status >= 400 && status < 500 && codes.some((code) => text.includes(`"${code}"`));
    sent.push({ kind, isRefused, milliseconds: performance.now() - since });
  });
  parentPort?.postMessage(sent);
});
