/**
 * Grants 授权: a role at a scope, given to a person by an administrator, never to oneself, and taken back. A role's scope is
 * a place of the county, an enterprise's code for PARTNER. Source: domain, 2.0.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, optional, place, placeType, reference, text } from '@hh/kernel/shape.ts';
import { parseUscc } from '@hh/kernel/uscc.ts';

const roles = [
  'RESIDENT',
  'OWNER',
  'VOLUNTEER',
  'GRID_WORKER',
  'BUILDING_CHIEF',
  'SOCIAL_WORKER',
  'BRANCH_SECRETARY',
  'COMMUNITY_SECRETARY',
  'STREET_OFFICER',
  'COUNTY_OFFICER',
  'DEPARTMENT',
  'COMMITTEE_DIRECTOR',
  'PROPERTY_MANAGER',
  'COMPANY_MANAGER',
  'PARTNER',
  'FINANCE_MAKER',
  'FINANCE_CHECKER',
  'AUDITOR',
  'ADMIN',
] as const;

export const grantFields = {
  county: place('County'),
  person: reference('Person'),
  role: choice(...roles),
  scope: text(20),
  since: date,
};
export const grantExtra = { until: optional(date), reason: optional(reason) };

interface Draft {
  readonly county: string;
  readonly person: string;
  readonly role: (typeof roles)[number];
  readonly scope: string;
  readonly since: LocalDate;
}
interface Facts {
  readonly actor: { readonly id: string };
  readonly today: string;
}

/** Nobody gives themselves a role; the scope lies in the county. */
export function granted({ county, person, role, scope, since }: Draft, { actor, today }: Facts): object | Refusal {
  if (person === actor.id) return refuse('SAME_PERSON', { field: 'person' });
  if (since > today) return refuse('DATE_IN_FUTURE', { field: 'since', date: since });
  const isSuited =
    role === 'PARTNER' ? !isRefusal(parseUscc(scope)) : placeType(scope) !== null && scope.startsWith(county);
  return isSuited ? {} : refuse('SCOPE_MALFORMED', { field: 'scope', scope, role });
}

export const grantStates = {
  revokeRole: {
    from: ['IN_FORCE'],
    to: 'REVOKED',
    may: 'accounts:manage',
    notBy: ['person'],
    takes: { reason },
    marks: { on: 'until' },
  },
} as const;
