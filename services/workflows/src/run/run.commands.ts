/** What a person does to a run: one transaction with its audit row; then the driver is woken. */

import type { Clock } from '@hh/kernel/clock.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { AllowedTransition } from '@hh/service/transitions.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Engine } from '../engine/create-engine.ts';
import { planOf } from '../engine/registry.ts';
import { type Operation, operate } from './operation.ts';
import type { MongoRunStore } from './run.store.ts';
import { currentStep, type Run } from './run.ts';

export interface RunCommands {
  /** What the actor may do with the run now: what would not be refused. */
  allowed(actor: Actor | null, run: Run): readonly AllowedTransition[];
  operate(actor: Actor | null, id: string, operation: Operation, requestId: string): Promise<Run | Refusal>;
}

const ACTIONS = { RETRY: 'retryWorkflow', SKIP: 'skipWorkflowStep', UNDO: 'undoWorkflow' } as const;

export function createRunCommands(options: {
  writer: Writer;
  store: MongoRunStore;
  engine: Pick<Engine, 'registry' | 'wake'>;
  clock: Clock;
}): RunCommands {
  const { writer, store, engine, clock } = options;

  return {
    allowed: (actor, run) => {
      if (actor?.kind !== 'PERSON' || mayOperate(actor, run)) return [];
      const plan = planOf(engine.registry.find(run));
      const step = currentStep(run)?.name ?? '';
      return (['RETRY', 'SKIP', 'UNDO'] as const).flatMap((kind) => {
        const after = operate(run, plan, { kind, step, reason: '' }, actor.id, clock.now());
        const requires = { RETRY: [], SKIP: ['step', 'reason'], UNDO: ['reason'] }[kind];
        return isRefusal(after) ? [] : [{ mutation: ACTIONS[kind], to: after.state, requires }];
      });
    },

    operate: async (actor, id, asked, requestId) => {
      if (actor?.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
      const operation = parseOperation(asked);
      if (isRefusal(operation)) return operation;
      const done = await writer.write(async ({ session, audit }) => {
        let before: Run | null = null;
        const after = await store.changeIn(session, id, (run) => {
          before = run;
          const outside = mayOperate(actor, run);
          return outside ?? operate(run, planOf(engine.registry.find(run)), operation, actor.id, clock.now());
        });
        if (isRefusal(after)) return after;
        audit({
          county: after.county,
          actor,
          action: ACTIONS[operation.kind],
          subject: { type: 'Workflow', id },
          before: before && summaryOf(before),
          after: summaryOf(after),
          ...(operation.reason ? { reason: operation.reason } : {}),
          requestId,
        });
        return after;
      });
      if (!isRefusal(done)) engine.wake(id);
      return done;
    },
  };
}

/** Skipping and undoing need a reason; trying again may have one. */
function parseOperation(operation: Operation): Operation | Refusal {
  const given = operation.reason ?? '';
  if (operation.kind === 'RETRY' && given.trim() === '') return { kind: 'RETRY', reason: null };
  const reason = parseReason(given);
  return isRefusal(reason) ? reason : { ...operation, reason };
}

/** Outside one's scope a run one may see is refused, and any other is not there. */
function mayOperate(actor: Actor, run: Run): Refusal | null {
  if (canAt(actor, 'workflows:operate', run.county)) return null;
  return canAt(actor, 'workflows:read', run.county) ? refuse('OUT_OF_SCOPE') : refuse('NOT_FOUND', { what: run.id });
}

function summaryOf({ state, parked, steps }: Run): object {
  return { state, parked: parked?.because ?? null, steps: steps.map(({ name, state }) => ({ name, state })) };
}
