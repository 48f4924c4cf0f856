import type { Registered } from '@hh/service/register/registers.ts';
import { climb } from './ladder.commands.ts';
import { promotions, rungs, talents } from './ladder.store.ts';

export const ladder: readonly Registered[] = [
  [rungs, { below: { County: 'ladder' } }],
  [
    { ...promotions, effects: { completePromotion: climb } },
    { root: 'promotion', below: { Community: 'promotions', Compound: 'promotions' } },
  ],
  [talents, { below: { Community: 'talentPool', Compound: 'talentPool' } }],
];
