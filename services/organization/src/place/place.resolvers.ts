import type { Clock } from '@hh/kernel/clock.ts';
import { countyOf } from '@hh/service/actor.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { PlaceStore } from './place.store.ts';
import { countyCode, type Place, type PlaceKind, streetCode } from './place.ts';

/** A place of any kind, by its code. */
export function placeFinder(places: PlaceStore) {
  return async (code: string, context: RequestContext): Promise<Place | null> => {
    const place = await load(context, places.upwards, code);
    return place && { ...place };
  };
}

export function createPlaceResolvers(places: PlaceStore, clock: Clock): Resolvers {
  const communitiesBelow = (codes: readonly string[]) => places.below('COMMUNITY', codes);
  const streetsBelow = (codes: readonly string[]) => places.below('STREET', codes);
  const communities = async ({ code }: Place, _: unknown, context: RequestContext) =>
    (await load(context, communitiesBelow, code)) ?? [];
  const streets = async ({ code }: Place, _: unknown, context: RequestContext) =>
    (await load(context, streetsBelow, code)) ?? [];

  const find = placeFinder(places);
  const byCode = (kind: PlaceKind) => async (code: string, context: RequestContext) => {
    const place = await find(code, context);
    return place?.kind === kind ? place : null;
  };
  const [county, street, community] = [byCode('COUNTY'), byCode('STREET'), byCode('COMMUNITY')];
  const root =
    (find: typeof county) =>
    (_: unknown, { code }: { code: string }, context: RequestContext) =>
      find(code, context);
  const reference =
    (find: typeof county) =>
    ({ code }: { code: string }, context: RequestContext) =>
      find(code, context);

  return {
    Query: {
      today: () => clock.today(),
      county: async (_: unknown, { code }: { code?: string | null }, context: RequestContext) => {
        const asked = code ?? countyOf(context.actor) ?? (await places.county(null));
        return asked && county(asked, context);
      },
      street: root(street),
      community: root(community),
    },
    County: { __resolveReference: reference(county), streets, communities },
    Street: {
      __resolveReference: reference(street),
      communities,
      county: ({ code }: Place, _: unknown, context: RequestContext) => county(countyCode(code), context),
    },
    Community: {
      __resolveReference: reference(community),
      street: ({ code }: Place, _: unknown, context: RequestContext) => street(streetCode(code), context),
    },
  };
}
