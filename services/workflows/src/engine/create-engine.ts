/**
 * The engine of workflows: starts runs in the transaction of what caused them, hands them signals, and drives them.
 * BullMQ makes it prompt, the sweep makes it certain, the runs in MongoDB are the truth.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { type Driver, startDriver } from '@hh/service/driver.ts';
import { KEEP_EVERY_MS } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import type { MongoRunStore } from '../run/run.store.ts';
import { begin, next, type Run } from '../run/run.ts';
import type { AnyWorkflow, Workflow } from './definition.ts';
import { drive } from './drive.ts';
import { createRegistry, type Registry } from './registry.ts';

const CONCURRENCY = 32;

export interface Engine {
  readonly registry: Registry;
  /** Begins a run, once for its id, in the transaction of the event that causes it. */
  start<Input>(
    session: Session,
    workflow: Workflow<Input, unknown>,
    run: { readonly id: string; readonly county: string; readonly input: Input },
  ): Promise<void>;
  /** Hands a signal to a run, at most once for its id, whether the run waits for it already or not yet. */
  signal(session: Session, run: string, signal: { id: string; name: string; payload: unknown }): Promise<Run | Refusal>;
  /** Says that a run may have something to do now. */
  wake(id: string): void;
  begin(): Promise<void>;
  stop(): Promise<void>;
  isIdle(): Promise<boolean>;
}

export function createEngine(options: {
  workflows: readonly AnyWorkflow[];
  store: MongoRunStore;
  clock: Clock;
  chance: () => number;
  log: Log;
  telemetry: Telemetry;
  redisUrl: string;
  queuePrefix: string;
}): Engine {
  const { workflows, store, clock, chance, log, telemetry } = options;
  const registry = createRegistry(workflows);
  const active = new Set<string>();
  let driver: Driver | null = null;
  let isStopping = false;

  const driving = {
    store,
    registry,
    clock,
    chance,
    log,
    telemetry,
    keepEveryMs: KEEP_EVERY_MS,
    isStopping: () => isStopping,
  };
  const run = async (id: string) => {
    active.add(id);
    await drive(id, driving).finally(() => active.delete(id));
  };
  const wake = (id: string) => driver?.wake(id);
  const woken = new WeakMap<Session, Set<string>>();
  const wakeAfter = (session: Session, id: string) => {
    // A transaction may run several times; its session ends once, after the commit.
    const ids = woken.get(session) ?? new Set<string>();
    if (ids.size === 0) session.once('ended', () => ids.forEach(wake));
    woken.set(session, ids.add(id));
  };

  return {
    registry,
    wake,
    start: async (session, workflow, { id, county, input }) => {
      const { name, version, steps } = workflow;
      const traceparent = telemetry.tracing.traceparent();
      const head = { id, county, definition: name, version, input: workflow.input.parse(input) };
      await store.insert(
        begin(
          traceparent ? { ...head, traceparent } : head,
          steps.map((step) => step.name),
          clock.now(),
        ),
        session,
      );
      wakeAfter(session, id);
    },
    signal: async (session, id, signal) => {
      const changed = await store.changeIn(session, id, (held) => {
        const workflow = registry.find(held);
        const step = typeof workflow === 'string' ? undefined : workflow.steps.find((each) => isFor(each, signal));
        if (step?.kind === 'SIGNAL') step.accept(signal.payload);
        return next(held, { kind: 'SIGNALLED', signal }, clock.now());
      });
      if (!isRefusal(changed)) wakeAfter(session, id);
      return changed;
    },
    begin: async () => {
      const { redisUrl, queuePrefix: prefix } = options;
      const due = (limit: number) => store.due(clock.now(), limit);
      driver = startDriver({ name: 'workflows', redisUrl, prefix, concurrency: CONCURRENCY, log, telemetry, due, run });
    },
    stop: async () => {
      isStopping = true;
      const stopping = driver;
      driver = null;
      await stopping?.stop();
    },
    isIdle: async () => active.size === 0 && !(await store.isAnyDue(clock.now())),
  };
}

function isFor(step: AnyWorkflow['steps'][number], signal: { name: string }): boolean {
  return step.kind === 'SIGNAL' && step.signal === signal.name;
}
