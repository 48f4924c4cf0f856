/**
 * Joint meetings 联席会议: a community's joint Party committee meets its partners, and the county its departments, property
 * firms and key enterprises. A matter is assigned to a department, resolved, and accepted by who raised it or sent back.
 * Source: the programme, S23 and S55; domain, JMM.
 */
import { reason } from '@hh/kernel/reason.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { choice, date, lines, list, object, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const meetingFields = {
  kind: choice('BIG_COMMITTEE', 'COUNTY_JOINT'),
  at: place('County', 'Street', 'Community'),
  heldOn: date,
  topic: text(100),
  attendees: list(reference('RedPartner'), 0, 60),
  guests: list(text(60), 0, 60),
};

interface Meeting {
  readonly kind: string;
  readonly at: string;
  readonly attendees: readonly string[];
  readonly guests: readonly string[];
}

/**
 * A joint Party committee is a community's; the county's meeting belongs to county or street. Somebody takes part: partners
 * of the place, and others by name. `looked` has the place of each partner.
 */
export function decideMeeting(
  { kind, at, attendees, guests }: Meeting,
  { looked }: { readonly looked: ReadonlyMap<string, string> },
) {
  if ((kind === 'BIG_COMMITTEE') !== (at.length === 12)) return refuse('MEETING_PLACE', { field: 'at' });
  if (attendees.length + guests.length === 0) return refuse('LIST_SIZE', { field: 'attendees', min: 1, max: 60 });
  if (new Set(attendees).size < attendees.length) return refuse('VALUE_TWICE', { field: 'attendees' });
  const isOfPlace = attendees.every((partner) => looked.get(partner)?.startsWith(at));
  return isOfPlace ? {} : refuse('OUT_OF_SCOPE', { field: 'attendees' });
}

export const matterFields = {
  meeting: reference('JointMeeting'),
  title: text(100),
  request: optional(reference('ServiceRequest')),
};

export const matterExtra = {
  raisedBy: text(100),
  raisedOn: date,
  department: optional(text(60)),
  dueOn: optional(date),
  outcome: optional(lines(1_000)),
  resolvedBy: optional(text(100)),
  resolvedOn: optional(date),
  reason: optional(reason),
  /** What was resolved until it was sent back, for the figure of those days. */
  sentBack: list(object({ resolvedOn: date, sentBackOn: date }), 0, 100),
};

interface Now {
  readonly actor: { readonly id: string };
  readonly today: string;
}

interface Resolved {
  readonly resolvedOn: string;
  readonly sentBack: readonly object[];
}

export function decideMatter(_: unknown, { actor, today }: Now) {
  return { raisedBy: actor.id, raisedOn: today, sentBack: [] };
}

export const matterStates = {
  assignMatter: {
    from: ['RAISED'],
    to: 'ASSIGNED',
    may: 'meetings:assign',
    takes: { department: text(60), dueOn: date },
  },
  startMatter: { from: ['ASSIGNED', 'SENT_BACK'], to: 'IN_PROGRESS', may: 'meetings:work' },
  resolveMatter: {
    from: ['IN_PROGRESS'],
    to: 'RESOLVED',
    may: 'meetings:work',
    takes: { outcome: lines(1_000) },
    marks: { by: 'resolvedBy', on: 'resolvedOn' },
  },
  acceptMatter: { from: ['RESOLVED'], to: 'ACCEPTED_BY_RAISER', may: 'meetings:raise', onlyBy: ['raisedBy'] },
  sendMatterBack: {
    from: ['RESOLVED'],
    to: 'SENT_BACK',
    may: 'meetings:raise',
    onlyBy: ['raisedBy'],
    takes: { reason },
    decide: ({ resolvedOn, sentBack }: Resolved, taken: object, { today }: Now) => ({
      ...taken,
      resolvedBy: null,
      resolvedOn: null,
      sentBack: [...sentBack, { resolvedOn, sentBackOn: today }],
    }),
  },
} as const;
