/**
 * Objections 异议 to a notice: by a resident or an owner of a compound that the notice reaches, named to the staff and not
 * to the public, acknowledged within a working day, decided within ten (three of an election roll) by whom the kind of the
 * notice says. Upheld, the notice has to be corrected. Source: domain, 4-practice, Disclosure.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, date, instant, lines, optional, place, reference } from '@hh/kernel/shape.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Notice } from './notice.ts';
import { type NoticeKind, noticeKinds, ruleOf, workingDaysAfter } from './notice-kinds.ts';

export const objectionFields = { notice: reference('Notice'), compound: place('Compound'), text: lines(2_000) };

export const objectionExtra = {
  kind: choice(...noticeKinds),
  by: reference('Person'),
  filedOn: date,
  acknowledgeBy: date,
  dueOn: date,
  /** Has nobody decided it yet: it holds the notice open. */
  isOpen: boolean,
  acknowledgedAt: optional(instant),
  handledBy: optional(reference('Person')),
  decision: optional(lines(2_000)),
  decidedAt: optional(instant),
};

interface Acting {
  readonly kind: string;
  readonly id: string;
  readonly grants: readonly { readonly role: string; readonly scope: string }[];
}
interface Facts {
  readonly actor: Acting;
  readonly now: Date;
  readonly today: string;
  readonly found: { readonly notice: Notice };
  readonly looked: Calendar;
}

/** Whoever lives where the notice is public may object to it while it is. */
export function filed({ compound }: { readonly compound: string }, { actor, today, found, looked }: Facts) {
  const { notice } = found;
  if (!compound.startsWith(notice.place)) return refuse('OUT_OF_SCOPE', { field: 'compound' });
  if (!['PUBLISHED', 'OBJECTED'].includes(notice.state))
    return refuse('STATE_NOT_ALLOWED', { field: 'notice', state: notice.state });
  const day = today as LocalDate;
  return {
    kind: notice.kind,
    by: actor.id,
    filedOn: day,
    acknowledgeBy: workingDaysAfter(day, 1, looked),
    dueOn: workingDaysAfter(day, ruleOf(notice.kind).decideWithin, looked),
    isOpen: true,
  };
}

interface Objection {
  readonly kind: NoticeKind;
  readonly place: string;
}

/** The kind of a notice says who answers: the checker of public revenue, the county of appointments. */
function whyNotTheirs({ kind, place }: Objection, { actor }: { readonly actor: Acting }): Refusal | null {
  const roles = ruleOf(kind).answeredBy;
  const isTheirs = actor.grants.some(({ role, scope }) => roles.includes(role) && place.startsWith(scope));
  return isTheirs ? null : refuse('ANSWERED_BY_OTHERS', { roles: roles.join(', ') });
}

const decided = (_: unknown, taken: object, { actor, now }: Facts) => ({
  ...taken,
  isOpen: false,
  handledBy: actor.id,
  decidedAt: now,
});
const decision = {
  from: ['FILED', 'ACKNOWLEDGED'],
  may: 'objections:decide',
  notBy: ['by'],
  takes: { decision: lines(2_000) },
  guard: whyNotTheirs,
  decide: decided,
} as const;

export const objectionStates = {
  acknowledgeObjection: {
    from: ['FILED'],
    to: 'ACKNOWLEDGED',
    may: 'objections:decide',
    notBy: ['by'],
    guard: whyNotTheirs,
    marks: { by: 'handledBy', at: 'acknowledgedAt' },
  },
  upholdObjection: { ...decision, to: 'UPHELD' },
  rejectObjection: { ...decision, to: 'REJECTED' },
  withdrawObjection: {
    from: ['FILED', 'ACKNOWLEDGED'],
    to: 'WITHDRAWN',
    may: 'objections:file',
    onlyBy: ['by'],
    decide: () => ({ isOpen: false }),
  },
} as const;
