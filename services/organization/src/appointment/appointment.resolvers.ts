import { placeType } from '@hh/kernel/shape.ts';
import { loadShown, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { appointments, branchKey, inBranch } from './appointment.store.ts';

const ofUnit = { field: 'appointments', by: 'unit' };

export const appointment: readonly Registered[] = [
  [appointments, { below: { GeneralBranch: ofUnit, Branch: ofUnit } }],
];

/** A member of an owners' committee, as property knows it. */
interface Member {
  readonly person?: { readonly id: string } | null;
  readonly committee?: { readonly compound: { readonly code: string } };
}

export function createAppointmentResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const offices = inBranch(store(appointments));
  return {
    Appointment: {
      compound: ({ place }: Row) => (placeType(place) === 'Compound' ? { __typename: 'Compound', code: place } : null),
    },
    OwnersCommitteeMember: {
      __resolveReference: (member: object) => ({ ...member }),
      branchAppointment: async ({ person, committee }: Member, _: unknown, context: RequestContext) => {
        if (!person || !committee) return null;
        return await loadShown(context, offices, branchKey(committee.compound.code, person.id));
      },
    },
  };
}
