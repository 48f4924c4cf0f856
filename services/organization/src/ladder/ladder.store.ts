import { storeOf } from '@hh/service/register/commands.ts';
import { defineRegister, type Look } from '@hh/service/register/register.ts';
import {
  promotionExtra,
  promotionFields,
  promotionStates,
  proposed,
  rungExtra,
  rungFields,
  rungStates,
  talentExtra,
  talentFields,
  talentStates,
} from './ladder.ts';

/** The rungs that each of these persons stands on: by the appointments in force, and by the post of a social worker. */
const heldRungs: Look = async (rows, { parts, session }) => {
  const person = { $in: rows.map((row) => row.person) };
  const appointed = await storeOf(parts, 'Appointment').find({ person, state: 'IN_FORCE' }, session);
  const posted = await storeOf(parts, 'Post').find({ person, kind: 'SOCIAL_WORKER', state: 'IN_FORCE' }, session);
  const held = new Map<string, number[]>();
  for (const row of [...posted, ...appointed]) held.set(row.person, [...(held.get(row.person) ?? []), row.rung ?? 1]);
  return held;
};

export const rungs = defineRegister({
  type: 'LadderRung',
  collection: 'ladder_rungs',
  fields: rungFields,
  extra: rungExtra,
  place: 'county',
  create: { mutation: 'defineRung', may: 'ladder:define' },
  states: rungStates,
  unique: [{ name: 'one name a rung', fields: ['rung'], where: { state: 'IN_FORCE' } }],
  order: ['rung'],
});

export const promotions = defineRegister({
  type: 'Promotion',
  collection: 'promotions',
  fields: promotionFields,
  extra: promotionExtra,
  place: { of: 'unit' },
  create: { mutation: 'proposePromotion', may: 'promotions:propose', state: 'PROPOSED', decide: proposed },
  states: promotionStates,
  looks: { proposePromotion: heldRungs, completePromotion: heldRungs },
  read: 'promotions:read',
  readBy: ['person'],
});

export const talents = defineRegister({
  type: 'TalentPool',
  collection: 'talent_pool',
  fields: talentFields,
  extra: talentExtra,
  place: 'place',
  create: { mutation: 'addTalent', may: 'talent-pool:keep' },
  states: talentStates,
  unique: [{ name: 'once a pool', fields: ['person', 'kind'], where: { state: 'IN_FORCE' } }],
  read: 'talent-pool:keep',
  readBy: ['person'],
  order: ['since'],
});
