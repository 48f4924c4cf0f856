import type { Registered } from '@hh/service/register/registers.ts';
import { giveThePost } from './nomination.commands.ts';
import { nominations } from './nomination.store.ts';

export const nomination: readonly Registered[] = [
  [
    { ...nominations, effects: { appointNominee: giveThePost } },
    { root: 'nomination', below: { Community: 'nominations', Compound: 'nominations' } },
  ],
];
