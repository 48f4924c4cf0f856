import type { Registered } from '@hh/service/register/registers.ts';
import { appointments } from './appointment.store.ts';

const ofUnit = { field: 'appointments', by: 'unit' };

export const appointment: readonly Registered[] = [
  [appointments, { below: { GeneralBranch: ofUnit, Branch: ofUnit } }],
];
