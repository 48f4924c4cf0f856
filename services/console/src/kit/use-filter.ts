/** What a list is narrowed by stands in the address. */
import { useMemo } from 'react';
import { useSearch, withChoices } from './use-search.ts';

/** Empty where nothing is chosen. */
export type FilterOf<Name extends string> = Readonly<Record<Name, string>>;

/** `names` are a constant of the page. The filter is the same object until one of its values changes. */
export function useFilter<Name extends string>(names: readonly Name[]) {
  const [search, choose] = useSearch();
  const key = names.map((name) => search.get(name) ?? '').join('\n');
  const filter = useMemo(() => {
    const values = key.split('\n');
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) as FilterOf<Name>;
  }, [key, names]);
  /** The same address with other choices, for a link. */
  const searchWith = (changes: Partial<FilterOf<Name>>) =>
    withChoices(new URLSearchParams(search), given(changes), 'anew');
  const change = (changes: Partial<FilterOf<Name>>) => choose(given(changes), { lists: 'anew', replace: true });
  return { filter, searchWith, change };
}

/** Without what is empty. */
function given(changes: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || null]));
}
