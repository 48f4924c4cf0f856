import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { AskGraph, Resolvers } from '@hh/service/service.ts';
import type { LeadsOf } from '../appointment/appointment.store.ts';
import { stationAssessments, stationInvestments, stations } from './station.store.ts';
import { entityStatus, whyNotThere } from './station.ts';

const PREMISES = 'query($id: ID!) { premises(id: $id) { state purpose compound { code } } }';

export const station: readonly Registered[] = [
  [stations, { root: 'serviceStation', below: { Community: 'stations' } }],
  [stationInvestments, { below: { ServiceStation: { field: 'investments', by: 'station' } } }],
  [stationAssessments, { below: { ServiceStation: { field: 'assessments', by: 'station' } } }],
];

export function createStationResolvers({ store }: Pick<Registers, 'store'>, leads: LeadsOf): Resolvers {
  const [standing, made] = [store(stations), store(stationAssessments)];
  const byCompounds = async (codes: readonly string[]) => {
    const counties = [...new Set(codes.map((code) => code.slice(0, 6)))];
    const rows = await standing.find({ county: { $in: counties }, compound: { $in: [...codes] }, state: 'IN_FORCE' });
    return new Map(rows.map((row) => [String(row.compound), row]));
  };
  const latestOf = async (ids: readonly string[]) => {
    const rows = await made.find({ station: { $in: [...ids] } });
    const inOrder = rows.toSorted((a, b) => (`${a.assessedOn} ${a.id}` < `${b.assessedOn} ${b.id}` ? -1 : 1));
    return new Map(inOrder.map((row) => [String(row.station), row]));
  };
  return {
    Compound: {
      station: async ({ code }: { code: string }, _: unknown, context: RequestContext) => {
        const row = await load(context, byCompounds, code);
        return row && { ...row };
      },
    },
    Branch: {
      entityStatus: async ({ id, compound }: Readonly<Record<string, string>>, _: unknown, context: RequestContext) => {
        const [lead, found] = await Promise.all([
          load(context, leads, id as string),
          load(context, byCompounds, compound as string),
        ]);
        const assessment = found && (await load(context, latestOf, found.id));
        return entityStatus((lead?.secretary ?? null) as never, found as never, assessment as never);
      },
    },
    ServiceStation: {
      assessment: async ({ id }: { id: string }, _: unknown, context: RequestContext) => {
        const row = await load(context, latestOf, id);
        return row && { ...row };
      },
    },
  };
}

type Opening = (parent: unknown, args: { input: Input }, context: RequestContext) => Promise<unknown>;
type Input = Readonly<Record<string, unknown>>;

/** Premises live in another service: it is asked before the transaction begins, as for every reference across services. */
export function inRecoveredPremises(resolvers: Resolvers, ask: AskGraph): Resolvers {
  const { openStation, ...others } = resolvers.Mutation as Readonly<Record<string, unknown>>;
  const open: Opening = async (parent, args, context) => {
    const { premises, compound } = args.input;
    const found = await ask<{ premises: Parameters<typeof whyNotThere>[0] }>(PREMISES, { id: premises });
    const refusal = whyNotThere(found.premises, compound);
    return refusal ? refused(refusal) : await (openStation as Opening)(parent, args, context);
  };
  return { ...resolvers, Mutation: { ...others, openStation: open } };
}
