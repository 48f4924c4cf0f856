/** What is looked for in both lists; it stands in the address, so that it can be sent to somebody and come back to. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { BankLineFilter, BookItemFilter } from '../../../graph/types.ts';
import { dayOf } from '../../../kit/day.tsx';
import { amountOf, fenOf } from '../../../kit/fen.ts';

export const filterNames = ['text', 'party', 'from', 'to', 'min', 'max', 'state', 'rule'] as const;
type FilterName = (typeof filterNames)[number];
export type Filter = Readonly<Record<FilterName, string>>;

export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const key = filterNames.map((name) => search.get(name) ?? '').join('\n');
  const filter = useMemo(() => {
    const values = key.split('\n');
    return Object.fromEntries(filterNames.map((name, at) => [name, values[at] ?? ''])) as Filter;
  }, [key]);
  const change = (changes: Partial<Filter>) =>
    setSearch(
      (now) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value) now.set(name, value);
          else now.delete(name);
        }
        return now;
      },
      { replace: true },
    );
  return { filter, change };
}

/** An amount as it is typed, as the graph writes it; null where it is none. */
export function amountTyped(text: string): string | null {
  const plain = text.replaceAll(/[,，\s]/g, '');
  return /^-?\d{1,13}(?:\.\d{1,2})?$/.test(plain) ? amountOf(fenOf(plain)) : null;
}

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
