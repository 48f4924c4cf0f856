import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { pageKey } from '@hh/service/pages.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { CompoundStore } from '../compound/compound.store.ts';
import type { BuildingStore } from './building.store.ts';
import type { Building } from './building.ts';

export function createBuildingResolvers({
  buildings,
  compounds,
}: {
  buildings: BuildingStore;
  compounds: CompoundStore;
}): Resolvers {
  return {
    Building: {
      __resolveReference: async ({ id }: { id: string }, context: RequestContext) => {
        const building = await load(context, buildings.byIds, id);
        return building && { ...building };
      },
      compound: async ({ compound }: Building, _: unknown, context: RequestContext) => {
        const found = await load(context, compounds.byCodes, compound);
        return found && { ...found };
      },
    },
    Compound: {
      buildings: async ({ code }: { code: string }, args: PageArguments, context: RequestContext) => {
        const page = pageOf(args);
        const rows = (await load(context, buildings.pages, pageKey(code, page))) ?? [];
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          async () => (await load(context, buildings.counts, code)) ?? 0,
        );
      },
    },
  };
}
