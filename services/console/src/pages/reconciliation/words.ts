/** What the graph's words of reconciliation are called on these pages. */
import type {
  BankDateOrder,
  BankDecimalMark,
  BankField,
  BankLineState,
  BankMatchState,
  BankStatementState,
  BookItemKind,
  BreakAge,
  BreakOwnerKind,
  MatchBatchKind,
  MatchBatchState,
  MatchVariance,
  UploadState,
} from '../../graph/types.ts';
import type { Look } from '../../kit/status.tsx';
import { say, type Text, useLanguage } from '../../language/text.ts';

export const lineStates: Record<BankLineState, Text> = {
  UNMATCHED: ['未核销', 'Open'],
  MATCHED: ['已核销', 'Matched'],
};

export const itemKinds: Record<BookItemKind, Text> = {
  BOOKED: ['银行存款分录', 'Bank entry'],
  OWED: ['往来未清', 'Open item'],
};

export const matchStates: Record<BankMatchState, Text> = {
  PROPOSED: ['待复核', 'Waits for a checker'],
  CONFIRMED: ['已核销，正在记账', 'Matched, being posted'],
  BOOKED: ['已记账', 'Posted'],
  UNDOING: ['撤销中', 'Being undone'],
  UNDONE: ['已撤销', 'Undone'],
};

export const matchLooks: Record<BankMatchState, Look> = {
  PROPOSED: 'waiting',
  CONFIRMED: 'underway',
  BOOKED: 'done',
  UNDOING: 'underway',
  UNDONE: 'gone',
};

export const variances: Record<MatchVariance, Text> = {
  FEE: ['银行手续费', 'Bank fee'],
  INTEREST: ['银行利息', 'Bank interest'],
  WRITE_OFF: ['尾差核销', 'Write-off'],
  ADVANCE: ['记为企业预收', "Operator's advance"],
};

export const statementStates: Record<BankStatementState, Text> = {
  IMPORTING: ['导入中', 'Being imported'],
  IMPORTED: ['待签认', 'To be signed'],
  SIGNED: ['已签认', 'Signed'],
};

export const statementLooks: Record<BankStatementState, Look> = {
  IMPORTING: 'underway',
  IMPORTED: 'waiting',
  SIGNED: 'done',
};

export const uploadStates: Record<UploadState, Text> = {
  RUNNING: ['处理中', 'Being worked on'],
  DONE: ['已完成', 'Done'],
  FAILED: ['未导入', 'Nothing taken'],
};

export const uploadLooks: Record<UploadState, Look> = { RUNNING: 'underway', DONE: 'done', FAILED: 'blocked' };

export const batchKinds: Record<MatchBatchKind, Text> = {
  SUGGESTIONS: ['确认建议', 'Suggestions confirmed'],
  OPEN_LINES: ['自动核销', 'Matched by the rules'],
  UNDO: ['批量撤销', 'Batch undone'],
  APPROVE: ['批量复核', 'Batch approved'],
};

export const batchStates: Record<MatchBatchState, Text> = {
  RUNNING: ['处理中', 'Under way'],
  DONE: ['已完成', 'Done'],
  FAILED: ['已中止', 'Given up'],
};

export const batchLooks: Record<MatchBatchState, Look> = { RUNNING: 'underway', DONE: 'done', FAILED: 'blocked' };

export const breakAges: Record<BreakAge, Text> = {
  TO_30: ['30 天以内', 'Up to 30 days'],
  TO_60: ['31–60 天', '31–60 days'],
  TO_90: ['61–90 天', '61–90 days'],
  OVER_90: ['90 天以上', 'Over 90 days'],
};

export const breakOwners: Record<BreakOwnerKind, Text> = {
  OPERATOR: ['合作企业', 'Operator'],
  SETTLEMENT_OFFICE: ['结算中心', 'Settlement office'],
  OWNERS_BANK: ['业主账户经办', "Keeper of the owners' account"],
};

export const bankFields: Record<BankField, Text> = {
  bookedOn: ['交易日期', 'Date'],
  bookedAt: ['交易时间', 'Time'],
  debit: ['支出', 'Paid out'],
  credit: ['收入', 'Paid in'],
  amount: ['交易金额', 'Amount'],
  direction: ['借贷标志', 'Direction'],
  balance: ['余额', 'Balance'],
  counterparty: ['对方户名', 'Counterparty'],
  counterpartyAccount: ['对方账号', "Counterparty's account"],
  payer: ['付款人', 'Payer'],
  payerAccount: ['付款人账号', "Payer's account"],
  payee: ['收款人', 'Payee'],
  payeeAccount: ['收款人账号', "Payee's account"],
  memo: ['摘要', 'Memo'],
  reference: ['流水号', 'Serial number'],
  account: ['本方账号', 'Own account'],
};

export const dateOrders: Record<BankDateOrder, Text> = {
  YMD: ['年-月-日', 'year-month-day'],
  DMY: ['日.月.年', 'day.month.year'],
  MDY: ['月/日/年', 'month/day/year'],
};

export const decimalMarks: Record<BankDecimalMark, Text> = {
  POINT: ['1,234.50', '1,234.50'],
  COMMA: ['1.234,50', '1.234,50'],
};

/** How a match or a suggestion was found. */
export const rules: Readonly<Record<string, Text>> = {
  REFERENCE_AND_AMOUNT: ['编号和金额相符', 'Reference and amount agree'],
  COUNTERPARTY_AND_AMOUNT: ['对方和金额相符', 'Counterparty and amount agree'],
  AMOUNT_ALONE: ['仅金额相符', 'Only the amount agrees'],
  SUM_BY_REFERENCE: ['同一编号合计相符', 'The sum of one reference agrees'],
  SUM_OF_GROUP: ['同一组合计相符', 'The sum of a group agrees'],
  SUBSET_SUM: ['部分合计相符', 'Some of them add up'],
  FEE_DEDUCTED: ['扣除手续费后相符', 'Agrees after a fee'],
  PART_PAYMENT: ['部分付款', 'Part payment'],
  OVER_PAYMENT: ['多付', 'Overpayment'],
  REVERSED: ['一收一付抵消', 'Two that cancel out'],
  RETURNED: ['款项退回', 'Payment came back'],
  BY_HAND: ['手工核销', 'By hand'],
};

export const suggestedRules: readonly string[] = Object.keys(rules).filter((rule) => rule !== 'BY_HAND');

export function useWord() {
  const { language } = useLanguage();
  return <Word extends string>(words: Readonly<Record<Word, Text>>, word: Word): string => {
    const text = words[word];
    return text ? say(text, language) : word;
  };
}
