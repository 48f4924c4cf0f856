/**
 * The lists of finance staff as files: what stands in which column of bank lines (银行流水), matches (核销记录), breaks
 * (差异), shares on their four sides (四方对账) and entries (经营明细). Amounts have signs where they go two ways.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { formatInstant, type LocalDate } from '@hh/kernel/period.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import type { Cell } from '@hh/service/table-file.ts';
import type { Allocation } from '../allocation/computation.ts';
import { isSettled, type ShareSides } from '../allocation/sides.ts';
import type { BankLine } from '../bank-statement/bank-line.store.ts';
import type { BreakCase } from '../break/break.store.ts';
import { ageClassOf, ageOf, type Break, type BreakCode, nextSteps } from '../break/break.ts';
import type { BreakFile } from '../break/break-file.store.ts';
import { differenceOf, type Match } from '../match/match.ts';
import { type Entry, effectOf } from '../statement/entry.ts';
import { type Word, wordOf } from './words.ts';

/** Persons, compounds, operators, agreements and files by what they are known by; what has no name stays as it is. */
export type Names = (key: string | null | undefined) => string | null;

type Column<Row> = readonly [zh: string, en: string, cell: (row: Row, language: Language) => Cell];
export type Columns<Row> = readonly Column<Row>[];

export function headerOf<Row>(columns: Columns<Row>, language: Language): readonly string[] {
  return columns.map(([zh, en]) => (language === 'zh' ? zh : en));
}

export function cellsOf<Row>(columns: Columns<Row>, row: Row, language: Language): readonly Cell[] {
  return columns.map(([, , cell]) => cell(row, language));
}

function word(of: Word | (string & {}) | null, language: Language): string | null {
  return of && wordOf(of, language);
}

function whether(is: boolean, language: Language): string {
  return word(is ? 'YES' : 'NO', language) as string;
}

export interface LineRow {
  readonly line: BankLine;
  readonly names: Names;
}

export const lineColumns: Columns<LineRow> = [
  ['记账日期', 'Date', ({ line }) => line.bookedOn],
  ['记账时间', 'Time', ({ line }) => line.bookedAt],
  ['收入', 'In', ({ line: { amount } }) => (amount > 0n ? amount : null)],
  ['支出', 'Out', ({ line: { amount } }) => (amount < 0n ? -amount : null)],
  ['余额', 'Balance', ({ line }) => line.balance],
  ['对方户名', 'Counterparty', ({ line }) => line.counterparty],
  ['对方账号尾号', 'End of its number', ({ line }) => line.counterpartyAccount.slice(-4)],
  ['摘要', 'Memo', ({ line }) => line.memo],
  ['流水号', 'Reference', ({ line }) => line.reference],
  ['核销状态', 'State', ({ line }, language) => word(line.open === 0n ? 'MATCHED' : 'UNMATCHED', language)],
  ['未核销金额', 'Open', ({ line }) => line.open],
  ['对账单文件', 'File', ({ line, names }) => names(line.statement)],
  ['行号', 'Row', ({ line }) => line.line],
  ['原始内容', 'As it came', ({ line }) => line.raw],
  ['流水编号', 'Id', ({ line }) => line.id],
];

/** One side of a match: a line, an item, or what bears the difference. */
export interface MatchRow {
  readonly match: Match;
  readonly part: 'LINE' | 'ITEM' | 'DIFFERENCE';
  readonly amount: Fen;
  /** Of a line its day, of an item nothing. */
  readonly on?: LocalDate;
  readonly what: string | null;
  readonly which: string | null;
  readonly agreement?: string | null;
  readonly period?: string | null;
  readonly compound?: string | null;
  readonly names: Names;
}

export const matchColumns: Columns<MatchRow> = [
  ['核销编号', 'Match', ({ match }) => match.id],
  ['状态', 'State', ({ match }, language) => word(match.state, language)],
  ['规则', 'Rule', ({ match }, language) => word(match.rule, language)],
  ['类别', 'Part', ({ part }, language) => word(part, language)],
  ['日期', 'Date', ({ on }) => on ?? null],
  ['对方户名或科目', 'Counterparty or account', ({ what }) => what],
  ['流水号或凭证字号', 'Reference or voucher', ({ which }) => which],
  ['协议', 'Agreement', ({ agreement }) => agreement ?? null],
  ['期间', 'Period', ({ period }) => period ?? null],
  ['小区', 'Compound', ({ compound, names }) => names(compound)],
  ['金额', 'Amount', ({ amount }) => amount],
  ['经办人', 'Made by', ({ match, names }) => names(match.madeBy)],
  ['核销时间', 'Made at', ({ match }) => formatInstant(match.madeAt)],
  ['复核人', 'Approved by', ({ match, names }) => names(match.approvedBy)],
  ['核销凭证', 'Voucher', ({ match }) => match.voucherNumber],
  ['记账日期', 'Effective on', ({ match }) => match.effectiveOn],
  ['退回的核销', 'Returns', ({ match }) => match.returns],
  ['被退回于', 'Returned by', ({ match }) => match.returnedBy],
  ['撤销人', 'Undone by', ({ match, names }) => names(match.undoneBy)],
  ['撤销理由', 'Reason', ({ match }) => match.reason],
];

/** A row for each line, each item, and what they differ by: their amounts add up, lines above and the rest below zero. */
export function rowsOf(match: Match, lines: ReadonlyMap<string, BankLine>, names: Names): readonly MatchRow[] {
  const difference = differenceOf(match.lines, match.items);
  const parts: MatchRow[] = [
    ...match.lines.map(({ line, bookedOn: on, amount }): MatchRow => {
      const { counterparty = null, reference = null } = lines.get(line) ?? {};
      return { match, part: 'LINE', amount, on, what: counterparty, which: reference, names };
    }),
    ...match.items.map(({ account, voucherNumber, amount, agreement, period, compound }): MatchRow => {
      const about = { agreement, period, compound };
      return { match, part: 'ITEM', amount: -amount, what: account, which: voucherNumber, ...about, names };
    }),
  ];
  if (typeof difference === 'bigint' && difference !== 0n)
    parts.push({
      match,
      part: 'DIFFERENCE',
      amount: -difference,
      what: wordOf(match.variance ?? 'FEE', 'zh'),
      which: null,
      names,
    });
  return parts;
}

export interface BreakRow {
  readonly each: Break;
  readonly today: LocalDate;
  readonly said: BreakCase | null;
  readonly files: readonly BreakFile[];
  readonly line: BankLine | null;
  readonly names: Names;
}

const owners = { OPERATOR: 'OPERATOR', SETTLEMENT_OFFICE: 'SETTLEMENT_OFFICE', OWNERS_BANK: 'OWNERS_BANK' } as const;

export const breakColumns: Columns<BreakRow> = [
  ['类型', 'Code', ({ each }, language) => word(each.code, language)],
  ['金额', 'Amount', ({ each }) => each.amount],
  ['应清日期', 'Due on', ({ each }) => each.dueOn],
  ['账龄天数', 'Days', ({ each, today }) => ageOf(each, today)],
  ['账龄区间', 'Age', ({ each, today }, language) => word(ageClassOf(ageOf(each, today)), language)],
  ['责任方', 'Owner', ({ each }, language) => word(owners[each.ownerKind], language)],
  ['合作企业', 'Operator', ({ each, names }) => names(each.operator)],
  ['协议', 'Agreement', ({ each }) => each.agreement],
  ['协议名称', 'Name', ({ each, names }) => names(each.agreementId)],
  ['期间', 'Period', ({ each }) => each.period],
  ['小区', 'Compound', ({ each, names }) => names(each.compound)],
  ['银行账户', 'Bank account', ({ each }) => each.bankAccount],
  ['对方户名', 'Counterparty', ({ line }) => line?.counterparty ?? null],
  ['摘要', 'Memo', ({ line }) => line?.memo ?? null],
  ['经办人', 'Assigned to', ({ said, names }) => names(said?.assignee)],
  ['下一步', 'Next', ({ each }, language) => nextSteps[each.code][language]],
  ['备注', 'Comments', ({ said }) => (said?.comments ?? []).map(({ text }) => text).join('；')],
  ['附件', 'Documents', ({ files }) => files.map(({ fileName }) => fileName).join('；')],
  ['差异编号', 'Id', ({ each }) => each.id],
];

export interface ShareRow {
  readonly allocation: Allocation;
  readonly sides: ShareSides;
  readonly breaks: readonly BreakCode[];
  readonly names: Names;
}

export const shareColumns: Columns<ShareRow> = [
  ['协议', 'Agreement', ({ sides }) => sides.agreement],
  ['协议名称', 'Name', ({ sides, names }) => names(sides.agreementId)],
  ['合作企业', 'Operator', ({ sides, names }) => names(sides.operator)],
  ['期间', 'Period', ({ sides }) => sides.period],
  ['小区代码', 'Compound', ({ sides }) => sides.compound],
  ['小区', 'Its name', ({ sides, names }) => names(sides.compound)],
  ['分配状态', 'State', ({ allocation }, language) => word(allocation.state, language)],
  ['申报金额', 'Declared', ({ sides }) => sides.declared],
  ['分配金额', 'Allocated', ({ sides }) => sides.allocated],
  ['已收款', 'Paid', ({ sides }) => sides.paid],
  ['业主账户到账', 'Credited', ({ sides }) => sides.credited],
  ['是否结清', 'Settled', ({ sides }, language) => whether(isSettled(sides), language)],
  ['差异', 'Breaks', ({ breaks }, language) => breaks.map((code) => word(code, language)).join('、')],
];

export interface EntryRow {
  readonly entry: Entry;
  readonly names: Names;
}

export const entryColumns: Columns<EntryRow> = [
  ['计入期间', 'Period', ({ entry }) => entry.period],
  ['序号', 'Number', ({ entry }) => entry.ordinal],
  ['凭证号', 'Reference', ({ entry }) => entry.externalRef],
  ['类型', 'Kind', ({ entry }, language) => word(entry.kind, language)],
  ['收入', 'Revenue', ({ entry }) => (entry.kind === 'REVENUE' ? effectOf(entry).revenue : null)],
  ['成本', 'Cost', ({ entry }) => (entry.kind === 'COST' ? effectOf(entry).cost : null)],
  ['发生日期', 'Date', ({ entry }) => entry.occurredOn],
  ['所属期间', 'Belongs to', ({ entry }) => entry.belongsTo],
  ['跨期', 'Late', ({ entry }, language) => whether(entry.late, language)],
  ['项目编码', 'Project', ({ entry }) => entry.projectCode],
  ['摘要', 'Memo', ({ entry }) => entry.memo],
  ['冲销凭证号', 'Reverses', ({ entry }) => entry.reverses],
  ['被冲销', 'Reversed by', ({ entry }) => entry.reversedBy],
  ['争议中', 'Disputed', ({ entry }, language) => whether(entry.isDisputed, language)],
  ['来源', 'Source', ({ entry }, language) => word(entry.source.kind, language)],
  ['文件名', 'File', ({ entry, names }) => names(entry.source.id)],
  ['行号', 'Row', ({ entry }) => entry.source.line],
  ['登记时间', 'Posted at', ({ entry }) => formatInstant(entry.postedAt)],
];
