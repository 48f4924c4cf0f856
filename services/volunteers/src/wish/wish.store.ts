import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { defineRegister, type Facts, type Row } from '@hh/service/register/register.ts';
import { wishExtra, wishFields, wishStates } from './wish.ts';

/** What is the wisher's to say, the branch may say for them. */
const isTheirs = (actor: Actor, wisher: string, compound: string) =>
  actor.id === wisher || canAt(actor, 'wishes:collect', compound);
const guard = (row: Row, { actor }: Pick<Facts, 'actor'>): Refusal | null =>
  isTheirs(actor, row.wisher, row.compound) ? null : refuse('NOT_THE_HOLDER');

export const wishes = defineRegister({
  type: 'Wish',
  collection: 'wishes',
  key: 'code',
  numbered: 'code',
  fields: wishFields,
  extra: wishExtra,
  place: 'compound',
  create: {
    mutation: 'collectWish',
    may: 'wishes:make',
    state: 'COLLECTED',
    decide: ({ wisher, compound }: Row, { actor }: Facts) =>
      isTheirs(actor, wisher, compound) ? { isPublic: false } : refuse('NOT_THE_HOLDER', { field: 'wisher' }),
  },
  states: {
    ...wishStates,
    confirmWish: { ...wishStates.confirmWish, guard },
    withdrawWish: { ...wishStates.withdrawWish, guard },
  },
  indexes: [
    { name: 'state', key: { county: 1, place: 1, state: 1, _id: 1 } },
    { name: 'wisher', key: { wisher: 1, _id: 1 } },
    { name: 'claimant', key: { claimant: 1, _id: 1 } },
  ],
  // What the secretary has not published yet is the branch's and the wisher's alone; what is claimed was published.
  read: 'wishes:read',
  readBy: ['wisher', 'claimant'],
  open: { isPublic: true },
});
