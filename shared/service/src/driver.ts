/**
 * Drives work whose truth lies in MongoDB. BullMQ makes it prompt: a wake-up that carries only an id. A sweep
 * every second makes it certain: it asks the store what is due, and runs it here while Redis does not answer.
 * Losing all of Redis costs seconds, never a fact.
 */
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from './log.ts';

export interface Driver {
  /** Says that this id has something to do; never fails, since the sweep finds it all the same. */
  wake(id: string): void;
  stop(): Promise<void>;
}

export interface DriverOptions {
  /** The name of the queue, a word without a colon. */
  readonly name: string;
  readonly redisUrl: string;
  /** Separates worlds that share one Redis. */
  readonly prefix: string;
  readonly concurrency: number;
  readonly log: Log;
  /** The ids that are due and nobody holds, oldest first. */
  due(limit: number): Promise<readonly string[]>;
  /** Does what is due for one id. It takes its own lease, so running it twice at once is harmless. */
  run(id: string): Promise<void>;
}

const SWEEP_MS = 1_000;
/**
 * The job of a killed process keeps its deduplication id, so later wake-ups wait behind it until its lock has run out
 * and a check has found that: short, or recovery would take BullMQ's usual half minute.
 */
const LOCK_MS = 2_000;
const STALLED_CHECK_MS = 1_000;
const SWEEP_LIMIT = 200;

export async function startDriver(options: DriverOptions): Promise<Driver> {
  const { name, prefix, log } = options;
  const producer = new Redis(options.redisUrl, {
    enableOfflineQueue: false,
    lazyConnect: true,
    maxRetriesPerRequest: 1,
  });
  const consumer = new Redis(options.redisUrl, { maxRetriesPerRequest: null, lazyConnect: true });
  for (const connection of [producer, consumer]) connection.on('error', (error) => log.debug({ err: error }, 'redis'));
  await Promise.all([producer.connect(), consumer.connect()]);

  const queue = new Queue(name, { connection: producer, prefix });
  const running = new Set<string>();
  const once = async (id: string) => {
    if (running.has(id)) return;
    running.add(id);
    try {
      await options.run(id);
    } finally {
      running.delete(id);
    }
  };
  const worker = new Worker(name, (job: Job<{ id: string }>) => once(job.data.id), {
    connection: consumer,
    prefix,
    concurrency: options.concurrency,
    maxStalledCount: 1_000_000, // tries are counted in MongoDB
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  const onError = (error: Error) => log.debug({ err: error, queue: name }, 'queue');
  queue.on('error', onError);
  worker.on('error', onError);
  worker.on('failed', (_, error) => log.warn({ err: error, queue: name }, 'a run failed and will be swept up'));

  const add = (id: string) =>
    queue.add(
      'wake',
      { id },
      { deduplication: { id, keepLastIfActive: true }, removeOnComplete: true, removeOnFail: true },
    );
  const runHere = (id: string) =>
    once(id).catch((error: unknown) => log.warn({ err: error, queue: name }, 'a run failed and will be swept up'));

  let stopped = false;
  let sweeping = Promise.resolve();
  const sweep = async () => {
    const due = await options.due(SWEEP_LIMIT);
    for (const id of due) {
      if (stopped) return;
      await add(id).catch(() => runHere(id));
    }
  };
  const timer = setInterval(() => {
    sweeping = sweeping
      .then(sweep)
      .catch((error: unknown) => log.warn({ err: error, queue: name }, 'the sweep will try again'));
  }, SWEEP_MS);

  return {
    wake: (id) => {
      if (!stopped) add(id).catch(() => log.debug({ queue: name, id }, 'no wake-up: the sweep will find it'));
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await sweeping;
      await worker.close();
      await queue.close();
      producer.disconnect();
      consumer.disconnect();
    },
  };
}
