import { placeType } from '@hh/kernel/shape.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { appointments, branchKey, inBranch } from './appointment.store.ts';
import { isSecretary } from './appointment.ts';

const ofUnit = { field: 'appointments', by: 'unit' };

export const appointment: readonly Registered[] = [
  [appointments, { below: { GeneralBranch: ofUnit, Branch: ofUnit } }],
];

/** A member of an owners' committee, as property knows it. */
interface Member {
  readonly person?: { readonly id: string } | null;
  readonly committee?: { readonly compound: { readonly code: string } };
}

/** An owners' committee, as property knows it. */
interface Committee {
  readonly inOfficeSince?: string | null;
  readonly inOfficeUntil?: string | null;
  readonly director?: { readonly id: string } | null;
  readonly compound?: { readonly code: string };
}

export function createAppointmentResolvers({ store, clock }: Pick<Registers, 'store' | 'clock'>): Resolvers {
  const offices = inBranch(store(appointments));
  return {
    Appointment: {
      compound: ({ place }: Row) => (placeType(place) === 'Compound' ? { __typename: 'Compound', code: place } : null),
    },
    OwnersCommittee: {
      __resolveReference: (committee: object) => ({ ...committee }),
      concurrentDirector: async (committee: Committee, _: unknown, context: RequestContext) => {
        const { inOfficeSince, inOfficeUntil, director, compound } = committee;
        if (!inOfficeSince || inOfficeUntil || !director || !compound) return false;
        const office = await load(context, offices, branchKey(compound.code, director.id));
        return isSecretary(office && { role: office.role, since: office.since }, clock.today());
      },
    },
    OwnersCommitteeMember: {
      __resolveReference: (member: object) => ({ ...member }),
      branchAppointment: async ({ person, committee }: Member, _: unknown, context: RequestContext) => {
        const row =
          person && committee && (await load(context, offices, branchKey(committee.compound.code, person.id)));
        return row ? { ...row } : null;
      },
    },
  };
}
