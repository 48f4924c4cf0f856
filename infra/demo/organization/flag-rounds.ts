/** The six rounds of the flag contest: when each was published, who had a yellow flag, and what came of it. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { noticed } from '../noticed.ts';
import { number } from '../random.ts';

export const flagRounds = (
  [
    ['2024-Q3', '2024-10-10'],
    ['2024-Q4', '2025-01-10'],
    ['2025-Q1', '2025-04-10'],
    ['2025-Q2', '2025-07-10'],
    ['2025-Q3', '2025-10-10'],
    ['2025-Q4', '2025-12-26'],
  ] as const
).map(([quarter, publishedOn]) => ({ quarter, publishedOn: publishedOn as string as LocalDate }));

const publishedOn = (round: number) => flagRounds[round]?.publishedOn as LocalDate;

/** Three in each of the first four rounds: every fourth compound, whose secretary was replaced after 100 days. */
export const replacements = Array.from({ length: 12 }, (_, index) => {
  const round = Math.floor(index / 3);
  const nomination = `successor-${number('rectification', index * 4)}`;
  return { compound: index * 4, round, decidedOn: addDays(publishedOn(round), 100), nomination };
});

type Replacement = (typeof replacements)[number];

/** The nomination of who follows was made public on the next day. */
export function noticedNomination({ decidedOn, nomination }: Pick<Replacement, 'decidedOn' | 'nomination'>) {
  return noticed('APPOINTMENT', nomination, addDays(decidedOn, 1));
}

/** Nine others, two in a round and one in the fifth, that had put it right. */
export const passes = Array.from({ length: 9 }, (_, index) => {
  const round = index % 5;
  return { compound: index * 4 + 2, round, checkedOn: addDays(publishedOn(round), 70) };
});
