/** Six rounds with 58 awards each; twelve yellow flags cost the secretary the post, nine were put right. */
import { addDays } from '@hh/kernel/period.ts';
import {
  awards as awardRegister,
  rectifications as rectificationRegister,
  rounds as roundRegister,
} from '@hh/organization/flag/flag.store.ts';
import { ranked, scoreOf } from '@hh/organization/flag/flag.ts';
import { COUNTY, compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { sourceOf } from './appointments.ts';
import { flagRounds, passes, replacements } from './flag-rounds.ts';
import { branchOf } from './party.ts';

const RED_FLAGS = 5;
const criteria = [
  { code: 'PARTY_BUILDING', weight: 30 },
  { code: 'SERVICE', weight: 30 },
  { code: 'GOVERNANCE', weight: 20 },
  { code: 'SATISFACTION', weight: 20 },
];
const scoredBy = accountOf('street-officer');
const decidedBy = accountOf('county-officer');

const rounds = flagRounds.map(({ quarter, publishedOn }) => ({
  id: `flag-${quarter}`,
  place: COUNTY,
  input: { scope: COUNTY, quarter, criteria },
  past: { state: 'PUBLISHED', submittedBy: scoredBy, decidedBy, publishedOn },
}));

const outcomes = [...replacements, ...passes];
const yellowOf = (round: number, compound: number) =>
  outcomes.some((each) => each.round === round && each.compound === compound);
const awardId = (round: number, compound: number) => number(`award-${flagRounds[round]?.quarter}`, compound, 2);

/** A branch with a yellow flag has 30 to 49 points for each criterion, another one 60 to 99. */
const awards = flagRounds.flatMap(({ quarter, publishedOn }, round) => {
  const scored = compounds.map(({ code }, compound) => {
    const [least, range] = yellowOf(round, compound) ? [30, 20] : [60, 40];
    const points = criteria.map((criterion) => ({
      code: criterion.code,
      points: least + pick(`flag ${quarter} ${criterion.code}`, compound, range),
    }));
    return { id: awardId(round, compound), place: code, compound, points, score: scoreOf(criteria, points) as number };
  });
  return ranked(scored).map(({ id, place, compound, points, score, rank }) => ({
    id,
    place,
    input: {
      round: `flag-${quarter}`,
      branch: branchOf(compound),
      points,
      flag: yellowOf(round, compound) ? 'YELLOW' : rank <= RED_FLAGS ? 'RED' : 'NONE',
    },
    past: { score, rank, scoredBy, isPublished: true, publishedOn },
  }));
});

const place = (compound: number) => compounds[compound]?.code as string;
const dueOn = (round: number) => addDays(flagRounds[round]?.publishedOn as never, 90);
const opened = (round: number, compound: number) => ({
  id: number('rectification', compound),
  place: place(compound),
  input: { award: awardId(round, compound) },
});

const rectifications = [
  ...replacements.map(({ compound, round, decidedOn }) => ({
    ...opened(round, compound),
    past: {
      state: 'REPLACED',
      branch: branchOf(compound),
      dueOn: dueOn(round),
      finding: '整改措施未落实，群众反映强烈的问题仍未解决',
      checkedBy: scoredBy,
      checkedOn: addDays(decidedOn, -8),
      successor: personOf('secretary', compound),
      source: sourceOf(compound),
      proposedBy: scoredBy,
      reason: '复核未通过',
      decidedBy,
      decidedOn,
    },
  })),
  ...passes.map(({ compound, round, checkedOn }) => ({
    ...opened(round, compound),
    past: {
      state: 'PASSED',
      branch: branchOf(compound),
      dueOn: dueOn(round),
      finding: '问题已逐项整改',
      checkedBy: scoredBy,
      checkedOn,
    },
  })),
];

export const flags: readonly RegisterDemo[] = [
  { service: 'organization', definition: roundRegister, entries: () => rounds },
  { service: 'organization', definition: awardRegister, entries: () => awards },
  { service: 'organization', definition: rectificationRegister, entries: () => rectifications },
];
