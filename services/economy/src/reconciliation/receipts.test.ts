import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { applyReceipt, type OpenShare } from './receipts.ts';

const share = (id: string, period: string | null, amount: bigint): OpenShare => ({ id, period, amount });
const inWords = (amount: bigint, shares: readonly OpenShare[]) => {
  const { applied, left } = applyReceipt(amount, shares);
  return `${applied.map((each) => `${each.item} ${each.amount}`).join(', ')}; ${left}`;
};

describe('a receipt over several open shares', () => {
  const shares = [
    share('JV-0001 b', '2025-11', 100n),
    share('JV-0001 a', '2025-11', 100n),
    share('JV-0001 a', '2025-10', 7n),
    share('JV-0001 c', '2025-11', 101n),
  ];

  test('goes to the oldest period first', () => {
    expect(inWords(5n, shares)).toBe('JV-0001 a 5; 0');
    expect(inWords(308n, shares)).toBe('JV-0001 a 7, JV-0001 a 100, JV-0001 b 100, JV-0001 c 101; 0');
  });

  test('is divided within a period by largest remainder of what is open, ties to the lowest id', () => {
    expect(inWords(11n, shares)).toBe('JV-0001 a 7, JV-0001 a 1, JV-0001 b 1, JV-0001 c 2; 0');
    expect(inWords(8n, [share('b', '2025-11', 5n), share('a', '2025-11', 5n), share('c', '2025-11', 5n)])).toBe(
      'a 3, b 3, c 2; 0',
    );
  });

  test('leaves over what nothing is open for, and lies over what we owe in the same way', () => {
    expect(inWords(400n, shares)).toBe('JV-0001 a 7, JV-0001 a 100, JV-0001 b 100, JV-0001 c 101; 92');
    expect(inWords(-8n, [share('a', '2025-11', -5n), share('b', '2025-10', -5n)])).toBe('b -5, a -3; 0');
    expect(() => applyReceipt(8n, [share('a', '2025-11', -5n)])).toThrow('on its side');
  });

  test('loses no fen, settles no share twice over, and leaves a period only when it is settled', () => {
    const anyShares = fc
      .array(fc.tuple(fc.constantFrom('2025-09', '2025-10', '2025-11'), fc.bigInt({ min: 1n, max: 10_000n })), {
        maxLength: 8,
      })
      .map((rows) => rows.map(([period, amount], at) => share(`${at}`, period, amount)));
    fc.assert(
      fc.property(anyShares, fc.bigInt({ min: 0n, max: 60_000n }), (open, amount) => {
        const { applied, left } = applyReceipt(amount, open);
        const paid = new Map(applied.map((each) => [each.item, each.amount]));
        expect(applied.reduce((sum, each) => sum + each.amount, left)).toBe(amount);
        const unsettled = open.filter(({ id, amount: due }) => (paid.get(id) ?? 0n) < due).map(({ period }) => period);
        const reached = open.filter(({ id }) => paid.has(id)).map(({ period }) => period);
        for (const { id, amount: due } of open) expect((paid.get(id) ?? 0n) <= due).toBe(true);
        for (const period of reached) expect(unsettled.some((earlier) => (earlier ?? '') < (period ?? ''))).toBe(false);
        expect(left === 0n || unsettled.length === 0).toBe(true);
      }),
    );
  });
});
