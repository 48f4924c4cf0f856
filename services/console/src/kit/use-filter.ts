/** What a list is narrowed by; it stands in the address, so that it can be sent to somebody and come back to. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { beginListsAnew } from './list-page.ts';

/** Empty where nothing is chosen. */
export type FilterOf<Name extends string> = Readonly<Record<Name, string>>;

/** `names` are a constant of the page. The filter is the same object until one of its values changes. */
export function useFilter<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const key = names.map((name) => search.get(name) ?? '').join('\n');
  const filter = useMemo(() => {
    const values = key.split('\n');
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) as FilterOf<Name>;
  }, [key, names]);
  /** The same address with other choices, for a link. */
  const searchWith = (changes: Partial<FilterOf<Name>>) => changed(new URLSearchParams(search), changes);
  /** Going back leaves the list, and not one letter of what it was narrowed by. */
  const change = (changes: Partial<FilterOf<Name>>) => setSearch((now) => changed(now, changes), { replace: true });
  return { filter, searchWith, change };
}

function changed(search: URLSearchParams, changes: Readonly<Record<string, string | undefined>>): URLSearchParams {
  beginListsAnew(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) search.set(name, value);
    else search.delete(name);
  }
  return search;
}
