import { searchByName, searchResult } from '@hh/service/search.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';

export function createSearchResolvers(enterprises: EnterpriseStore): Resolvers {
  return {
    SearchResult: {
      ...searchResult,
      enterprises: searchByName((county, { actor }) => enterprises.ofCounty(actor, county)),
    },
  };
}
