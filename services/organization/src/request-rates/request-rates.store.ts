/** What the rates are made of, counted from requests whenever it is asked for: one aggregation for all places of a query. */
import { firstDay, nextPeriod, type Period, startOf } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { defaultPolicy } from '../request/policy.ts';
import { requestPolicies, requests } from '../request/request.store.ts';
import { type Counts, countNames } from './request-rates.ts';

/** Counted by the place alone, by the post that holds them, or by the places of so many digits in it. */
export interface Asked {
  readonly place: string;
  readonly month: Period;
  readonly channel: string | null;
  readonly by: 'PLACE' | 'POST' | number;
}

export interface Unit {
  /** Null where it is counted by the place alone. */
  readonly unit: string | null;
  readonly counts: Counts;
}

const FINISHED = ['RESOLVED', 'NOT_FEASIBLE', 'ADOPTED', 'ANSWERED', 'CLOSED'];
/** They count in no denominator. */
const LEFT_OUT = ['RETURNED', 'MERGED'];

/** For loaders, by the text of an `Asked`. */
export function createRateStore(connection: Connection, now: () => Date) {
  const collection = connection.collection(requests.collection);

  async function basicCounted(counties: readonly string[]): Promise<ReadonlySet<string>> {
    const own = await connection
      .collection<{ county: string; isBasicCounted: boolean }>(requestPolicies.collection)
      .find({ county: { $in: [...counties] } })
      .toArray();
    const known = new Map(own.map(({ county, isBasicCounted }) => [county, isBasicCounted]));
    return new Set(counties.filter((county) => known.get(county) ?? defaultPolicy.isBasicCounted));
  }

  return async (keys: readonly string[]): Promise<ReadonlyMap<string, readonly Unit[]>> => {
    const asked = keys.map((key) => ({ key, ...(JSON.parse(key) as Asked) }));
    const groups = Map.groupBy(asked, ({ place, month, channel, by }) =>
      JSON.stringify([place.length, month, channel, by]),
    );
    const found = new Map<string, Unit[]>();
    for (const group of groups.values()) {
      const [{ place, month, channel, by }] = group as unknown as [Asked];
      const counties = [...new Set(group.map((each) => each.place.slice(0, 6)))];
      const pipeline = [
        {
          $match: {
            county: { $in: counties },
            $or: group.map((each) => ({ place: { $gte: each.place, $lt: `${each.place}:` } })),
            ...(channel === null ? {} : { channel }),
          },
        },
        ...countsIn(month, now(), [...(await basicCounted(counties))]),
        {
          $group: {
            _id: {
              at: prefix(place.length),
              unit: by === 'PLACE' ? null : by === 'POST' ? '$holder.role' : prefix(by),
            },
            ...Object.fromEntries(countNames.map((name) => [name, { $sum: { $cond: [`$${name}`, 1, 0] } }])),
            calls: { $sum: '$calls' },
            answers: { $sum: '$answers' },
          },
        },
        { $sort: { '_id.unit': 1 } },
      ];
      const rows = await collection
        .aggregate<{ _id: { at: string; unit: string | null } } & Counts>(pipeline)
        .toArray();
      for (const { key, place: at } of group)
        found.set(
          key,
          rows.flatMap(({ _id, ...counts }) => (_id.at === at ? [{ unit: _id.unit, counts }] : [])),
        );
    }
    return found;
  };
}

function prefix(digits: number) {
  return { $substrBytes: ['$place', 0, digits] };
}

/**
 * For each request, what it counts as in the month: as it stood when the month ended, by its own steps, so that nothing
 * done later changes a month that is over. An absent instant is less than any, so it is asked for first.
 */
function countsIn(month: Period, now: Date, basicCounties: readonly string[]): object[] {
  const [since, until] = [startOf(firstDay(month)), startOf(firstDay(nextPeriod(month)))];
  const during = (instant: string) => ({ $and: [{ $gte: [instant, since] }, { $lt: [instant, until] }] });
  const isDue = (instant: string) => ({ $and: ['$counts', during(instant), { $lte: [instant, now] }] });
  const isBy = (done: string, due: string) => ({ $and: [{ $gt: [done, null] }, { $lte: [done, due] }] });
  const inMonth = (list: string, as: string, at: string) => ({ $filter: { input: list, as, cond: during(at) } });
  const satisfied = {
    $or: [
      { $eq: ['$said.satisfaction', 'SATISFIED'] },
      { $and: [{ $eq: ['$said.satisfaction', 'BASICALLY_SATISFIED'] }, { $in: ['$county', basicCounties] }] },
    ],
  };
  return [
    { $set: { last: { $last: { $filter: { input: '$timeline', as: 'step', cond: { $lt: ['$$step.at', until] } } } } } },
    {
      $set: {
        counts: { $not: [{ $in: ['$last.state', LEFT_OUT] }] },
        ratings: inMonth('$ratings', 'rating', '$$rating.at'),
        isReopened: { $gt: [{ $size: inMonth('$reopenings', 'instant', '$$instant') }, 0] },
        received: during('$receivedAt'),
      },
    },
    { $set: { given: { $filter: { input: '$ratings', as: 'rating', cond: '$$rating.answered' } } } },
    { $set: { said: { $last: '$given' } } },
    {
      $set: {
        handedOn: { $and: ['$received', '$isHandedOn'] },
        handled: { $and: ['$received', '$counts'] },
        finished: { $and: ['$received', '$counts', { $in: ['$state', FINISHED] }] },
        acceptDue: isDue('$acceptBy'),
        acceptedInTime: { $and: [isDue('$acceptBy'), isBy('$acceptedAt', '$acceptBy')] },
        replyDue: isDue('$dueAt'),
        repliedInTime: { $and: [isDue('$dueAt'), isBy('$repliedAt', '$dueAt')] },
        calls: { $cond: ['$counts', { $size: '$ratings' }, 0] },
        answers: { $cond: ['$counts', { $size: '$given' }, 0] },
        rated: { $and: ['$counts', { $gt: [{ $size: '$given' }, 0] }] },
        asked: { $and: ['$counts', { $or: ['$isReopened', { $gt: [{ $size: '$given' }, 0] }] }] },
        solved: { $and: ['$counts', { $not: ['$isReopened'] }, { $eq: ['$said.resolved', true] }] },
        satisfied: { $and: ['$counts', satisfied] },
      },
    },
  ];
}
