/** How an assembly comes about, and how it meets. */
import type { AssemblyForm, AssemblyKind } from '../../graph/types.ts';
import { textsOf } from '../../language/text.ts';

export const assemblyKinds = textsOf({
  REGULAR: ['定期会议', 'Regular'],
  EXTRAORDINARY: ['临时会议', 'Extraordinary'],
}) satisfies Record<AssemblyKind, unknown>;

export const assemblyForms = textsOf({
  MEETING: ['集体讨论', 'In one place'],
  WRITTEN: ['书面征求意见', 'In writing'],
}) satisfies Record<AssemblyForm, unknown>;
