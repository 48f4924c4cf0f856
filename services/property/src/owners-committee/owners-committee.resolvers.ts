import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { beginTerms, endTerms, exchangeDirectors } from './owners-committee.commands.ts';
import { committees, members } from './owners-committee.store.ts';

const effects = {
  installOwnersCommittee: beginTerms,
  replaceCommitteeDirector: exchangeDirectors,
  expireOwnersCommittee: endTerms,
  dissolveOwnersCommittee: endTerms,
};

export const ownersCommittee: readonly Registered[] = [
  [
    { ...committees, effects },
    { root: 'ownersCommittee', below: { Compound: 'ownersCommittees' } },
  ],
  [members, { below: { OwnersCommittee: { field: 'members', by: 'committee' } } }],
];

/** An appointment to a branch, as the organization knows it. */
interface Appointment {
  readonly person?: { readonly id: string } | null;
  readonly compound?: { readonly code: string } | null;
}

interface Branch {
  readonly compound?: { readonly code: string };
}

export function ownersCommitteeResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const inOffice = store(committees).oneAt({ state: 'IN_OFFICE' });
  const crossing = async (compounds: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const counties = [...new Set(compounds.map(countyCode))];
    const at = { county: { $in: counties }, place: { $in: [...compounds] } };
    return Map.groupBy(await store(members).find({ ...at, isBranchMember: true, until: null }), ({ place }) => place);
  };
  const serving = async (keys: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
    const asked = keys.map((key) => key.split(' ') as [string, string]);
    const counties = [...new Set(asked.map(([compound]) => countyCode(compound)))];
    const places = asked.map(([compound]) => compound);
    const persons = asked.map(([, person]) => person);
    const of = { county: { $in: counties }, place: { $in: places }, person: { $in: persons }, until: null };
    return new Map((await store(members).find(of)).map((row) => [`${row.place} ${row.person}`, row]));
  };
  return {
    Appointment: {
      __resolveReference: (appointment: object) => ({ ...appointment }),
      committeeMembership: async ({ person, compound }: Appointment, _: unknown, context: RequestContext) => {
        return person && compound ? await loadShown(context, serving, `${compound.code} ${person.id}`) : null;
      },
    },
    Compound: {
      ownersCommittee: async ({ code }: { code: string }, _: unknown, context: RequestContext) => {
        const committee = await load(context, inOffice, code);
        return committee && { ...committee };
      },
    },
    Branch: {
      __resolveReference: (branch: object) => ({ ...branch }),
      crossAppointments: async ({ compound }: Branch, _: unknown, context: RequestContext) =>
        compound && ((await load(context, crossing, compound.code)) ?? []),
    },
  };
}
