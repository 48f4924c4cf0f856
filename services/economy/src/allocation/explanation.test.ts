import { readFileSync } from 'node:fs';
import { groupedMoney } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import type { Agreement } from '../agreement/agreement.ts';
import type { AgreementPeriod } from '../period/period.ts';
import { parseTerms } from './allocation.ts';
import { type Allocation, computeAllocation } from './computation.ts';
import { explain, lineInWords, stepsInWords } from './explanation.ts';
import { simulate } from './simulation.ts';

interface Case {
  readonly name: string;
  readonly terms: readonly { from: string; rateBp: number; weights: Record<string, number> }[];
  readonly periods: readonly { period: string; profitFen: string }[];
  readonly expect: readonly { period: string; baseFen: string; poolFen: string; shares: Record<string, string> }[];
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8'));

const termsOf = ({ terms }: Case) =>
  terms.map(({ from, rateBp, weights }) => ({
    from: from as Period,
    rateBp: BigInt(rateBp),
    weights: Object.entries(weights).map(([beneficiary, weight]) => ({ beneficiary, weight })),
  }));

/** The allocation of the last period, as closing would have stored it. */
function stored(each: Case): Allocation {
  const versions = termsOf(each).map((version) => ({
    ...version,
    weights: version.weights.map(({ beneficiary, weight }) => ({ beneficiary, weight: BigInt(weight) })),
    state: 'IN_FORCE',
  }));
  must(parseTerms(versions));
  const agreement = { county: '371322', code: 'JV-0001', terms: versions } as unknown as Agreement;
  const closed = each.periods.map(({ period, profitFen }) => ({
    period,
    revenue: BigInt(profitFen),
    cost: 0n,
  })) as unknown as AgreementPeriod[];
  const facts = { count: 1, hash: 'e' };
  return must(computeAllocation({ agreement, closed, facts, by: 'maker', at: new Date('2026-01-05T01:00:00Z') }));
}

describe('explaining an allocation', () => {
  test.each(cases.map((each) => [each.name, each] as const))(
    '%s: the explanation comes to the stored figures',
    (_, each) => {
      const allocation = stored(each);
      const why = explain(allocation);
      expect(why).toMatchObject({ base: allocation.base, pool: allocation.pool, rateBp: allocation.rateBp });
      expect(why.distributable - why.distributableBefore).toBe(allocation.base);
      expect(why.shared - why.sharedBefore).toBe(allocation.pool);
      expect(why.beneficiaries.map(({ beneficiary, amount }) => ({ compound: beneficiary, amount }))).toEqual(
        allocation.lines,
      );
      const received = why.beneficiaries.reduce((sum, { hadBefore, amount }) => sum + hadBefore + amount, 0n);
      expect(received).toBe(why.epochTotal);
      for (const line of why.beneficiaries) expect(lineInWords(line, 'zh')).toContain(groupedMoney(line.amount));
      for (const language of ['zh', 'en'] as const)
        expect(stepsInWords(why, language).at(-1)).toContain(groupedMoney(why.pool));
    },
  );

  test('reads as a person would say it', () => {
    const [plain] = cases;
    if (!plain) throw new Error('the vectors are there');
    const why = explain(stored(plain));
    expect(stepsInWords(why, 'en')).toEqual([
      'Cumulative profit through 2025-01: 12,345.67 yuan.',
      'High-water mark: the greater of 0.00 yuan (before) and that, 12,345.67 yuan.',
      'Base: the growth of the mark, 12,345.67 − 0.00 = 12,345.67 yuan.',
      'Rate since 2025-01: 10.00 %; running total due 1,234.567 yuan, rounded half to even: 1,234.57 yuan.',
      'Pool: 1,234.57 − 0.00 shared before = 1,234.57 yuan.',
    ]);
    expect(why.beneficiaries.map((line) => lineInWords(line, 'zh'))).toEqual([
      '本权重区间累计分成 1,234.57 元 × 1/1，应得 1,234.57 元；此前已得 0.00 元，本期 1,234.57 元。',
    ]);
    const [line] = why.beneficiaries;
    if (!line) throw new Error('it has a beneficiary');
    expect(lineInWords({ ...line, weight: 121_867n, weightSum: 365_613n }, 'en')).toContain('× 121,867/365,613 is');
  });
});

describe('simulating an allocation', () => {
  test.each(cases.map((each) => [each.name, each] as const))('%s: equals the vector to the fen', (_, each) => {
    const periods = each.periods.map(({ period, profitFen }) => ({
      period: period as Period,
      profit: BigInt(profitFen),
    }));
    const simulated = must(simulate({ terms: termsOf(each), periods }));
    expect(
      simulated.map(({ period, base, pool, shares }) => ({
        period,
        baseFen: String(base),
        poolFen: String(pool),
        shares: Object.fromEntries(shares.map(({ beneficiary, amount }) => [beneficiary, String(amount)])),
      })),
    ).toEqual(each.expect.map(({ period, baseFen, poolFen, shares }) => ({ period, baseFen, poolFen, shares })));
  });

  test('refuses no periods, a gap, and terms that begin later', () => {
    const terms = [{ from: '2025-02' as Period, rateBp: 1000n, weights: [{ beneficiary: 'B01', weight: 1 }] }];
    const profits = (...months: string[]) => months.map((period) => ({ period: period as Period, profit: 1n }));
    expect(simulate({ terms, periods: [] })).toMatchObject({ code: 'LIST_SIZE', field: 'periods' });
    expect(simulate({ terms, periods: profits('2025-02', '2025-04') })).toMatchObject({
      code: 'PERIODS_UNORDERED',
      field: 'periods.1.period',
    });
    expect(simulate({ terms, periods: profits('2025-01') })).toMatchObject({ code: 'NO_TERMS_IN_FORCE' });
  });
});
