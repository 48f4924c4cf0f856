/** Where a notice stands, in words. */
import type { NoticeState } from '../../graph/types.ts';
import type { Text } from '../../language/text.ts';

export const noticeStates = {
  DRAFT: ['草稿', 'Draft'],
  PUBLISHED: ['公示中', 'Open to objections'],
  OBJECTED: ['公示中，有异议', 'Open, with an objection'],
  CLOSED: ['公示结束', 'Closed'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
} as const satisfies Record<NoticeState, Text>;

/** Can it be read and objected to now? */
export const isPublic = ({ state }: { readonly state: NoticeState }) => state === 'PUBLISHED' || state === 'OBJECTED';
