/** Which page of a list is looked at, and what a list is narrowed by one of, stand in the address. */
import { useSearch } from './use-search.ts';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Connection<Row> {
  readonly totalCount?: number | null;
  readonly pageInfo: PageInfo;
  /** Null where a row is not for the viewer. */
  readonly edges: readonly { readonly node: Row | null }[];
}

export interface ListPage {
  /** For the arguments of the connection. */
  readonly variables: {
    readonly first: number | null;
    readonly after: string | null;
    readonly last: number | null;
    readonly before: string | null;
  };
  next(info: PageInfo): void;
  previous(info: PageInfo): void;
}

/** `name` tells the lists of one page apart. */
export function useListPage(name: string, size = 20): ListPage {
  const [search, choose] = useSearch();
  const [after, before] = [search.get(`${name}.after`), search.get(`${name}.before`)];
  const turn = (end: 'after' | 'before', cursor: string | null) =>
    choose({ [`${name}.after`]: null, [`${name}.before`]: null, [`${name}.${end}`]: cursor });
  return {
    variables: before
      ? { first: null, after: null, last: size, before }
      : { first: size, after, last: null, before: null },
    next: ({ endCursor }) => turn('after', endCursor),
    previous: ({ startCursor }) => turn('before', startCursor),
  };
}

/** Its variables by the names that they have beside those of another list in one question: `noticesFirst`. */
export function variablesOf(name: string, { variables: { first, after, last, before } }: ListPage) {
  return { [`${name}First`]: first, [`${name}After`]: after, [`${name}Last`]: last, [`${name}Before`]: before };
}

/** A choice that stands in the address; choosing another one begins all lists anew. */
export function useChoice<Choice extends string>(
  name: string,
  choices: readonly Choice[] | null,
): readonly [Choice | null, (choice: Choice | null) => void] {
  const [search, chooseIn] = useSearch();
  const kept = search.get(name) as Choice | null;
  const chosen = kept !== null && (choices === null || choices.includes(kept)) ? kept : null;
  return [chosen, (choice) => chooseIn({ [name]: choice }, { lists: 'anew' })];
}
