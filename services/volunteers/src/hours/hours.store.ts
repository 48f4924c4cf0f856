import { reason } from '@hh/kernel/reason.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { enterRows } from '@hh/service/register/commands.ts';
import { defineRegister, type Effect, type Register } from '@hh/service/register/register.ts';
import {
  endOfQuarter,
  hourExtra,
  hourFields,
  settleHours,
  settlementExtra,
  settlementFields,
  whyNotReversed,
} from './hours.ts';

const reverse: Effect = async (row, transaction) => {
  const { parts, actor, taken } = transaction;
  const { person, activity, attendance, minutes } = row;
  const input = {
    ...{ person, activity, attendance, minutes: -minutes, reverses: row.id },
    earnedOn: parts.clock.today(),
    reason: taken.reason,
  };
  const ids = await enterRows(parts, hourEntries, actor, [{ input }], transaction);
  return isRefusal(ids) ? ids : undefined;
};

export const hourEntries: Register = defineRegister({
  type: 'HourEntry',
  collection: 'hour_entries',
  fields: hourFields,
  extra: hourExtra,
  place: { of: 'activity' },
  create: {
    mutation: 'earnHours',
    may: 'effect',
    state: 'POSTED',
    decide: ({ earnedOn }: { earnedOn: string }) => ({ year: Number(earnedOn.slice(0, 4)) }),
  },
  states: {
    reverseHours: {
      from: ['POSTED'],
      to: 'REVERSED',
      may: 'volunteering:organize',
      takes: { reason },
      guard: whyNotReversed,
      // The entry itself stays as it is: the reason stands in the one that takes it back.
      decide: () => ({}),
    },
  },
  effects: { reverseHours: reverse },
  unique: [{ name: 'hours of an attendance', fields: ['attendance'], where: { reverses: null } }],
  indexes: [{ name: 'person', key: { person: 1, earnedOn: 1, _id: 1 } }],
  order: ['earnedOn'],
  read: 'volunteers:read',
  readBy: ['person'],
});

/** Takes what nobody has settled: the condition of the write is that it settles an entry once. */
const settle: Effect = async (row, { parts, session }) => {
  const { id, county, community } = row;
  const entries = parts.writer.connection.collection('hour_entries');
  const open = {
    county,
    place: { $gte: community, $lt: `${community}:` },
    settledIn: null,
    earnedOn: { $lte: endOfQuarter(row as never) },
  };
  await entries.updateMany(open, { $set: { settledIn: id }, $inc: { version: 1 } }, { session });
  const [totals] = await entries
    .aggregate<{ entries: number; minutes: number; persons: number }>(
      [
        { $match: { county, place: open.place, settledIn: id } },
        { $group: { _id: '$person', entries: { $sum: 1 }, minutes: { $sum: '$minutes' } } },
        {
          $group: {
            _id: null,
            entries: { $sum: '$entries' },
            minutes: { $sum: '$minutes' },
            persons: { $sum: 1 },
          },
        },
        { $project: { _id: 0 } },
      ],
      { session },
    )
    .toArray();
  if (totals) await parts.stores.get('HourSettlement')?.change(row, {}, { ...totals }, session);
  return undefined;
};

export const hourSettlements = defineRegister({
  type: 'HourSettlement',
  collection: 'hour_settlements',
  fields: settlementFields,
  extra: settlementExtra,
  place: 'community',
  create: { mutation: 'settleHours', may: 'volunteering:organize', decide: settleHours },
  effects: { settleHours: settle },
  unique: [{ name: 'one settlement a quarter', fields: ['community', 'year', 'quarter'] }],
  order: ['year', 'quarter'],
});
