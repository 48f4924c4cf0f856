import type { Period } from '@hh/kernel/period.ts';
import { describe, expect, test } from '@jest/globals';
import { GENESIS_HASH } from './journal.ts';
import { awaitedBy, checkSealing, earliestOpenMonth } from './month.ts';
import { day } from './testing/drafts.ts';
import type { Head } from './writer.ts';

function head(sealedThrough: string | null, ...open: readonly string[]): Head {
  const vouchers = Object.fromEntries(open.map((period) => [period, 1])) as Head['vouchers'];
  return { seq: open.length, hash: GENESIS_HASH, sealedThrough: sealedThrough as Period | null, vouchers };
}

describe('a book month', () => {
  test.each([
    ['the first with journals is sealed first', '2025-02', head(null, '2025-03', '2025-02'), 'maker', null],
    ['one before the first journal may be sealed', '2025-01', head(null, '2025-02'), 'maker', null],
    ['an empty book may begin with any', '2025-02', head(null), 'maker', null],
    ['the next in order may be sealed', '2025-03', head('2025-02', '2025-03'), 'maker', null],
    ['a later one waits for the earlier', '2025-03', head(null, '2025-03', '2025-02'), 'maker', 'EARLIER_MONTH_OPEN'],
    [
      'a later one waits for an earlier empty one',
      '2025-03',
      head('2025-01', '2025-03'),
      'maker',
      'EARLIER_MONTH_OPEN',
    ],
    ['it is sealed once', '2025-02', head('2025-02'), 'maker', 'MONTH_SEALED'],
    ['it has to be over', '2026-01', head('2025-12'), 'maker', 'MONTH_NOT_OVER'],
    ['somebody has to propose it', '2025-03', head('2025-02'), null, 'SEALING_NOT_PROPOSED'],
    ['who proposes does not seal', '2025-03', head('2025-02'), 'checker', 'SAME_PERSON'],
  ])('%s', (_, period, at, proposedBy, code) => {
    const by = { today: day('2026-01-31'), proposedBy, sealedBy: 'checker' };
    expect(checkSealing(period as Period, at, by)?.code ?? null).toBe(code);
  });

  test.each([
    ['the first that is over', '2025-03', head('2025-02', '2025-03', '2025-04'), null, 'PROPOSAL'],
    ['one that is proposed', '2025-03', head('2025-02', '2025-03'), 'maker', 'SEALING'],
    ['a later one, which may be proposed before', '2025-04', head('2025-02', '2025-04'), null, 'PROPOSAL'],
    ['a later one that is proposed', '2025-04', head('2025-02', '2025-04'), 'maker', null],
    ['one that is sealed', '2025-02', head('2025-02'), 'maker', null],
    ['one that is not over', '2026-01', head('2025-12'), null, null],
  ])('waits for somebody: %s', (_, period, at, proposedBy, awaited) => {
    expect(awaitedBy(period as Period, at, { today: day('2026-01-31'), proposedBy })).toBe(awaited);
  });

  test('is the earliest open one after the last sealed, whether it has journals or not', () => {
    expect(earliestOpenMonth(head('2025-12', '2026-03'))).toBe('2026-01');
    expect(earliestOpenMonth(head(null, '2026-03', '2026-02'))).toBe('2026-02');
    expect(earliestOpenMonth(head(null))).toBeNull();
  });
});
