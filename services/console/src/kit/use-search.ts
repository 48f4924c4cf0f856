/** What is chosen on a page stands in its address, so that it can be sent to somebody and come back to. */
import { useNavigate, useSearchParams } from 'react-router';

/** By the name that it has in the address; null or undefined takes it out. */
type Choices = Readonly<Record<string, string | null | undefined>>;

interface Changing {
  /** What is asked of other things has other pages. */
  readonly lists?: 'anew';
  /** Going back leaves the page, and not one letter of what was chosen on it. */
  readonly replace?: boolean;
}

export function useSearch() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  /** Of two choices in quick succession both are made: the address is ahead of what is drawn. */
  const choose = (choices: Choices, { lists, replace = false }: Changing = {}) =>
    navigate({ search: String(withChoices(new URLSearchParams(window.location.search), choices, lists)) }, { replace });
  return [search, choose] as const;
}

export function withChoices(search: URLSearchParams, choices: Choices, lists?: 'anew'): URLSearchParams {
  if (lists) for (const name of [...search.keys()]) if (/\.(?:after|before)$/.test(name)) search.delete(name);
  for (const [name, value] of Object.entries(choices)) {
    if (value == null) search.delete(name);
    else search.set(name, value);
  }
  return search;
}
