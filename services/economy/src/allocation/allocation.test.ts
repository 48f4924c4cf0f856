import { readFileSync } from 'node:fs';
import { addPeriods, type Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { parseTable, toTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import {
  allocate,
  type PeriodAllocation,
  parseTerms,
  type Share,
  splitDeclared,
  type TermsVersion,
} from './allocation.ts';

const START = '2025-01' as Period;
const MAX_FEN = 2n ** 63n - 1n;

function run(terms: readonly TermsVersion[], profits: readonly bigint[]): readonly PeriodAllocation[] {
  const periods = profits.map((profit, index) => ({ period: addPeriods(START, index), profit }));
  return must(allocate(must(parseTerms(terms)), periods));
}

/** `version('2025-01', 1000, 'A:1 B:2')` */
function version(from: string, rateBp: number, weights: string): TermsVersion {
  return {
    from: from as Period,
    rateBp: BigInt(rateBp),
    weights: weights.split(' ').map((pair) => {
      const [beneficiary = '', weight = ''] = pair.split(':');
      return { beneficiary, weight: BigInt(weight) };
    }),
  };
}

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
const amountsOf = (lines: readonly Share[]) => lines.map(({ amount }) => amount);
const inWords = (lines: readonly Share[]) =>
  lines.map(({ beneficiary, amount }) => `${beneficiary}:${amount}`).join(' ');

interface Vector {
  name: string;
  terms: { from: Period; rateBp: number; weights: Record<string, number> }[];
  periods: { period: Period; profitFen: string }[];
  expect: unknown;
}

describe('the worked cases', () => {
  const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vector[];

  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const terms = vector.terms.map(({ from, rateBp, weights }) => ({
      from,
      rateBp: BigInt(rateBp),
      weights: Object.entries(weights).map(([beneficiary, weight]) => ({ beneficiary, weight: BigInt(weight) })),
    }));
    const periods = vector.periods.map(({ period, profitFen }) => ({ period, profit: BigInt(profitFen) }));
    const found = must(allocate(must(parseTerms(terms)), periods)).map((each) => ({
      period: each.period,
      profitFen: each.profit.toString(),
      baseFen: each.base.toString(),
      rateBp: Number(each.rateBp),
      poolFen: each.pool.toString(),
      shares: Object.fromEntries(each.lines.map(({ beneficiary, amount }) => [beneficiary, amount.toString()])),
    }));
    expect(found).toEqual(vector.expect);
  });
});

describe('from profit to pool', () => {
  test('a loss is carried forward, the rate applies to the growth of the mark, halves round to even on the total', () => {
    const expected = `
      period  | profit | cumulativeProfit | distributable | base | rateBp | entitled | shared | pool | termsFrom
      2025-01 | 1005   | 1005             | 1005          | 1005 | 1000   | 1005000  | 100    | 100  | 2025-01
      2025-02 | -400   | 605              | 1005          | 0    | 1000   | 1005000  | 100    | 0    | 2025-01
      2025-03 | 300    | 905              | 1005          | 0    | 1000   | 1005000  | 100    | 0    | 2025-01
      2025-04 | 110    | 1015             | 1015          | 10   | 1000   | 1015000  | 102    | 2    | 2025-01
      2025-05 | 100    | 1115             | 1115          | 100  | 0      | 1015000  | 102    | 0    | 2025-05
      2025-06 | 100    | 1215             | 1215          | 100  | 500    | 1065000  | 106    | 4    | 2025-06
    `;
    const rows = parseTable<keyof PeriodAllocation>(expected);
    const terms = [version('2025-01', 1000, 'A:1'), version('2025-05', 0, 'A:1'), version('2025-06', 500, 'A:1')];
    const found = run(
      terms,
      rows.map(({ profit }) => BigInt(profit)),
    );
    const columns = Object.keys(rows[0] ?? {}) as (keyof PeriodAllocation)[];
    expect(toTable(found, columns)).toBe(toTable(rows, columns));
  });
});

describe('from pool to lines', () => {
  test.each(
    parseTable<'name' | 'weights' | 'pools' | 'lines'>(`
      name                                          | weights           | pools | lines
      the odd fen moves round                       | A:1 B:1 C:1       | 1 1 1 | A:1 B:0 C:0, A:0 B:1 C:0, A:0 B:0 C:1
      a pool of nothing still names everybody       | A:1 B:1           | 0 3   | A:0 B:0, A:2 B:1
      C had too much: of A and B, level, A waits    | A:3 B:3 C:1       | 3 1   | A:1 B:1 C:1, A:0 B:1 C:0
      A had too much: C is further ahead than B     | A:1 B:5 C:3       | 4 1   | A:1 B:2 C:1, A:0 B:1 C:0
      lines are sorted, however the terms were      | C:1 A:3 B:3       | 3 1   | A:1 B:1 C:1, A:0 B:1 C:0
      by code point, as names are told apart        | 𠮷里:1 Ｂ座:1 B2:1 | 1 1   | B2:1 Ｂ座:0 𠮷里:0, B2:0 Ｂ座:1 𠮷里:0
    `),
  )('$name', ({ weights, pools, lines }) => {
    const found = run([version(START, 10_000, weights)], pools.split(' ').map(BigInt));
    expect(found.map((each) => inWords(each.lines)).join(', ')).toBe(lines);
  });

  test.each(
    parseTable<'name' | 'first' | 'second' | 'epochs' | 'lines'>(`
      name                                           | first             | second            | epochs          | lines
      another rate goes on with the epoch            | 10000 A:1 B:1     | 5000 A:1 B:1      | 2025-01 2025-01 | A:1 B:0, A:0 B:1
      the same pairs in another order go on too      | 10000 A:1 B:1     | 5000 B:1 A:1      | 2025-01 2025-01 | A:1 B:0, A:0 B:1
      1 : 1 → 2 : 2 begins anew                      | 10000 A:1 B:1     | 5000 A:2 B:2      | 2025-01 2025-02 | A:1 B:0, A:1 B:0
      a beneficiary more begins anew                 | 10000 A:1 B:1     | 5000 A:1 B:1 C:1  | 2025-01 2025-02 | A:1 B:0, A:1 B:0 C:0
      a beneficiary less has no line                 | 10000 A:1 B:1     | 5000 A:1          | 2025-01 2025-02 | A:1 B:0, A:1
      a beneficiary in the place of another          | 10000 A:1 B:1     | 5000 A:1 C:1      | 2025-01 2025-02 | A:1 B:0, A:1 C:0
    `),
  )('$name', ({ first, second, epochs, lines }) => {
    const terms = [first, second].map((text, index) => {
      const [rateBp = '', ...weights] = text.split(' ');
      return version(addPeriods(START, index), Number(rateBp), weights.join(' '));
    });
    const found = run(terms, [1n, 2n]);
    expect(found.map(({ epochFrom }) => epochFrom).join(' ')).toBe(epochs);
    expect(found.map((each) => inWords(each.lines)).join(', ')).toBe(lines);
  });

  test('weights that come back begin a third epoch: what was had in the first is not counted', () => {
    const terms = [
      version('2025-01', 10_000, 'A:1 B:1'),
      version('2025-02', 10_000, 'A:1 B:2'),
      version('2025-03', 10_000, 'A:1 B:1'),
    ];
    expect(run(terms, [1n, 1n, 1n]).map((each) => inWords(each.lines))).toEqual(['A:1 B:0', 'A:0 B:1', 'A:1 B:0']);
  });
});

const weightsArbitrary = (most: bigint) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number) =>
          fc.record({ beneficiary: fc.constant(`B${number}`), weight: fc.bigInt({ min: 1n, max: most }) }),
        ),
      ),
    );
const termsArbitrary = (rates: fc.Arbitrary<bigint>, most: bigint): fc.Arbitrary<readonly TermsVersion[]> =>
  fc
    .array(fc.record({ lasts: fc.integer({ min: 1, max: 8 }), rateBp: rates, weights: weightsArbitrary(most) }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((versions) =>
      versions.map(({ rateBp, weights }, index) => {
        const before = versions.slice(0, index).reduce((periods, { lasts }) => periods + lasts, 0);
        return { from: addPeriods(START, before), rateBp, weights };
      }),
    );
const profitsArbitrary = (least: bigint, most: bigint) =>
  fc.array(fc.bigInt({ min: least, max: most }), { minLength: 1, maxLength: 24 });
const anyRate = fc.bigInt({ min: 0n, max: 10_000n });

/** A few fen at a time, where targets fall; ordinary months with losses; amounts far beyond 2^53. */
const anyCase = fc.oneof(
  fc.tuple(termsArbitrary(fc.constant(10_000n), 12n), profitsArbitrary(0n, 8n)),
  fc.tuple(termsArbitrary(anyRate, 5_000n), profitsArbitrary(-200_000n, 400_000n)),
  fc.tuple(termsArbitrary(anyRate, 5_000n), profitsArbitrary(-(2n ** 57n), 2n ** 58n)),
);
const holds = <T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, claim), { numRuns: 300 });

describe('what always holds', () => {
  test('the lines of a period sum to its pool, and none is negative', () => {
    holds(anyCase, ([terms, profits]) => {
      for (const { pool, lines } of run(terms, profits)) {
        expect(sumOf(amountsOf(lines))).toBe(pool);
        expect(pool >= 0n && amountsOf(lines).every((amount) => amount >= 0n)).toBe(true);
      }
    });
  });

  test('every beneficiary in force has one line, and nobody else has', () => {
    holds(anyCase, ([terms, profits]) => {
      for (const { period, lines } of run(terms, profits)) {
        const inForce = terms.findLast(({ from }) => from <= period)?.weights.map(({ beneficiary }) => beneficiary);
        expect(lines.map(({ beneficiary }) => beneficiary)).toEqual(inForce?.sort());
      }
    });
  });

  test('within an epoch nobody is a whole fen ahead of, or two fen behind, the exact share', () => {
    holds(anyCase, ([terms, profits]) => {
      const allocations = run(terms, profits);
      for (const [index, { period, epochFrom }] of allocations.entries()) {
        const epoch = allocations.slice(0, index + 1).filter((each) => each.period >= epochFrom);
        const total = sumOf(epoch.map(({ pool }) => pool));
        const weights = terms.findLast(({ from }) => from <= period)?.weights ?? [];
        const sum = sumOf(weights.map(({ weight }) => weight));
        for (const { beneficiary, weight } of weights) {
          const lines = epoch.flatMap((each) => each.lines).filter((line) => line.beneficiary === beneficiary);
          const aheadTimesSum = sumOf(amountsOf(lines)) * sum - total * weight;
          expect(aheadTimesSum < sum && aheadTimesSum > -2n * sum).toBe(true);
        }
      }
    });
  });

  test('a loss takes nothing back: shared is the rate of the highest cumulative profit, to half a fen', () => {
    const anyTerms = fc.tuple(anyRate, weightsArbitrary(100n));
    holds(fc.tuple(anyTerms, profitsArbitrary(-(2n ** 57n), 2n ** 57n)), ([[rateBp, weights], profits]) => {
      let [cumulative, mark, sharedBefore] = [0n, 0n, 0n];
      for (const { profit, distributable, base, shared } of run([{ from: START, rateBp, weights }], profits)) {
        cumulative += profit;
        const markBefore = mark;
        mark = cumulative > mark ? cumulative : mark;
        expect([distributable, base]).toEqual([mark, mark - markBefore]);
        expect(shared >= sharedBefore).toBe(true);
        sharedBefore = shared;
        const twiceOff = 2n * (shared * 10_000n - mark * rateBp);
        expect(twiceOff <= 10_000n && twiceOff >= -10_000n).toBe(true);
      }
    });
  });

  test('the order in which beneficiaries are written does not matter, nor does running it again', () => {
    holds(anyCase, ([terms, profits]) => {
      const backwards = terms.map((each) => ({ ...each, weights: [...each.weights].reverse() }));
      expect(run(backwards, profits)).toEqual(run(terms, profits));
      expect(run(terms, profits)).toEqual(run(terms, profits));
    });
  });

  test('weights scaled from the start give the same lines', () => {
    holds(fc.tuple(anyCase, fc.bigInt({ min: 2n, max: 1_000n })), ([[terms, profits], factor]) => {
      const scaled = terms.map((each) => ({
        ...each,
        weights: each.weights.map(({ beneficiary, weight }) => ({ beneficiary, weight: weight * factor })),
      }));
      // What differed by the factor alone would be one epoch now and two before.
      fc.pre(new Set(terms.map(({ weights }) => weights.length)).size === terms.length);
      expect(run(scaled, profits)).toEqual(run(terms, profits));
    });
  });

  test('what is allocated through a period does not depend on the periods after it', () => {
    holds(anyCase, ([terms, profits]) => {
      const half = Math.ceil(profits.length / 2);
      expect(run(terms, profits.slice(0, half))).toEqual(run(terms, profits).slice(0, half));
    });
  });

  test('what is given in is left as it was', () => {
    holds(anyCase, ([terms, profits]) => {
      const before = structuredClone({ terms, profits });
      run(terms, profits);
      expect({ terms, profits }).toEqual(before);
    });
  });
});

describe('a declared share', () => {
  const split = (terms: readonly TermsVersion[], profits: readonly bigint[], declared: bigint) =>
    splitDeclared(must(parseTerms(terms)), run(terms, profits), declared);

  test('that equals the pool is divided as the pool is', () => {
    holds(anyCase, ([terms, profits]) => {
      const { pool, lines } = run(terms, profits).at(-1) as PeriodAllocation;
      expect(split(terms, profits, pool)).toEqual(lines);
    });
  });

  test('of any amount is divided wholly, with no negative line', () => {
    holds(fc.tuple(anyCase, fc.bigInt({ min: 0n, max: 100n })), ([[terms, profits], declared]) => {
      const amounts = amountsOf(split(terms, profits, declared));
      expect(sumOf(amounts)).toBe(declared);
      expect(amounts.every((amount) => amount >= 0n)).toBe(true);
    });
  });

  test('goes on from what was allocated in the epoch before, not from what was declared', () => {
    const terms = [version(START, 10_000, 'A:1 B:1')];
    expect([0n, 1n, 2n, 3n].map((declared) => inWords(split(terms, [1n, 2n], declared)))).toEqual([
      'A:0 B:0',
      'A:0 B:1',
      'A:1 B:1',
      'A:1 B:2',
    ]);
  });

  test('cannot be divided for a period that has no allocation', () => {
    expect(() => splitDeclared([], [], 1n)).toThrow('a period that has an allocation');
  });
});

describe('what is refused', () => {
  const answer = (found: readonly unknown[] | ReturnType<typeof allocate>) =>
    isRefusal(found) ? `${found.code} ${found.field}` : 'accepted';

  test.each([
    ['no terms at all', [], 'TERMS_EMPTY terms'],
    [
      'two versions from one period',
      [version('2025-01', 0, 'A:1'), version('2025-01', 0, 'A:1')],
      'TERMS_UNORDERED terms.1.from',
    ],
    [
      'versions out of order',
      [version('2025-02', 0, 'A:1'), version('2025-01', 0, 'A:1')],
      'TERMS_UNORDERED terms.1.from',
    ],
    ['a rate above the whole', [version('2025-01', 10_001, 'A:1')], 'RATE_OUT_OF_RANGE terms.0.rateBp'],
    ['a negative rate', [version('2025-01', -1, 'A:1')], 'RATE_OUT_OF_RANGE terms.0.rateBp'],
    ['a rate of nought, which is a rate', [version('2025-01', 0, 'A:1')], 'accepted'],
    ['a rate of the whole', [version('2025-01', 10_000, 'A:1')], 'accepted'],
    ['nobody to receive', [{ ...version('2025-01', 0, 'A:1'), weights: [] }], 'BENEFICIARIES_EMPTY terms.0.weights'],
    ['a beneficiary twice', [version('2025-01', 0, 'A:1 B:1 A:2')], 'BENEFICIARY_TWICE terms.0.weights.2.beneficiary'],
    [
      'a weight of nought in a later version',
      [version('2025-01', 0, 'A:1'), version('2025-02', 0, 'A:0')],
      'WEIGHT_NOT_POSITIVE terms.1.weights.0.weight',
    ],
    ['a negative weight', [version('2025-01', 0, 'A:1 B:-1')], 'WEIGHT_NOT_POSITIVE terms.0.weights.1.weight'],
  ] as const)('%s', (_, terms, expected) => {
    expect(answer(parseTerms(terms))).toBe(expected);
  });

  test.each([
    ['a period before the first terms', [['2024-12', 1n]], 'NO_TERMS_IN_FORCE periods.0.period'],
    [
      'a gap between periods',
      [
        ['2025-01', 1n],
        ['2025-03', 1n],
      ],
      'PERIODS_UNORDERED periods.1.period',
    ],
    [
      'a period twice',
      [
        ['2025-01', 1n],
        ['2025-01', 1n],
      ],
      'PERIODS_UNORDERED periods.1.period',
    ],
    [
      'periods out of order',
      [
        ['2025-02', 1n],
        ['2025-01', 1n],
      ],
      'PERIODS_UNORDERED periods.1.period',
    ],
    [
      'a first period after the first terms',
      [
        ['2025-03', 1n],
        ['2025-04', 1n],
      ],
      'accepted',
    ],
    ['no period at all', [], 'accepted'],
    ['a profit of all that int64 holds', [['2025-01', MAX_FEN]], 'accepted'],
    [
      'a profit that leaves int64',
      [
        ['2025-01', -5n],
        ['2025-02', MAX_FEN + 1n],
      ],
      'AMOUNT_TOO_LARGE periods.1.profit',
    ],
    [
      'profits that leave int64 together',
      [
        ['2025-01', MAX_FEN],
        ['2025-02', 1n],
      ],
      'AMOUNT_TOO_LARGE periods.1.profit',
    ],
    [
      'losses that leave int64 together',
      [
        ['2025-01', -MAX_FEN],
        ['2025-02', -2n],
      ],
      'AMOUNT_TOO_LARGE periods.1.profit',
    ],
  ] as const)('%s', (_, periods, expected) => {
    const terms = must(parseTerms([version('2025-01', 10_000, 'A:1')]));
    const given = periods.map(([period, profit]) => ({ period: period as Period, profit }));
    expect(answer(allocate(terms, given))).toBe(expected);
  });
});
