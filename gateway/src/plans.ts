/** The plans that are kept, and what planning costs: the planner asks for a plan, and stores the one it has then made. */
import type { GatewayConfig } from '@apollo/gateway';
import { LeastRecent } from '@hh/service/least-recent.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';

type PlanStore = NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']>;
export type Plan = NonNullable<Awaited<ReturnType<PlanStore['get']>>>;

/** Of all plans that are kept, as JSON: the plan of a large operation counts for more. */
const KEPT_CHARACTERS = 8_000_000;

export interface KeptPlans {
  /** For Apollo's gateway, which waits for a store. */
  readonly store: PlanStore;
  find(key: string): Plan | undefined;
  /** Planned since then, by `performance.now()`. */
  planned(key: string, plan: Plan, since: number): void;
  keep(plans: ReadonlyMap<string, Plan>): void;
  /** Kept from when the plans of now are let go, which is when another supergraph goes live. */
  keepNext(plans: ReadonlyMap<string, Plan>): void;
}

export function createPlanStore({ metrics, tracing }: Telemetry): KeptPlans {
  const noPlans = () => new LeastRecent<string, Plan>(KEPT_CHARACTERS, (_, plan) => JSON.stringify(plan).length);
  let kept = noPlans();
  let next: ReadonlyMap<string, Plan> = new Map();
  const keep = (plans: ReadonlyMap<string, Plan>) => {
    for (const [key, plan] of plans) kept.set(key, plan);
  };
  // Apollo plans in one piece of work that nothing interrupts, from the last miss or the last plan to this one.
  let lately = 0;
  const find = (key: string): Plan | undefined => {
    const plan = kept.get(key);
    metrics.planLookups.inc({ result: plan ? 'hit' : 'miss' });
    if (!plan) lately = performance.now();
    return plan;
  };
  const planned = (key: string, plan: Plan, since: number): void => {
    metrics.planning.observe((performance.now() - since) / 1_000);
    tracing.begin('plan', {}, since)();
    lately = performance.now();
    kept.set(key, plan);
  };
  const store: PlanStore = {
    get: async (key) => find(key),
    set: async (key, plan) => planned(key, plan, lately),
    delete: async () => {
      throw new Error('plans are never deleted one by one');
    },
    clear: () => {
      kept = noPlans();
      keep(next);
      next = new Map();
    },
  };
  return {
    store,
    find,
    planned,
    keep,
    keepNext: (plans) => {
      next = plans;
    },
  };
}
