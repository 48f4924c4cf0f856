/** The plans that are kept, and what planning costs: the planner asks for a plan, and stores the one it has then made. */
import type { GatewayConfig } from '@apollo/gateway';
import { LeastRecent } from '@hh/service/least-recent.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';

type PlanStore = NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']>;
type Plan = NonNullable<Awaited<ReturnType<PlanStore['get']>>>;

const KEPT_PLANS = 2_000;

export function createPlanStore({ metrics, tracing }: Telemetry): PlanStore {
  let kept = new LeastRecent<string, Plan>(KEPT_PLANS);
  // Planning is one piece of work that nothing interrupts, from the last miss or the last plan to this one.
  let since = 0;
  return {
    get: async (key) => {
      const plan = kept.get(key);
      metrics.planLookups.inc({ result: plan ? 'hit' : 'miss' });
      if (!plan) since = performance.now();
      return plan;
    },
    set: async (key, plan) => {
      metrics.planning.observe((performance.now() - since) / 1_000);
      tracing.begin('plan', {}, since)();
      since = performance.now();
      kept.set(key, plan);
    },
    delete: async () => {
      throw new Error('plans are never deleted one by one');
    },
    clear: () => {
      kept = new LeastRecent(KEPT_PLANS);
    },
  };
}
