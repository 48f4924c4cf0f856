/** What is no count of rows of one register: how many tiers of the Party have units at a place. */
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';

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
