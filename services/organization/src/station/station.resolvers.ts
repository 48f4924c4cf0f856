import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import { type Registered, type Registers, referenceById } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { FindLead } from '../appointment/appointment.store.ts';
import { whereNobodyIs } from './station.commands.ts';
import { stationAssessments, stationInvestments, stations } from './station.store.ts';
import { entityStatus } from './station.ts';

export const station: readonly Registered[] = [
  [
    { ...stations, effects: { openStation: whereNobodyIs } },
    { root: 'serviceStation', below: { Community: 'stations' } },
  ],
  [stationInvestments, { below: { ServiceStation: { field: 'investments', by: 'station' } } }],
  [stationAssessments, { below: { ServiceStation: { field: 'assessments', by: 'station' } } }],
];

export function createStationResolvers({ store }: Pick<Registers, 'store'>, lead: FindLead): Resolvers {
  const standing = store(stations);
  const byCompounds = async (codes: readonly string[]) => {
    const counties = [...new Set(codes.map((code) => code.slice(0, 6)))];
    const rows = await standing.find({ county: { $in: counties }, compound: { $in: [...codes] }, state: 'IN_FORCE' });
    return new Map(rows.map((row) => [String(row.compound), row]));
  };
  const inPremises = async (ids: readonly string[]) => {
    const rows = await standing.find({ premises: { $in: [...ids] }, state: 'IN_FORCE' });
    return new Map(rows.map((row) => [String(row.premises), row]));
  };
  const latestOf = store(stationAssessments).latest('station', 'assessedOn');
  return {
    Compound: {
      station: async ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, byCompounds, code),
    },
    Premises: {
      ...referenceById('Premises'),
      station: async ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, inPremises, id),
    },
    Branch: {
      entityStatus: async (branch: Readonly<Record<string, string>>, _: unknown, context: RequestContext) => {
        const [{ secretary }, found] = await Promise.all([
          lead(branch, context),
          load(context, byCompounds, branch.compound as string),
        ]);
        const assessment = found && (await load(context, latestOf, found.id));
        return entityStatus(secretary as never, found as never, assessment as never);
      },
    },
    ServiceStation: {
      assessment: async ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, latestOf, id),
    },
  };
}
