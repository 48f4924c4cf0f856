import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { chainAfter, EMPTY_CHAIN } from './chain.ts';
import { clean, effectOf, isUnreadable, type ParsedEntry, parseEntry, type RawEntry } from './entry.ts';

const good: RawEntry = { externalRef: 'INV-1', kind: 'REVENUE', amount: '1234.50', occurredOn: '2025-12-03' };

function problemsOf(change: RawEntry): string[] {
  const entry = parseEntry({ ...good, ...change });
  return isUnreadable(entry) ? entry.problems.map(({ code, field }) => `${field} ${code}`) : [];
}

function parsed(change: RawEntry = {}): ParsedEntry {
  const entry = parseEntry({ ...good, ...change });
  if (isUnreadable(entry)) throw new Error(entry.problems.map(({ code }) => code).join());
  return entry;
}

describe('an entry that can be read', () => {
  test('has its amount in fen, its day, and nothing where nothing is said', () => {
    expect(parsed()).toEqual({
      externalRef: 'INV-1',
      kind: 'REVENUE',
      amount: 123450n,
      occurredOn: '2025-12-03',
      projectCode: null,
      memo: null,
      reverses: null,
    });
  });

  test.each([
    ['收入', 'REVENUE'],
    ['成本', 'COST'],
    ['revenue', 'REVENUE'],
    [' Cost ', 'COST'],
  ])('the kind %p means %s', (kind, meant) => {
    expect(parsed({ kind }).kind).toBe(meant);
  });

  test.each(['2025-12-03', '2025/12/3', '2025/12/03', '20251203'])('the day may be written %s', (occurredOn) => {
    expect(parsed({ occurredOn }).occurredOn).toBe('2025-12-03');
  });

  test.each([
    ['1', 100n],
    ['0.01', 1n],
    ['1.5', 150n],
    ['92233720368547758.07', 2n ** 63n - 1n],
  ])('the amount %s is %s fen', (amount, fen) => {
    expect(parsed({ amount }).amount).toBe(fen);
  });

  test('is trimmed and composed, so that the same words are the same entry', () => {
    expect(parsed({ externalRef: '\u3000Cafe\u0301-1 ', memo: '  ' })).toEqual(parsed({ externalRef: 'Café-1' }));
  });

  test('keeps line breaks inside a memo', () => {
    expect(parsed({ memo: '第一行\n第二行' }).memo).toBe('第一行\n第二行');
  });

  test('whatever is cleaned once stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once?.isWellFormed() ?? true).toBe(true);
      }),
    );
  });
});

describe('an entry that cannot be read', () => {
  test.each<[RawEntry, string]>([
    [{ externalRef: '' }, 'externalRef VALUE_MISSING'],
    [{ externalRef: 'a\nb' }, 'externalRef CODE_MALFORMED'],
    [{ externalRef: 'x'.repeat(101) }, 'externalRef VALUE_TOO_LONG'],
    [{ projectCode: 'P\n1' }, 'projectCode TEXT_MALFORMED'],
    [{ memo: 'a\0b' }, 'memo TEXT_MALFORMED'],
    [{ kind: null }, 'kind VALUE_MISSING'],
    [{ kind: '利润' }, 'kind CHOICE_UNKNOWN'],
    [{ amount: undefined }, 'amount VALUE_MISSING'],
    [{ amount: '1.234' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: 'abc' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '1,234.00' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '¥5' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '+5' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '1e3' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '１２' }, 'amount AMOUNT_MALFORMED'],
    [{ amount: '0.00' }, 'amount AMOUNT_NOT_POSITIVE'],
    [{ amount: '-5.00' }, 'amount AMOUNT_NOT_POSITIVE'],
    [{ amount: '92233720368547758.08' }, 'amount AMOUNT_TOO_LARGE'],
    [{ occurredOn: '2025-13-01' }, 'occurredOn DATE_MALFORMED'],
    [{ occurredOn: '2025-02-29' }, 'occurredOn DATE_MALFORMED'],
    [{ occurredOn: '2025-12-3' }, 'occurredOn DATE_MALFORMED'],
    [{ occurredOn: '03.12.2025' }, 'occurredOn DATE_MALFORMED'],
    [{ projectCode: 'p'.repeat(101) }, 'projectCode VALUE_TOO_LONG'],
    [{ memo: '长'.repeat(501) }, 'memo VALUE_TOO_LONG'],
    [{ reverses: 'a\tb' }, 'reverses CODE_MALFORMED'],
  ])('%j: %s', (change, problem) => {
    expect(problemsOf(change)).toEqual([problem]);
  });

  test('names everything that is wrong with it, field by field', () => {
    expect(problemsOf({ externalRef: ' ', kind: 'x', amount: '1.234', occurredOn: 'soon' })).toEqual([
      'externalRef VALUE_MISSING',
      'kind CHOICE_UNKNOWN',
      'amount AMOUNT_MALFORMED',
      'occurredOn DATE_MALFORMED',
    ]);
  });

  test('has the problem of its cell in the place of what would be read from it', () => {
    const entry = parseEntry({ ...good, externalRef: '1.2e17' }, [refuse('REF_LOST_DIGITS', { field: 'externalRef' })]);
    expect(isUnreadable(entry) && entry.problems.map(({ code, field }) => [code, field])).toEqual([
      ['REF_LOST_DIGITS', 'externalRef'],
    ]);
  });

  test('speaks Chinese and English about each', () => {
    const entry = parseEntry({ ...good, amount: '1.234' });
    const [problem] = isUnreadable(entry) ? entry.problems : [];
    expect(isRefusal(problem) && [problem.message('zh'), problem.message('en')]).toEqual([
      expect.stringContaining('金额“1.234”无效'),
      expect.stringContaining('The amount "1.234" is not valid'),
    ]);
  });

  test('shows at most a hundred characters of a reference that is too long', () => {
    const entry = parseEntry({ ...good, externalRef: '𠀀'.repeat(5_000) });
    expect([...entry.externalRef]).toHaveLength(100);
  });
});

test('a reversal takes back what its original added', () => {
  const original = effectOf(parsed({ kind: 'COST' }));
  const reversal = effectOf(parsed({ kind: 'COST', reverses: 'INV-0' }));
  expect([original, reversal]).toEqual([
    { revenue: 0n, cost: 123450n },
    { revenue: 0n, cost: -123450n },
  ]);
});

describe('the chain of a period', () => {
  test('differs as soon as one entry, or their order, differs', () => {
    const chain = (...entries: readonly ParsedEntry[]) => entries.reduce(chainAfter, EMPTY_CHAIN);
    const [a, b, other] = [parsed(), parsed({ externalRef: 'INV-2' }), parsed({ amount: '1234.51' })];
    const heads = [chain(), chain(a), chain(a, b), chain(b, a), chain(other, b)];
    expect(new Set(heads).size).toBe(heads.length);
    expect(chain({ ...a, memo: 'x' })).not.toBe(chain(a));
  });
});
