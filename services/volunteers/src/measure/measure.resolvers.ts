import type { Registered } from '@hh/service/register/registers.ts';
import { microServices, serviceMeasures } from './measure.store.ts';

export const measureRegisters: readonly Registered[] = [
  [serviceMeasures, { below: { County: 'serviceMeasures' } }],
  [
    microServices,
    {
      below: {
        Compound: 'microServices',
        ServiceMeasure: { field: 'microServices', by: 'measure' },
        VolunteerTeam: { field: 'microServices', by: 'team' },
      },
    },
  ],
];
