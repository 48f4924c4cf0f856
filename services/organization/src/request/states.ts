/** What may become of a request, by whom: the table REQ of the domain. Every step is kept in the request's own timeline. */
import { dateOf } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, integer, lines, optional, reference, type Shape } from '@hh/kernel/shape.ts';
import { afterWorkingDays, workingDaysBetween } from '../calendar/calendar.ts';
import {
  all,
  belowTop,
  byAbove,
  byHolder,
  byReopening,
  byWait,
  fromLevel2,
  type Guard,
  isAsked,
  isUnrated,
  type Now,
  notExtended,
  ofKind,
  onceReturned,
  type Request,
} from './guards.ts';
import { above, type InPost, levelOf, postAt, posts } from './holder.ts';
import { daysAfter, type Terms } from './policy.ts';
import { openStates, satisfactions } from './request.ts';

interface Known extends Now {
  readonly found: Readonly<Record<string, unknown>>;
  readonly looked: Terms & { readonly inPost: InPost };
}
// biome-ignore lint/suspicious/noExplicitAny: each transition knows what it takes
type Decide = (request: Request, taken: any, known: Known) => Readonly<Record<string, unknown>> | Refusal;

const replied: Decide = (_, { reply, reason = null }, { actor, now, looked }) => ({
  reply,
  reason,
  repliedAt: now,
  repliedBy: actor.id,
  reopenBy: daysAfter(now, looked.policy.reopenDays),
  closeAt: daysAfter(now, looked.policy.closeDays),
});

/** An answer closes it; who was not reached is tried again. */
const calledBack: Decide = ({ state, ratings }, { answered, ...said }, { actor, now }) => {
  const missing = answered ? Object.keys(said).find((field) => said[field] === null) : undefined;
  if (missing) return refuse('VALUE_MISSING', { field: missing });
  const none = { contacted: null, resolved: null, satisfaction: null };
  const rating = { at: now, by: actor.id, answered, ...(answered ? said : none) };
  return { ratings: [...ratings, rating], ...(answered ? { closedAt: now } : { state }) };
};

const reply = lines(2_000);
const answers = { contacted: boolean, resolved: boolean, satisfaction: choice(...satisfactions) };
const answered = ['RESOLVED', 'NOT_FEASIBLE', 'ADOPTED', 'ANSWERED'] as const;
const handle = 'requests:handle';

const table = {
  acceptRequest: {
    from: ['RECEIVED', 'ESCALATED', 'REOPENED'],
    to: 'ACCEPTED',
    may: handle,
    guard: byHolder,
    decide: ({ acceptedAt }, _, { now }) => ({ acceptedAt: acceptedAt ?? now }),
  },
  returnRequest: {
    from: ['RECEIVED'],
    to: 'RETURNED',
    may: handle,
    takes: { reason },
    guard: all(byHolder, onceReturned),
    decide: ({ level, place }, taken, { looked }) => {
      const holder = above(level, place, looked.inPost);
      return { ...taken, isReturned: true, holder, level: levelOf(holder.role) };
    },
  },
  dispatchRequest: {
    from: ['RETURNED'],
    to: 'RECEIVED',
    may: handle,
    takes: { role: choice(...posts) },
    guard: byHolder,
    decide: ({ place }, { role }, { looked }) => ({
      holder: postAt(role, place, looked.inPost),
      level: levelOf(role),
      isHandedOn: true,
    }),
  },
  mergeRequest: {
    from: ['RECEIVED'],
    to: 'MERGED',
    may: handle,
    takes: { mergedInto: reference('ServiceRequest') },
    guard: byHolder,
    decide: ({ id, place }, { mergedInto }, { found }) => {
      const other = found.mergedInto as Request;
      const isPossible =
        other.id !== id && other.place === place && (openStates as readonly string[]).includes(other.state);
      return isPossible ? { mergedInto } : refuse('MERGE_NOT_POSSIBLE', { field: 'mergedInto' });
    },
  },
  unmergeRequest: {
    from: ['MERGED'],
    to: 'RECEIVED',
    may: handle,
    guard: byHolder,
    decide: () => ({ mergedInto: null }),
  },
  startRequest: { from: ['ACCEPTED'], to: 'IN_PROGRESS', may: handle, guard: all(byHolder, ofKind('PROBLEM')) },
  escalateRequest: {
    from: ['IN_PROGRESS'],
    to: 'ESCALATED',
    may: handle,
    takes: { reason },
    guard: all(byHolder, belowTop),
    decide: ({ level, place }, taken, { looked }) => ({
      ...taken,
      level: level + 1,
      holder: above(level, place, looked.inPost),
      isHandedOn: true,
    }),
  },
  waitForRequest: {
    from: ['IN_PROGRESS'],
    to: 'WAITING',
    may: handle,
    takes: { waitingFor: choice('RESIDENT', 'THIRD_PARTY'), reason },
    guard: byWait,
    decide: ({ waits }, taken, { now, looked: { calendar, policy } }) => ({
      ...taken,
      waits: waits + 1,
      waitingSince: now,
      waitingUntil: afterWorkingDays(calendar, now, policy.waitDays),
    }),
  },
  resumeRequest: {
    from: ['WAITING'],
    to: 'IN_PROGRESS',
    may: handle,
    guard: byHolder,
    decide: ({ dueAt, waitingSince }, _, { now, today, looked: { calendar, policy } }) => {
      const waited = workingDaysBetween(calendar, dateOf(waitingSince ?? now), today as never);
      return {
        dueAt: afterWorkingDays(calendar, dueAt, Math.min(waited, policy.waitDays)),
        waitingFor: null,
        waitingSince: null,
        waitingUntil: null,
      };
    },
  },
  askForExtension: {
    from: ['IN_PROGRESS'],
    to: 'IN_PROGRESS',
    may: handle,
    takes: { extensionDays: integer(1, 15), reason },
    guard: all(byHolder, notExtended),
    decide: (_, taken, { actor }) => ({ ...taken, extensionAskedBy: actor.id }),
  },
  approveExtension: {
    from: ['IN_PROGRESS'],
    to: 'IN_PROGRESS',
    may: handle,
    notBy: ['extensionAskedBy'],
    guard: all(byAbove, isAsked, notExtended),
    decide: ({ dueAt, extensionDays }, _, { actor, looked: { calendar } }) => ({
      extensionApprovedBy: actor.id,
      dueAt: afterWorkingDays(calendar, dueAt, extensionDays ?? 0),
    }),
  },
  resolveRequest: {
    from: ['IN_PROGRESS'],
    to: 'RESOLVED',
    may: handle,
    takes: { reply },
    guard: byHolder,
    decide: (request, taken, known) => ({ ...replied(request, taken, known), resolvedAt: known.now }),
  },
  declareNotFeasible: {
    from: ['IN_PROGRESS'],
    to: 'NOT_FEASIBLE',
    may: handle,
    takes: { reason, reply },
    guard: all(byHolder, fromLevel2),
    decide: replied,
  },
  adoptOpinion: {
    from: ['ACCEPTED'],
    to: 'ADOPTED',
    may: handle,
    takes: { reply },
    guard: all(byHolder, ofKind('OPINION')),
    decide: replied,
  },
  answerOpinion: {
    from: ['ACCEPTED'],
    to: 'ANSWERED',
    may: handle,
    takes: { reply },
    guard: all(byHolder, ofKind('OPINION')),
    decide: replied,
  },
  rateRequest: {
    from: answered,
    to: 'CLOSED',
    may: 'requests:own',
    onlyBy: ['reporter'],
    takes: answers,
    decide: (request, taken, known) => calledBack(request, { answered: true, ...taken }, known),
  },
  recordCallBack: {
    from: answered,
    to: 'CLOSED',
    may: 'requests:call-back',
    notBy: ['repliedBy'],
    takes: {
      answered: boolean,
      contacted: optional(answers.contacted),
      resolved: optional(answers.resolved),
      satisfaction: optional(answers.satisfaction),
    },
    decide: calledBack,
  },
  closeUnratedRequest: {
    from: answered,
    to: 'CLOSED',
    may: 'system',
    guard: isUnrated,
    decide: (_, __, { now }) => ({ closedAt: now }),
  },
  reopenRequest: {
    from: ['RESOLVED', 'NOT_FEASIBLE', 'CLOSED'],
    to: 'REOPENED',
    may: 'requests:reopen',
    takes: { reason },
    guard: all(ofKind('PROBLEM'), byReopening),
    decide: ({ level, place, reopenings }, taken, { now, looked }) => ({
      ...taken,
      overseer: above(level, place, looked.inPost),
      reopenings: [...reopenings, now],
      reply: null,
      repliedAt: null,
      repliedBy: null,
      resolvedAt: null,
      closedAt: null,
      reopenBy: null,
      closeAt: null,
    }),
  },
} as const satisfies Readonly<Record<string, Move>>;

interface Move {
  readonly from: readonly string[];
  readonly to: string;
  readonly may: string;
  readonly notBy?: readonly string[];
  readonly onlyBy?: readonly string[];
  readonly takes?: Shape;
  readonly guard?: Guard;
  readonly decide?: Decide;
}

type Table = { readonly [M in keyof typeof table]: Omit<(typeof table)[M], 'decide'> & { readonly decide: Decide } };

export const requestStates = Object.fromEntries(
  Object.entries<Move>(table).map(([action, move]) => [action, { ...move, decide: kept(action, move) }]),
) as unknown as Table;

/** Keeps each step: when, by whom, what, and the words that were said with it. What is closed names no number to call. */
function kept(action: string, { to, decide }: Move): Decide {
  return (request, taken, known) => {
    const decided = decide ? decide(request, taken, known) : taken;
    if (isRefusal(decided)) return decided;
    const note = taken.reply ?? taken.reason ?? null;
    const state = decided.state ?? to;
    const step = { at: known.now, by: known.actor.id, action, state, note };
    const closed = state === 'CLOSED' ? { contact: null } : {};
    return { ...decided, ...closed, timeline: [...request.timeline, step] };
  };
}
