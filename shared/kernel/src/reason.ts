import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Field, lines } from './shape.ts';

const REASON_MAX = 500;
const words = lines(REASON_MAX);

/** Why somebody does it, in their own words: 1 to 500 characters in one or more lines, trimmed and composed. */
export const reason: Field<string> = {
  ...words,
  says: `At most ${REASON_MAX} characters.`,
  parse: (value) => {
    // As it comes back from the database, so that who asks again with the same reason is known by it.
    const read = words.parse(typeof value === 'string' ? value.toWellFormed() : value);
    return isRefusal(read) && read.code === 'VALUE_MISSING' ? refuse('REASON_MISSING') : read;
  },
};

/** The same beside other arguments: a refusal names it. */
export function parseReason(given: string): string | Refusal {
  const read = reason.parse(given);
  return isRefusal(read) ? read.at('reason') : read;
}
