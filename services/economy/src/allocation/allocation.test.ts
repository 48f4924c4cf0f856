import { readFileSync } from 'node:fs';
import { addPeriods, type Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type PeriodAllocation, parseTerms, splitDeclared, type TermsVersion } from './allocation.ts';

interface Vector {
  name: string;
  terms: { from: Period; rateBp: number; weights: Record<string, number> }[];
  periods: { period: Period; profitFen: string }[];
  expect: {
    period: string;
    profitFen: string;
    baseFen: string;
    rateBp: number;
    poolFen: string;
    shares: Record<string, string>;
  }[];
}

const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vector[];
const START = '2025-01' as Period;

function run(terms: readonly TermsVersion[], profits: readonly bigint[]): readonly PeriodAllocation[] {
  return must(
    allocate(
      must(parseTerms(terms)),
      profits.map((profit, index) => ({ period: addPeriods(START, index), profit })),
    ),
  );
}

describe('the worked cases', () => {
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

const weightsArbitrary = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc.record({
          beneficiary: fc.constant(`B${String(number).padStart(2, '0')}`),
          weight: fc.bigInt({ min: 1n, max: 5_000n }),
        }),
      ),
    ),
  );
const profitsArbitrary = fc.array(
  fc.oneof(fc.bigInt({ min: -200n, max: 400n }), fc.bigInt({ min: -(10n ** 15n), max: 10n ** 16n })),
  { minLength: 1, maxLength: 24 },
);
const termsArbitrary = fc
  .array(
    fc.record({
      every: fc.integer({ min: 1, max: 6 }),
      rateBp: fc.bigInt({ min: 0n, max: 10_000n }),
      weights: weightsArbitrary,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((versions) => {
    let at = 0;
    return versions.map(({ every, rateBp, weights }) => {
      const from = addPeriods(START, at);
      at += every;
      return { from, rateBp, weights };
    });
  });
const caseArbitrary = fc.tuple(termsArbitrary, profitsArbitrary);

describe('what always holds', () => {
  test('the lines of a period sum to its pool, and none is negative', () => {
    fc.assert(
      fc.property(caseArbitrary, ([terms, profits]) => {
        for (const { pool, lines } of run(terms, profits)) {
          expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(pool);
          expect(pool >= 0n && lines.every(({ amount }) => amount >= 0n)).toBe(true);
        }
      }),
    );
  });

  test('within an epoch nobody is a whole fen ahead of, or two fen behind, the exact share', () => {
    fc.assert(
      fc.property(caseArbitrary, ([terms, profits]) => {
        const versions = must(parseTerms(terms));
        const allocations = run(terms, profits);
        for (const [index, current] of allocations.entries()) {
          const epoch = allocations.slice(0, index + 1).filter(({ period }) => period >= current.epochFrom);
          const total = epoch.reduce((sum, { pool }) => sum + pool, 0n);
          const { weights } = versions.findLast(({ from }) => from <= current.period) as TermsVersion;
          const sum = weights.reduce((all, { weight }) => all + weight, 0n);
          for (const { beneficiary, weight } of weights) {
            const had = epoch
              .flatMap(({ lines }) => lines)
              .reduce((all, line) => (line.beneficiary === beneficiary ? all + line.amount : all), 0n);
            const aheadTimesSum = had * sum - total * weight;
            expect(aheadTimesSum < sum && aheadTimesSum > -2n * sum).toBe(true);
          }
        }
      }),
    );
  });

  test('a loss takes nothing back: what is shared never falls, and equals the rate of the mark when the rate is one', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        weightsArbitrary,
        profitsArbitrary,
        (rateBp, weights, profits) => {
          const allocations = run([{ from: START, rateBp, weights }], profits);
          let [cumulative, mark] = [0n, 0n];
          for (const [index, { distributable, shared, base }] of allocations.entries()) {
            cumulative += profits[index] as bigint;
            mark = cumulative > mark ? cumulative : mark;
            expect(distributable).toBe(mark);
            expect(base >= 0n).toBe(true);
            const twiceError = 2n * (shared * 10_000n - mark * rateBp);
            expect(twiceError <= 10_000n && twiceError >= -10_000n).toBe(true);
          }
        },
      ),
    );
  });

  test('the order in which beneficiaries are written does not matter, nor does running it again', () => {
    fc.assert(
      fc.property(caseArbitrary, ([terms, profits]) => {
        const backwards = terms.map((version) => ({ ...version, weights: [...version.weights].reverse() }));
        expect(run(backwards, profits)).toEqual(run(terms, profits));
      }),
    );
  });

  test('weights scaled from the start give the same lines', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.bigInt({ min: 2n, max: 1_000n }), ([terms, profits], factor) => {
        const scaled = terms.map((version) => ({
          ...version,
          weights: version.weights.map(({ beneficiary, weight }) => ({ beneficiary, weight: weight * factor })),
        }));
        expect(run(scaled, profits).map(({ lines }) => lines)).toEqual(run(terms, profits).map(({ lines }) => lines));
      }),
    );
  });

  test('what is allocated through a period does not depend on the periods after it', () => {
    fc.assert(
      fc.property(caseArbitrary, ([terms, profits]) => {
        const whole = run(terms, profits);
        const half = Math.ceil(profits.length / 2);
        expect(run(terms, profits.slice(0, half))).toEqual(whole.slice(0, half));
      }),
    );
  });

  test('a declared share that equals the pool is divided as the pool is', () => {
    fc.assert(
      fc.property(caseArbitrary, ([terms, profits]) => {
        const allocations = run(terms, profits);
        const current = allocations.at(-1) as PeriodAllocation;
        expect(splitDeclared(must(parseTerms(terms)), allocations, current.pool)).toEqual(current.lines);
      }),
    );
  });
});

describe('epochs', () => {
  const weights = (first: bigint, second: bigint) => [
    { beneficiary: 'A', weight: first },
    { beneficiary: 'B', weight: second },
  ];

  test('another rate with the same weights does not begin an epoch', () => {
    const allocations = run(
      [
        { from: START, rateBp: 1_000n, weights: weights(1n, 2n) },
        { from: addPeriods(START, 1), rateBp: 500n, weights: weights(1n, 2n) },
      ],
      [100n, 100n],
    );
    expect(allocations.map(({ epochFrom }) => epochFrom)).toEqual(['2025-01', '2025-01']);
  });

  test('1 : 2 → 2 : 4 begins a new epoch', () => {
    const allocations = run(
      [
        { from: START, rateBp: 1_000n, weights: weights(1n, 2n) },
        { from: addPeriods(START, 1), rateBp: 1_000n, weights: weights(2n, 4n) },
      ],
      [100n, 100n],
    );
    expect(allocations.map(({ epochFrom }) => epochFrom)).toEqual(['2025-01', '2025-02']);
  });
});

describe('what is refused', () => {
  const one = [{ beneficiary: 'A', weight: 1n }];
  const version = (from: string, change: Partial<TermsVersion> = {}): TermsVersion => ({
    from: from as Period,
    rateBp: 1_000n,
    weights: one,
    ...change,
  });
  const codeOf = (terms: readonly TermsVersion[]) => {
    const parsed = parseTerms(terms);
    return isRefusal(parsed) ? `${parsed.code} ${parsed.field}` : 'accepted';
  };

  test.each([
    ['no terms at all', [], 'TERMS_EMPTY terms'],
    ['two versions from one period', [version('2025-01'), version('2025-01')], 'TERMS_UNORDERED terms.1.from'],
    ['versions out of order', [version('2025-02'), version('2025-01')], 'TERMS_UNORDERED terms.1.from'],
    ['a rate above the whole', [version('2025-01', { rateBp: 10_001n })], 'RATE_OUT_OF_RANGE terms.0.rateBp'],
    ['a negative rate', [version('2025-01', { rateBp: -1n })], 'RATE_OUT_OF_RANGE terms.0.rateBp'],
    ['a rate of nought, which is a rate', [version('2025-01', { rateBp: 0n })], 'accepted'],
    ['nobody to receive', [version('2025-01', { weights: [] })], 'BENEFICIARIES_EMPTY terms.0.weights'],
    [
      'a beneficiary twice',
      [version('2025-01', { weights: [...one, ...one] })],
      'BENEFICIARY_TWICE terms.0.weights.1.beneficiary',
    ],
    [
      'a weight of nought',
      [version('2025-01', { weights: [{ beneficiary: 'A', weight: 0n }] })],
      'WEIGHT_NOT_POSITIVE terms.0.weights.0.weight',
    ],
  ] as const)('%s', (_, terms, answer) => {
    expect(codeOf(terms)).toBe(answer);
  });

  test.each([
    ['a period before the first terms', ['2025-02'], [['2025-01', 1n]], 'NO_TERMS_IN_FORCE periods.0.period'],
    [
      'a gap between periods',
      ['2025-01'],
      [
        ['2025-01', 1n],
        ['2025-03', 1n],
      ],
      'PERIODS_UNORDERED periods.1.period',
    ],
    [
      'profits that leave int64 together',
      ['2025-01'],
      [
        ['2025-01', 2n ** 62n],
        ['2025-02', 2n ** 62n],
      ],
      'AMOUNT_TOO_LARGE periods.1.profit',
    ],
  ] as const)('%s', (_, starts, periods, answer) => {
    const found = allocate(
      must(parseTerms(starts.map((from) => version(from)))),
      periods.map(([period, profit]) => ({ period: period as Period, profit })),
    );
    expect(isRefusal(found) ? `${found.code} ${found.field}` : 'accepted').toBe(answer);
  });
});
