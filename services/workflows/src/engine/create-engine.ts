/**
 * The engine of workflows: starts runs in the transaction of what caused them, hands them signals, and drives them.
 * BullMQ makes it prompt, the sweep makes it certain, the runs in MongoDB are the truth.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { createDrivenWork } from '@hh/service/driven-work.ts';
import { KEEP_EVERY_MS } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import type { MongoRunStore, UnknownVersion } from '../run/run.store.ts';
import { begin, next, type Run } from '../run/run.ts';
import type { AnyWorkflow, Workflow } from './definition.ts';
import { begunWith, drive } from './drive.ts';
import { createRegistry, type Registry } from './registry.ts';

const CONCURRENCY = 32;
/** How long the store may take to tell what there is no code for. */
const TELL_MS = 1_000;
const MARK_SIGNS = 8;

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

  const driving = {
    store,
    registry,
    clock,
    chance,
    log,
    telemetry,
    keepEveryMs: KEEP_EVERY_MS,
  };
  const due = async (limit: number) => {
    const now = clock.now();
    const found = await store.due(now, limit);
    if (found.length < limit) tellUnknown(await store.unknown(now, TELL_MS));
    return found;
  };
  const told = new Set<string>();
  const tellUnknown = (versions: readonly UnknownVersion[]) => {
    for (const { definition, version, runs } of versions) {
      const which = `${definition} ${version}`;
      if (!told.has(which)) log.warn({ definition, version, runs }, 'runs wait for replicas that have their code');
      told.add(which);
    }
  };
  // Replicas with the same code share a queue: a wake-up that others take would be one for nothing.
  const queuePrefix = `${options.queuePrefix}.${registry.mark.slice(0, MARK_SIGNS)}`;
  const driven = createDrivenWork(
    { log, telemetry, redisUrl: options.redisUrl, queuePrefix },
    {
      name: 'workflows',
      concurrency: CONCURRENCY,
      due,
      run: (id, isStopping) => drive(id, { ...driving, isStopping }),
      isAny: () => store.isAnyDue(clock.now()),
    },
  );
  const { wake, stop, isIdle } = driven;
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
      const beginning = begin(
        traceparent ? { ...head, traceparent } : head,
        steps.map((step) => step.name),
        clock.now(),
      );
      await store.insert(begunWith(beginning, workflow, driving), session);
      wakeAfter(session, id);
    },
    signal: async (session, id, signal) => {
      const changed = await store.changeIn(session, id, (held) => {
        const workflow = registry.find(held);
        const step = workflow?.steps.find((each) => isFor(each, signal));
        if (step?.kind === 'SIGNAL') step.accept(signal.payload);
        return next(held, { kind: 'SIGNALLED', signal }, clock.now());
      });
      if (!isRefusal(changed)) wakeAfter(session, id);
      return changed;
    },
    begin: async () => driven.start(),
    stop,
    isIdle,
  };
}

function isFor(step: AnyWorkflow['steps'][number], signal: { name: string }): boolean {
  return step.kind === 'SIGNAL' && step.signal === signal.name;
}
