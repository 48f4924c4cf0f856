/**
 * Executes what Apollo's gateway has planned. What a plan may hold and this executor does not know is executed by
 * Apollo's own, counted, and said once.
 */

import type { Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { LeastRecent } from '@hh/service/least-recent.ts';
import type { Log } from '@hh/service/log.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { planKey } from '../plan-ahead.ts';
import { type PlanIt, PlanningTooLong, planHere } from '../planner.ts';
import type { KeptPlans } from '../plans.ts';
import { createExecutable, type Executable, type Executed, type Planned } from './executable.ts';
import type { Incoming, Source } from './fetch.ts';
import { Unknown } from './plan.ts';
import { createTypesOf, type TypesOf } from './types.ts';

export interface ToExecute {
  readonly request: Incoming;
  /** As Apollo's planner needs it. */
  readonly document: DocumentNode;
  /** Complete: what was not given has taken its default. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fromOf: (name: string) => string;
}

interface Live {
  readonly planner: QueryPlanner;
  readonly apiSchema: Schema;
  readonly typesOf: TypesOf;
  readonly sourceOf: (subgraph: string) => Source | undefined;
}

interface Private {
  readonly schema?: GraphQLSchema;
  readonly queryPlanner: QueryPlanner;
  readonly apiSchema: Schema;
  readonly supergraphSchema: GraphQLSchema;
  readonly serviceMap: Readonly<Record<string, { readonly dataSource: Source }>>;
}

/** Operations that are not tried again: each would cost everybody a thread. */
const KEPT_TOO_LONG = 1_000;

export interface Executor {
  /** Null where Apollo's executor has to do it; throws `PlanningTooLong`. */
  execute(asked: ToExecute): Promise<Executed | null>;
  /** Makes what will be asked often ready before it is asked. */
  prepare(planned: Planned): void;
}

export function createExecutor(options: {
  apollo: ApolloGateway;
  plans: Pick<KeptPlans, 'find' | 'planned'>;
  /** The thread that plans for the supergraph that is live, where there is one; Apollo's own planner does it else. */
  planOnThread?: () => PlanIt | undefined;
  log: Log;
  telemetry: Telemetry;
}): Executor {
  const { apollo, plans, planOnThread, log, telemetry } = options;
  const underWay = new Map<string, { readonly of: GraphQLSchema; readonly planning: Promise<QueryPlan> }>();
  const tooLong = new LeastRecent<string, PlanningTooLong>(KEPT_TOO_LONG);
  const executables = new WeakMap<QueryPlan, Executable | null>();
  const typesIn = new WeakMap<GraphQLSchema, TypesOf>();
  const said = new Set<string>();

  function planOf({ request, document }: ToExecute, live: Live): QueryPlan | Promise<QueryPlan> {
    const { operationName } = request.request;
    const key = planKey({ queryHash: request.queryHash, operationName });
    const kept = plans.find(key);
    if (kept) return kept;
    const known = underWay.get(key);
    if (known?.of === request.schema) return known.planning;
    const before = tooLong.get(key);
    if (before) throw before;
    const planIt = planOnThread?.() ?? planHere(live.planner, live.apiSchema);
    const since = performance.now();
    const planned = (plan: QueryPlan): QueryPlan => {
      // Another supergraph may have gone live meanwhile: then it is a plan for those who began before.
      if (liveFor(request)) plans.planned(key, plan, since);
      return plan;
    };
    const refused = (error: unknown): never => {
      if (error instanceof PlanningTooLong) tooLong.set(key, error);
      throw error;
    };
    const plan = planIt({ document, operationName });
    if (!(plan instanceof Promise)) return planned(plan);
    const planning = plan.then(planned, refused).finally(() => {
      if (underWay.get(key)?.planning === planning) underWay.delete(key);
    });
    underWay.set(key, { of: request.schema, planning });
    return planning;
  }

  function executableOf(planned: Planned): Executable | null {
    const known = executables.get(planned.plan);
    if (known !== undefined) return known;
    const executable = unlessUnknown(() => createExecutable(planned));
    executables.set(planned.plan, executable);
    return executable;
  }

  function unlessUnknown(create: () => Executable): Executable | null {
    try {
      return create();
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      if (!said.has(error.message)) log.warn({ what: error.message }, 'left to the executor of Apollo');
      said.add(error.message);
      return null;
    }
  }

  /**
   * What the gateway holds of the supergraph that is live. It is private there, and read nowhere else; null while
   * another one goes live between a request's beginning and its plan.
   */
  function liveFor(request: Incoming): Live | null {
    const { schema, queryPlanner: planner, apiSchema, supergraphSchema, serviceMap } = apollo as unknown as Private;
    if (request.schema !== schema) return null;
    const typesOf = typesIn.get(supergraphSchema) ?? createTypesOf(supergraphSchema);
    typesIn.set(supergraphSchema, typesOf);
    return { planner, apiSchema, typesOf, sourceOf: (name) => serviceMap[name]?.dataSource };
  }

  return {
    async execute(asked) {
      const { request, variables, fromOf } = asked;
      const live = liveFor(request);
      const planned = live && planOf(asked, live);
      const plan = planned instanceof Promise ? await planned : planned;
      const { schema, document, operationName } = request;
      const executable =
        live && plan && executableOf({ schema, document, operationName, plan, typesOf: live.typesOf, fromOf });
      telemetry.metrics.executions.inc({ by: executable ? 'own' : 'apollo' });
      return live && executable ? await executable({ request, variables, sourceOf: live.sourceOf }) : null;
    },
    prepare: (planned) => void executableOf({ ...planned, isAskedOften: true }),
  };
}
