/** Late amounts, against the period that they belong to: of all that came too late, and of what one period took in. */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { EntryKind } from './entry.ts';

/** In fen; what reversals take back is taken off. */
export interface Restatement {
  readonly period: Period;
  readonly revenue: Fen;
  readonly cost: Fen;
  readonly entryCount: number;
}

interface Row {
  readonly _id: { readonly of: string; readonly period: Period };
  /** Decimals, whole numbers of fen. */
  readonly revenue: object;
  readonly cost: object;
  readonly entryCount: number;
}

// Decimals: a sum of longs that leaves int64 would turn into a rounded double.
const signed = { $toDecimal: { $cond: [{ $eq: ['$reverses', null] }, '$amount', { $multiply: ['$amount', -1] }] } };
const sumOf = (kind: EntryKind) => ({ $sum: { $cond: [{ $eq: ['$kind', kind] }, signed, { $toDecimal: 0 }] } });

export function createRestatementStore(connection: Connection) {
  const entries = connection.collection('entries');

  /** Each key is the values of these fields, with a space between them. */
  async function byKeys(fields: readonly string[], keys: readonly string[]) {
    const wanted = keys.map((key) => {
      const values = key.split(' ');
      return { ...Object.fromEntries(fields.map((field, at) => [field, values[at] ?? ''])), late: true };
    });
    const of = { $concat: fields.flatMap((field, at) => (at === 0 ? [`$${field}`] : [' ', `$${field}`])) };
    const sums = { revenue: sumOf('REVENUE'), cost: sumOf('COST'), entryCount: { $sum: 1 } };
    const rows = await entries
      .aggregate<Row>([
        { $match: { $or: wanted } },
        { $group: { _id: { of, period: '$belongsTo' }, ...sums } },
        { $sort: { '_id.period': 1 } },
      ])
      .toArray();
    const found = Map.groupBy(rows, ({ _id }) => _id.of);
    return new Map([...found].map(([key, own]) => [key, own.map(restatementOf)]));
  }

  return {
    /** For loaders, by `agreementKey`: all that is late, by the period that it belongs to. */
    restatementsOf: (keys: readonly string[]) => byKeys(['county', 'agreement'], keys),
    /** For loaders, by `periodKey`: what is late among the entries that a period took in. */
    takenLate: (keys: readonly string[]) => byKeys(['county', 'agreement', 'period'], keys),
  };
}

function restatementOf({ _id: { period }, revenue, cost, entryCount }: Row): Restatement {
  return { period, revenue: BigInt(revenue.toString()), cost: BigInt(cost.toString()), entryCount };
}
