import type { Period } from '@hh/kernel/period.ts';
import type { RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { publishedSums } from './published-money.store.ts';
import { publishedMoney } from './published-money.ts';

export function createPublishedMoneyResolvers(
  connection: Connection,
  findCompound: (code: string, context: RequestContext) => Promise<object | null>,
): Resolvers {
  const sums = publishedSums(connection);
  const compound = (row: { compound: string }, _: unknown, context: RequestContext) =>
    findCompound(row.compound, context);
  return {
    County: {
      publishedMoney: async ({ code }: { code: string }, { from, to }: { from: Period; to: Period }) =>
        publishedMoney(await sums(code, from, to)),
    },
    CompoundIncome: { compound },
    PublishedCompound: { compound },
  };
}
