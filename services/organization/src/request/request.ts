/**
 * A service request 诉求: what somebody wants solved, or thinks, on whatever channel it came. It has one holder and one
 * deadline, which moves only by waiting and by one extension that the level above approves, and it ends with a reply.
 * Source: the programme, S41, S42, S56 to S61; domain, REQ.
 */
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  choice,
  instant,
  integer,
  lines,
  list,
  object,
  optional,
  place,
  reference,
  text,
} from '@hh/kernel/shape.ts';
import { standsIn } from '../building/building.ts';
import { maskPhone } from '../person/mask.ts';
import { phone } from '../person/person.ts';
import {
  type Acting,
  type Category,
  categories,
  type InPost,
  levelAt,
  levelOf,
  postAt,
  posts,
  routeOf,
} from './holder.ts';
import { deadlines, type Terms, type Urgency } from './policy.ts';

const channels = [
  'HOTLINE_12345',
  'PRESS_CONFERENCE',
  'BUILDING_VISIT',
  'SECRETARY_DAY',
  'GRID_PATROL',
  'CONSULTATION',
  'RESIDENT_APP',
  'OTHER',
] as const;
type Channel = (typeof channels)[number];

export const requestFields = {
  channel: choice(...channels),
  kind: choice('PROBLEM', 'OPINION'),
  category: choice(...categories),
  urgency: choice('URGENT', 'NORMAL', 'COMPLEX'),
  compound: place('Compound'),
  building: optional(reference('Building')),
  reporter: optional(reference('Person')),
  title: text(100),
  description: lines(2_000),
  photos: optional(list(text(300), 0, 9)),
  affectedCount: integer(1, 100_000),
  source: optional(text(100)),
  contact: optional(phone),
};

/** Where requests of a channel come up: the type of their source. */
export const sourceTypes: Readonly<Partial<Record<Channel, string>>> = {
  PRESS_CONFERENCE: 'PressConference',
  SECRETARY_DAY: 'DutyShift',
  BUILDING_VISIT: 'BuildingVisit',
  CONSULTATION: 'ConsultationItem',
};

const holder = object({ role: choice(...posts), place: text(14), person: optional(text(100)) });
export const satisfactions = ['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED'] as const;

export const requestExtra = {
  no: text(20),
  proactive: boolean,
  level: integer(1, 4),
  holder,
  overseer: optional(holder),
  receivedAt: instant,
  acceptBy: instant,
  acceptedAt: optional(instant),
  dueAt: instant,
  isHandedOn: boolean,
  isReturned: boolean,
  mergedInto: optional(reference('ServiceRequest')),
  waits: integer(0),
  waitingFor: optional(choice('RESIDENT', 'THIRD_PARTY')),
  waitingSince: optional(instant),
  waitingUntil: optional(instant),
  extensionDays: optional(integer(1, 15)),
  extensionAskedBy: optional(reference('Person')),
  extensionApprovedBy: optional(reference('Person')),
  reply: optional(lines(2_000)),
  repliedAt: optional(instant),
  repliedBy: optional(reference('Person')),
  resolvedAt: optional(instant),
  reopenBy: optional(instant),
  closeAt: optional(instant),
  closedAt: optional(instant),
  reason: optional(reason),
  ratings: list(
    object({
      at: instant,
      by: text(100),
      answered: boolean,
      contacted: optional(boolean),
      resolved: optional(boolean),
      satisfaction: optional(choice(...satisfactions)),
    }),
    0,
    100,
  ),
  reopenings: list(instant, 0, 100),
  timeline: list(
    object({ at: instant, by: text(100), action: text(40), state: text(20), note: optional(lines(2_000)) }),
    0,
    500,
  ),
};

export const openStates = [
  'RECEIVED',
  'RETURNED',
  'ACCEPTED',
  'IN_PROGRESS',
  'ESCALATED',
  'WAITING',
  'REOPENED',
] as const;

interface Draft {
  readonly channel: Channel;
  readonly category: Category;
  readonly urgency: Urgency;
  readonly compound: string;
  readonly reporter: string | null;
  readonly affectedCount: number;
  readonly source: string | null;
  readonly building: string | null;
  readonly contact: string | null;
}

/** Of what type something is, and in which compound. */
interface Source {
  readonly type: string;
  readonly place: string;
}

interface Known {
  readonly actor: Acting;
  readonly now: Date;
  readonly looked: Terms & {
    readonly inPost: InPost;
    readonly sources: ReadonlyMap<string, Source>;
    readonly buildings: ReadonlyMap<string, string>;
  };
  /** What another service says of the source; it is not asked where the system enters it. */
  readonly heard?: Source | null;
}

/** A source is of the channel's type and lies in the compound. */
function whyNotFrom({ channel, compound, source }: Draft, { actor, heard, looked }: Known): Refusal | null {
  if (source === null) return null;
  const type = sourceTypes[channel];
  if (type === undefined) return refuse('SOURCE_DIFFERS', { field: 'source' });
  const from = looked.sources.get(source) ?? heard;
  if (!from)
    return type === 'ConsultationItem' && actor.kind === 'SYSTEM'
      ? null
      : refuse('NOT_FOUND', { field: 'source', what: type });
  return from.type === type && from.place === compound ? null : refuse('SOURCE_DIFFERS', { field: 'source' });
}

/**
 * What a new request begins with: its post, its deadlines, and who it is from. Refuses CONTACT_OF_REPORTER for a number
 * beside somebody who is known, OUT_OF_SCOPE for a resident on a
 * channel of the staff or for somebody else, SOURCE_DIFFERS for a source of another channel or compound.
 */
export function receive(draft: Draft, known: Known): Refusal | Record<string, unknown> {
  const { actor, now, looked } = known;
  const { building, channel, category, compound, affectedCount } = draft;
  const isStaff = levelAt(actor, compound) > 0;
  if (!isStaff && channel !== 'RESIDENT_APP') return refuse('OUT_OF_SCOPE', { field: 'channel' });
  if (!isStaff && draft.reporter !== null && draft.reporter !== actor.id)
    return refuse('OUT_OF_SCOPE', { field: 'reporter' });
  const elsewhere = building && standsIn(compound, [building], 'building', { actor, looked: looked.buildings });
  const refusal = elsewhere || whyNotFrom(draft, known);
  if (refusal) return refusal;
  if (draft.contact !== null && (!isStaff || draft.reporter !== null))
    return refuse('CONTACT_OF_REPORTER', { field: 'contact' });
  const urgency = affectedCount >= looked.policy.urgentFrom ? 'URGENT' : draft.urgency;
  const role = routeOf(category);
  return {
    urgency,
    reporter: draft.reporter ?? (isStaff ? null : actor.id),
    // In full it is kept by itself.
    contact: draft.contact && maskPhone(draft.contact),
    proactive: channel === 'BUILDING_VISIT' || channel === 'GRID_PATROL',
    level: levelOf(role),
    holder: postAt(role, compound, looked.inPost),
    receivedAt: now,
    ...deadlines(looked, urgency, now),
    isHandedOn: false,
    isReturned: false,
    waits: 0,
    ratings: [],
    reopenings: [],
    timeline: [{ at: now, by: actor.id, action: 'raiseRequest', state: 'RECEIVED', note: null }],
  };
}

/** Is it late now? The clock stands still while it waits, for as long as a wait may stop it. */
export function isOverdue(
  request: {
    readonly state: string;
    readonly dueAt: Date;
    readonly waitingSince: Date | null;
    readonly waitingUntil: Date | null;
  },
  now: Date,
): boolean {
  const { state, dueAt, waitingSince, waitingUntil } = request;
  if (!(openStates as readonly string[]).includes(state)) return false;
  if (state !== 'WAITING' || !waitingSince || !waitingUntil) return now > dueAt;
  const left = dueAt.getTime() - waitingSince.getTime();
  return left < 0 || now.getTime() > waitingUntil.getTime() + left;
}
