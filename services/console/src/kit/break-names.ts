/** What a difference between the four sides of a share is called, wherever it is seen. */
import type { BreakCode } from '../graph/types.ts';
import { type Text, textsOf } from '../language/text.ts';

export const breakNames = textsOf({
  DECLARATION_MISSING: ['企业未申报', 'Not declared'],
  DECLARED_DIFFERS: ['申报不符', 'Declared differently'],
  UNPAID: ['未付', 'Not paid'],
  SHORT_PAID: ['少付', 'Paid too little'],
  OVER_PAID: ['多付', 'Paid too much'],
  TRANSFER_MISSING: ['未转付小区', 'Not passed on to the compound'],
  CREDIT_MISSING: ['未到账', 'Not arrived'],
  UNEXPECTED_RECEIPT: ['来款不明', 'Unexplained receipt'],
  UNEXPLAINED_PAYMENT: ['付款不明', 'Unexplained payment'],
  PAYMENT_RETURNED: ['款项退回', 'Payment came back'],
  FEE_NOT_MADE_GOOD: ['手续费未补足', 'Fee not made good'],
} as const satisfies Record<BreakCode, Text>);
