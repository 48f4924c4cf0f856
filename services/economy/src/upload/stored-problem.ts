/** A refusal as a document keeps it, and as a thread tells it: without its class. */
import { Refusal } from '@hh/kernel/refusal.ts';

export type StoredProblem = Pick<Refusal, 'code' | 'field' | 'parameters'>;

export function problemOf({ code, field, parameters }: StoredProblem): Refusal {
  return new Refusal(code, field, parameters);
}

export function storedProblem({ code, field, parameters }: Refusal): StoredProblem {
  return { code, field, parameters };
}
