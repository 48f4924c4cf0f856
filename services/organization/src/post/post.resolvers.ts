import { load, type RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { communityCode } from '../place/place.ts';
import { chiefsOf, posts } from './post.store.ts';

export const post: readonly Registered[] = [[posts, { below: { Community: 'posts', Compound: 'posts' } }]];

export function createPostResolvers({ store, own }: Pick<Registers, 'store' | 'own'>): Resolvers {
  const chiefs = chiefsOf(store(posts));
  return {
    Building: { chief: ({ id }: { id: string }, _: unknown, context: RequestContext) => load(context, chiefs, id) },
    Post: {
      community: ({ place }: { place: string }, _: unknown, context: RequestContext) =>
        own.Community?.(communityCode(place), context),
    },
  };
}
