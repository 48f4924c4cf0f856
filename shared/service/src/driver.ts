/**
 * Drives work whose truth lies in MongoDB. BullMQ makes it prompt: a wake-up that carries only an id (and its trace). A sweep
 * every second makes it certain: it asks the store what is due, and runs it here while Redis does not answer, as many
 * at once as otherwise.
 * Losing all of Redis costs seconds, never a fact.
 */
import { type Job, Queue, Worker } from 'bullmq';
import type { Log } from './log.ts';
import { connectRedis } from './redis-connection.ts';
import type { Telemetry } from './telemetry.ts';
import { resumed } from './tracing.ts';
import { within } from './within.ts';

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
  readonly telemetry: Telemetry;
  /** The ids that are due and nobody holds, oldest first. */
  due(limit: number): Promise<readonly string[]>;
  /** Does what is due for one id. It takes its own lease, so running it twice at once is harmless. */
  run(id: string): Promise<void>;
}

interface WakeUp {
  readonly id: string;
  readonly traceparent?: string;
}

const SWEEP_MS = 1_000;
/**
 * The job of a killed process keeps its deduplication id, so later wake-ups wait behind it until its lock has run out
 * and a check has found that: short, or recovery would take BullMQ's usual half minute.
 */
const LOCK_MS = 2_000;
const STALLED_CHECK_MS = 1_000;
const SWEEP_LIMIT = 200;

/** How long Redis may take to note a wake-up before the run is driven here. */
const ANSWER_MS = 1_000;
const STOP_MS = 2_000;

/** Comes up whether Redis is there or not: without it the sweep drives everything here, until it answers. */
export function startDriver(options: DriverOptions): Driver {
  const { name, prefix, log, concurrency } = options;
  const { metrics, tracing } = options.telemetry;
  const producer = connectRedis(options.redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: ANSWER_MS,
  });
  const consumer = connectRedis(options.redisUrl, { maxRetriesPerRequest: null });
  for (const connection of [producer, consumer]) connection.on('error', (error) => log.debug({ err: error }, 'redis'));

  const queue = new Queue(name, { connection: producer, prefix });
  const running = new Map<string, Promise<void>>();
  const once = (id: string): Promise<void> => {
    const known = running.get(id);
    if (known) return known;
    const run = options.run(id).finally(() => running.delete(id));
    running.set(id, run);
    return run;
  };
  const perform = ({ data: { id, traceparent } }: Job<WakeUp>) =>
    resumed(tracing, traceparent, `run ${name}`, { kind: 'CONSUMER', attributes: { 'hh.work': id } }, () => once(id));
  const worker = new Worker(name, perform, {
    connection: consumer,
    prefix,
    concurrency,
    maxStalledCount: 1_000_000, // tries are counted in MongoDB
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    runRetryDelay: STALLED_CHECK_MS,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  const onError = (error: Error) => log.debug({ err: error, queue: name }, 'queue');
  queue.on('error', onError);
  worker.on('error', onError);
  const onFailed = (error: unknown) => log.warn({ err: error, queue: name }, 'a run failed and will be swept up');
  worker.on('failed', (_, error) => onFailed(error));

  /** False when Redis did not take it. Before the first connection BullMQ would wait for one, so that is not asked. */
  async function add(id: string): Promise<boolean> {
    if (producer.status !== 'ready') return false;
    const jobOptions = { deduplication: { id, keepLastIfActive: true }, removeOnComplete: true, removeOnFail: true };
    try {
      await tracing.span(`wake ${name}`, { kind: 'PRODUCER', attributes: { 'hh.work': id } }, () => {
        const traceparent = tracing.traceparent();
        return queue.add('wake', { id, ...(traceparent ? { traceparent } : {}) } satisfies WakeUp, jobOptions);
      });
      return true;
    } catch (error) {
      log.debug({ err: error, queue: name, id }, 'no wake-up: the sweep will find it');
      return false;
    }
  }

  /** Begins it here as soon as fewer than `concurrency` run. */
  async function runHere(id: string): Promise<void> {
    while (running.size >= concurrency && !stopped) await Promise.race([...running.values()].map(settled));
    if (!stopped) once(id).catch(onFailed);
  }

  let stopped = false;
  let sweeping: Promise<void> | null = null;
  let sweptAt = performance.now();
  async function sweep(): Promise<void> {
    for (const id of await options.due(SWEEP_LIMIT)) {
      if (stopped) return;
      if (!(await add(id))) await runHere(id);
    }
  }
  const timer = setInterval(() => {
    sweeping ??= sweep()
      .then(() => {
        sweptAt = performance.now();
      })
      .catch((error: unknown) => log.warn({ err: error, queue: name }, 'the sweep will try again'))
      .finally(() => {
        sweeping = null;
      });
  }, SWEEP_MS);

  metrics.queueJobs.readFrom(async () => {
    if (stopped || producer.status !== 'ready') throw new Error('Redis is away');
    const counts = await queue.getJobCounts('waiting', 'active');
    return Object.entries(counts).map(([state, value]) => ({ labels: { queue: name, state }, value }));
  });

  metrics.queueSwept.readFrom(() =>
    stopped ? [] : [{ labels: { queue: name }, value: (performance.now() - sweptAt) / 1_000 }],
  );

  return {
    wake: (id) => {
      if (!stopped) void add(id);
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await sweeping;
      // BullMQ says goodbye to Redis, and would wait for one that is away; then it is told to leave without.
      const isThere = await producer.ping().then(
        () => true,
        () => false,
      );
      const closing = Promise.all([worker.close(!isThere), isThere ? queue.close() : null]).then(noMatter, onError);
      await Promise.all([...running.values()].map(settled));
      await within(STOP_MS, () => closing).catch(onError);
      for (const connection of [producer, consumer]) connection.disconnect();
    },
  };
}

const settled = (run: Promise<void>): Promise<void> => run.then(noMatter, noMatter);
const noMatter = () => {};
