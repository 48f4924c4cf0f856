/** The workflows that this process has the code of, several versions of one side by side. */
import type { Plan } from '../run/operation.ts';
import type { Run } from '../run/run.ts';
import type { AnyWorkflow } from './definition.ts';

export interface Registry {
  /**
   * The code of the version that a run began with; `newer` when a later release began it, whose own replicas take it
   * on; `gone` when no replica will.
   */
  find(run: Pick<Run, 'definition' | 'version' | 'steps'>): AnyWorkflow | 'newer' | 'gone';
}

export function createRegistry(workflows: readonly AnyWorkflow[]): Registry {
  for (const { name, version, steps } of workflows) {
    const same = workflows.filter((other) => other.name === name && other.version === version);
    if (same.length > 1) throw new Error(`version ${version} of ${name} is listed twice`);
    if (steps.length === 0) throw new Error(`${name} has no steps`);
    if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`the name ${name} is not words joined by hyphens`);
  }
  return {
    find: ({ definition, version, steps }) => {
      const versions = workflows.filter(({ name }) => name === definition);
      const code = versions.find((each) => each.version === version);
      if (code) return hasSteps(code, steps) ? code : 'gone';
      return versions.some((each) => each.version > version) || versions.length === 0 ? 'gone' : 'newer';
    },
  };
}

/** A version whose steps were changed in place is not the version that the run began with. */
function hasSteps(code: AnyWorkflow, steps: Run['steps']): boolean {
  return code.steps.length === steps.length && code.steps.every(({ name }, index) => name === steps[index]?.name);
}

/** What the rules of operators need to know of a run's code; null when they cannot know it here. */
export function planOf(workflow: AnyWorkflow | 'newer' | 'gone'): Plan {
  if (typeof workflow === 'string') return null;
  return workflow.steps.map((step) => ({ ...step, canUndo: step.kind !== 'CALL' || step.undo !== 'not possible' }));
}
