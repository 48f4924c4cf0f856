import type { Clock } from '@hh/kernel/clock.ts';
import type { GeoPoint } from '@hh/kernel/geo.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { type StationStore, volunteerStations } from './station.store.ts';
import { nearestOf, WALK_METRES } from './station.ts';

export const stationRegisters: readonly Registered[] = [
  [
    volunteerStations,
    {
      root: 'volunteerStation',
      below: { Community: 'volunteerStations', VolunteerZone: { field: 'stations', by: 'zone' } },
    },
  ],
];

interface LocatedCompound {
  readonly code: string;
  readonly location?: GeoPoint | null;
}

export function createStationResolvers({ stations, clock }: { stations: StationStore; clock: Clock }): Resolvers {
  const openNow = async (counties: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const open = await stations.openOn(counties, clock.today() as LocalDate);
    return Map.groupBy(open, ({ county }) => county);
  };
  return {
    Compound: {
      __resolveReference: ({ code, location }: LocatedCompound) => ({ __typename: 'Compound', code, location }),
      nearestStation: async ({ code, location }: LocatedCompound, _: unknown, context: RequestContext) => {
        if (!location) return null;
        const open = (await load(context, openNow, code.slice(0, 6))) ?? [];
        const nearest = nearestOf(location, open as readonly (Row & { location: GeoPoint })[]);
        return (
          nearest && {
            station: { ...nearest.station },
            metres: Math.round(nearest.metres),
            isWithinCircle: nearest.metres <= WALK_METRES,
          }
        );
      },
    },
  };
}
