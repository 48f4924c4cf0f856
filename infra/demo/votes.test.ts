/** The sixty votes of the demonstration are what the rules make of their rolls and their ballots. */

import { hasQuorum, type Tally, tallyOf } from '@hh/property/vote/tally.ts';
import { classOf, isPassed, matters } from '@hh/property/vote/vote.ts';
import { describe, expect, test } from '@jest/globals';
import { compounds } from './county.ts';
import { ELECTED_SECRETARIES } from './property/committees.ts';
import { dwellings } from './property/dwellings.ts';
import { votesOf } from './property/votes.ts';
import { personOf } from './residents.ts';

describe('the dwellings', () => {
  test('are 65,400, a tenth of them where it is small, and their areas add up to those of the compounds', () => {
    const entries = dwellings[0]?.entries() ?? [];
    expect(entries).toHaveLength(65_400);
    expect(dwellings.map((demo) => demo.entries(true).length)).toEqual([6_540, 6_540]);
    const areas = new Map<string, number>();
    for (const { place, input } of entries) areas.set(place, (areas.get(place) ?? 0) + Number(input.areaM2));
    expect(areas).toEqual(new Map(compounds.map(({ code, grossAreaM2x100 }) => [code, grossAreaM2x100])));
  });

  test('of each compound have its secretary among the owners', () => {
    const owned = dwellings[1]?.entries() ?? [];
    const secretaries = owned.filter(({ place, input }) => {
      const index = compounds.findIndex(({ code }) => code === place);
      return (input.owners as string[]).includes(personOf('secretary', index));
    });
    expect(new Set(secretaries.map(({ place }) => place)).size).toBe(58);
  });
});

describe.each([false, true])('the votes (small: %p)', (isSmall) => {
  const votes = votesOf(isSmall).map(({ input, past, lines, ballots, ...rest }) => ({
    ...rest,
    ...{ lines, ballots, state: String(past.state), tally: past.tally as Tally | null },
    matter: input.matter as (typeof matters)[number],
  }));

  test('are 60 of all nine matters, six of them without a quorum', () => {
    expect(votes).toHaveLength(60);
    expect(new Set(votes.map(({ matter }) => matter))).toEqual(new Set(matters));
    const invalid = votes.filter(({ state }) => state === 'INVALID');
    expect(invalid.map(({ tally }) => tally?.hasQuorum)).toEqual(Array(6).fill(false));
    expect(votes.filter(({ state, tally }) => state !== 'INVALID' && tally && !tally.hasQuorum)).toEqual([]);
  });

  test('have nine passed elections, in the compounds after the first', () => {
    const elections = votes.filter((vote) => vote.matter === 'M3' && vote.state === 'FILED' && isPassed(vote));
    expect(elections.map(({ compound }) => compound)).toEqual(
      compounds.slice(1, 1 + ELECTED_SECRETARIES).map(({ code }) => code),
    );
  });

  test('came out differently, however alike their compounds are', () => {
    const counts = votes.flatMap(({ tally }) =>
      tally ? [`${tally.participatingOwners} of ${tally.owners}, ${tally.forOwners} in favour`] : [],
    );
    expect(counts.length - new Set(counts).size).toBeLessThan(isSmall ? 12 : 3);
  });

  test('have the tallies of their ballots, whose owners are on their rolls', () => {
    for (const { matter, lines, ballots, tally } of votes.filter((vote) => vote.tally))
      expect(tallyOf(classOf(matter), lines, ballots)).toEqual(tally);
    const counted = votes.filter(({ state }) => !['DRAFT', 'NOTICED', 'OPEN', 'CLOSED', 'CANCELLED'].includes(state));
    expect(counted.filter(({ tally }) => !tally)).toEqual([]);
  });

  test('stand on the boundaries of article 278', () => {
    const tally = (index: number) => votes[ELECTED_SECRETARIES + index]?.tally as Tally;
    const [short, small, half, quarters, less] = [0, 1, 6, 7, 8].map(tally) as [Tally, Tally, Tally, Tally, Tally];
    const measure = (area: number, owners: number) => ({ area: BigInt(area), owners: BigInt(owners) });
    const oneMore = measure(short.participatingAreaM2x100, short.participatingOwners + 1);
    expect(hasQuorum(measure(short.areaM2x100, short.owners), oneMore)).toBe(true);
    expect(3 * small.participatingOwners).toBeGreaterThanOrEqual(2 * small.owners);
    expect(3 * small.participatingAreaM2x100).toBeLessThan(2 * small.areaM2x100);
    expect(2 * half.forOwners).toBe(half.participatingOwners);
    expect(2 * half.forAreaM2x100).toBeGreaterThan(half.participatingAreaM2x100);
    expect(4 * quarters.forOwners).toBe(3 * quarters.participatingOwners);
    expect(4 * less.forOwners).toBe(3 * less.participatingOwners - 4);
    expect([half, quarters, less].map(({ isCarried }) => isCarried)).toEqual([false, true, false]);
  });
});
