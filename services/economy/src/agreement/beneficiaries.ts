/** Places belong to other services: whether one exists is asked of the graph, before any transaction. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { TermsVersion } from '../allocation/allocation.ts';
import { type AgreementDraft, countyOfPlace } from './agreement.ts';
import { whyNotOnCommonParts } from './common-parts.ts';

const COMPOUNDS = /* GraphQL */ `
  query Beneficiaries($codes: [ID!]!) {
    compounds(codes: $codes) { code name }
  }
`;

const COMMUNITY = /* GraphQL */ `
  query CommunityOfAgreement($code: ID!) {
    community(code: $code) { code }
  }
`;

async function isCommunity(ask: AskGraph, code: string): Promise<boolean> {
  const { community } = await ask<{ community: { code: string } | null }>(COMMUNITY, { code });
  return community !== null;
}

const ASKED_AT_ONCE = 200;

/** The names of those of the compounds that exist, by code. */
export async function compoundNames(ask: AskGraph, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let from = 0; from < codes.length; from += ASKED_AT_ONCE) {
    const variables = { codes: codes.slice(from, from + ASKED_AT_ONCE) };
    const { compounds } = await ask<{ compounds: readonly ({ code: string; name: string } | null)[] }>(
      COMPOUNDS,
      variables,
    );
    for (const compound of compounds) if (compound) names.set(compound.code, compound.name);
  }
  return names;
}

/** What of a draft is not there elsewhere, or not allowed there: its community, its compounds, the vote on common parts. */
export async function whyNotElsewhere(ask: AskGraph, draft: AgreementDraft): Promise<Refusal | null> {
  const { community, terms } = draft;
  if (!(await isCommunity(ask, community))) return refuse('NOT_FOUND', { field: 'community', what: community });
  const unknown = await unknownCompound(ask, countyOfPlace(community), terms);
  return unknown ?? (await whyNotOnCommonParts(ask, draft, terms));
}

/** The first beneficiary that is no compound of the county; null when all are. */
export async function unknownCompound(
  ask: AskGraph,
  county: string,
  terms: readonly TermsVersion[],
): Promise<Refusal | null> {
  const codes = [...new Set(terms.flatMap(({ weights }) => weights.map(({ beneficiary }) => beneficiary)))];
  const known = await compoundNames(ask, codes);
  const unknown = codes.find((code) => !code.startsWith(county) || !known.has(code));
  return unknown === undefined ? null : refuse('BENEFICIARY_UNKNOWN', { field: 'terms', beneficiary: unknown });
}
