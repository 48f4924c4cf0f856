/**
 * Places between two effects, named after the code's own steps: `writer.committed approveAllocation`. The fault suite
 * (`infra/faults`) kills or stops the process there. Nothing in production watches them: only a module that the command
 * line loads before the program (`node --import`) can, so that neither a request nor the environment does.
 */
type Watch = (point: string) => void;

let watching: Watch | null = null;

/** `of` is what the step is about; only its first word counts. */
export function reach(step: string, of?: string): void {
  watching?.(of === undefined ? step : `${step} ${of.split(' ')[0]}`);
}

export function watchFailpoints(watch: Watch): void {
  watching = watch;
}
