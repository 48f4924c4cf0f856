/** The workflows that this process has the code of, several versions of one side by side. */
import { contentHash } from '@hh/kernel/canonical.ts';
import type { Plan } from '../run/operation.ts';
import type { Run } from '../run/run.ts';
import type { AnyWorkflow } from './definition.ts';

export interface Registry {
  /**
   * The code of the version that a run began with, where this process has it. A run of any other is for another release's
   * replicas, which run beside it while one release takes the place of the other.
   */
  find(run: Pick<Run, 'definition' | 'version' | 'steps'>): AnyWorkflow | undefined;
  /** The same for all processes with the same code, and for no others. */
  readonly mark: string;
}

export function createRegistry(workflows: readonly AnyWorkflow[]): Registry {
  for (const { name, version, steps } of workflows) {
    const same = workflows.filter((other) => other.name === name && other.version === version);
    if (same.length > 1) throw new Error(`version ${version} of ${name} is listed twice`);
    if (steps.length === 0) throw new Error(`${name} has no steps`);
    if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`the name ${name} is not words joined by hyphens`);
  }
  return {
    find: ({ definition, version, steps }) =>
      workflows.find((each) => each.name === definition && each.version === version && hasSteps(each, steps)),
    mark: contentHash(workflows.map(({ name, version, steps }) => [name, version, ...steps.map((step) => step.name)])),
  };
}

/** A version whose steps were changed in place is not the version that the run began with. */
function hasSteps(code: AnyWorkflow, steps: Run['steps']): boolean {
  return code.steps.length === steps.length && code.steps.every(({ name }, index) => name === steps[index]?.name);
}

/** What the rules of operators need to know of a run's code; null when they cannot know it here. */
export function planOf(workflow: AnyWorkflow | undefined): Plan {
  return (
    workflow?.steps.map((step) => ({
      ...step,
      canUndo: step.kind !== 'CALL' || step.undo !== 'not possible',
      finalSignal: step.kind === 'SIGNAL' && step.isFinal ? step.signal : null,
    })) ?? null
  );
}
