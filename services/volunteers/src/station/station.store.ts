import type { GeoPoint } from '@hh/kernel/geo.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { date } from '@hh/kernel/shape.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { defineRegister, type Row } from '@hh/service/register/register.ts';
import { lookAtZones } from '../zone/zone.store.ts';
import { closeStation, coverageBp, openStation, stationExtra, stationFields } from './station.ts';

export const volunteerStations = defineRegister({
  type: 'VolunteerStation',
  collection: 'volunteer_stations',
  fields: stationFields,
  extra: stationExtra,
  place: 'community',
  create: { mutation: 'openVolunteerStation', may: 'volunteering:direct', state: 'OPEN', decide: openStation },
  states: {
    closeVolunteerStation: {
      from: ['OPEN'],
      to: 'CLOSED',
      may: 'volunteering:direct',
      takes: { closedOn: date, reason },
      decide: closeStation,
    },
  },
  looks: { openVolunteerStation: lookAtZones },
  indexes: [{ name: 'zone', key: { zone: 1, _id: 1 } }],
});

/** Where compounds lie, as the property service has announced it: the figure of the circle is counted without asking it. */
interface Position {
  readonly _id: string;
  readonly county: string;
  readonly location: GeoPoint;
  readonly times: number;
}

export const positionsCollection: CollectionSpec = {
  name: 'compound_positions',
  indexes: [{ name: 'county', key: { county: 1, _id: 1 } }],
  schema: { required: ['county', 'location', 'times'], properties: { county: { bsonType: 'string' } } },
};

export type StationStore = ReturnType<typeof createStationStore>;

export function createStationStore(connection: Connection) {
  const stations = connection.collection<Row & { _id: string }>('volunteer_stations');
  const positions = connection.collection<Position>('compound_positions');

  async function openOn(counties: readonly string[], day: LocalDate): Promise<readonly Row[]> {
    const rows = await stations
      .find({
        county: { $in: [...counties] },
        openedOn: { $lte: day },
        $or: [{ closedOn: null }, { closedOn: { $gt: day } }],
      })
      .sort({ _id: 1 })
      .toArray();
    return rows.map(({ _id, ...rest }) => ({ ...rest, id: _id }) as Row);
  }

  return {
    openOn,

    /** The share of each place's compounds that lie in the circle of a station open on a day; none where it has none. */
    async coverage(places: readonly string[], day: LocalDate): Promise<ReadonlyMap<string, number>> {
      const [length] = places.map((place) => place.length);
      const county = { $in: [...new Set(places.map((place) => place.slice(0, 6)))] };
      const [open, located] = await Promise.all([
        openOn(county.$in, day),
        positions.find({ county, $or: places.map((place) => ({ _id: { $gte: place, $lt: `${place}:` } })) }).toArray(),
      ]);
      const groups = Map.groupBy(located, ({ _id }) => _id.slice(0, length));
      return new Map(
        places.flatMap((place) => {
          const share = coverageBp(groups.get(place) ?? [], open as never);
          return share === null ? [] : [[place, share] as const];
        }),
      );
    },

    /** Keeps where a compound lies; an announcement that was overtaken by a later one changes nothing. */
    async keepPosition(
      { compound, location, times }: { compound: string; location: GeoPoint; times: number },
      session: Session,
    ): Promise<void> {
      const known = await positions.findOne({ _id: compound }, { session });
      if (known && known.times >= times) return;
      const row = { county: compound.slice(0, 6), location, times };
      await positions.replaceOne({ _id: compound }, row, { upsert: true, session });
    },
  };
}
