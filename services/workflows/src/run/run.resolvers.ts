/** The graph's words for runs: no rule lives here. */
import { isRefusal } from '@hh/kernel/refusal.ts';
import { can, canAt, rowsVisibleTo } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { SYSTEM_HEALTH } from '@hh/service/health.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Operation } from './operation.ts';
import type { RunCommands } from './run.commands.ts';
import type { MongoRunStore } from './run.store.ts';
import type { OperatorAction, Problem, Run, RunState, StepRecord } from './run.ts';

interface ListArguments extends PageArguments {
  readonly county?: string | null;
  readonly filter?: {
    readonly state?: RunState | null;
    readonly definition?: string | null;
    readonly isOpen?: boolean | null;
  } | null;
}

export function createRunResolvers({ store, commands }: { store: MongoRunStore; commands: RunCommands }): Resolvers {
  const runsById = (ids: readonly string[]) => store.byIds(ids);

  return {
    Query: {
      workflow: async (_: unknown, { id }: { id: string }, context: RequestContext) => {
        const run = await load(context, runsById, id);
        return run && canAt(context.actor, 'workflows:read', run.county) ? run : null;
      },
      systemHealth: () => ({ id: SYSTEM_HEALTH }),
      workflows: (_: unknown, args: ListArguments, context: RequestContext) => listRuns(store, args, context),
    },
    Mutation: {
      retryWorkflow: operator('WorkflowRetried', commands, ({ reason }) => ({ kind: 'RETRY', reason: reason ?? null })),
      skipWorkflowStep: operator('WorkflowStepSkipped', commands, ({ step = '', reason }) => ({
        kind: 'SKIP',
        step,
        reason: reason ?? '',
      })),
      undoWorkflow: operator('WorkflowUndoStarted', commands, ({ reason }) => ({ kind: 'UNDO', reason: reason ?? '' })),
    },
    Workflow: {
      __resolveReference: async ({ id }: { id: string }, context: RequestContext) => {
        const run = await load(context, runsById, id);
        return run && { __typename: 'Workflow', ...run };
      },
      allowedTransitions: (run: Run, _: unknown, { actor }: RequestContext) => commands.allowed(actor, run),
      nextTryAt: (run: Run) => run.nextRunAt,
      parkedBecause: (run: Run) => run.parked?.because ?? null,
      parkedCode: (run: Run) => run.parked?.problem.code ?? null,
      parkedReason: (run: Run, args: Told, context: RequestContext) => sentence(run.parked?.problem, args, context),
    },
    WorkflowStep: {
      lastError: (step: StepRecord, args: Told, context: RequestContext) => sentence(step.lastError, args, context),
    },
    WorkflowAction: { by: (action: OperatorAction) => ({ __typename: 'Person', id: action.by }) },
  };
}

async function listRuns(store: MongoRunStore, args: ListArguments, { actor }: RequestContext) {
  const mayRead = args.county ? canAt(actor, 'workflows:read', args.county) : can(actor, 'workflows:read');
  if (!mayRead) return null;
  const page = pageOf(args);
  const visible = rowsVisibleTo(actor, 'workflows:read', { place: 'county' });
  const filter = {
    visible: args.county ? { county: args.county } : visible,
    ...(args.filter?.state ? { state: args.filter.state } : {}),
    ...(args.filter?.isOpen == null ? {} : { isOpen: args.filter.isOpen }),
    ...(args.filter?.definition ? { definition: args.filter.definition } : {}),
  };
  const runs = await store.list(filter, page);
  return connectionOf(
    page,
    runs,
    ({ id }) => [id],
    () => store.count(filter),
  );
}

interface OperatorInput {
  readonly workflow: string;
  readonly step?: string;
  readonly reason?: string | null;
}

function operator(typename: string, commands: RunCommands, operationOf: (input: OperatorInput) => Operation) {
  return async (_: unknown, { input }: { input: OperatorInput }, context: RequestContext) => {
    const done = await commands.operate(context.actor, input.workflow, operationOf(input), context.requestId);
    return isRefusal(done) ? refused(done) : { __typename: typename, workflow: done };
  };
}

function sentence(problem: Problem | null | undefined, args: Told, context: RequestContext): string | null {
  return problem?.[languageOf(args, context)] ?? null;
}
