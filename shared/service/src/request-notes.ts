/** What one request is remembered by while it runs: its id for the errors, operation and codes for its line in the log. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestNotes {
  readonly requestId: string;
  operation: string | null;
  /** What the gateway estimated the operation to cost. */
  cost: number | null;
  readonly codes: Set<string>;
}

const current = new AsyncLocalStorage<RequestNotes>();

export function createNotes(requestId: string): RequestNotes {
  return { requestId, operation: null, cost: null, codes: new Set() };
}

export function withNotes<Result>(notes: RequestNotes, work: () => Result): Result {
  return current.run(notes, work);
}

/** The notes of the request under way; null outside of one. */
export function currentNotes(): RequestNotes | null {
  return current.getStore() ?? null;
}
