/** An allocation's workflow: found by the business key, in one database call for a whole list. */
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { MongoRunStore } from '../run/run.store.ts';
import type { Run } from '../run/run.ts';
import { allocationOfRun, runOfAllocation, titleOfRun } from './share-profit.ts';

export function createShareProfitResolvers(store: MongoRunStore): Resolvers {
  const runsById = (ids: readonly string[]) => store.byIds(ids);
  return {
    Workflow: {
      allocation: (run: Run) => {
        const id = allocationOfRun(run);
        return id && { __typename: 'Allocation', id };
      },
      title: (run: Run, args: Told, context: RequestContext) => titleOfRun(run)?.[languageOf(args, context)] ?? null,
    },
    Allocation: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Allocation', id }),
      workflow: ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        load(context, runsById, runOfAllocation(id)),
    },
  };
}
