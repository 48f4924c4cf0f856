import { searchByName, searchResult } from '@hh/service/search.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { CompoundStore } from '../compound/compound.store.ts';

export function createSearchResolvers(compounds: CompoundStore): Resolvers {
  return { SearchResult: { ...searchResult, compounds: searchByName(compounds.ofCounty) } };
}
