import type { Registered } from '@hh/service/register/registers.ts';
import { countyParameters } from './parameter.store.ts';

export const parameter: readonly Registered[] = [[countyParameters, { below: { County: 'countyParameters' } }]];
