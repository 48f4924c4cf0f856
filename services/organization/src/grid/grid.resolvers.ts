import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { posts } from '../post/post.store.ts';
import { grids, gridsOf } from './grid.store.ts';

export const grid: readonly Registered[] = [[grids, { below: { Community: 'grids' }, hidden: ['worker'] }]];

export function createGridResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const [ofCompounds, workers] = [gridsOf(store(grids)), store(posts).byIds];
  return {
    Compound: {
      grid: async ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, ofCompounds, code),
    },
    Grid: {
      // A grid keeps whom it was given to; who has left the post works in it no more.
      worker: async ({ worker }: { worker: string | null }, _: unknown, context: RequestContext) => {
        const post = worker === null ? null : await load(context, workers, worker);
        return post?.state === 'IN_FORCE' ? { ...post } : null;
      },
    },
  };
}
