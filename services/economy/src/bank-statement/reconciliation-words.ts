/** The words of the statement of reconciliation, as accountants know them in Chinese and in English. */
import type { Language } from '@hh/kernel/refusal.ts';

/** Of the book on the left, of the bank on the right. */
type Pair = readonly [book: string, bank: string];
/** A list of what only one side has: its title, what each is, and by which number. */
type List = readonly [title: string, what: string, which: string];

export interface SheetWords
  extends Readonly<
    Record<
      | 'title'
      | 'account'
      | 'asOf'
      | 'bank'
      | 'ledgerAccount'
      | 'statement'
      | 'noStatement'
      | 'unit'
      | 'item'
      | 'amount'
      | 'maker'
      | 'signer'
      | 'signedOn'
      | 'none'
      | 'day'
      | 'signed',
      string
    >
  > {
  readonly opening: Pair;
  readonly more: Pair;
  readonly less: Pair;
  readonly adjusted: Pair;
  readonly unrecorded: List;
  readonly transit: List;
  numberEnd(bank: string, end: string): string;
  rest(count: number): string;
  sum(count: number): string;
  terms(book: string, inTransit: string, notRecorded: string): string;
  unproved(terms: string, sum: string): string;
  agrees(terms: string, bank: string): string;
  differs(terms: string, sum: string, bank: string, difference: string): string;
}

export const sheetWords: Readonly<Record<Language, SheetWords>> = {
  zh: {
    title: '银行存款余额调节表',
    account: '账户：',
    asOf: '截止日期：',
    bank: '开户银行：',
    numberEnd: (bank, end) => `${bank}（尾号 ${end}）`,
    ledgerAccount: '会计科目：',
    statement: '对账单：',
    noStatement: '该日没有银行对账单',
    unit: '单位：元',
    item: '项目',
    amount: '金额',
    opening: ['账面存款余额', '银行对账单余额'],
    more: ['加：银行已收、账面未收', '加：账面已收、银行未收'],
    less: ['减：银行已付、账面未付', '减：账面已付、银行未付'],
    adjusted: ['调节后存款余额', '调节后存款余额'],
    unrecorded: ['银行已收付、账面未入账', '对方户名、摘要', '流水号'],
    transit: ['账面已收付、银行未入账', '摘要', '凭证字号'],
    maker: '制表：',
    signer: '签认：',
    signedOn: '签认日期：',
    none: '无。',
    day: '日期',
    signed: '金额（收＋付－）',
    rest: (count) => `其余 ${count} 笔，另附清单`,
    sum: (count) => `合计 ${count} 笔`,
    terms: (book, inTransit, notRecorded) => `账面余额 ${book} − 在途款项 ${inTransit} + 未入账款项 ${notRecorded}`,
    unproved: (terms, sum) => `${terms} = ${sum}；该日没有银行余额可核对。`,
    agrees: (terms, bank) => `核对：${terms} = 银行余额 ${bank}，相符。`,
    differs: (terms, sum, bank, difference) => `核对：${terms} = ${sum}，与银行余额 ${bank} 相差 ${difference}，不符。`,
  },
  en: {
    title: 'Bank reconciliation statement',
    account: 'Account: ',
    asOf: 'As of: ',
    bank: 'Bank: ',
    numberEnd: (bank, end) => `${bank} (ending ${end})`,
    ledgerAccount: 'Ledger account: ',
    statement: 'Bank statement: ',
    noStatement: 'none of that day',
    unit: 'In yuan',
    item: 'Item',
    amount: 'Amount',
    opening: ['Balance of the book', 'Balance of the bank'],
    more: ['Add: received by the bank alone', 'Add: received in the book alone'],
    less: ['Less: paid by the bank alone', 'Less: paid in the book alone'],
    adjusted: ['Adjusted balance', 'Adjusted balance'],
    unrecorded: ['At the bank, not in the book', 'Counterparty, memo', 'Reference'],
    transit: ['In the book, not at the bank', 'Memo', 'Voucher'],
    maker: 'Imported by: ',
    signer: 'Signed by: ',
    signedOn: 'Signed on: ',
    none: 'None.',
    day: 'Date',
    signed: 'Amount (in +, out −)',
    rest: (count) => `${count} more, listed apart`,
    sum: (count) => `Total of ${count}`,
    terms: (book, inTransit, notRecorded) => `book ${book} − in transit ${inTransit} + not recorded ${notRecorded}`,
    unproved: (terms, sum) => `${terms} = ${sum}; the bank has no balance of that day to compare.`,
    agrees: (terms, bank) => `Proof: ${terms} = bank ${bank}. They agree.`,
    differs: (terms, sum, bank, difference) =>
      `Proof: ${terms} = ${sum}, which differs from the bank's ${bank} by ${difference}. They do not agree.`,
  },
};
