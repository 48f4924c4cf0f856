/**
 * What the banks of the demonstration show: the operators pay their shares on the 15th after the month, the settlement
 * office passes them on the next day, and they arrive at the owners' banks a day later. Of 2025-11 one thing of each kind is
 * wrong, for finance staff to work on; some of it the files in `files/` put right.
 */
import { type Fen, formatMoney, parseMoney } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { compounds } from './county.ts';
import { operators, ventures } from './ventures.ts';

export const OFFICE = 'BA-0001';
export const OFFICE_NAME = '郯城县社区经济结算中心';
export const BREAKS_PERIOD = '2025-11' as Period;

/** One share as the graph tells it. */
export interface DemoShare {
  readonly agreement: string;
  readonly period: Period;
  readonly lines: readonly { readonly compound: string; readonly amount: string }[];
}

export interface DemoBankLine {
  readonly on: string;
  readonly amount: Fen;
  readonly counterparty: string;
  readonly memo: string;
}

/**
 * Which venture has which trouble in 2025-11; what is not named goes as it should. Where a share has it, the venture has one
 * compound alone, so that there is one break of each kind.
 */
const trouble: Readonly<Record<string, 'TOO_MUCH' | 'NOTHING' | 'SHORT' | 'KEPT' | 'RETURNED'>> = {
  'JV-0001': 'TOO_MUCH',
  'JV-0002': 'NOTHING',
  'JV-0003': 'SHORT',
  'JV-0005': 'KEPT',
  'JV-0006': 'RETURNED',
};
export const SHORT_BY = 100_00n;
export const TOO_MUCH_BY = 50_00n;
export const FEE = 5_00n;
/** Of this compound the owners' bank has charged a fee. */
export const CHARGED = '37132200100101';

/** What an operator declares: its share, but of 2025-11 one declares as little as it pays, and one nothing. */
export function declaredOf(agreement: string, period: Period, pool: string): string | null {
  const wrong = period === BREAKS_PERIOD ? trouble[agreement] : undefined;
  if (wrong === 'RETURNED') return null;
  return wrong === 'SHORT' ? formatMoney(must(parseMoney(pool)) - SHORT_BY) : pool;
}

/** The lines of every account that the shares of a month move, by the account's code, in order of the days. */
export function bankLinesOf(
  period: Period,
  shares: readonly DemoShare[],
): ReadonlyMap<string, readonly DemoBankLine[]> {
  const lines = new Map<string, DemoBankLine[]>();
  const add = (account: string, line: DemoBankLine) => lines.set(account, [...(lines.get(account) ?? []), line]);
  const month = nextPeriod(period);
  for (const share of shares) {
    const memo = `${share.agreement} ${period} 分成款`;
    const parts = share.lines
      .map(({ compound, amount }) => ({ compound, amount: must(parseMoney(amount)) }))
      .filter(({ amount }) => amount > 0n);
    const pool = parts.reduce((sum, { amount }) => sum + amount, 0n);
    const wrong = period === BREAKS_PERIOD ? trouble[share.agreement] : undefined;
    if (pool === 0n || wrong === 'NOTHING') continue;
    const paid = wrong === 'SHORT' ? pool - SHORT_BY : wrong === 'TOO_MUCH' ? pool + TOO_MUCH_BY : pool;
    add(OFFICE, { on: `${month}-15`, amount: paid, counterparty: operatorOf(share.agreement), memo });
    if (wrong === 'SHORT' || wrong === 'KEPT') continue;
    for (const { compound, amount } of parts) {
      const transfer = { counterparty: ownersOf(compound), memo: `${share.agreement} ${period} 转付` };
      add(OFFICE, { ...transfer, on: `${month}-16`, amount: -amount });
      if (wrong === 'RETURNED')
        add(OFFICE, { ...transfer, on: `${month}-18`, amount, memo: '退汇 收款户名与账号不符' });
      else add(`BA-${compound}`, { on: `${month}-17`, amount, counterparty: OFFICE_NAME, memo });
    }
  }
  if (period === BREAKS_PERIOD) {
    add(OFFICE, { on: `${month}-18`, amount: 666_00n, counterparty: '郯城县鲁南商贸有限公司', memo: '往来款' });
    add(OFFICE, { on: `${month}-19`, amount: -15_00n, counterparty: '', memo: '账户管理费' });
    add(`BA-${CHARGED}`, { on: `${month}-18`, amount: -FEE, counterparty: '', memo: '短信服务费' });
  }
  for (const own of lines.values()) own.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return lines;
}

/** The names under which operators and owners stand at the bank. */
export function operatorOf(agreement: string): string {
  const operator = ventures.find(({ code }) => code === agreement)?.operator;
  return operators.find(({ uscc }) => uscc === operator)?.name ?? '';
}

export function ownersOf(compound: string): string {
  return `${compounds.find(({ code }) => code === compound)?.name ?? ''}业主`;
}

/** What the bank calls an account; those of owners one after another, so that no two end alike. */
export function numberOf(account: string): string {
  if (account === OFFICE) return '6223190010000001';
  const place = compounds.findIndex(({ code }) => account === `BA-${code}`);
  return `6223190020${String(101 + place).padStart(6, '0')}`;
}

export const STATEMENT_COLUMNS = [
  '交易日期',
  '交易时间',
  '借方发生额',
  '贷方发生额',
  '余额',
  '对方户名',
  '对方账号',
  '摘要',
  '流水号',
] as const;

/** The rows of a statement as banks write them, from an opening balance; the last cell is the bank's serial number. */
export function statementRows(account: string, opening: Fen, lines: readonly DemoBankLine[]): readonly string[][] {
  let balance = opening;
  return lines.map(({ on, amount, counterparty, memo }, index) => {
    balance += amount;
    const [out, into] = amount < 0n ? [formatMoney(-amount), ''] : ['', formatMoney(amount)];
    const serial = `${account.slice(3)}${on.replaceAll('-', '')}${String(index + 1).padStart(4, '0')}`;
    return [on, '10:00:00', out, into, formatMoney(balance), counterparty, '', memo, serial];
  });
}

/** The same as a file; answers the closing balance too. */
export function statementCsv(
  account: string,
  opening: Fen,
  lines: readonly DemoBankLine[],
): { csv: string; closing: Fen } {
  const rows = [STATEMENT_COLUMNS, ...statementRows(account, opening, lines)];
  const closing = lines.reduce((sum, { amount }) => sum + amount, opening);
  return { csv: `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`, closing };
}
