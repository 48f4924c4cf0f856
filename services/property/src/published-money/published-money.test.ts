import { describe, expect, test } from '@jest/globals';
import { publishedMoney } from './published-money.ts';

const A = '37132200100101';
const B = '37132200100102';
const share = { name: '便民家政', operator: '城投', base: 100_000n, rateBp: 1000, pool: 10_000n };
const sums = {
  publications: 4,
  compounds: [B, A],
  shares: [
    { ...share, agreement: 'JV-0002', base: 5_000n, pool: 500n },
    { ...share, agreement: 'JV-0001' },
  ],
  income: [
    { compound: B, agreement: 'JV-0001', amount: 4_000n },
    { compound: A, agreement: 'JV-0001', amount: 6_000n },
    { compound: A, agreement: 'JV-0002', amount: 500n },
    { compound: A, agreement: null, amount: 25n },
  ],
  spent: [
    { compound: A, purpose: 'OTHER', amount: -10n },
    { compound: A, purpose: 'COMMON_PARTS', amount: 7_010n },
  ],
};

describe('what publications say together', () => {
  const { ventures, compounds } = publishedMoney(sums);

  test('is told by venture and compound, in the order of their codes', () => {
    expect(ventures.map(({ agreement, income }) => [agreement, income])).toEqual([
      [
        'JV-0001',
        [
          { compound: A, amount: 6_000n },
          { compound: B, amount: 4_000n },
        ],
      ],
      ['JV-0002', [{ compound: A, amount: 500n }]],
    ]);
    expect(compounds.map(({ compound }) => compound)).toEqual([A, B]);
  });

  test('adds up: what came in, less what was spent, is kept; from no venture is what names none', () => {
    expect(compounds).toEqual([
      {
        compound: A,
        income: 6_525n,
        otherIncome: 25n,
        spent: 7_000n,
        kept: -475n,
        uses: [
          { purpose: 'COMMON_PARTS', amount: 7_010n },
          { purpose: 'OTHER', amount: -10n },
        ],
      },
      { compound: B, income: 4_000n, otherIncome: 0n, spent: 0n, kept: 4_000n, uses: [] },
    ]);
  });
});
