import { defineRegister } from '@hh/service/register/register.ts';
import { decideDuty, dutyFields } from './duty.ts';

export const dutyShifts = defineRegister({
  type: 'DutyShift',
  collection: 'duty_shifts',
  fields: dutyFields,
  place: 'compound',
  create: { mutation: 'recordDutyShift', may: 'duty:record', decide: decideDuty },
  unique: [{ name: 'one shift of a branch a Saturday', fields: ['compound', 'date'] }],
  order: ['date'],
});
