/**
 * Business on common parts of compounds needs the owners' vote on it: matter M8, of the qualified class, passed, by the
 * owners of just these compounds. Their share is all of the income unless the vote says less. Votes belong to another
 * service, so it is asked of the graph, before any transaction. Source: Civil Code, articles 278 and 282; ECONOMY.md.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { TermsVersion } from '../allocation/allocation.ts';

const VOTE = /* GraphQL */ `
  query CommonPartsVote($id: ID!) {
    vote(id: $id) { matter class isPassed ownersBp compound { code } }
  }
`;

interface Vote {
  readonly matter: string;
  readonly class: string;
  readonly isPassed: boolean;
  readonly ownersBp: number | null;
  readonly compound: { readonly code: string } | null;
}

const WHOLE_BP = 10_000;

/** The owners' share in basis points that the vote asks for; VOTE_REQUIRED where there is no such vote. */
export async function ownersShareBp(
  ask: AskGraph,
  vote: string | null,
  compounds: readonly string[],
): Promise<bigint | Refusal> {
  const missing = refuse('VOTE_REQUIRED', { field: 'commonPartsVote' });
  if (vote === null) return missing;
  const { vote: found } = await ask<{ vote: Vote | null }>(VOTE, { id: vote });
  const isAllowed =
    found?.isPassed === true &&
    found.matter === 'M8' &&
    found.class === 'QUALIFIED' &&
    compounds.every((code) => code === found.compound?.code);
  return isAllowed ? BigInt(found.ownersBp ?? WHOLE_BP) : missing;
}

/** What of an agreement on common parts the vote does not allow; null where it uses none. */
export async function whyNotOnCommonParts(
  ask: AskGraph,
  { usesCommonParts, commonPartsVote }: { readonly usesCommonParts: boolean; readonly commonPartsVote: string | null },
  terms: readonly TermsVersion[],
): Promise<Refusal | null> {
  if (!usesCommonParts) return null;
  const compounds = terms.flatMap(({ weights }) => weights.map(({ beneficiary }) => beneficiary));
  const share = await ownersShareBp(ask, commonPartsVote, compounds);
  if (typeof share !== 'bigint') return share;
  const less = terms.findIndex(({ rateBp }) => rateBp < share);
  return less < 0 ? null : refuse('RATE_BELOW_VOTE', { field: `terms.${less}.rateBp`, share });
}
