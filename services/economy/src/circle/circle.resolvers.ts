import type { Clock } from '@hh/kernel/clock.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { RevenueStore } from '../revenue/revenue.store.ts';

interface Circle {
  readonly place: string;
  readonly year: number;
}

/** Links the steps that other services know; copies none of them. */
export function createCircleResolvers({ revenue, clock }: { revenue: RevenueStore; clock: Clock }): Resolvers {
  const circle = ({ code }: { code: string }, { year }: { year: number }): Circle => ({ place: code, year });
  return {
    Compound: { circle },
    Community: { circle },
    VirtuousCircle: {
      earned: ({ place, year }: Circle, _: unknown, context: RequestContext) =>
        load(context, revenue.byKeys, JSON.stringify([place, year, clock.today()])),
      compound: ({ place }: Circle) => (place.length > 12 ? { __typename: 'Compound', code: place } : null),
      community: ({ place }: Circle) => ({ __typename: 'Community', code: place.slice(0, 12) }),
    },
  };
}
