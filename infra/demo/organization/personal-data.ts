/** What some residents have asked for of what is kept about them, and the roles that an administrator has given since. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { accountGrants } from '@hh/organization/account/grant.store.ts';
import { personalDataRequests } from '@hh/organization/personal-data/personal-data.store.ts';
import { COUNTY, compounds } from '../county.ts';
import { number } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const decided = { decidedBy: accountOf('street-officer'), decidedAt: new Date('2025-11-20T10:00:00+08:00') };
const asked = [
  ['EXPORT', { state: 'GRANTED', ...decided, outcome: '已提供副本。' }],
  [
    'ERASURE',
    {
      state: 'REFUSED',
      ...decided,
      reason: '诉求办理记录在保存期内。',
      basis: '信访工作条例；本县诉求记录保存期三年',
    },
  ],
  ['CORRECTION', { state: 'GRANTED', ...decided, outcome: '电话已更正。' }],
  ['ERASURE', { state: 'REQUESTED' }],
] as const;

const requests = asked.map(([kind, past], index) => {
  const place = compounds[index]?.code as string;
  return {
    id: number('personal-data-request', index),
    place,
    input: { person: personOf('resident', index * 20 + 1), place, kind, text: null },
    past,
  };
});

/** The social workers of the first community, who have no persona. */
const grants = [0, 1, 2].map((index) => ({
  id: number('account-grant', index),
  place: COUNTY,
  input: {
    county: COUNTY,
    person: personOf('social-worker', index),
    role: 'SOCIAL_WORKER',
    scope: '371322001001',
    since: addDays('2025-01-06' as LocalDate, index),
  },
  ...(index === 2 ? { past: { state: 'REVOKED', until: '2025-09-01', reason: '调离岗位' } } : {}),
}));

export const personalData: readonly RegisterDemo[] = [
  { service: 'organization', definition: personalDataRequests, entries: () => requests },
  { service: 'organization', definition: accountGrants, entries: () => grants },
];
