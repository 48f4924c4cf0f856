import type { Mechanism } from '../../graph/types.ts';
import { textsOf } from '../../language/text.ts';

/** The four mechanisms of the programme, in its order. */
export const mechanisms = textsOf({
  SYSTEMATIC_PLANNING: ['系统谋划', 'Systematic planning'],
  JOINT_BUILDING: ['共建共享', 'Joint building and sharing'],
  KEY_BREAKTHROUGHS: ['重点攻坚', 'Key breakthroughs'],
  ACTIVATED_FACTORS: ['激活要素', 'Activated factors'],
}) satisfies Record<Mechanism, unknown>;
