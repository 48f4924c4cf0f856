/**
 * Talents and jobs 人才与就业: people who agreed to be known as talents, vacancies of enterprises that the street has checked,
 * applications, and hires that count when the community confirms them after 30 days. Nobody is hired beyond the
 * headcount. Source: the programme, S77 to S80 and S95; domain, JOB and APPL.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  date,
  instant,
  integer,
  list,
  optional,
  place,
  reference,
  type Shaped,
  text,
} from '@hh/kernel/shape.ts';

const enterprise = reference('PartnerEnterprise');

export const talentFields = {
  person: reference('Person'),
  home: place('Compound'),
  trade: text(40),
  skills: list(text(30), 0, 10),
  consentAt: instant,
};
export const talentExtra = { withdrawnOn: optional(date) };

export const postingFields = {
  enterprise,
  community: place('Community'),
  title: text(60),
  trade: text(40),
  headcount: integer(1, 1_000),
  wage: text(40),
  closesOn: date,
};
/** `isPublished` once and for all: what the street has checked stays readable. */
export const postingExtra = { publishedOn: optional(date), isPublished: boolean };

export const applicationFields = { posting: reference('JobPosting'), talent: reference('Talent') };
export const applicationExtra = {
  person: optional(reference('Person')),
  startedOn: optional(date),
  hiredBy: optional(reference('Person')),
  reason: optional(reason),
};

export const hireFields = {
  application: reference('Application'),
  posting: reference('JobPosting'),
  person: reference('Person'),
  startedOn: date,
};
export const hireExtra = {
  confirmedBy: optional(reference('Person')),
  confirmedOn: optional(date),
  endedOn: optional(date),
};

export const jobFields = {
  company: reference('Company'),
  title: text(60),
  headcount: integer(1, 1_000),
  from: date,
  to: optional(date),
};

export const fairFields = {
  community: place('Community'),
  title: text(100),
  heldOn: date,
  enterprises: list(enterprise, 1, 100),
};

type Posting = Shaped<typeof postingFields> & { readonly state: string };
type Application = Shaped<typeof applicationExtra>;
interface Now {
  readonly actor: { readonly id: string };
  readonly today: string;
}

/** Consent was given, and not in the future. */
export function checkConsent(consentAt: Date, now: Date): Refusal | null {
  return consentAt > now ? refuse('DATE_IN_FUTURE', { field: 'consentAt', date: consentAt.toISOString() }) : null;
}

export const postingStates = {
  publishPosting: {
    from: ['DRAFT'],
    to: 'PUBLISHED',
    may: 'jobs:check',
    notBy: ['createdBy'],
    guard: ({ closesOn }: Posting, { today }: { readonly today: string }) =>
      closesOn < today ? refuse('POSTING_CLOSED') : null,
    decide: (_: unknown, __: unknown, { today }: Now) => ({ publishedOn: today, isPublished: true }),
  },
  fillPosting: { from: ['PUBLISHED'], to: 'FILLED', may: 'jobs:post' },
  expirePosting: {
    from: ['PUBLISHED'],
    to: 'EXPIRED',
    may: 'jobs:check',
    guard: ({ closesOn }: Posting, { today }: { readonly today: string }) =>
      closesOn >= today ? refuse('DATE_IN_FUTURE', { date: closesOn }) : null,
  },
} as const;

/** Somebody who consents may be matched with a posting that the street has checked. */
export function matchOf(
  posting: { readonly isPublished: boolean },
  talent: { readonly state: string; readonly person: string },
): { readonly person: string } | Refusal {
  if (!posting.isPublished) return refuse('POSTING_CLOSED', { field: 'posting' });
  return talent.state === 'REGISTERED' ? { person: talent.person } : refuse('CONSENT_WITHDRAWN', { field: 'talent' });
}

/** A posting takes applications up to its last day, while it has a place. */
export function checkOpen({ state, closesOn }: Pick<Posting, 'state' | 'closesOn'>, today: string): Refusal | null {
  return state === 'PUBLISHED' && today <= closesOn ? null : refuse('POSTING_CLOSED', { field: 'id' });
}

const CONFIRMED_AFTER_DAYS = 30;

export function confirmableFrom(startedOn: LocalDate): LocalDate {
  return addDays(startedOn, CONFIRMED_AFTER_DAYS);
}

/** Whether one more may be hired; those whose hire ended leave their place. */
export function checkHeadcount(headcount: number, hired: number): Refusal | null {
  return hired < headcount ? null : refuse('HEADCOUNT_FULL', { headcount });
}

/** Without what people do for themselves, which `talent.store.ts` adds. */
export const enterpriseStates = {
  inviteApplicant: { from: ['APPLIED'], to: 'INTERVIEW', may: 'jobs:post' },
  offerJob: { from: ['INTERVIEW'], to: 'OFFERED', may: 'jobs:post' },
  hireApplicant: {
    from: ['OFFERED'],
    to: 'HIRED',
    may: 'jobs:post',
    takes: { startedOn: date },
    marks: { by: 'hiredBy' },
  },
  confirmHire: {
    from: ['HIRED'],
    to: 'CONFIRMED',
    may: 'hires:confirm',
    notBy: ['hiredBy', 'person'],
    guard: ({ startedOn }: Application, { today }: { readonly today: string }) => {
      const from = startedOn && confirmableFrom(startedOn);
      return from && today < from ? refuse('HIRE_TOO_RECENT', { date: from }) : null;
    },
  },
  rejectApplication: {
    from: ['MATCHED', 'APPLIED', 'INTERVIEW', 'OFFERED'],
    to: 'REJECTED',
    may: 'jobs:post',
    takes: { reason },
  },
} as const;
