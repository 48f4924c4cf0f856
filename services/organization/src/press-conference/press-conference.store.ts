import { defineRegister } from '@hh/service/register/register.ts';
import { decidePlan, pressExtra, pressFields, pressStates } from './press-conference.ts';

export const pressConferences = defineRegister({
  type: 'PressConference',
  collection: 'press_conferences',
  fields: pressFields,
  extra: pressExtra,
  place: 'compound',
  create: { mutation: 'planPressConference', may: 'press:hold', state: 'PLANNED', decide: decidePlan },
  states: pressStates,
  unique: [{ name: 'one a quarter', fields: ['compound', 'quarter'] }],
  order: ['quarter'],
});
