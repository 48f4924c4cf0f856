import { canonical } from '@hh/kernel/canonical.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import {
  canonicalBytes,
  chained,
  checkOwners,
  checkReversal,
  effectiveDay,
  formatVoucher,
  GENESIS_HASH,
  type JournalDraft,
  type LineDraft,
  mirror,
  type PostedJournal,
  parseJournal,
  parseVoucher,
} from './journal.ts';
import { accounts, day, drafts, transfer } from './testing/drafts.ts';

const byCode = new Map(accounts.map((account) => [account.code, account]));
const sound = transfer('k1', '2025-01-31', '1221.OPERATOR', '2241.B01', 100n);
const [debit, credit] = sound.lines as [LineDraft, LineDraft];

function lines(...these: readonly LineDraft[]): JournalDraft {
  return { ...sound, lines: these };
}

function post(draft: JournalDraft, seq = 1): PostedJournal {
  const content = must(parseJournal(draft));
  return chained(content, {
    county: '371322',
    book: 'economy',
    seq,
    month: '2025-01' as Period,
    voucherNumber: formatVoucher('2025-01' as Period, seq),
    effectiveOn: content.date,
    postedAt: new Date('2026-01-05T01:00:00Z'),
    previousHash: GENESIS_HASH,
  });
}

describe('a journal', () => {
  const cases: readonly [why: string, draft: JournalDraft, code: string, field: string | null][] = [
    ['names where it comes from', { ...sound, source: { kind: 'test', key: '' } }, 'VALUE_MISSING', 'source.key'],
    [
      'has a source that the database gives back unchanged',
      { ...sound, source: { kind: '\ud800', key: 'k' } },
      'CODE_MALFORMED',
      'source.kind',
    ],
    ['says what it is', { ...sound, memo: ' ' }, 'VALUE_MISSING', 'memo'],
    ['says it briefly', { ...sound, memo: '长'.repeat(501) }, 'VALUE_TOO_LONG', 'memo'],
    ['has two lines at least', lines(debit), 'LIST_SIZE', 'lines'],
    ['has a thousand lines at most', lines(...Array<LineDraft>(1001).fill(debit)), 'LIST_SIZE', 'lines'],
    ['has an amount on every line', lines(debit, { account: '5603' }), 'AMOUNT_NOT_POSITIVE', 'lines.1'],
    ['has amounts above zero', lines({ ...debit, debit: -1n }, credit), 'AMOUNT_NOT_POSITIVE', 'lines.0'],
    ['has lines of one side', lines({ ...debit, credit: 1n }, credit), 'LINE_TWO_SIDED', 'lines.0'],
    [
      'takes no floating point number for an amount',
      lines({ ...debit, debit: 100 as unknown as bigint }, credit),
      'AMOUNT_MALFORMED',
      'lines.0',
    ],
    [
      'adds up within int64',
      lines({ ...debit, debit: 2n ** 63n - 1n }, debit, { ...credit, credit: 2n ** 63n + 99n }),
      'AMOUNT_TOO_LARGE',
      'lines',
    ],
    ['debits as much as it credits', lines(debit, { ...credit, credit: 99n }), 'JOURNAL_UNBALANCED', 'lines'],
    ['belongs to a day that exists', { ...sound, date: day('2025-02-30') }, 'DATE_MALFORMED', 'date'],
    [
      'is about things that have a name',
      lines({ ...debit, dimensions: { agreement: '' } }, credit),
      'VALUE_MISSING',
      'lines.0.dimensions.agreement',
    ],
  ];
  test.each(cases)('%s', (_, draft, code, field) => {
    const refused = parseJournal(draft) as Refusal;
    expect(refused).toMatchObject({ code, field });
  });

  test('balances for each owner of accounts, not only in all', () => {
    const mixed = must(parseJournal(transfer('k', '2025-01-01', '1002.C-01', '1221.OPERATOR', 5n)));
    expect(checkOwners(mixed, byCode)).toMatchObject({ code: 'OWNER_UNBALANCED' });
    expect(checkOwners(must(parseJournal(sound)), byCode)).toBeNull();
  });

  test('touches open accounts only', () => {
    const stray = must(parseJournal(transfer('k', '2025-01-01', '5603', '9999', 5n)));
    expect(checkOwners(stray, byCode)).toMatchObject({ code: 'ACCOUNT_UNKNOWN', field: 'lines.1.account' });
  });

  test('is the same journal with its memo written in another normal form, and whoever posts it', () => {
    const [one, other] = ['caf\u00e9', ' cafe\u0301'].map((memo) =>
      must(parseJournal({ ...sound, memo, postedBy: memo })),
    );
    expect(one?.contentHash).toBe(other?.contentHash);
  });

  test('is another journal when its date, memo, any line or what it reverses is another', () => {
    const hashes = [
      sound,
      { ...sound, date: day('2025-01-30') },
      { ...sound, memo: 'another' },
      { ...sound, reverses: 1 },
      lines({ ...debit, dimensions: { agreement: 'JV-0001' } }, credit),
      lines({ ...debit, memo: 'another' }, credit),
      lines({ ...debit, debit: 101n }, { ...credit, credit: 101n }),
      lines(credit, debit),
    ].map((draft) => must(parseJournal(draft)).contentHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

test.each([
  ['2026-11 记-0042', '2026-11', 42],
  ['2026-11 记-42', '2026-11', 42],
  ['2026-11记42', '2026-11', 42],
  [' 记－0042 ', null, 42],
  ['42', null, 42],
  ['12345', null, 12_345],
  ['2026-11', null, null],
  ['2026-112', null, null],
  ['记账', null, null],
  ['', null, null],
])('a voucher number is read as people write it: %s', (written, month, number) => {
  expect(parseVoucher(written)).toEqual(number === null ? null : { month, number });
});

describe('the canonical bytes', () => {
  test('are the canonical text of everything that was posted', () => {
    fc.assert(
      fc.property(drafts, fc.option(fc.string()), fc.option(fc.nat()), (draft, postedBy, reverses) => {
        const named = { ...draft, ...(postedBy !== null && { postedBy, approvedBy: `${postedBy}!` }) };
        const content = parseJournal({ ...named, ...(reverses !== null && { reverses }) });
        if (isRefusal(content)) return true;
        const {
          contentHash: _,
          hash: __,
          month: ___,
          ...covered
        } = post({ ...named, ...(reverses !== null && { reverses }) });
        return (
          canonicalBytes(post({ ...named, ...(reverses !== null && { reverses }) })) ===
          canonical({ ...covered, postedAt: covered.postedAt.toISOString() })
        );
      }),
    );
  });

  test('change with every field that is covered', () => {
    const journal = post({ ...sound, postedBy: 'maker', approvedBy: 'checker' });
    const changed = [
      { county: '371323' },
      { book: 'owners' as const },
      { seq: 2 },
      { voucherNumber: '2025-01 记-0002' },
      { date: day('2025-01-30') },
      { effectiveOn: day('2025-01-30') },
      { source: { kind: 'test', key: 'k2' } },
      { memo: 'another' },
      { postedBy: 'another' },
      { approvedBy: 'another' },
      { reverses: 7 },
      { postedAt: new Date(0) },
      { previousHash: 'f'.repeat(64) },
    ].map((change) => canonicalBytes({ ...journal, ...change }));
    expect(new Set([canonicalBytes(journal), ...changed]).size).toBe(changed.length + 1);
  });
});

describe('a reversal', () => {
  const original = post(sound, 3);
  const reversal = (change: Partial<JournalDraft> = {}) =>
    must(parseJournal({ ...sound, lines: mirror(original.lines), reverses: 3, ...change }));

  test('takes back every line of its original', () => {
    expect(checkReversal(reversal(), original, false)).toBeNull();
    const partly = mirror(original.lines).map((line) => ({
      ...line,
      debit: line.debit / 2n,
      credit: line.credit / 2n,
    }));
    expect(checkReversal(reversal({ lines: partly }), original, false)).toMatchObject({ code: 'REVERSAL_DIFFERS' });
  });

  test('needs an original, comes once, not before it, and is not reversed itself', () => {
    expect(checkReversal(reversal(), undefined, false)).toMatchObject({ code: 'REVERSAL_UNKNOWN' });
    expect(checkReversal(reversal(), original, true)).toMatchObject({ code: 'REVERSED_ALREADY' });
    expect(checkReversal(reversal(), { ...original, reverses: 1 }, false)).toMatchObject({
      code: 'REVERSAL_OF_REVERSAL',
    });
    expect(checkReversal(reversal({ date: day('2025-01-30') }), original, false)).toMatchObject({
      code: 'REVERSAL_BEFORE_ORIGINAL',
    });
  });

  test('leaves nothing on any account, whatever the journal was', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const content = parseJournal(draft);
        if (isRefusal(content)) return true;
        const left = Map.groupBy([...content.lines, ...mirror(content.lines)], (line) => line.account);
        return [...left.values()].every((own) => own.reduce((sum, line) => sum + line.debit - line.credit, 0n) === 0n);
      }),
    );
  });
});

describe('the month fence', () => {
  test.each([
    ['no month is sealed', '2025-01-31', null, '2025-01-31'],
    ['its month is open', '2025-03-15', '2025-02', '2025-03-15'],
    ['its month is the last sealed one', '2025-02-28', '2025-02', '2025-03-01'],
    ['its month is long sealed', '2024-06-30', '2025-12', '2026-01-01'],
  ])('%s: a journal of %s, sealed through %s, is effective on %s', (_, date, sealed, expected) => {
    expect(effectiveDay(day(date), sealed as Period | null)).toBe(expected);
  });
});
