import type { Flag } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

/** What a branch holds after a round of the contest. */
export const flags = textsOf({
  RED: ['红旗', 'Red flag'],
  YELLOW: ['黄旗，限期整改', 'Yellow flag, to be put right'],
  NONE: ['无旗', 'No flag'],
}) satisfies Record<Flag, unknown>;
