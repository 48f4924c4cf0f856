import type { Registered } from '@hh/service/register/registers.ts';
import { commendations } from './commendation.store.ts';

export const commendation: readonly Registered[] = [
  [commendations, { below: { County: 'commendations', Street: 'commendations', Community: 'commendations' } }],
];
