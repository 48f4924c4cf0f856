import type { SpendingPurpose } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

/** What owners' money is spent on. */
export const purposes = textsOf({
  MAINTENANCE_FUND: ['补充维修资金', 'Maintenance fund'],
  COMMON_PARTS: ['共有部分维护', 'Common parts'],
  COMMUNITY_RUNNING: ['社区日常运转', 'Running of the community'],
  OTHER: ['其他支出', 'Other'],
}) satisfies Record<SpendingPurpose, unknown>;
