import { addDays, type LocalDate, type Period } from '@hh/kernel/period.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { match, STANDARD } from './match.ts';
import type { BankLine, OpenItem } from './sides.ts';
import { bruteForce } from './testing/brute-force.ts';

/** Few of everything, so that most of it meets something else. */
const amount = fc.constantFrom(0n, 100n, 200n, 300n, 400n, -100n, -200n);
const someAmount = amount.filter((fen) => fen !== 0n);
const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays('2025-11-01' as LocalDate, days));
const name = fc.constantFrom('', '甲公司', '甲 公司', '乙公司');
const account = fc.constantFrom('', '6222', '6333');
const reference = fc.constantFrom('JV-0001 2025-10', 'JV-0001 2025-11', 'JV-0002 2025-11', '2025-11 记-0001');
const memo = fc.oneof(
  fc.constantFrom('', '', '分成款', '2025年10月', '2025-11', 'TX-20251103', 'JV-0001', '记-0001', 'JV-0009 2025-11'),
  reference,
  fc.tuple(reference, reference).map((both) => both.join('、')),
);
const period = fc.constantFrom<Period | null>('2025-10' as Period, '2025-11' as Period, null);

const someLines: fc.Arbitrary<BankLine[]> = fc
  .array(
    fc.tuple(
      fc.record({ bookedOn: day, amount, counterparty: name, counterpartyAccount: account, memo }),
      fc.constantFrom(1, 1, 1, 2, 3),
    ),
    { maxLength: 6 },
  )
  .map((rows) => rows.flatMap(([row, times]) => Array.from({ length: times }, () => row)))
  .map((rows) => rows.map((row, at) => ({ ...row, id: `line ${at}`, reference: `${at}` })));

const someItems: fc.Arbitrary<OpenItem[]> = fc
  .array(
    fc.tuple(
      fc.record({
        kind: fc.constantFrom<OpenItem['kind']>('OWED', 'BOOKED'),
        date: day,
        amount: someAmount,
        counterparties: fc.uniqueArray(fc.constantFrom('甲公司', '乙公司', '6222', '6333'), { maxLength: 2 }),
        references: fc.uniqueArray(reference, { maxLength: 2 }),
        group: fc.constant(null),
        period,
      }),
      fc.constantFrom(1, 1, 1, 2, 3),
    ),
    { maxLength: 6 },
  )
  .map((rows) => rows.flatMap(([row, times]) => Array.from({ length: times }, () => row)))
  .map((rows) => rows.map((row, at) => ({ ...row, id: `item ${at}` })));

/** Both sides, and the same in another order. */
const sides = fc.tuple(someLines, someItems).chain(([lines, items]) =>
  fc.record({
    lines: fc.constant(lines),
    items: fc.constant(items),
    otherLines: fc.shuffledSubarray(lines, { minLength: lines.length }),
    otherItems: fc.shuffledSubarray(items, { minLength: items.length }),
  }),
);

const runs = { numRuns: 3_000 };
const asSet = (matches: readonly { rule: string; lines: readonly string[]; items: readonly string[] }[]) =>
  matches
    .map(({ rule, lines, items }) => `${rule}: ${[...lines].sort().join(' ')} = ${[...items].sort().join(' ')}`)
    .sort();

describe('matches', () => {
  test('are those that comparing everything with everything finds, and none is missed', () => {
    fc.assert(
      fc.property(sides, ({ lines, items }) => {
        expect(asSet(match(lines, items).matches)).toEqual(asSet(bruteForce(lines, items, STANDARD)));
      }),
      runs,
    );
  });

  test('are the same whatever the order of lines and items', () => {
    fc.assert(
      fc.property(sides, ({ lines, items, otherLines, otherItems }) => {
        expect(asSet(match(otherLines, otherItems).matches)).toEqual(asSet(match(lines, items).matches));
      }),
      runs,
    );
  });

  test('leave nothing behind that they would find when they look again', () => {
    fc.assert(
      fc.property(sides, ({ lines, items }) => {
        const used = new Set(match(lines, items).matches.flatMap((each) => [...each.lines, ...each.items]));
        const isLeft = ({ id }: { readonly id: string }) => !used.has(id);
        expect(match(lines.filter(isLeft), items.filter(isLeft)).matches).toEqual([]);
      }),
      runs,
    );
  });

  test('hold nobody twice, and are exact to the fen', () => {
    fc.assert(
      fc.property(sides, ({ lines, items }) => {
        const { matches } = match(lines, items);
        const amounts = new Map([...lines, ...items].map(({ id, amount: fen }) => [id, fen]));
        const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + (amounts.get(id) as bigint), 0n);
        const used = matches.flatMap(({ lines: own, items: settled }) => [...own, ...settled]);
        expect(new Set(used).size).toBe(used.length);
        for (const { lines: own, items: settled, amount: fen } of matches)
          expect([sum(own), sum(settled)]).toEqual([fen, fen]);
      }),
      runs,
    );
  });
});
