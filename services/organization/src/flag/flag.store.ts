import { storeOf } from '@hh/service/register/commands.ts';
import { defineRegister, type Look, type Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { parameterOf } from '../parameter/parameter.store.ts';
import {
  awardExtra,
  awardFields,
  awardStates,
  drafted,
  opened,
  rectificationExtra,
  rectificationFields,
  rectificationStates,
  roundExtra,
  roundFields,
  roundStates,
  scored,
} from './flag.ts';

/** How many branches that stand in the round's scope it has no score for. */
const branchesWithoutScore: Look = async ([round], { parts, session }) => {
  const { id, county, place } = round as Row;
  const standing = { county, place: { $gte: place, $lt: `${place}:` }, state: 'IN_FORCE' };
  const branches = await storeOf(parts, 'Branch').find(standing, session);
  const awards = await storeOf(parts, 'FlagAward').find({ round: id }, session);
  const scores = new Set(awards.map(({ branch }) => branch));
  return branches.filter((branch) => !scores.has(branch.id)).length;
};

const roundOfAward: Look = async ([award], { parts, session }) =>
  await storeOf(parts, 'FlagRound').get((award as Row).round, session);

/** How many yellow flags of the branch were not waived, and how many the county asks for. */
const yellowFlags: Look = async ([rectification], { parts, session }) => {
  const { branch, county } = rectification as Row;
  const own = await storeOf(parts, 'Rectification').find({ branch, state: { $ne: 'WAIVED' } }, session);
  const needed = await parameterOf(parts, county, 'YELLOW_FLAGS_BEFORE_REPLACEMENT', session);
  return { yellow: own.length, needed };
};

export const rounds = defineRegister({
  type: 'FlagRound',
  collection: 'flag_rounds',
  fields: roundFields,
  extra: roundExtra,
  place: 'scope',
  create: { mutation: 'draftFlagRound', may: 'flags:score', state: 'DRAFT', decide: drafted },
  states: roundStates,
  unique: [{ name: 'one round a quarter', fields: ['scope', 'quarter'] }],
  looks: { submitScores: branchesWithoutScore },
  order: ['quarter'],
});

/** Until a round is published, its awards are for those who make it. The board is in the order of ranks. */
export const awards = defineRegister({
  type: 'FlagAward',
  collection: 'flag_awards',
  fields: awardFields,
  extra: awardExtra,
  place: { of: 'branch' },
  create: { mutation: 'scoreBranch', may: 'flags:score', decide: scored },
  states: awardStates,
  unique: [{ name: 'one award a branch and round', fields: ['round', 'branch'] }],
  indexes: [
    { name: 'board', key: { round: 1, rank: 1, _id: 1 } },
    { name: 'branch', key: { branch: 1, publishedOn: 1 } },
  ],
  looks: { rescoreBranch: roundOfAward },
  read: 'flags:read',
  open: { isPublished: true },
  order: ['rank'],
});

export const rectifications = defineRegister({
  type: 'Rectification',
  collection: 'flag_rectifications',
  fields: rectificationFields,
  extra: rectificationExtra,
  place: { of: 'award' },
  create: { mutation: 'openRectification', may: 'effect', state: 'OPEN', decide: opened },
  states: rectificationStates,
  unique: [{ name: 'one rectification an award', fields: ['award'] }],
  indexes: [{ name: 'branch', key: { branch: 1, dueOn: 1, _id: 1 } }],
  looks: { proposeReplacement: yellowFlags },
  read: 'flags:read',
  order: ['dueOn'],
});

/** For loaders: the last published award of each branch. */
export const lastAwardsOf = (store: RegisterStore) => async (branches: readonly string[]) => {
  const rows = await store.find({ branch: { $in: [...branches] }, isPublished: true });
  const inOrder = rows.toSorted((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1));
  return new Map(inOrder.map((row) => [String(row.branch), row]));
};
