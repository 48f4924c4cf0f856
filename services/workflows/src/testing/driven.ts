/** One run of a definition in memory, with a clock that the test sets: what the engine does without its stores. */

import { type Clock, manualClock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import type { AnyWorkflow } from '../engine/definition.ts';
import { drive } from '../engine/drive.ts';
import { createRegistry, planOf } from '../engine/registry.ts';
import { type Operation, operate } from '../run/operation.ts';
import { begin, next, type Run } from '../run/run.ts';
import { MemoryRun, Mortal } from './mortal.ts';

interface Driven {
  readonly clock: Clock & { set(instant: string): void };
  run(): Run;
  drive(): Promise<void>;
  signal(id: string, name: string, payload: unknown): void;
  operate(operation: Operation): Refusal | null;
}

export function driven(workflow: AnyWorkflow, input: unknown): Driven {
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const { name: definition, version } = workflow;
  const names = workflow.steps.map(({ name }) => name);
  const memory = new MemoryRun(begin({ id: 'w-1', county: '371322', definition, version, input }, names, clock.now()));
  const registry = createRegistry([workflow]);
  const change = (run: Run) => {
    memory.run = { ...run, revision: run.revision + 1 };
  };
  return {
    clock,
    run: () => memory.run,
    drive: () => {
      const store = memory.storeFor(new Mortal(null));
      const log = createLog({ level: 'silent', name: 'test' });
      return drive('w-1', {
        store,
        registry,
        clock,
        log,
        telemetry: unwatched(),
        chance: () => 0,
        keepEveryMs: 60_000,
        isStopping: () => false,
      });
    },
    signal: (id, name, payload) =>
      change(next(memory.run, { kind: 'SIGNALLED', signal: { id, name, payload } }, clock.now())),
    operate: (operation) => {
      const changed = operate(memory.run, planOf(workflow), operation, 'person-1', clock.now());
      if (isRefusal(changed)) return changed;
      change(changed);
      return null;
    },
  };
}
