/** What is looked for in both lists. */
import type { BankLineFilter, BookItemFilter } from '../../../graph/types.ts';
import { amountTyped } from '../../../kit/amount-typed.ts';
import { dayOf } from '../../../kit/day.tsx';
import type { FilterOf } from '../../../kit/use-filter.ts';

export const filterNames = ['text', 'party', 'from', 'to', 'min', 'max', 'state', 'rule'] as const;
export type Filter = FilterOf<(typeof filterNames)[number]>;

export function lineFilterOf({ text, party, from, to, min, max, state, rule }: Filter): BankLineFilter {
  return {
    state: state === 'ALL' ? null : state === 'MATCHED' ? 'MATCHED' : 'UNMATCHED',
    ...shared({ text, from, to, min, max }),
    counterparty: party || null,
    suggestedBy: rule || null,
  };
}

export function itemFilterOf({ text, from, to, min, max }: Filter): BookItemFilter {
  return shared({ text, from, to, min, max });
}

function shared({ text, from, to, min, max }: Pick<Filter, 'text' | 'from' | 'to' | 'min' | 'max'>) {
  return {
    text: text || null,
    from: dayOf(from),
    to: dayOf(to),
    amountFrom: amountTyped(min),
    amountTo: amountTyped(max),
  };
}
