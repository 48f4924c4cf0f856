/** What is no count of rows of one register: how many of the stations meet the standard, and of the branches have one. */
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';

const ALL = 10_000;

interface Share {
  readonly _id: string;
  readonly part: number;
  readonly whole: number;
}

/** Of the stations that are open on a day, those whose latest assessment up to it was passed, in basis points; null without any. */
export const stationStandardIn = (connection: Connection) => async (places: readonly string[], asOf: LocalDate) => {
  const rows = await connection
    .collection('service_stations')
    .aggregate<Share>([
      { $match: { ...within(places), ...standingOn('openedOn', 'closedOn', asOf) } },
      {
        $lookup: {
          from: 'station_assessments',
          localField: '_id',
          foreignField: 'station',
          pipeline: [
            { $match: { assessedOn: { $lte: asOf } } },
            { $sort: { assessedOn: -1, _id: -1 } },
            { $limit: 1 },
            { $project: { passed: 1 } },
          ],
          as: 'latest',
        },
      },
      {
        $group: {
          _id: at(places),
          whole: { $sum: 1 },
          part: { $sum: { $cond: [{ $eq: [{ $first: '$latest.passed' }, true] }, 1, 0] } },
        },
      },
    ])
    .toArray();
  return sharesOf(places, rows);
};

/** Of the compounds that have a branch on a day, those with an open station, in basis points; null without any. */
export const stationCoverageIn = (connection: Connection) => async (places: readonly string[], asOf: LocalDate) => {
  const rows = await connection
    .collection('branches')
    .aggregate<Share>([
      { $match: { ...within(places), ...standingOn('foundedOn', 'dissolvedOn', asOf) } },
      {
        $lookup: {
          from: 'service_stations',
          localField: 'compound',
          foreignField: 'compound',
          pipeline: [{ $match: standingOn('openedOn', 'closedOn', asOf) }, { $limit: 1 }, { $project: { _id: 1 } }],
          as: 'stations',
        },
      },
      { $group: { _id: at(places), whole: { $sum: 1 }, part: { $sum: { $size: '$stations' } } } },
    ])
    .toArray();
  return sharesOf(places, rows);
};

export function sharesOf(places: readonly string[], rows: readonly Share[]): ReadonlyMap<string, number | null> {
  const shares = new Map(rows.map(({ _id, part, whole }) => [_id, Math.floor((part * ALL) / whole)]));
  return new Map(places.map((place) => [place, shares.get(place) ?? null]));
}

export function at([place]: readonly string[]) {
  return { $substrBytes: ['$place', 0, (place as string).length] };
}

export function within(places: readonly string[]) {
  const [first, last] = [places.toSorted()[0] as string, places.toSorted().at(-1) as string];
  return { county: { $gte: first.slice(0, 6), $lte: last.slice(0, 6) }, place: { $gte: first, $lt: `${last}:` } };
}

export function standingOn(from: string, to: string, asOf: LocalDate) {
  return { [from]: { $lte: asOf }, $or: [{ [to]: null }, { [to]: { $gt: asOf } }] };
}
