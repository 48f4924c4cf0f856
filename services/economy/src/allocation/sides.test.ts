import type { Period } from '@hh/kernel/period.ts';
import { describe, expect, test } from '@jest/globals';
import type { Allocation } from './computation.ts';
import { dueFromOffice, payable, receivable } from './journal.ts';
import { isPaid, isSettled, type OpenOfShare, sidesOf } from './sides.ts';

const OPERATOR = '91371322MA0000010X';
const [A, B] = ['37132200100101', '37132200100102'] as const;
const january = '2025-01' as Period;

/** 100.00 shared three to two. */
const allocation = {
  county: '371322',
  agreement: 'JV-0001',
  agreementId: 'agreement',
  operator: OPERATOR,
  period: january,
  approvedAt: new Date('2025-02-05T10:00:00+08:00'),
  lines: [
    { compound: A, amount: 60_00n },
    { compound: B, amount: 40_00n },
  ],
  inputs: {
    terms: [
      {
        from: january,
        rateBp: 1_000n,
        weights: [
          { beneficiary: A, weight: 3n },
          { beneficiary: B, weight: 2n },
        ],
      },
    ],
    periods: [{ period: january, profit: 1_000_00n }],
  },
} as unknown as Allocation;

const due = (open: bigint, compound: string = A): OpenOfShare => ({
  ...{ book: 'economy', account: receivable(OPERATOR), compound, open },
});
const owed = (open: bigint, compound: string = A): OpenOfShare => ({
  ...{ book: 'economy', account: payable(compound), compound, open: -open },
});
const coming = (open: bigint, compound: string = A): OpenOfShare => ({
  ...{ book: 'owners', account: dueFromOffice(compound), compound, open },
});

describe('the sides of a share', () => {
  test.each<[string, bigint | null, OpenOfShare[], [bigint | null, bigint, bigint, bigint], 'paid' | 'settled' | '']>([
    ['before it is posted nothing has moved', null, [], [null, 0n, 60_00n, 0n], ''],
    ['posted and credited', null, [due(60_00n), owed(60_00n), coming(60_00n)], [null, 0n, 60_00n, 0n], ''],
    ['a declaration is divided as the pool', 99_99n, [due(60_00n)], [59_99n, 0n, 60_00n, 0n], ''],
    ['a part is paid', 100_00n, [due(25n), owed(60_00n)], [60_00n, 59_75n, 60_00n, 0n], ''],
    ['paid, and not passed on', 100_00n, [due(0n), owed(60_00n)], [60_00n, 60_00n, 60_00n, 0n], 'paid'],
    ['too much is paid', 100_00n, [due(-5n), owed(0n)], [60_00n, 60_05n, 0n, 0n], ''],
    ['passed on, on its way', 100_00n, [due(0n), owed(0n), coming(60_00n)], [60_00n, 60_00n, 0n, 0n], 'paid'],
    ['arrived', 100_00n, [due(0n), owed(0n), coming(0n)], [60_00n, 60_00n, 0n, 60_00n], 'settled'],
    ['arrived, declared otherwise', 99_99n, [due(0n), owed(0n), coming(0n)], [59_99n, 60_00n, 0n, 60_00n], 'paid'],
    ['arrived, not declared', null, [due(0n), owed(0n), coming(0n)], [null, 60_00n, 0n, 60_00n], 'paid'],
    ['what is of another compound', null, [due(0n, B), owed(0n, B), coming(0n, B)], [null, 0n, 60_00n, 0n], ''],
    [
      'the other book has an account of that name',
      null,
      [{ ...coming(0n), book: 'economy' }],
      [null, 0n, 60_00n, 0n],
      '',
    ],
  ])('%s', (_, declared, open, [own, paid, stillOwed, credited], reached) => {
    const [share] = sidesOf(allocation, declared, open);
    if (!share) throw new Error('there is a share');
    expect(share).toMatchObject({ compound: A, allocated: 60_00n, declared: own, paid, payable: stillOwed, credited });
    expect([isPaid(share), isSettled(share)]).toEqual([reached !== '', reached === 'settled']);
  });

  test('that a checker has settled needs no declaration', () => {
    const settled = { ...allocation, declarationSettled: { by: 'checker', at: new Date(0), reason: '…' } };
    const [share] = sidesOf(settled, null, [due(0n), owed(0n), coming(0n)]);
    expect(share && isSettled(share)).toBe(true);
  });

  test('of 0.00 are settled with what was declared as 0.00, without a journal', () => {
    const nothing = {
      ...allocation,
      lines: [{ compound: A, amount: 0n }],
      inputs: { ...allocation.inputs, periods: [{ period: january, profit: 0n }] },
    };
    const [share] = sidesOf(nothing, 0n, []);
    expect(share && [isPaid(share), isSettled(share)]).toEqual([true, true]);
  });
});
