/**
 * Executes what Apollo's gateway has planned. What a plan may hold and this executor does not know is executed by
 * Apollo's own, counted, and said once.
 */

import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { Log } from '@hh/service/log.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { planKey } from '../plan-ahead.ts';
import type { KeptPlans } from '../plans.ts';
import { createExecutable, type Executable, type Executed } from './executable.ts';
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

/** Null where Apollo's executor has to do it. */
export type Execute = (asked: ToExecute) => Promise<Executed | null>;

export function createExecutor(options: {
  apollo: ApolloGateway;
  plans: Pick<KeptPlans, 'find' | 'planned'>;
  log: Log;
  telemetry: Telemetry;
}): Execute {
  const { apollo, plans, log, telemetry } = options;
  const executables = new WeakMap<QueryPlan, Executable | null>();
  const typesIn = new WeakMap<GraphQLSchema, TypesOf>();
  const said = new Set<string>();

  function planOf({ request, document }: ToExecute, { planner, apiSchema }: Live): QueryPlan {
    const { operationName } = request.request;
    const key = planKey({ queryHash: request.queryHash, operationName });
    const kept = plans.find(key);
    if (kept) return kept;
    const operation = operationFromDocument(apiSchema, document, operationName ? { operationName } : {});
    const plan = planner.buildQueryPlan(operation);
    plans.planned(key, plan);
    return plan;
  }

  function executableOf(plan: QueryPlan, { request, fromOf }: ToExecute, { typesOf }: Live): Executable | null {
    const known = executables.get(plan);
    if (known !== undefined) return known;
    const { schema, document, operationName } = request;
    const executable = unlessUnknown(() =>
      createExecutable({ schema, document, operationName, plan, typesOf, fromOf }),
    );
    executables.set(plan, executable);
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

  return async (asked) => {
    const live = liveFor(asked.request);
    const executable = live && executableOf(planOf(asked, live), asked, live);
    telemetry.metrics.executions.inc({ by: executable ? 'own' : 'apollo' });
    if (!live || !executable) return null;
    const { request, variables } = asked;
    return await executable({ request, variables, sourceOf: live.sourceOf });
  };
}
