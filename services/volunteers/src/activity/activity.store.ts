import { refuse } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import { defineRegister, type Facts, type Look, type Row } from '@hh/service/register/register.ts';
import {
  activityExtra,
  activityFields,
  activityStates,
  attendanceExtra,
  attendanceFields,
  attendanceStates,
  planActivity,
} from './activity.ts';
import { endAttendances, giveBack, postHours, take } from './effects.ts';

export const volunteerActivities = defineRegister({
  type: 'VolunteerActivity',
  collection: 'volunteer_activities',
  fields: activityFields,
  extra: activityExtra,
  place: 'place',
  create: { mutation: 'planActivity', may: 'volunteering:lead', state: 'PLANNED', decide: planActivity },
  states: activityStates,
  effects: { finishActivity: endAttendances },
  indexes: [
    { name: 'team', key: { team: 1, startsAt: 1, _id: 1 } },
    { name: 'coHosts', key: { coHosts: 1, startsAt: 1, _id: 1 } },
    { name: 'sponsors', key: { sponsors: 1, startsAt: 1, _id: 1 } },
  ],
  order: ['startsAt'],
});

/** The activity of an attendance, and whether its person is at another one now. */
const lookAtActivity: Look = async ([row], { parts, session }) => {
  const { activity, person, county } = row as Row;
  const here = await parts.stores.get('VolunteerActivity')?.get(activity, session);
  const attending = { county, person, state: 'CHECKED_IN' };
  const elsewhere = (await parts.stores.get('Attendance')?.find(attending, session)) ?? [];
  return { activity: here, isElsewhere: elsewhere.some(({ id }) => id !== (row as Row).id) };
};

export const attendances = defineRegister({
  type: 'Attendance',
  collection: 'attendances',
  fields: attendanceFields,
  extra: attendanceExtra,
  place: { of: 'activity' },
  create: {
    mutation: 'joinActivity',
    may: 'volunteering:take-part',
    state: 'SIGNED_UP',
    decide: (_: unknown, { actor }: Facts) => ({ person: actor.id, minutes: 0 }),
  },
  states: {
    ...attendanceStates,
    confirmAttendance: {
      ...attendanceStates.confirmAttendance,
      decide: ({ place }: Row, _: unknown, { actor, looked }: Facts) =>
        looked.activity.leader === actor.id || canAt(actor, 'volunteering:organize', place)
          ? { confirmedBy: actor.id }
          : refuse('NOT_THE_HOLDER', { field: 'id' }),
    },
  },
  looks: {
    checkInAttendance: lookAtActivity,
    checkOutAttendance: lookAtActivity,
    confirmAttendance: lookAtActivity,
  },
  effects: { joinActivity: take, rejoinActivity: take, cancelAttendance: giveBack, confirmAttendance: postHours },
  // The times of a person are taken from the clock while one attendance is open: no two can overlap.
  unique: [
    { name: 'one attendance of an activity', fields: ['activity', 'person'] },
    { name: 'one activity at a time', fields: ['person'], where: { state: 'CHECKED_IN' } },
  ],
  indexes: [
    { name: 'activity', key: { activity: 1, _id: 1 } },
    { name: 'person', key: { person: 1, _id: 1 } },
  ],
  read: 'attendance:read',
  readBy: ['person'],
});
