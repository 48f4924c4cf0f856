import { refuse } from '@hh/kernel/refusal.ts';
import { countyOf } from '@hh/service/actor.ts';
import { badInput } from '@hh/service/connection.ts';
import type { RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { PlaceStore } from '../place/place.store.ts';

/** The trail is the county's: the caller's, or the only one there is. */
export function createAuditResolvers(places: PlaceStore): Resolvers {
  return {
    Query: {
      auditTrail: async (
        _: unknown,
        { type, id }: { readonly type?: string | null; readonly id?: string | null },
        { actor }: RequestContext,
      ) => {
        if (id && !type) throw badInput(refuse('VALUE_MISSING', { field: 'type' }));
        const county = await places.county(countyOf(actor));
        return county && { county, type: type ?? '', id: id ?? '' };
      },
    },
  };
}
