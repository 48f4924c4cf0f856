/**
 * A request that was held back on its way means what its caller saw when it was sent: how often a thing had been changed.
 * A caller who does not say it means whatever there is when the request arrives. Decision 28.
 */
import { type Refusal, refuse } from './refusal.ts';

/** CHANGED_MEANWHILE where it is not as the caller saw it; `field` is where the caller says that. */
export function unlessAsSeen(seen: number | null | undefined, now: number, field: string): Refusal | null {
  return seen == null || seen === now ? null : refuse('CHANGED_MEANWHILE', { field });
}
