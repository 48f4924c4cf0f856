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

/** Which venture has which trouble in 2025-11; what is not named goes as it should. */
const trouble: Readonly<Record<string, 'SHORT' | 'NOTHING' | 'TOO_MUCH' | 'KEPT' | 'LOST'>> = {
  'JV-0001': 'SHORT',
  'JV-0002': 'NOTHING',
  'JV-0003': 'TOO_MUCH',
  'JV-0005': 'KEPT',
  'JV-0006': 'LOST',
};
const SHORT_BY = 100_00n;
const TOO_MUCH_BY = 50_00n;
const DECLARED_LESS_BY = 8_00n;

/** What an operator declares: its share, but of 2025-11 one declares less and one nothing. */
export function declaredOf(agreement: string, period: Period, pool: string): string | null {
  if (period !== BREAKS_PERIOD || !(agreement === 'JV-0004' || agreement === 'JV-0006')) return pool;
  return agreement === 'JV-0006' ? null : formatMoney(must(parseMoney(pool)) - DECLARED_LESS_BY);
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
    const venture = ventures.find(({ code }) => code === share.agreement);
    const operator = operators.find(({ uscc }) => uscc === venture?.operator);
    const memo = `${share.agreement} ${period} 分成款`;
    const parts = share.lines
      .map(({ compound, amount }) => ({ compound, amount: must(parseMoney(amount)) }))
      .filter(({ amount }) => amount > 0n);
    const pool = parts.reduce((sum, { amount }) => sum + amount, 0n);
    const wrong = period === BREAKS_PERIOD ? trouble[share.agreement] : undefined;
    if (pool === 0n || wrong === 'NOTHING') continue;
    const paid = wrong === 'SHORT' ? pool - SHORT_BY : wrong === 'TOO_MUCH' ? pool + TOO_MUCH_BY : pool;
    add(OFFICE, { on: `${month}-15`, amount: paid, counterparty: operator?.name ?? '', memo });
    if (wrong === 'SHORT' || wrong === 'KEPT') continue;
    for (const { compound, amount } of parts) {
      const name = compounds.find(({ code }) => code === compound)?.name ?? '';
      add(OFFICE, {
        on: `${month}-16`,
        amount: -amount,
        counterparty: `${name}业主`,
        memo: `${share.agreement} ${period} 转付`,
      });
      if (wrong === 'LOST') continue;
      add(`BA-${compound}`, { on: `${month}-17`, amount, counterparty: OFFICE_NAME, memo });
    }
  }
  if (period === BREAKS_PERIOD) {
    add(OFFICE, { on: `${month}-18`, amount: 666_00n, counterparty: '郯城县鲁南商贸有限公司', memo: '往来款' });
    add(OFFICE, { on: `${month}-19`, amount: -15_00n, counterparty: '', memo: '账户管理费' });
  }
  for (const own of lines.values()) own.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return lines;
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
