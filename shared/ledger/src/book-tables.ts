/**
 * The books as an accountant prints them: tables of balances (科目余额表), general and subsidiary ledgers (总账、明细账),
 * the journal (序时账) and the list of accounts. A balance stands without sign beside its side, as paper books have it.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import type { Account, Name } from './account.ts';
import {
  type AccountBalance,
  type AccountLedger,
  type BalancedLine,
  type LedgerMonth,
  sideOf,
} from './account-ledger.ts';
import type { BalanceAssertion } from './assertion.ts';
import { firstMonthOfYear } from './balance.ts';
import type { PostedJournal } from './journal.ts';

/** Text, an amount in fen, a plain number; null stays empty. */
type Cell = string | Fen | number | null;
type Row = readonly Cell[];

const sides = {
  DEBIT: { zh: '借', en: 'Dr' },
  CREDIT: { zh: '贷', en: 'Cr' },
  LEVEL: { zh: '平', en: '–' },
} as const;

/** The side of a balance and its amount without sign. */
function standing(balance: Fen, language: Language): [side: string, amount: Fen] {
  return [sides[sideOf(balance)][language], balance < 0n ? -balance : balance];
}

function titles(...columns: readonly (readonly [zh: string, en: string])[]) {
  return (language: Language): readonly string[] => columns.map(([zh, en]) => (language === 'zh' ? zh : en));
}

const side = ['方向', 'Side'] as const;
const balance = ['余额', 'Balance'] as const;
const code = ['科目编码', 'Account'] as const;
const accountName = ['科目名称', 'Account name'] as const;
const voucher = ['凭证字号', 'Voucher'] as const;
const memo = ['摘要', 'Memo'] as const;
const debit = ['借方金额', 'Debit'] as const;
const credit = ['贷方金额', 'Credit'] as const;
const day = ['日期', 'Date'] as const;
const owner = ['权属人', 'Owner'] as const;

export const headers = {
  balances: titles(
    code,
    accountName,
    ['级次', 'Level'],
    owner,
    ['年初方向', 'Side, year'],
    ['年初余额', 'Opening of the year'],
    ['期初方向', 'Side, opening'],
    ['期初余额', 'Opening'],
    ['本期借方', 'Debit'],
    ['本期贷方', 'Credit'],
    ['本年累计借方', 'Debit since January'],
    ['本年累计贷方', 'Credit since January'],
    ['期末方向', 'Side, closing'],
    ['期末余额', 'Closing'],
  ),
  lines: titles(day, voucher, code, memo, debit, credit, side, balance),
  months: titles(
    ['会计期间', 'Month'],
    ['期初方向', 'Side, opening'],
    ['期初余额', 'Opening'],
    ['本月合计借方', 'Debit'],
    ['本月合计贷方', 'Credit'],
    ['本年累计借方', 'Debit since January'],
    ['本年累计贷方', 'Credit since January'],
    side,
    ['期末余额', 'Closing'],
  ),
  journals: titles(day, voucher, ['序号', 'Number'], memo, code, accountName, debit, credit),
  accounts: titles(code, accountName, owner, side, balance),
  assertions: titles(
    day,
    code,
    ['依据', 'Basis'],
    ['依据说明', 'Note'],
    side,
    ['核对余额', 'Asserted'],
    side,
    ['账面余额', 'Book'],
    ['相符', 'Held'],
    ['撤销原因', 'Withdrawn because'],
  ),
};

export const titlesOfBooks = {
  balances: { zh: '科目余额表', en: 'Balances' },
  lines: { zh: '明细账', en: 'Subsidiary ledger' },
  months: { zh: '总账', en: 'General ledger' },
  journals: { zh: '序时账', en: 'Journal' },
  accounts: { zh: '科目表', en: 'Accounts' },
  assertions: { zh: '余额核对', en: 'Asserted balances' },
} as const satisfies Record<keyof typeof headers, Name>;

export function balanceRow(row: AccountBalance, language: Language): Row {
  const { account, level } = row;
  return [
    account.code,
    account.name[language],
    level,
    account.owner?.code ?? null,
    ...standing(row.yearOpening, language),
    ...standing(row.opening, language),
    row.debit,
    row.credit,
    row.yearDebit,
    row.yearCredit,
    ...standing(row.closing, language),
  ];
}

export function monthRow(month: LedgerMonth, language: Language): Row {
  const { period, opening, debit, credit, yearDebit, yearCredit, closing } = month;
  return [period, ...standing(opening, language), debit, credit, yearDebit, yearCredit, ...standing(closing, language)];
}

const words = {
  opening: { zh: '期初余额', en: 'Opening balance' },
  carried: { zh: '上年结转', en: 'Brought forward' },
  month: { zh: '本月合计', en: 'Total of the month' },
  year: { zh: '本年累计', en: 'Total since January' },
} as const;

/** The opening balance, then every line; after each month its totals and those since January. */
export async function* ledgerRows(
  ledger: AccountLedger,
  lines: AsyncIterable<BalancedLine>,
  language: Language,
): AsyncGenerator<Row> {
  const isFromJanuary = ledger.period === firstMonthOfYear(ledger.period);
  const opening = words[isFromJanuary ? 'carried' : 'opening'][language];
  yield [`${ledger.period}-01`, null, null, opening, null, null, ...standing(ledger.opening, language)];
  const months = ledger.months.values();
  let month = months.next().value;
  const totals = function* (of: LedgerMonth): Generator<Row> {
    const end = [null, null, null] as const;
    const closing = standing(of.closing, language);
    yield [...end, `${of.period} ${words.month[language]}`, of.debit, of.credit, ...closing];
    yield [...end, words.year[language], of.yearDebit, of.yearCredit, ...closing];
  };
  for await (const line of lines) {
    if (month && !line.effectiveOn.startsWith(month.period)) {
      yield* totals(month);
      month = months.next().value;
    }
    const { effectiveOn, voucherNumber, account, memo, debit, credit } = line;
    yield [effectiveOn, voucherNumber, account, memo, debit, credit, ...standing(line.balance, language)];
  }
  if (month) yield* totals(month);
}

export function journalRows(
  journal: PostedJournal,
  names: ReadonlyMap<string, Name>,
  language: Language,
): readonly Row[] {
  const { effectiveOn, voucherNumber, seq } = journal;
  return journal.lines.map((line) => [
    effectiveOn,
    voucherNumber,
    seq,
    line.memo ?? journal.memo,
    line.account,
    names.get(line.account)?.[language] ?? null,
    line.debit,
    line.credit,
  ]);
}

const bases = {
  BANK_STATEMENT: { zh: '银行对账单', en: 'Bank statement' },
  COUNT: { zh: '盘点', en: 'Count' },
  CONFIRMATION: { zh: '询证函', en: 'Confirmation' },
} as const;

export function assertionRow(assertion: BalanceAssertion, book: Fen, language: Language): Row {
  const { on, account, basis, note, amount, withdrawnBecause } = assertion;
  const held = book === amount ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  return [
    on,
    account,
    bases[basis][language],
    note,
    ...standing(amount, language),
    ...standing(book, language),
    held[language],
    withdrawnBecause ?? null,
  ];
}

export function accountRow({ code, name, owner, debit, credit }: Account, language: Language): Row {
  return [code, name[language], owner.code, ...standing(debit - credit, language)];
}
