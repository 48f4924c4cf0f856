/** What a service contributes to a search 检索: a list of its own, by a part of the name or its pinyin initials. Decision 37. */
import { isWanted, type Wanted, wantedBy } from '@hh/kernel/pinyin.ts';
import type { RequestContext } from './context.ts';

/** Of each kind. */
export const SEARCH_LIMIT = 20;

interface Asked {
  readonly county: string;
  readonly text: string;
}

/** A field of the result: what is read for it in the county, the first of them. */
export function searchField(
  read: (county: string, wanted: Wanted, context: RequestContext) => Promise<readonly object[]>,
) {
  return async ({ county, text }: Asked, _: unknown, context: RequestContext): Promise<readonly object[]> => {
    const wanted = wantedBy(text);
    return wanted ? (await read(county, wanted, context)).slice(0, SEARCH_LIMIT) : [];
  };
}

/** The same where all that there is in a county is few enough to be read whole. */
export function searchByName<T extends { readonly name: string }>(
  all: (county: string, context: RequestContext) => Promise<readonly T[]>,
) {
  return searchField(async (county, wanted, context) =>
    (await all(county, context)).filter(({ name }) => isWanted(wanted, name)),
  );
}

/** The result is known by what was asked. */
export const searchResult = { __resolveReference: (asked: Asked) => ({ ...asked }) };
