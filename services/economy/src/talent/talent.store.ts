import { reason } from '@hh/kernel/reason.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { endHire, hire, ofType, settleHire } from './hire.effects.ts';
import {
  applicationExtra,
  applicationFields,
  checkConsent,
  checkOpen,
  enterpriseStates,
  fairFields,
  hireExtra,
  hireFields,
  jobFields,
  matchOf,
  postingExtra,
  postingFields,
  postingStates,
  talentExtra,
  talentFields,
} from './talent.ts';

/** People speak for themselves, or those who look after them at their home do. */
function speaksFor(actor: Actor, { person, place }: { readonly person: string; readonly place: string }) {
  return actor.id === person || canAt(actor, 'talents:read', place) ? null : refuse('NOT_THE_HOLDER');
}

export const talents = defineRegister({
  type: 'Talent',
  collection: 'talents',
  fields: talentFields,
  extra: talentExtra,
  place: 'home',
  create: {
    mutation: 'registerTalent',
    may: 'talents:register',
    state: 'REGISTERED',
    decide: ({ person, home, consentAt }, { actor, now }) =>
      speaksFor(actor, { person, place: home })?.at('person') ?? checkConsent(consentAt, now) ?? {},
  },
  states: {
    withdrawTalent: {
      from: ['REGISTERED'],
      to: 'WITHDRAWN',
      may: 'talents:register',
      guard: (row, { actor }) => speaksFor(actor, row),
      marks: { on: 'withdrawnOn' },
    },
  },
  unique: [{ name: 'one entry a person', fields: ['person'], where: { state: 'REGISTERED' } }],
  indexes: [{ name: 'person', key: { person: 1, _id: 1 } }],
  read: 'talents:read',
  readBy: ['person'],
});

export const jobPostings = defineRegister({
  type: 'JobPosting',
  collection: 'job_postings',
  fields: postingFields,
  extra: postingExtra,
  place: 'community',
  owner: 'enterprise',
  create: {
    mutation: 'draftPosting',
    may: 'jobs:post',
    state: 'DRAFT',
    decide: () => ({ isPublished: false }),
  },
  states: postingStates,
  read: 'jobs:read',
  open: { isPublished: true },
  order: ['publishedOn'],
});

export const applications = defineRegister({
  type: 'Application',
  collection: 'applications',
  fields: applicationFields,
  extra: applicationExtra,
  place: { of: 'talent' },
  owner: { of: 'posting' },
  create: {
    mutation: 'matchTalent',
    may: 'talents:register',
    state: 'MATCHED',
    decide: (_, { found, actor }) =>
      speaksFor(actor, found.talent as never)?.at('talent') ?? matchOf(found.posting as never, found.talent as never),
  },
  states: {
    applyForJob: {
      from: ['MATCHED'],
      to: 'APPLIED',
      may: 'talents:register',
      guard: (row, { actor }) => speaksFor(actor, row),
      decide: (_, __, { looked, today }) => checkOpen(looked, today) ?? {},
    },
    ...enterpriseStates,
    withdrawApplication: {
      from: ['MATCHED', 'APPLIED', 'INTERVIEW', 'OFFERED', 'HIRED'],
      to: 'WITHDRAWN',
      may: 'talents:register',
      takes: { reason },
      guard: (row, { actor }) => speaksFor(actor, row),
    },
  },
  looks: {
    applyForJob: ([row], { parts, session }) => ofType(parts, 'JobPosting').get(String(row?.posting), session),
  },
  effects: { hireApplicant: hire, confirmHire: settleHire, withdrawApplication: endHire },
  unique: [{ name: 'one application', fields: ['posting', 'talent'] }],
  indexes: [
    { name: 'posting', key: { posting: 1, _id: 1 } },
    { name: 'talent', key: { talent: 1, _id: 1 } },
  ],
  read: 'jobs:read',
  readBy: ['person'],
});

/** Counts when the community has confirmed it. */
export const hires = defineRegister({
  type: 'Hire',
  collection: 'hires',
  fields: hireFields,
  extra: hireExtra,
  place: { of: 'posting' },
  owner: { of: 'posting' },
  create: { mutation: 'recordHire', may: 'effect' },
  unique: [{ name: 'one hire an application', fields: ['application'] }],
  indexes: [{ name: 'posting', key: { posting: 1, _id: 1 } }],
  read: 'jobs:read',
  readBy: ['person'],
});

export const companyJobs = defineRegister({
  type: 'CompanyJob',
  collection: 'company_jobs',
  fields: jobFields,
  place: { of: 'company' },
  create: { mutation: 'openCompanyJob', may: 'companies:run' },
  states: {
    closeCompanyJob: {
      from: ['IN_FORCE'],
      to: 'ENDED',
      may: 'companies:run',
      marks: { on: 'to' },
    },
  },
  indexes: [{ name: 'company', key: { company: 1, _id: 1 } }],
});

export const jobFairs = defineRegister({
  type: 'JobFair',
  collection: 'job_fairs',
  fields: fairFields,
  place: 'community',
  create: { mutation: 'recordJobFair', may: 'cooperation:agree' },
  order: ['heldOn'],
});
