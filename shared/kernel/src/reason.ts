import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { lines } from './shape.ts';

const REASON_MAX = 500;
const words = lines(REASON_MAX);

/** Why somebody does it, in their own words: 1 to 500 characters in one or more lines, trimmed and composed. */
export function parseReason(given: string): string | Refusal {
  // As it comes back from the database, so that who asks again with the same reason is known by it.
  const reason = words.parse(given.toWellFormed());
  if (!isRefusal(reason)) return reason;
  return (reason.code === 'VALUE_MISSING' ? refuse('REASON_MISSING') : reason).at('reason');
}
