/**
 * Activities 志愿服务活动 of teams, and who attends them. The team's leader plans and runs an activity; it is full when its
 * places are taken. Volunteers check in and out by themselves, one activity at a time, and somebody else confirms it; what
 * counts is never more than the length of the activity. Source: the programme, S36, S37, S45, S46; domain, ACT.
 */
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, instant, integer, list, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const activityFields = {
  team: reference('VolunteerTeam'),
  title: text(60),
  service: choice('POLICY_TALK', 'LEGAL_AID', 'CARE', 'OTHER'),
  place: place('Community', 'Compound'),
  startsAt: instant,
  endsAt: instant,
  capacity: optional(integer(1, 10_000)),
  coHosts: list(reference('RedPartner'), 0, 20),
  sponsors: list(reference('PartnerEnterprise'), 0, 20),
};

export const activityExtra = {
  leader: reference('Person'),
  taken: integer(0),
  beneficiaries: optional(integer(0, 1_000_000)),
  reason: optional(reason),
};

export const attendanceFields = { activity: reference('VolunteerActivity') };
export const attendanceExtra = {
  person: reference('Person'),
  checkedInAt: optional(instant),
  checkedOutAt: optional(instant),
  minutes: integer(0),
  confirmedBy: optional(reference('Person')),
};

export const activityStates = {
  openActivity: { from: ['PLANNED'], to: 'OPEN', may: 'volunteering:lead', onlyBy: ['leader'] },
  startActivity: { from: ['OPEN', 'FULL'], to: 'RUNNING', may: 'volunteering:lead', onlyBy: ['leader'] },
  finishActivity: {
    from: ['RUNNING'],
    to: 'DONE',
    may: 'volunteering:lead',
    onlyBy: ['leader'],
    takes: { beneficiaries: integer(0, 1_000_000) },
  },
  cancelActivity: {
    from: ['PLANNED', 'OPEN', 'FULL'],
    to: 'CANCELLED',
    may: 'volunteering:lead',
    onlyBy: ['leader'],
    takes: { reason },
  },
} as const;

interface Actor {
  readonly kind: string;
  readonly id: string;
}
interface Times {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Refuses ENDS_BEFORE_START, STATE_NOT_ALLOWED for a team that is no more, NOT_THE_HOLDER for who does not lead it. */
export function planActivity(
  { startsAt, endsAt }: Times,
  { actor, found }: { actor: Actor; found: { team?: { state: string; leader: string | null } } },
): Readonly<Record<string, unknown>> | Refusal {
  const { state = '', leader = null } = found.team ?? {};
  if (endsAt <= startsAt) return refuse('ENDS_BEFORE_START', { field: 'endsAt' });
  if (state !== 'ACTIVE') return refuse('STATE_NOT_ALLOWED', { field: 'team', state });
  const isLed = leader !== null && (actor.kind === 'SYSTEM' || actor.id === leader);
  return isLed ? { leader, taken: 0 } : refuse('NOT_THE_HOLDER', { field: 'team' });
}

interface Places {
  readonly state: string;
  readonly taken: number;
  readonly capacity: number | null;
}

/** One place more: the last one makes it full. Refuses ACTIVITY_FULL, or STATE_NOT_ALLOWED where nobody can join. */
export function takePlace({ state, taken, capacity }: Places): { taken: number; state: string } | Refusal {
  if (state === 'FULL') return refuse('ACTIVITY_FULL', { field: 'activity' });
  if (state !== 'OPEN') return refuse('STATE_NOT_ALLOWED', { field: 'activity', state });
  return { taken: taken + 1, state: taken + 1 === capacity ? 'FULL' : 'OPEN' };
}

/** One place less: what was full is open again. */
export function givePlaceBack({ state, taken }: Places): { taken: number; state: string } {
  return { taken: taken - 1, state: state === 'FULL' ? 'OPEN' : state };
}

/** Refuses STATE_NOT_ALLOWED while the activity is not running, ATTENDANCE_OVERLAPS while the person is at another one. */
export function checkIn(
  _: unknown,
  __: unknown,
  { now, looked }: { now: Date; looked: { activity: { state: string }; isElsewhere: boolean } },
): Readonly<Record<string, unknown>> | Refusal {
  const { state } = looked.activity;
  if (state !== 'RUNNING') return refuse('STATE_NOT_ALLOWED', { field: 'id', state });
  return looked.isElsewhere ? refuse('ATTENDANCE_OVERLAPS', { field: 'id' }) : { checkedInAt: now };
}

/** Whole minutes between the two, at most as many as the activity lasts. */
export function checkOut(checkedInAt: Date, now: Date, { startsAt, endsAt }: Times) {
  const minutes = (from: Date, to: Date) => Math.floor((to.getTime() - from.getTime()) / 60_000);
  return { checkedOutAt: now, minutes: Math.min(minutes(checkedInAt, now), minutes(startsAt, endsAt)) };
}

export const attendanceStates = {
  rejoinActivity: { from: ['WITHDRAWN'], to: 'SIGNED_UP', may: 'volunteering:take-part', onlyBy: ['person'] },
  cancelAttendance: { from: ['SIGNED_UP'], to: 'WITHDRAWN', may: 'volunteering:take-part', onlyBy: ['person'] },
  checkInAttendance: {
    from: ['SIGNED_UP'],
    to: 'CHECKED_IN',
    may: 'volunteering:take-part',
    onlyBy: ['person'],
    decide: checkIn,
  },
  checkOutAttendance: {
    from: ['CHECKED_IN'],
    to: 'CHECKED_OUT',
    may: 'volunteering:take-part',
    onlyBy: ['person'],
    decide: (
      { checkedInAt }: { checkedInAt: Date },
      _: unknown,
      { now, looked }: { now: Date; looked: { activity: Times } },
    ) => checkOut(checkedInAt, now, looked.activity),
  },
  confirmAttendance: { from: ['CHECKED_OUT'], to: 'CONFIRMED', may: 'volunteering:lead', notBy: ['person'] },
} as const;
