import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { companies, revenuePoints, ruleLists } from './company.store.ts';

export const companyRegisters: readonly Registered[] = [
  [companies, { root: 'company' }],
  [revenuePoints, { root: 'revenuePoint', below: { Compound: { field: 'revenuePoints', by: 'compound' } } }],
  [ruleLists, { root: 'ruleList', below: { Company: { field: 'ruleLists', by: 'company' } } }],
];

export function createCompanyResolvers(registers: Registers): Resolvers {
  const [ofCompanies, points] = [registers.store(companies), registers.store(revenuePoints)];

  const byCommunities = async (codes: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
    const county = { $in: [...new Set(codes.map((code) => code.slice(0, 6)))] };
    const found = await ofCompanies.find({ county, community: { $in: [...codes] } });
    return new Map(found.map((row) => [row.place, row]));
  };
  const pointsOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const found = await points.find({ company: { $in: [...ids] } });
    const inOrder = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return new Map(ids.map((id) => [id, inOrder.filter(({ company }) => company === id)]));
  };

  return {
    Community: {
      company: async ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, byCommunities, code),
    },
    Company: {
      revenuePoints: async ({ id }: Row, _: unknown, context: RequestContext) =>
        ((await load(context, pointsOf, id)) ?? []).map((row) => ({ ...row })),
    },
  };
}
