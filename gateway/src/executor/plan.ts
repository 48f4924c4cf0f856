/** A plan as functions: what one node calls, the next waits for only if a subgraph did not answer at once. */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { createFetch, type Run, type Step } from './fetch.ts';
import type { PlanPath } from './places.ts';
import type { TypesOf } from './types.ts';
import type { WorkOf } from './work.ts';

/** What this executor does not know of a plan: somebody else has to run it. */
export class Unknown extends Error {}

export function createSteps({ node }: QueryPlan, typesOf: TypesOf, workOf: WorkOf): Step {
  if (!node) return nothing;
  if (node.kind === 'Subscription') throw new Unknown('Subscription');
  return stepOf(node, [], typesOf, workOf);
}

function stepOf(node: PlanNode, path: PlanPath, typesOf: TypesOf, workOf: WorkOf): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((each) => stepOf(each, path, typesOf, workOf)));
    case 'Parallel':
      return inParallel(node.nodes.map((each) => stepOf(each, path, typesOf, workOf)));
    case 'Flatten':
      return stepOf(node.node, [...path, ...node.path.map(known)], typesOf, workOf);
    case 'Condition': {
      const met = node.ifClause ? stepOf(node.ifClause, path, typesOf, workOf) : nothing;
      const unmet = node.elseClause ? stepOf(node.elseClause, path, typesOf, workOf) : nothing;
      return (run) => (isMet(run, node.condition) ? met(run) : unmet(run));
    }
    case 'Fetch':
      if (node.contextRewrites?.length) throw new Unknown('contextRewrites');
      return createFetch(node, path, typesOf, workOf);
    default:
      throw new Unknown(node.kind);
  }
}

const nothing: Step = () => undefined;

function known(step: string | number): string {
  if (typeof step !== 'string' || !/^(?:@|\w+)$/.test(step)) throw new Unknown(`path ${step}`);
  return step;
}

function inSequence(steps: readonly Step[]): Step {
  const from = (index: number, run: Run): ReturnType<Step> => {
    for (let at = index; at < steps.length; at += 1) {
      const waiting = steps[at]?.(run);
      if (waiting) return waiting.then(() => from(at + 1, run));
    }
  };
  return (run) => from(0, run);
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const waiting = steps.map((step) => step(run)).filter((each) => each !== undefined);
    return waiting.length > 0 ? Promise.all(waiting).then(() => undefined) : undefined;
  };
}

/** Variables are complete and of their types here, so one that is missing is a mistake of ours. */
function isMet({ variables }: Run, name: string): boolean {
  const value = variables[name];
  if (typeof value !== 'boolean') throw new Error(`the condition $${name} is neither true nor false`);
  return value;
}
