/** What an open line of a bank account is: it came in, it went out, or it most likely brought back what was paid. */
import type { Fen } from '@hh/kernel/money.ts';

export type LineKind = 'IN' | 'OUT' | 'RETURNED';

export function kindOf({
  open,
  suggestions,
}: {
  readonly open: Fen;
  readonly suggestions: readonly { readonly rule: string }[];
}): LineKind {
  if (suggestions[0]?.rule === 'RETURNED') return 'RETURNED';
  return open > 0n ? 'IN' : 'OUT';
}

/** The same as a filter of the database. */
export const isOfKind: Readonly<Record<LineKind, object>> = {
  IN: { open: { $gt: 0n }, 'suggestions.0.rule': { $ne: 'RETURNED' } },
  OUT: { open: { $lt: 0n }, 'suggestions.0.rule': { $ne: 'RETURNED' } },
  RETURNED: { 'suggestions.0.rule': 'RETURNED' },
};
