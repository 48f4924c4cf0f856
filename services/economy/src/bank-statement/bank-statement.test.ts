import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import type { BankRow } from './bank-row.ts';
import { contradiction, gapBefore, identitiesOf, prove, type ReadStatement, type Span } from './bank-statement.ts';

const day = (number: number) => `2025-12-${String(number).padStart(2, '0')}` as LocalDate;

function row(bookedOn: LocalDate, amount: bigint, balance: bigint | null, change: Partial<BankRow> = {}): BankRow {
  const words = { bookedAt: null, counterparty: null, counterpartyAccount: null, memo: null, reference: null };
  return { line: 1, bookedOn, amount, balance, ...words, isReversal: false, raw: [], ...change };
}

function file(rows: readonly BankRow[], stated: Partial<ReadStatement> = {}): ReadStatement {
  const numbered = rows.map((each, at) => ({ ...each, line: at + 2 }));
  return { account: null, from: null, to: null, opening: null, closing: null, rows: numbered, problems: [], ...stated };
}

/** Rows on these days with these amounts, each with its balance. */
function booked(opening: bigint, ...moves: readonly (readonly [number, bigint])[]): readonly BankRow[] {
  let balance = opening;
  return moves.map(([on, amount]) => {
    balance += amount;
    return row(day(on), amount, balance);
  });
}

const week = booked(100n, [1, 5n], [1, 5n], [3, -7n], [4, 20n], [4, -20n], [4, 20n]);
const codeOf = (value: unknown) => (isRefusal(value) ? [value.code, value.parameters] : value);

describe('a statement', () => {
  test('derives its opening from its first row, and goes on to its closing', () => {
    expect(must(prove(file(week)))).toMatchObject({ from: day(1), to: day(4), opening: 100n, closing: 123n });
  });

  test.each([
    ['newest first', week.toReversed()],
    ['days newest first', [...week.slice(3), ...week.slice(2, 3), ...week.slice(0, 2)]],
    [
      'the rows of a day newest first',
      [...week.slice(0, 2).toReversed(), ...week.slice(2, 3), ...week.slice(3).toReversed()],
    ],
  ])('is turned where it is written %s', (_, rows) => {
    const proved = must(prove(file(rows)));
    expect(proved.rows.map(({ amount }) => amount)).toEqual([5n, 5n, -7n, 20n, -20n, 20n]);
    expect(proved).toMatchObject({ opening: 100n, closing: 123n });
  });

  test('names the first row that breaks the balance, with what was expected and what was found', () => {
    const wrong = week.map((each, at) => (at === 3 ? { ...each, amount: 21n } : each));
    expect(codeOf(prove(file(wrong)))).toEqual(['STATEMENT_UNBALANCED', { line: 5, expected: '1.24', found: '1.23' }]);
    const lacking = week.filter((_, at) => at !== 2).toReversed();
    expect(codeOf(prove(file(lacking)))).toEqual([
      'STATEMENT_UNBALANCED',
      { line: 4, expected: '1.30', found: '1.23' },
    ]);
  });

  test('is held against what is stated beside its rows', () => {
    expect(must(prove(file(week, { opening: 100n, closing: 123n })))).toMatchObject({ opening: 100n });
    expect(codeOf(prove(file(week, { opening: 99n })))).toEqual([
      'STATEMENT_UNBALANCED',
      { line: 2, expected: '1.04', found: '1.05' },
    ]);
    expect(codeOf(prove(file(week, { closing: 124n })))).toEqual([
      'STATEMENT_UNBALANCED',
      { line: 7, expected: '1.23', found: '1.24' },
    ]);
  });

  test('without a column of balances needs both ends', () => {
    const bare = week.map((each) => ({ ...each, balance: null }));
    expect(must(prove(file(bare, { opening: 100n, closing: 123n }))).rows.map(({ balance }) => balance)).toEqual(
      week.map(({ balance }) => balance),
    );
    for (const ends of [{}, { opening: 100n }, { closing: 123n }]) {
      expect(codeOf(prove(file(bare, ends)))).toEqual(['STATEMENT_WITHOUT_BALANCE', {}]);
    }
  });

  test('without rows is one where it states its balances and days, and they are equal', () => {
    const stated = { opening: 5n, closing: 5n, from: day(1), to: day(7) };
    expect(must(prove(file([], stated)))).toMatchObject({ from: day(1), to: day(7), rows: [] });
    expect(codeOf(prove(file([], { ...stated, closing: 6n })))).toEqual([
      'STATEMENT_UNBALANCED',
      { line: 1, expected: '0.05', found: '0.06' },
    ]);
    expect(codeOf(prove(file([], { opening: 5n, closing: 5n })))).toEqual(['STATEMENT_WITHOUT_DAYS', {}]);
    expect(codeOf(prove(file([])))).toEqual(['FILE_EMPTY', {}]);
  });

  test('of any rows is proved in whichever of its orders, and refused with any one amount changed', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.bigInt({ min: 1n, max: 50n })), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(moves, fc.boolean(), fc.nat(), (some, isTurned, at) => {
        const rows = booked(0n, ...some.toSorted(([a], [b]) => a - b));
        const written = isTurned ? rows.toReversed() : rows;
        expect(must(prove(file(written))).rows.map(({ balance }) => balance)).toEqual(
          rows.map(({ balance }) => balance),
        );
        const changed = rows.map((each, index) =>
          index === 1 + (at % (rows.length - 1)) ? { ...each, amount: each.amount + 1n } : each,
        );
        expect(isRefusal(prove(file(changed)))).toBe(true);
      }),
    );
  });
});

describe('the identity of a row', () => {
  const identities = (rows: readonly BankRow[]) => must(prove(file(rows))).rows.map(({ identity }) => identity);

  test('tells true twins apart, and rows that come to the same balance again', () => {
    expect(new Set(identities(week)).size).toBe(week.length);
  });

  test('is the same in exports of the same days that begin and end elsewhere', () => {
    const whole = identities(week);
    expect(identities(week.slice(1, 5))).toEqual(whole.slice(1, 5));
    expect(identities(week.slice(2).toReversed())).toEqual(whole.slice(2));
  });

  test('does not depend on how a file writes names, memos and times', () => {
    const other = week.map((each) => ({ ...each, memo: 'x', counterparty: 'y', bookedAt: '09:00:00' }));
    expect(identities(other)).toEqual(identities(week));
  });

  test('is its serial number where there is one; a fee of the same number is another row', () => {
    const numbered = [
      row(day(1), -100n, 0n, { reference: 'S1' }),
      row(day(1), -1n, -1n, { reference: 'S1' }),
      row(day(1), -1n, -2n, { reference: 'S1' }),
    ];
    const known = identitiesOf(numbered as (BankRow & { balance: bigint })[]);
    expect(known).toEqual(['2025-12-01 -100 #S1 1', '2025-12-01 -1 #S1 1', '2025-12-01 -1 #S1 2']);
  });

  test('joins overlapping exports without doubling and without losing twins', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(1n, 1n, -1n, 2n)), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (some, a, b) => {
        const rows = booked(1_000n, ...some.toSorted(([x], [y]) => x - y));
        const part = (from: number, to: number) =>
          rows.filter(({ bookedOn }) => bookedOn >= day(from) && bookedOn <= day(to));
        const [first, second] = [part(1, Math.max(a, b)), part(Math.min(a, b), 6)];
        const seen = new Set([first, second].filter((each) => each.length > 0).flatMap(identities));
        expect(seen.size).toBe(rows.length);
      }),
    );
  });
});

describe('statements of an account', () => {
  const span = (
    id: string,
    from: number,
    to: number,
    opening: bigint,
    closing: bigint,
    overlaps: readonly string[] = [],
  ): Span => ({
    id,
    from: day(from),
    to: day(to),
    opening,
    closing,
    overlaps,
  });
  const january = span('a', 1, 7, 0n, 10n);

  test('go on from one another', () => {
    expect(gapBefore(january, [january])).toBeNull();
    expect(gapBefore(span('b', 8, 14, 10n, 20n), [january])).toBeNull();
    expect(gapBefore(span('b', 7, 14, 10n, 20n), [january])).toBeNull();
  });

  test('leave a gap that names the one before, and is closed by the file that lacked', () => {
    const third = span('c', 15, 21, 20n, 30n);
    expect(gapBefore(third, [january, third])).toEqual({ after: 'a', to: day(7), closing: 10n, opening: 20n });
    expect(gapBefore(third, [january, span('b', 8, 14, 10n, 20n), third])).toBeNull();
  });

  test('that overlap go on from one another, whichever came first', () => {
    expect(gapBefore(span('b', 5, 14, 4n, 20n, ['a']), [january])).toBeNull();
    expect(gapBefore(span('b', 5, 14, 4n, 20n), [span('a', 1, 7, 0n, 10n, ['b'])])).toBeNull();
    expect(gapBefore(span('b', 5, 14, 4n, 20n), [january])).toMatchObject({ closing: 10n, opening: 4n });
  });

  test('of one day may be several', () => {
    const [morning, noon] = [span('b', 8, 8, 10n, 11n), span('c', 8, 8, 11n, 15n)];
    for (const each of [morning, noon]) expect(gapBefore(each, [january, morning, noon])).toBeNull();
    expect(gapBefore(span('d', 9, 9, 15n, 16n), [january, morning, noon])).toBeNull();
    expect(gapBefore(noon, [january, noon])).toMatchObject({ after: 'a' });
  });
});

describe('a day inside two statements', () => {
  const statement = must(prove(file(week)));
  const known = statement.rows.map(({ bookedOn, identity }) => ({ bookedOn, identity }));

  test('has the same rows in both', () => {
    expect(contradiction(statement, known, [{ from: day(1), to: day(4) }])).toBeNull();
    expect(contradiction(statement, [], [])).toBeNull();
  });

  test('that lacks a row which came before, or adds one, is named', () => {
    const without = must(prove(file(booked(110n, [2, 1n], [4, 20n], [4, -20n], [4, 20n]))));
    expect(codeOf(contradiction(without, known, [{ from: day(1), to: day(4) }]))).toEqual([
      'STATEMENT_CONTRADICTS',
      { day: day(2), found: 1, known: 0 },
    ]);
    const earlier = must(prove(file(booked(100n, [1, 10n], [4, 13n]))));
    expect(codeOf(contradiction(earlier, known, [{ from: day(1), to: day(4) }]))).toEqual([
      'STATEMENT_CONTRADICTS',
      { day: day(3), found: 0, known: 1 },
    ]);
  });

  test('may be the last of one file, and go on in the next', () => {
    const later = must(prove(file([...week, ...booked(123n, [4, 9n], [5, 1n])])));
    expect(contradiction(later, known, [{ from: day(1), to: day(4) }])).toBeNull();
  });
});
