import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt, countyOf, isPlace } from '@hh/service/actor.ts';
import { type CursorPart, connectionOf, type Page, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { allowedTransitions } from '@hh/service/transitions.ts';
import type { TermsVersion } from '../allocation/allocation.ts';
import {
  type AgreementParts,
  activateAgreement,
  activateTerms,
  amendTerms,
  createAgreement,
  endAgreement,
  type OfAgreement,
} from './agreement.commands.ts';
import type { AgreementFilter } from './agreement.store.ts';
import { type Agreement, type AgreementDraft, agreementStates, type Terms } from './agreement.ts';

interface TermsInput {
  readonly from: Period;
  readonly rateBp: bigint;
  readonly weights: readonly { readonly compound: string; readonly weight: number }[];
}

interface CreateInput extends Omit<AgreementDraft, 'terms' | 'commonPartsVote'> {
  readonly commonPartsVote?: string | null;
  readonly terms: readonly TermsInput[];
}

export function createAgreementResolvers(parts: AgreementParts): Resolvers {
  const { agreements } = parts;

  const ofOperators = (keys: readonly string[], { actor }: RequestContext) => agreements.byOperators(actor, keys);
  const ofCompounds = (keys: readonly string[], { actor }: RequestContext) => agreements.byBeneficiaries(actor, keys);

  /** The agreements below one object of a list: read for the whole list at once, then paged. */
  const below = (batch: typeof ofOperators) => async (key: string, args: PageArguments, context: RequestContext) => {
    const page = pageOf(args);
    const rows = (await load(context, batch, key)) ?? [];
    if (rows.length === 0 && isOutside(context, key)) return null;
    return connectionOf(page, pageAmong(rows, page), cursorOf, () => rows.length);
  };
  const [belowOperator, belowCompound] = [below(ofOperators), below(ofCompounds)];

  return {
    Query: {
      agreement: async (
        _: unknown,
        { code, county: asked }: { code: string; county?: string | null },
        { actor }: RequestContext,
      ) => {
        const county = await agreements.countyMeant(actor, asked);
        return county && (await agreements.readable(actor, county, code));
      },
      agreements: async (
        _: unknown,
        { filter, ...args }: { filter?: AgreementFilter | null } & PageArguments,
        context: RequestContext,
      ) => {
        const [page, wanted] = [pageOf(args), filter ?? {}];
        const rows = await agreements.page(context.actor, wanted, page);
        if (rows.length === 0 && asksOutside(context, wanted)) return null;
        return connectionOf(page, rows, cursorOf, () => agreements.count(context.actor, wanted));
      },
    },
    Agreement: {
      __resolveReference: async ({ id }: { id: string }, context: RequestContext) => {
        const agreement = await load(context, agreements.byIds, id);
        return agreement && { ...agreement };
      },
      operator: ({ county, operator }: Agreement, _: unknown, context: RequestContext) =>
        load(context, parts.enterprises.byKeys, `${county} ${operator}`),
      community: ({ community }: Agreement) => ({ __typename: 'Community', code: community }),
      allowedTransitions: (agreement: Agreement, _: unknown, { actor }: RequestContext) =>
        allowedTransitions(agreementStates, agreement, actor, agreement.community, agreement.operator),
      vote: ({ commonPartsVote: id }: Agreement) => id && { __typename: 'Vote', id },
      createdBy: ({ createdBy }: Agreement) => person(createdBy),
      activatedBy: ({ activatedBy }: Agreement) => person(activatedBy),
    },
    Terms: {
      draftedBy: ({ draftedBy }: Terms) => person(draftedBy),
      activatedBy: ({ activatedBy }: Terms) => person(activatedBy),
    },
    TermsWeight: {
      compound: ({ beneficiary }: { beneficiary: string }) => ({ __typename: 'Compound', code: beneficiary }),
      weight: ({ weight }: { weight: bigint }) => Number(weight),
    },
    Compound: {
      __resolveReference: ({ code }: { code: string }) => ({ __typename: 'Compound', code }),
      agreements: ({ code }: { code: string }, args: PageArguments, context: RequestContext) =>
        belowCompound(code, args, context),
    },
    PartnerEnterprise: {
      agreements: ({ uscc }: { uscc: string }, args: PageArguments, context: RequestContext) =>
        belowOperator(uscc, args, context),
    },
    Mutation: {
      createAgreement: async (_: unknown, { input }: { input: CreateInput }, { actor }: RequestContext) =>
        actor && answer('AgreementCreated', await createAgreement(parts, actor, draftOf(input))),
      activateAgreement: async (_: unknown, { input }: { input: OfAgreement }, { actor }: RequestContext) =>
        actor && answer('AgreementActivated', await activateAgreement(parts, actor, input)),
      amendTerms: async (
        _: unknown,
        { input }: { input: OfAgreement & { terms: TermsInput } },
        { actor }: RequestContext,
      ) => actor && answer('TermsAmended', await amendTerms(parts, actor, { ...input, terms: termsOf(input.terms) })),
      activateTerms: async (
        _: unknown,
        { input }: { input: OfAgreement & { from: Period } },
        { actor }: RequestContext,
      ) => actor && answer('TermsActivated', await activateTerms(parts, actor, input)),
      endAgreement: async (
        _: unknown,
        { input }: { input: OfAgreement & { endsOn: LocalDate; reason: string } },
        { actor }: RequestContext,
      ) => actor && answer('AgreementEnded', await endAgreement(parts, actor, input)),
    },
  };
}

function cursorOf({ county, code }: Agreement): readonly string[] {
  return [county, code];
}

/** Of rows in order of their cursors, those of one page, as `pageQuery` would read them. */
function pageAmong(rows: readonly Agreement[], page: Page): readonly Agreement[] {
  const isWithin = (row: Agreement) =>
    (!page.after || isBeyond(cursorOf(row), page.after)) && (!page.before || isBeyond(page.before, cursorOf(row)));
  const within = rows.filter(isWithin);
  return (page.backwards ? within.reverse() : within).slice(0, page.limit + 1);
}

function isBeyond(a: readonly CursorPart[], b: readonly CursorPart[]): boolean {
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs >= 0 && String(a[differs]) > String(b[differs]);
}

/** An empty list would say that there is none where the caller merely may not see: there it is null. */
function isOutside({ actor }: RequestContext, at: string): boolean {
  return !canAt(actor, 'agreements:read', at, ...(isPlace(at) ? [] : [countyOf(actor) ?? '']));
}

/** Does the filter name a place or an enterprise of which the caller sees nothing? All grants of one actor lie in one county. */
function asksOutside(context: RequestContext, { county, community, operator }: AgreementFilter): boolean {
  const own = countyOf(context.actor);
  if (county && own && county !== own) return true;
  return [community, operator].some((at) => at && isOutside(context, at));
}

function answer(__typename: string, result: Agreement | Refusal) {
  return isRefusal(result) ? refused(result) : { __typename, agreement: result };
}

function person(id: string | null) {
  return id === null ? null : { __typename: 'Person', id };
}

function draftOf({ terms, commonPartsVote, ...rest }: CreateInput): AgreementDraft {
  return { ...rest, commonPartsVote: commonPartsVote ?? null, terms: terms.map(termsOf) };
}

function termsOf({ from, rateBp, weights }: TermsInput): TermsVersion {
  return {
    from,
    rateBp,
    weights: weights.map(({ compound, weight }) => ({ beneficiary: compound, weight: BigInt(weight) })),
  };
}
