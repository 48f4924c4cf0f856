import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { personsOf, rollOf, sizeOf } from './roll.ts';
import { type Choice, hasQuorum, isCarried, type Paper, tallyOf } from './tally.ts';
import { classOf, matters } from './vote.ts';

const of = (area: string, owners: number) => ({
  area: BigInt(Math.round(Number(area) * 100)),
  owners: BigInt(owners),
});
const all = of('300', 30);

/** domain, 2.3: the boundaries of article 278, with "以上" and "过半数" as article 1259 has them. */
test.each([
  ['two thirds of both', '200', 20, true],
  ['a hundredth of a metre less', '199.99', 20, false],
  ['one owner less', '200', 19, false],
  ['all', '300', 30, true],
  ['the area without the owners', '300', 19, false],
  ['the owners without the area', '199.99', 30, false],
])('of 300 m² and 30 owners, %s (%s m², %d): quorum %p', (_, area, owners, expected) => {
  expect(hasQuorum(all, of(area, owners))).toBe(expected);
});

test.each([
  ['SIMPLE', '100', 11, false],
  ['SIMPLE', '100.01', 11, true],
  ['SIMPLE', '100.01', 10, false],
  ['SIMPLE', '200', 10, false],
  ['SIMPLE', '100', 20, false],
  ['QUALIFIED', '150', 15, true],
  ['QUALIFIED', '150', 14, false],
  ['QUALIFIED', '149.99', 15, false],
  ['QUALIFIED', '200', 14, false],
  ['QUALIFIED', '149.99', 20, false],
] as const)(
  'of 200 m² and 20 owners, %s with %s m² and %d in favour: carried %p',
  (voteClass, area, owners, expected) => {
    expect(isCarried(voteClass, of('200', 20), of(area, owners))).toBe(expected);
  },
);

test.each(matters.map((matter) => [matter, ['M6', 'M7', 'M8'].includes(matter) ? 'QUALIFIED' : 'SIMPLE'] as const))(
  'the matter %s is %s',
  (matter, voteClass) => {
    expect(classOf(matter)).toBe(voteClass);
  },
);

describe('a roll', () => {
  const owned = (id: string, owners: readonly string[], deliveredOn: string | null = '2015-06-30') => ({
    ...{ id, areaM2: 10_000, deliveredOn, owners, representative: null },
  });

  test('counts several dwellings of the same buyers once, and all that the developer has left once', () => {
    const lines = rollOf([
      owned('d-1', ['a']),
      owned('d-2', ['a']),
      owned('d-3', ['b', 'a']),
      owned('d-4', ['a', 'b']),
      owned('d-5', []),
      owned('d-6', ['c'], null),
      owned('d-7', ['c']),
    ]);
    expect(lines.map(({ ownerKey }) => ownerKey)).toEqual(['a', 'a', 'a+b', 'a+b', 'developer', 'developer', 'c']);
    expect(sizeOf(lines)).toEqual({ areaM2x100: 70_000, owners: 4, dwellings: 7 });
    expect(lines.map(({ ownerKey }) => personsOf(ownerKey).length)).toEqual([1, 1, 2, 2, 0, 0, 1]);
  });
});

const roll = Array.from({ length: 9 }, (_, index) => ({
  dwelling: `d-${index}`,
  areaM2x100: 7_000 + 800 * index,
  ownerKey: `o-${index}`,
  representative: null,
}));
const paper = (ownerKey: string, choice: Choice, seq = 1, invalidBecause: string | null = null): Paper => ({
  ...{ ownerKey, choice, seq, invalidBecause, receivedAt: new Date(Date.UTC(2025, 5, 1, 0, 0, seq)) },
});

describe('a tally', () => {
  test('counts the latest valid paper of each owner', () => {
    const papers = [
      paper('o-0', 'AGAINST', 1),
      paper('o-0', 'FOR', 2),
      paper('o-0', 'AGAINST', 3, '两项都勾'),
      paper('o-1', 'ABSTAIN', 1),
      paper('o-2', 'FOR', 1, '未签名'),
    ];
    expect(tallyOf('SIMPLE', roll, papers)).toMatchObject({
      owners: 9,
      participatingOwners: 2,
      forOwners: 1,
      forAreaM2x100: 7_000,
      againstOwners: 0,
      abstainOwners: 1,
      invalidPapers: 2,
      hasQuorum: false,
      isCarried: false,
    });
  });

  test('of a paper from outside the roll is a defect', () => {
    expect(() => tallyOf('SIMPLE', roll, [paper('stranger', 'FOR')])).toThrow('outside the roll');
  });

  const choice = fc.constantFrom<Choice>('FOR', 'AGAINST', 'ABSTAIN');
  const papersOf = fc
    .uniqueArray(fc.nat(8), { minLength: 1 })
    .chain((owners) => fc.tuple(...owners.map((owner) => choice.map((each) => paper(`o-${owner}`, each)))));
  const voteClass = fc.constantFrom('SIMPLE' as const, 'QUALIFIED' as const);

  test('is the same in whatever order the papers came out of the box', () => {
    const again = fc.tuple(papersOf, choice, fc.nat(100), voteClass);
    fc.assert(
      fc.property(again, ([papers, later, turn, kind]) => {
        const box = [...papers, { ...(papers[0] as Paper), seq: 2, choice: later }];
        const shuffled = box.map((_, index) => box[(index * 7 + turn) % box.length] as Paper);
        const isWhole = new Set(shuffled).size === box.length;
        const [one, other] = [box, isWhole ? shuffled : box.toReversed()].map((each) => tallyOf(kind, roll, each));
        expect(one).toEqual(other);
      }),
    );
  });

  test('never loses by one who changes to be in favour', () => {
    fc.assert(
      fc.property(papersOf, voteClass, (papers, kind) => {
        const before = tallyOf(kind, roll, papers);
        for (const { ownerKey } of papers) {
          const after = tallyOf(kind, roll, [...papers, paper(ownerKey, 'FOR', 2)]);
          expect(after.hasQuorum).toBe(before.hasQuorum);
          expect(after.isCarried || !before.isCarried).toBe(true);
        }
      }),
    );
  });

  test('asks for both measures: neither all the area nor all the owners carry it alone', () => {
    const measures = fc.record({ area: fc.bigInt(1n, 10n ** 9n), owners: fc.bigInt(1n, 5_000n) });
    fc.assert(
      fc.property(measures, voteClass, (taking, kind) => {
        expect(isCarried(kind, taking, { ...taking, owners: taking.owners / 2n })).toBe(false);
        expect(isCarried(kind, taking, { ...taking, area: taking.area / 2n })).toBe(false);
        expect(isCarried(kind, taking, taking)).toBe(true);
        expect(hasQuorum(taking, { ...taking, owners: (taking.owners * 2n - 1n) / 3n })).toBe(false);
        expect(hasQuorum(taking, { ...taking, area: (taking.area * 2n - 1n) / 3n })).toBe(false);
      }),
    );
  });

  test('parts of those who take part add up to them', () => {
    fc.assert(
      fc.property(papersOf, voteClass, (papers, kind) => {
        const tally = tallyOf(kind, roll, papers);
        expect(tally.forOwners + tally.againstOwners + tally.abstainOwners).toBe(tally.participatingOwners);
        expect(tally.forAreaM2x100 + tally.againstAreaM2x100 + tally.abstainAreaM2x100).toBe(
          tally.participatingAreaM2x100,
        );
      }),
    );
  });
});
