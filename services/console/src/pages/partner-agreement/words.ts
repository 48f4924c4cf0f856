/** What entries and their fields are called. */
import type { EntryKind, EntryOutcome } from '../../graph/types.ts';
import { type Text, textsOf } from '../../language/text.ts';
import type { EntryField } from './seen.ts';

export const fields = textsOf({
  externalRef: ['凭证号', 'Reference'],
  kind: ['类型', 'Kind'],
  amount: ['金额', 'Amount'],
  occurredOn: ['发生日期', 'Date'],
  projectCode: ['项目编码', 'Project'],
  memo: ['摘要', 'Memo'],
  reverses: ['冲销凭证号', 'Takes back'],
} as const satisfies Record<EntryField, Text>);

export const kinds = textsOf({
  REVENUE: ['收入', 'Revenue'],
  COST: ['成本', 'Cost'],
} as const satisfies Record<EntryKind, Text>);

export const outcomes = textsOf({
  POSTED: ['可登记', 'Will be posted'],
  DUPLICATE: ['以前已登记', 'Posted before'],
  REJECTED: ['将被退回', 'Will be rejected'],
} as const satisfies Record<EntryOutcome, Text>);
