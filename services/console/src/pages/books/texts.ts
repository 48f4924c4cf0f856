import type { AssertionBasis, BalanceSide } from '../../graph/types.ts';
import { type Text, textsOf } from '../../language/text.ts';

export const sides: Record<BalanceSide, Text> = { DEBIT: ['借', 'Dr'], CREDIT: ['贷', 'Cr'], LEVEL: ['平', 'Nil'] };

export const bases: Record<AssertionBasis, Text> = {
  BANK_STATEMENT: ['银行对账单', 'Bank statement'],
  COUNT: ['盘点', 'Count'],
  CONFIRMATION: ['询证函', 'Confirmation'],
};

/** By the kind of event that a journal was posted for. */
export const sources: Readonly<Record<string, Text>> = {
  allocation: ['利润分成', 'Profit share'],
  'allocation-reversal': ['冲销利润分成', 'Profit share taken back'],
  credit: ['分成入账', 'Share credited'],
  'credit-reversal': ['冲销分成入账', 'Credit taken back'],
  'bank-match': ['银行收付款', 'Bank receipt or payment'],
  'bank-match-reversal': ['冲销银行收付款', 'Bank entry taken back'],
  spending: ['公共收益支出', 'Spending'],
  'spending-reversal': ['冲销支出', 'Spending taken back'],
  'company-revenue': ['强社公司收入', "A company's revenue"],
  'company-revenue-reversal': ['冲销公司收入', "A company's revenue taken back"],
  'year-carrying': ['年终结转', 'Year carried forward'],
};
export const otherSource: Text = ['其他', 'Other'];

export const bookTexts = textsOf({
  account: ['科目', 'Account'],
  code: ['科目编码', 'Account'],
  month: ['会计期间', 'Month'],
  side: ['方向', 'Side'],
  opening: ['期初余额', 'Opening'],
  debit: ['借方金额', 'Debit'],
  credit: ['贷方金额', 'Credit'],
  debitOfMonths: ['本期借方', 'Debit'],
  creditOfMonths: ['本期贷方', 'Credit'],
  yearDebit: ['本年累计借方', 'Debit since January'],
  yearCredit: ['本年累计贷方', 'Credit since January'],
  closing: ['期末余额', 'Closing'],
  balance: ['余额', 'Balance'],
  date: ['日期', 'Date'],
  voucher: ['凭证字号', 'Voucher'],
  memo: ['摘要', 'Memo'],
  amount: ['金额', 'Amount'],
  source: ['来源', 'Posted for'],
  excel: ['导出 Excel', 'Excel'],
  csv: ['导出 CSV', 'CSV'],
  print: ['打印', 'Print'],
});
