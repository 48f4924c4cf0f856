/** What a write of an attendance does to its activity and to the hours of its person, and the other way round. */

import { dateOf } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { enterRows } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import { hourEntries } from '../hours/hours.store.ts';
import { checkOut, givePlaceBack, takePlace } from './activity.ts';

type Parts = Parameters<Effect>[1]['parts'];
const activitiesOf = ({ stores }: Parts) => {
  const store = stores.get('VolunteerActivity');
  if (!store) throw new Error('attendances need activities');
  return store;
};

/** Who joins takes a place; the write is conditioned by the number that was read. */
export const take: Effect = async ({ activity, state }, { parts, session }) => {
  // What was attended in the past took its place then.
  if (state !== 'SIGNED_UP') return undefined;
  const row = (await activitiesOf(parts).get(activity, session)) as Row & Parameters<typeof takePlace>[0];
  const places = takePlace(row);
  if (isRefusal(places)) return places;
  await activitiesOf(parts).change(row, { state: 'OPEN', taken: row.taken }, places, session);
  return undefined;
};

export const giveBack: Effect = async ({ activity }, { parts, session }) => {
  const row = (await activitiesOf(parts).get(activity, session)) as Row & Parameters<typeof takePlace>[0];
  await activitiesOf(parts).change(row, { taken: row.taken }, givePlaceBack(row), session);
  return undefined;
};

/** Who has not checked out when an activity is over is checked out with it, and free for the next one. */
export const endAttendances: Effect = async (activity, { parts, session }) => {
  const store = parts.stores.get('Attendance');
  const open = (await store?.find({ activity: activity.id, state: 'CHECKED_IN' }, session)) ?? [];
  for (const row of open) {
    const out = checkOut(row.checkedInAt, parts.clock.now(), activity as never);
    await store?.change(row, { state: 'CHECKED_IN' }, { state: 'CHECKED_OUT', ...out }, session);
  }
  return undefined;
};

/** What is confirmed are hours of the person: one entry for each attendance. */
export const postHours: Effect = async (attendance, transaction) => {
  const { id, person, activity, minutes, checkedInAt } = attendance;
  const input = { person, activity, attendance: id, minutes, earnedOn: dateOf(checkedInAt) };
  const ids = await enterRows(transaction.parts, hourEntries, transaction.actor, [{ input }], transaction);
  return isRefusal(ids) ? ids : undefined;
};
