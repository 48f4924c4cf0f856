/**
 * What is no count of rows of one register: the tiers of the Party that have units at a place, the share of buildings that
 * are in a group, and where the secretaries come from.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { at, sharesOf, standingOn, within } from './station-figures.store.ts';

const TIERS = [
  ['general_branches', 'foundedOn', 'dissolvedOn'],
  ['branches', 'foundedOn', 'dissolvedOn'],
  ['groups', 'foundedOn', 'dissolvedOn'],
  ['hub_households', 'since', 'until'],
] as const;

export const tiersIn = (connection: Connection) => async (places: readonly string[], asOf: LocalDate) => {
  const found = new Map<string, number>(places.map((place) => [place, 0]));
  const standing = TIERS.flatMap(([collection, from, to]) =>
    places.map(async (place) => {
      const unit = await connection.collection(collection).findOne({
        county: place.slice(0, 6),
        place: { $gte: place, $lt: `${place}:` },
        [from]: { $lte: asOf },
        $or: [{ [to]: null }, { [to]: { $gt: asOf } }],
      });
      if (unit) found.set(place, (found.get(place) ?? 0) + 1);
    }),
  );
  await Promise.all(standing);
  return found;
};

/** Of the buildings, those that are in a group on a day, in basis points; a building is in one at a time. Null without any. */
export const buildingCoverageIn = (connection: Connection) => async (places: readonly string[], asOf: LocalDate) => {
  const counted = async (collection: string, standing: object, count: unknown) =>
    await connection
      .collection(collection)
      .aggregate<{ _id: string; count: number }>([
        { $match: { ...within(places), ...standing } },
        { $group: { _id: at(places), count: { $sum: count } } },
      ])
      .toArray();
  const [all, grouped] = await Promise.all([
    counted('known_buildings', {}, 1),
    counted('groups', standingOn('foundedOn', 'dissolvedOn', asOf), { $size: '$buildings' }),
  ]);
  const parts = new Map(grouped.map(({ _id, count }) => [_id, count]));
  return sharesOf(
    places,
    all.map(({ _id, count }) => ({ _id, whole: count, part: parts.get(_id) ?? 0 })),
  );
};

/** The secretaries of branches in office on a day, by where they come from; the most first. */
export function createSourceResolvers(connection: Connection): Resolvers {
  const bySource = async (keys: readonly string[]) => {
    const asked = keys.map((key) => JSON.parse(key) as [string, LocalDate]);
    const found = new Map<string, { source: string; count: number }[]>(keys.map((key) => [key, []]));
    const groups = Map.groupBy(asked, ([place, asOf]) => JSON.stringify([place.length, asOf])).values();
    for (const group of groups) {
      const [[, asOf]] = group as [[string, LocalDate]];
      const places = group.map(([place]) => place);
      const rows = await connection
        .collection('appointments')
        .aggregate<{ _id: { place: string; source: string }; count: number }>([
          {
            $match: {
              ...within(places),
              rung: 2,
              state: { $in: ['IN_FORCE', 'ENDED'] },
              ...standingOn('since', 'until', asOf),
            },
          },
          { $group: { _id: { place: at(places), source: '$source' }, count: { $sum: 1 } } },
          { $sort: { count: -1, '_id.source': 1 } },
        ])
        .toArray();
      for (const { _id, count } of rows)
        found.get(JSON.stringify([_id.place, asOf]))?.push({ source: _id.source, count });
    }
    return found;
  };
  return {
    OrganizationFigures: {
      secretariesBySource: ({ place, asOf }: { place: string; asOf: LocalDate }, _: unknown, context: RequestContext) =>
        load(context, bySource, JSON.stringify([place, asOf])),
    },
  };
}
