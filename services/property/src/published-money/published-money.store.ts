import type { Period } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { publications } from '../publication/publication.store.ts';
import type { PublishedSums } from './published-money.ts';

/** What all publications of a county that count say together, of the months from one to another. */
export function publishedSums(connection: Connection) {
  const rows = connection.collection(publications.collection);
  return async (county: string, from: Period, to: Period): Promise<PublishedSums> => {
    const [found] = await rows
      .aggregate<
        Omit<PublishedSums, 'publications' | 'compounds'> & { all: readonly { compound: string; n: number }[] }
      >([
        { $match: { county, isCurrent: true, period: { $gte: from, $lte: to } } },
        {
          $facet: {
            all: ALL,
            shares: SHARES,
            income: sumsOf('income', 'agreement'),
            spent: sumsOf('expenditure', 'purpose'),
          },
        },
      ])
      .toArray();
    const { all, ...sums } = found ?? { all: [], shares: [], income: [], spent: [] };
    return {
      ...sums,
      publications: all.reduce((count, { n }) => count + n, 0),
      compounds: all.map(({ compound }) => compound),
    };
  };
}

const ALL = [{ $group: { _id: '$compound', n: { $sum: 1 } } }, { $project: { _id: 0, compound: '$_id', n: 1 } }];

/** Each compound's publication tells the same of an agreement's month: it counts once. */
const SHARES = [
  { $unwind: '$content.shares' },
  {
    $group: {
      _id: { agreement: '$content.shares.agreement', period: '$period' },
      share: { $first: '$content.shares' },
    },
  },
  { $sort: { '_id.period': 1 } },
  {
    $group: {
      _id: '$_id.agreement',
      name: { $last: '$share.name' },
      operator: { $last: '$share.operator' },
      rateBp: { $last: '$share.rateBp' },
      base: { $sum: '$share.base' },
      pool: { $sum: '$share.pool' },
    },
  },
  { $project: { _id: 0, agreement: '$_id', name: 1, operator: 1, rateBp: 1, base: 1, pool: 1 } },
];

/** The amounts of a list of the content, by compound and what the line is of. */
function sumsOf(list: 'income' | 'expenditure', by: 'agreement' | 'purpose') {
  return [
    { $unwind: `$content.${list}` },
    {
      $group: {
        _id: { compound: '$compound', [by]: `$content.${list}.${by}` },
        amount: { $sum: `$content.${list}.amount` },
      },
    },
    { $project: { _id: 0, compound: '$_id.compound', [by]: `$_id.${by}`, amount: 1 } },
  ];
}
