import { countyOf } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { PlaceStore } from '../place/place.store.ts';

/** The trail is the county's: the caller's, or the only one there is. */
export function createAuditResolvers(places: PlaceStore): Resolvers {
  return {
    Query: {
      auditTrail: async (_: unknown, subject: { type: string; id: string }, { actor }: RequestContext) => {
        const county = await places.county(countyOf(actor));
        return county && { county, ...subject };
      },
    },
  };
}
