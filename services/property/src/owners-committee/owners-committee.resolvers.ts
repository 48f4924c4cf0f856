import type { LocalDate } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { beginTerms, endTerms, exchangeDirectors } from './owners-committee.commands.ts';
import { committees, createSecretaryStore, members } from './owners-committee.store.ts';

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

interface Committee {
  readonly place: string;
  readonly state: string;
  readonly director: string | null;
}

interface Branch {
  readonly compound?: { readonly code: string };
}

export function ownersCommitteeResolvers({ store, clock, writer }: Registers): Resolvers {
  const inOffice = store(committees).oneAt({ state: 'IN_OFFICE' });
  const secretaries = createSecretaryStore(writer.connection).inOffice(() => clock.today() as LocalDate);
  const crossing = async (compounds: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const counties = [...new Set(compounds.map(countyCode))];
    const at = { county: { $in: counties }, place: { $in: [...compounds] } };
    return Map.groupBy(await store(members).find({ ...at, isBranchMember: true, until: null }), ({ place }) => place);
  };
  return {
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
    OwnersCommittee: {
      concurrentDirector: async ({ place, state, director }: Committee, _: unknown, context: RequestContext) =>
        state === 'IN_OFFICE' && director === (await load(context, secretaries, place)),
    },
  };
}
