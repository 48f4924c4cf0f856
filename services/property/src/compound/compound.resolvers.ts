import { load, type RequestContext } from '@hh/service/context.ts';
import { failure } from '@hh/service/failure.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { CompoundStore } from './compound.store.ts';
import { type Compound, communityCode, formatArea } from './compound.ts';

const CODES_MAX = 200;

export function createCompoundResolvers(compounds: CompoundStore): Resolvers {
  const find = async (code: string, context: RequestContext) => {
    const compound = await load(context, compounds.byCodes, code);
    return compound && { ...compound };
  };
  return {
    Query: {
      compound: (_: unknown, { code }: { code: string }, context: RequestContext) => find(code, context),
      compounds: (_: unknown, { codes }: { codes: readonly string[] }, context: RequestContext) => {
        if (codes.length > CODES_MAX)
          throw failure('BAD_USER_INPUT', `codes: at most ${CODES_MAX} 最多 ${CODES_MAX} 个`);
        return Promise.all(codes.map((code) => find(code, context)));
      },
    },
    Compound: {
      __resolveReference: ({ code }: { code: string }, context: RequestContext) => find(code, context),
      community: ({ code }: Compound) => ({ __typename: 'Community', code: communityCode(code) }),
      grossAreaM2: ({ grossAreaM2x100 }: Compound) => formatArea(grossAreaM2x100),
    },
    Community: {
      __resolveReference: ({ code }: { code: string }) => ({ __typename: 'Community', code }),
      compounds: ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        load(context, compounds.inCommunities, code),
    },
  };
}
