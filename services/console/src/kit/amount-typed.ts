/**
 * An amount as somebody types it, as the graph writes it; null where it is none. Thousands may stand in groups, as the pages
 * show them, with a comma of either width; a group that is not of three is none, since it may be a slip for another amount.
 */
import { amountOf, fenOf } from './fen.ts';

const WHOLE_OR_IN_GROUPS = /^-?(?:\d{1,13}|\d{1,3}(?:[,，]\d{3}){1,4})(?:\.\d{1,2})?$/;

export function amountTyped(text: string): string | null {
  const typed = text.trim();
  return WHOLE_OR_IN_GROUPS.test(typed) ? amountOf(fenOf(typed.replaceAll(/[,，]/g, ''))) : null;
}
