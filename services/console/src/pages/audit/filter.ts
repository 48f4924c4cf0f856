/** Which lines are shown: it stands in the address. */
import { useSearchParams } from 'react-router';

export const filterNames = ['by', 'action', 'from', 'to', 'type', 'id'] as const;
/** Empty where nothing is chosen. */
export type Filter = Readonly<Record<(typeof filterNames)[number], string>>;

export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = Object.fromEntries(filterNames.map((name) => [name, search.get(name) ?? ''])) as Filter;
  /** The same address with other choices; its list begins anew. */
  const searchWith = (changes: Partial<Filter>) => {
    const next = new URLSearchParams(search);
    for (const key of search.keys()) if (/\.(?:after|before)$/.test(key)) next.delete(key);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  };
  return { filter, searchWith, change: (changes: Partial<Filter>) => setSearch(searchWith(changes)) };
}
