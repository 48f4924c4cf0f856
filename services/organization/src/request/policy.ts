/**
 * The parameters of request handling 诉求办理参数, one row a county; without one these defaults hold (WF-1). They are ours:
 * a county enters its own before it begins.
 */
import { boolean, integer, place } from '@hh/kernel/shape.ts';
import { afterWorkingDays, type Calendar } from '../calendar/calendar.ts';

const parameters = {
  acceptUrgentHours: integer(1, 72),
  acceptDays: integer(1, 10),
  resolveUrgentDays: integer(1, 10),
  resolveNormalDays: integer(1, 60),
  resolveComplexDays: integer(1, 120),
  waitDays: integer(1, 30),
  reopenDays: integer(1, 60),
  closeDays: integer(1, 60),
  urgentFrom: integer(2, 10_000),
  isBasicCounted: boolean,
};

export const policyFields = { county: place('County'), ...parameters };

export const policyStates = {
  changeRequestPolicy: { from: ['IN_FORCE'], to: 'IN_FORCE', may: 'requests:set', takes: parameters },
} as const;

export interface Policy {
  /** Hours to accept an urgent request, working days to accept any other. */
  readonly acceptUrgentHours: number;
  readonly acceptDays: number;
  /** Days to resolve an urgent one, working days to resolve any other. */
  readonly resolveUrgentDays: number;
  readonly resolveNormalDays: number;
  readonly resolveComplexDays: number;
  /** The most working days that a wait stops the clock. */
  readonly waitDays: number;
  /** Days after the reply within which it may be reopened, and after which it is closed without a rating. */
  readonly reopenDays: number;
  readonly closeDays: number;
  /** From so many people on, a request is urgent. */
  readonly urgentFrom: number;
  /** Does "basically satisfied" count as satisfied? */
  readonly isBasicCounted: boolean;
}

export const defaultPolicy: Policy = {
  acceptUrgentHours: 2,
  acceptDays: 1,
  resolveUrgentDays: 1,
  resolveNormalDays: 5,
  resolveComplexDays: 15,
  waitDays: 10,
  reopenDays: 15,
  closeDays: 7,
  urgentFrom: 20,
  isBasicCounted: true,
};

export type Urgency = 'URGENT' | 'NORMAL' | 'COMPLEX';

/** What deadlines are counted by. */
export interface Terms {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

const HOUR_MS = 3_600_000;

/** By when a request has to be accepted, and by when resolved; set once, when it is received. */
export function deadlines({ policy, calendar }: Terms, urgency: Urgency, receivedAt: Date) {
  if (urgency === 'URGENT')
    return {
      acceptBy: new Date(receivedAt.getTime() + policy.acceptUrgentHours * HOUR_MS),
      dueAt: daysAfter(receivedAt, policy.resolveUrgentDays),
    };
  const days = urgency === 'NORMAL' ? policy.resolveNormalDays : policy.resolveComplexDays;
  return {
    acceptBy: afterWorkingDays(calendar, receivedAt, policy.acceptDays),
    dueAt: afterWorkingDays(calendar, receivedAt, days),
  };
}

export function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 24 * HOUR_MS);
}
