import { date } from '@hh/kernel/shape.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { endOn } from '../team/team.ts';
import { brandExtra, brandFields } from './brand.ts';

export const serviceBrands = defineRegister({
  type: 'ServiceBrand',
  collection: 'service_brands',
  fields: brandFields,
  extra: brandExtra,
  place: 'street',
  create: { mutation: 'launchServiceBrand', may: 'volunteering:direct', state: 'IN_SERVICE' },
  states: {
    endServiceBrand: {
      from: ['IN_SERVICE'],
      to: 'ENDED',
      may: 'volunteering:direct',
      takes: { until: date },
      decide: endOn,
    },
  },
  unique: [{ name: 'one brand a name', fields: ['name'], where: { state: 'IN_SERVICE' } }],
  order: ['since'],
});
