import { date } from '@hh/kernel/shape.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { endOn } from '../team/team.ts';
import { checkInExtra, checkInFields, registerCheckIn } from './check-in.ts';

export const checkIns = defineRegister({
  type: 'CheckIn',
  collection: 'check_ins',
  fields: checkInFields,
  extra: checkInExtra,
  place: 'community',
  create: { mutation: 'registerCheckIn', may: 'volunteering:organize', decide: registerCheckIn },
  states: {
    endCheckIn: {
      from: ['IN_FORCE'],
      to: 'ENDED',
      may: 'volunteering:organize',
      takes: { until: date },
      decide: endOn,
    },
  },
  unique: [
    { name: 'one check-in of a member', fields: ['person'], where: { state: 'IN_FORCE', kind: 'MEMBER' } },
    { name: 'one check-in of a unit', fields: ['unit', 'community'], where: { state: 'IN_FORCE', kind: 'UNIT' } },
  ],
  indexes: [
    { name: 'person', key: { person: 1, since: 1, _id: 1 } },
    { name: 'unit', key: { unit: 1, since: 1, _id: 1 } },
  ],
  order: ['since'],
  read: 'volunteers:read',
  readBy: ['person'],
  open: { kind: 'UNIT' },
});
