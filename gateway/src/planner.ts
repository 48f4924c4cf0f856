/**
 * Planning is one piece of work that nothing interrupts. On a thread of its own everybody else is answered meanwhile, and
 * what takes longer than it may is refused: the thread that was at it is ended, and another one begins.
 */
import { Worker } from 'node:worker_threads';
import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlanner, QueryPlannerConfig } from '@apollo/query-planner';
import type { Log } from '@hh/service/log.ts';
import { type DocumentNode, print } from 'graphql';
import type { PlannerTask, PlannerTold } from './planner-thread.ts';
import type { Plan } from './plans.ts';

export interface ToPlan {
  /** As Apollo's planner needs it. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
}

export type PlanIt = (asked: ToPlan) => Plan | Promise<Plan>;

/** Nobody gets a plan of this one: what may be asked is bounded too loosely, or the machine is far too busy. */
export class PlanningTooLong extends Error {}

/** In the caller's own time. */
export function planHere(planner: QueryPlanner, apiSchema: Schema): PlanIt {
  return ({ document, operationName }) =>
    planner.buildQueryPlan(operationFromDocument(apiSchema, document, operationName ? { operationName } : {}));
}

export interface PlannerThread {
  /** Until it has read the supergraph; rejects where it cannot. */
  readonly ready: Promise<void>;
  readonly plan: (asked: ToPlan) => Promise<Plan>;
  /** Plans what it was asked for already, and ends. */
  stop(): Promise<void>;
}

interface Job {
  readonly asked: PlannerTask;
  readonly answered: (plan: Plan) => void;
  readonly failed: (error: Error) => void;
}

export function startPlannerThread(options: {
  readonly supergraphSdl: string;
  readonly config: QueryPlannerConfig;
  readonly deadlineMs: number;
  readonly log: Log;
}): PlannerThread {
  const { supergraphSdl, config, deadlineMs, log } = options;
  const waiting: Job[] = [];
  const ready = Promise.withResolvers<void>();
  let job: Job | null = null;
  let isReady = false;
  let broken: Error | null = null;
  let idle: (() => void) | null = null;
  let deadline: NodeJS.Timeout | undefined;
  let thread = begin();

  function begin(): Worker {
    const begun = new Worker(new URL('./planner-thread.ts', import.meta.url), {
      workerData: { supergraphSdl, config },
    });
    begun.unref();
    isReady = false;
    begun.on('message', (told: PlannerTold) => {
      if (begun === thread) hear(told);
    });
    begun.on('error', (error) => {
      if (begun === thread) lose(error);
    });
    return begun;
  }

  function hear(told: PlannerTold): void {
    if (told === 'ready') {
      isReady = true;
      ready.resolve();
    } else {
      const done = takeJob();
      if ('plan' in told) done?.answered(told.plan);
      else done?.failed(new Error(told.problem));
    }
    next();
  }

  function takeJob(): Job | null {
    clearTimeout(deadline);
    const done = job;
    job = null;
    return done;
  }

  function next(): void {
    if (job || !isReady) return;
    job = waiting.shift() ?? null;
    if (!job) return void idle?.();
    thread.postMessage(job.asked);
    deadline = setTimeout(tooLong, deadlineMs);
  }

  function tooLong(): void {
    const late = takeJob();
    log.warn({ operation: late?.asked.operationName, deadlineMs }, 'planning took too long and was ended');
    late?.failed(new PlanningTooLong(`not planned within ${deadlineMs} ms`));
    beginAgain();
  }

  /** One that cannot even begin would not at the next try. */
  function lose(error: Error): void {
    const wasReady = isReady;
    takeJob()?.failed(error);
    if (wasReady) {
      log.error({ err: error }, 'the thread that plans is lost');
      beginAgain();
      return;
    }
    broken = error;
    ready.reject(error);
    for (const each of waiting.splice(0)) each.failed(error);
    idle?.();
  }

  function beginAgain(): void {
    const old = thread;
    thread = begin();
    void old.terminate();
  }

  return {
    ready: ready.promise,
    plan: ({ document, operationName }) =>
      new Promise((answered, failed) => {
        if (broken) return failed(broken);
        waiting.push({ asked: { text: print(document), operationName }, answered, failed });
        next();
      }),
    async stop() {
      if (job || waiting.length > 0)
        await new Promise<void>((done) => {
          idle = done;
        });
      await thread.terminate();
    },
  };
}
