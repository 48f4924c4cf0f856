import { wantedBy } from '@hh/kernel/pinyin.ts';
import { countyOf } from '@hh/service/actor.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { failure } from '@hh/service/failure.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Registers } from '@hh/service/register/registers.ts';
import { SEARCH_LIMIT, searchByName, searchField, searchResult } from '@hh/service/search.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { PersonStore } from '../person/person.store.ts';
import type { PlaceStore } from '../place/place.store.ts';
import { requests as requestRegister } from '../request/request.store.ts';
import { requestSearch } from './search.store.ts';

export function createSearchResolvers(parts: {
  readonly connection: Connection;
  readonly places: PlaceStore;
  readonly persons: PersonStore;
  readonly made: Pick<Registers, 'store'>;
}): Resolvers {
  const { connection, places, persons, made } = parts;
  const findRequests = requestSearch(connection, requestRegister.collection);
  const { byIds } = made.store(requestRegister);
  return {
    Query: {
      search: async (_: unknown, asked: { text: string; county?: string | null }, { actor }: RequestContext) => {
        const found = wantedBy(asked.text);
        if (!found) throw failure('BAD_USER_INPUT', 'text: 1 to 40 characters 检索词须为 1 至 40 个字符');
        const county = await places.county(asked.county ?? countyOf(actor));
        return county && { county, text: found.words };
      },
    },
    SearchResult: {
      ...searchResult,
      communities: searchByName(places.communitiesOf),
      people: searchField((county, wanted, { actor }) => persons.search(actor, county, wanted, SEARCH_LIMIT)),
      requests: searchField(async (county, wanted, context) => {
        const ids = await findRequests(context.actor, county, wanted, SEARCH_LIMIT);
        const rows = await Promise.all(ids.map((id) => load(context, byIds, id)));
        return rows.filter((row) => row !== null).map((row) => ({ ...row }));
      }),
    },
  };
}
