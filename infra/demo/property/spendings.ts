/**
 * What is proposed to be spent of public revenue: for the running of the community where a vote allows it, and for the
 * maintenance fund. None is approved: the shares of the demonstration are still due from the settlement office, and nothing
 * lies at the owners' bank.
 */
import { spendings } from '@hh/property/spending/spending.store.ts';
import { isPassed, type Vote } from '@hh/property/vote/vote.ts';
import { compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import { accountOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { directorOf } from './committees.ts';
import { votesOf } from './votes.ts';

const FUND = 4;
const codes = compounds.map(({ code }) => code);

function proposed(isSmall?: boolean) {
  const allowed = votesOf(isSmall).filter(
    ({ input, past }) => ['M1', 'M9'].includes(String(input.matter)) && isPassed(past as unknown as Vote),
  );
  const running = allowed.map(({ id, compound }) => ({
    ...{ compound, vote: id, purpose: 'COMMUNITY_RUNNING', title: '社区日常运转经费' },
    past: {},
  }));
  const fund = codes.slice(0, FUND).map((compound, index) => ({
    ...{ compound, vote: null, purpose: 'MAINTENANCE_FUND', title: '补充维修资金' },
    past: index > 0 ? {} : { state: 'REJECTED', decidedBy: accountOf('finance-checker'), reason: '收益尚未到账' },
  }));
  return [...fund, ...running].map(({ past, ...input }, index) => ({
    id: number('spending', index),
    place: input.compound,
    input: { ...input, amount: BigInt(50_000 + 10_000 * pick('spending', index, 20)) },
    past: { proposedBy: directorOf(codes.indexOf(input.compound)), ...past },
  }));
}

export const spendingDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: spendings, entries: proposed },
];
