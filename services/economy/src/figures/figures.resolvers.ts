import type { LocalDate } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { figureResolvers } from '@hh/service/figures.ts';
import type { Platform, Resolvers } from '@hh/service/service.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import type { RevenueStore } from '../revenue/revenue.store.ts';
import { figures } from './figures.store.ts';
import { figureWords } from './figures.words.ts';

export function createFigureResolvers(
  parts: Pick<Platform, 'connection' | 'clock'> & {
    readonly agreements: AgreementStore;
    readonly revenue: RevenueStore;
  },
): Resolvers {
  const { connection, clock, revenue } = parts;
  const resolvers = figureResolvers({
    connection,
    clock,
    field: 'economy',
    type: 'EconomyFigures',
    table: figures(parts),
    words: figureWords,
  });
  return {
    ...resolvers,
    EconomyFigures: {
      ...resolvers.EconomyFigures,
      annualRevenue: (
        { place, asOf }: { place: string; asOf: LocalDate },
        { year }: { year: number },
        context: RequestContext,
      ) => load(context, revenue.byKeys, JSON.stringify([place, year, asOf])),
    },
  };
}
