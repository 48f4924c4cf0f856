/** What the graph's words are called in lists that people print; in English they stand as the graph has them. */
import type { Language } from '@hh/kernel/refusal.ts';

const words = {
  YES: '是',
  NO: '否',
  MATCHED: '已核销',
  UNMATCHED: '未核销',
  // matches
  PROPOSED: '待复核',
  CONFIRMED: '已核销待记账',
  BOOKED: '已记账',
  UNDOING: '撤销中',
  UNDONE: '已撤销',
  LINE: '流水',
  ITEM: '账项',
  DIFFERENCE: '差额',
  REFERENCE_AND_AMOUNT: '编号和金额相符',
  COUNTERPARTY_AND_AMOUNT: '对方和金额相符',
  AMOUNT_ALONE: '金额唯一相符',
  SUM_BY_REFERENCE: '同一编号合计相符',
  SUM_OF_GROUP: '同一组合计相符',
  SUBSET_SUM: '部分合计相符',
  FEE_DEDUCTED: '扣除手续费后相符',
  PART_PAYMENT: '部分付款',
  OVER_PAYMENT: '多付',
  REVERSED: '退款或退汇',
  RETURNED: '款项退回',
  BY_HAND: '手工核销',
  FEE: '银行手续费',
  INTEREST: '银行存款利息',
  WRITE_OFF: '尾差核销',
  ADVANCE: '预收款项',
  // breaks
  DECLARATION_MISSING: '未申报',
  DECLARED_DIFFERS: '申报不符',
  UNPAID: '未付',
  SHORT_PAID: '少付',
  OVER_PAID: '多付',
  TRANSFER_MISSING: '未转付',
  CREDIT_MISSING: '未到账',
  UNEXPECTED_RECEIPT: '来款不明',
  UNEXPLAINED_PAYMENT: '付款不明',
  PAYMENT_RETURNED: '款项退回',
  FEE_NOT_MADE_GOOD: '手续费未补足',
  TO_30: '30 天以内',
  TO_60: '31 至 60 天',
  TO_90: '61 至 90 天',
  OVER_90: '90 天以上',
  OPERATOR: '合作企业',
  SETTLEMENT_OFFICE: '结算中心',
  OWNERS_BANK: '业主账户经办',
  // allocations
  COMPUTED: '已计算',
  APPROVED: '已复核',
  POSTED: '已记账',
  CREDITED: '已计入公共收益',
  PAID: '已支付',
  RECONCILED: '已对账',
  PUBLISHED: '已公示',
  REJECTED: '已驳回',
  SUPERSEDED: '已作废',
  // entries
  REVENUE: '收入',
  COST: '成本',
  API: '接口',
  FILE: '文件',
} as const;

export type Word = keyof typeof words;

/** A word that is not known here stands as it is. */
export function wordOf(word: Word | (string & {}), language: Language): string {
  return language === 'zh' ? (words[word as Word] ?? word) : word;
}
