/** What is said of volunteers' activities on every page that lists them. */
import type { VolunteerActivityState, VolunteerServiceKind } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

export const activityStates = textsOf({
  PLANNED: ['已计划', 'Planned'],
  OPEN: ['报名中', 'Open to volunteers'],
  FULL: ['名额已满', 'Full'],
  RUNNING: ['进行中', 'Going on'],
  DONE: ['已结束', 'Over'],
  CANCELLED: ['已取消', 'Called off'],
}) satisfies Record<VolunteerActivityState, unknown>;

export const serviceKinds = textsOf({
  POLICY_TALK: ['政策宣讲', 'Talk on policies'],
  LEGAL_AID: ['法律援助', 'Legal aid'],
  CARE: ['帮老助残', 'Care'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<VolunteerServiceKind, unknown>;
