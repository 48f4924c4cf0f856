/** Journals as tests write them, and as fast-check invents them, over a small county. */
import type { LocalDate } from '@hh/kernel/period.ts';
import fc from '@hh/testing/property.ts';
import type { AccountDraft, Owner } from '../account.ts';
import type { JournalDraft, LineDraft } from '../journal.ts';

export const office: Owner = { kind: 'SETTLEMENT_OFFICE', code: 'OFFICE' };
export const company: Owner = { kind: 'COMPANY', code: 'C-01' };

function account(code: string, owner: Owner): AccountDraft {
  return { code, name: { zh: `科目 ${code}`, en: `Account ${code}` }, owner };
}

export const officeAccounts = ['1002.BA-0001', '1221.OPERATOR', '2241.B01', '2241.B02', '5603'];
export const companyAccounts = ['1002.C-01', '5001.C-01'];
export const accounts: readonly AccountDraft[] = [
  ...officeAccounts.map((code) => account(code, office)),
  ...companyAccounts.map((code) => account(code, company)),
];

export function day(text: string): LocalDate {
  return text as LocalDate;
}

/** `transfer('k1', '2025-01-31', '1221.OPERATOR', '2241.B01', 100n)`: debit the first account, credit the second. */
export function transfer(key: string, date: string, debit: string, credit: string, amount: bigint): JournalDraft {
  const lines = [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ];
  return { source: { kind: 'test', key }, date: day(date), memo: `凭证 ${key}`, lines };
}

const amounts = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt(1n, 1_000_000n) },
  { weight: 1, arbitrary: fc.bigInt(1n, 2n ** 62n) },
);
const dimensions = fc.record(
  {
    agreement: fc.constantFrom('JV-0001', 'JV-0002'),
    period: fc.constantFrom('2025-01', '2025-02'),
    compound: fc.constantFrom('B01', 'B02'),
  },
  { requiredKeys: [] },
);

/** Pairs of a debit and a credit of one owner: balanced, in all and per owner. */
const pairs = fc
  .tuple(fc.constantFrom(officeAccounts, companyAccounts), amounts, dimensions)
  .chain(([codes, amount, about]) =>
    fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)).map(([debit, credit]): LineDraft[] => [
      { account: debit, debit: amount, dimensions: about },
      { account: credit, credit: amount, dimensions: about },
    ]),
  );

export const days = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, date]) => day(`2025-0${month}-${String(date).padStart(2, '0')}`));

/** Any text, now and then with half a character at its end: a database can't give that back. */
const memos = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '', '', '\ud800'))
  .map(([text, half]) => `摘要${text}${half}`);

/** Mostly sound journals of few sources, so that repetitions and conflicts are common, and some that are wrong. */
export const drafts: fc.Arbitrary<JournalDraft> = fc
  .record({
    key: fc.integer({ min: 1, max: 30 }).map((number) => `k${number}`),
    date: days,
    memo: memos,
    lines: fc.array(pairs, { minLength: 1, maxLength: 3 }).map((all) => all.flat()),
    flaw: fc.option(
      fc.constantFrom('unbalanced' as const, 'unknown account' as const, 'two owners' as const, 'future' as const),
      { freq: 6 },
    ),
  })
  .map(({ key, date, memo, lines, flaw }) => ({
    source: { kind: 'test', key },
    date: flaw === 'future' ? day('2031-01-01') : date,
    memo,
    lines: flawed(lines, flaw),
  }));

type Flaw = 'unbalanced' | 'unknown account' | 'two owners' | 'future' | null;

function flawed(lines: readonly LineDraft[], flaw: Flaw): readonly LineDraft[] {
  if (flaw === 'unbalanced') return [...lines, { account: '5603', debit: 1n }];
  if (flaw === 'unknown account') return [...lines, { account: '9999', debit: 1n }, { account: '5603', credit: 1n }];
  if (flaw === 'two owners') return [...lines, { account: '5603', debit: 1n }, { account: '5001.C-01', credit: 1n }];
  return lines;
}
