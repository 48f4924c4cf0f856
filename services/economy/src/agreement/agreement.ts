/**
 * The contract of a joint venture: DRAFT → ACTIVE → ENDED. It begins with its first terms; a version of the terms is
 * drafted by one person and activated by another, never from before the earliest open period. ECONOMY.md, Words.
 */
import { contentHash } from '@hh/kernel/canonical.ts';
import { firstDay, type LocalDate, lastDay, type Period, periodOf } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { StateMachine } from '@hh/kernel/state-machine.ts';
import { parseUscc } from '@hh/kernel/uscc.ts';
import { parseTerms, type TermsVersion } from '../allocation/allocation.ts';

export type AgreementState = 'DRAFT' | 'ACTIVE' | 'ENDED';

/** Who made any part of a draft checks none of it. An end is agreed on; the closing of its last period brings it about. */
export const agreementStates = {
  activateAgreement: {
    from: ['DRAFT'],
    to: 'ACTIVE',
    may: 'agreements:activate',
    notBy: ['createdBy', 'terms.draftedBy'],
  },
  endAgreement: { from: ['ACTIVE'], to: 'ENDED', may: 'agreements:activate', requires: ['endsOn', 'reason'] },
} as const satisfies StateMachine<string, AgreementState>;

export interface Terms extends TermsVersion {
  readonly state: 'DRAFT' | 'IN_FORCE';
  readonly draftedBy: string;
  readonly activatedBy: string | null;
}

export interface Agreement {
  readonly id: string;
  readonly county: string;
  readonly code: string;
  readonly name: string;
  /** The unified social credit code of the operator. */
  readonly operator: string;
  readonly community: string;
  readonly business: string;
  readonly usesCommonParts: boolean;
  readonly commonPartsVote: string | null;
  readonly state: AgreementState;
  /** The first period of its first terms. */
  readonly startsIn: Period;
  /** Its last day once that is agreed. It is ENDED when the period of that day has closed; until then entries up to it are taken. */
  readonly endsOn: LocalDate | null;
  readonly terms: readonly Terms[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
  /** Of the draft as it was first sent: the same draft again answers the first result. */
  readonly draftHash: string;
  readonly version: number;
}

export interface AgreementDraft {
  readonly code: string;
  readonly name: string;
  readonly operator: string;
  readonly community: string;
  readonly business: string;
  readonly usesCommonParts: boolean;
  readonly commonPartsVote: string | null;
  readonly terms: readonly TermsVersion[];
}

const NAME_MAX = 100;
const BENEFICIARIES_MAX = 500;

/** Refuses malformed codes and names, an operator's code that fails its checks (USCC_INVALID), common parts without a vote or a vote without them (VOTE_REQUIRED), and unusable terms. */
export function parseDraft(draft: AgreementDraft): AgreementDraft | Refusal {
  const { code, community, business, usesCommonParts, commonPartsVote } = draft;
  const name = draft.name.trim().normalize('NFC');
  if (!/^[A-Z]{2,4}-\d{4,8}$/.test(code)) return refuse('CODE_MALFORMED', { field: 'code', value: code.slice(0, 40) });
  if (!/^\d{12}$/.test(community))
    return refuse('CODE_MALFORMED', { field: 'community', value: community.slice(0, 40) });
  if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(business))
    return refuse('CODE_MALFORMED', { field: 'business', value: business.slice(0, 40) });
  const operator = parseUscc(draft.operator);
  if (isRefusal(operator)) return operator.at('operator');
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  if (usesCommonParts !== (commonPartsVote !== null)) return refuse('VOTE_REQUIRED', { field: 'commonPartsVote' });
  const terms = parseAgreedTerms(draft.terms);
  if (isRefusal(terms)) return terms;
  return { code, name, operator, community, business, usesCommonParts, commonPartsVote, terms };
}

/** Versions in order whose beneficiaries are compounds; the fields are those of the agreement's terms. */
export function parseAgreedTerms(versions: readonly TermsVersion[]): readonly TermsVersion[] | Refusal {
  const terms = parseTerms(versions);
  if (isRefusal(terms)) return terms.at((terms.field ?? 'terms').replace(/\.beneficiary$/, '.compound'));
  const tooMany = terms.findIndex(({ weights }) => weights.length > BENEFICIARIES_MAX);
  if (tooMany >= 0) return refuse('LIST_SIZE', { field: `terms.${tooMany}.weights`, min: 1, max: BENEFICIARIES_MAX });
  return terms;
}

/** What makes two drafts of one code the same. */
export function draftHash(draft: AgreementDraft): string {
  return contentHash({ ...draft, terms: draft.terms.map(agreedIn) });
}

/** What a version says, without who drafted it and whether it counts. */
function agreedIn({ from, rateBp, weights }: TermsVersion) {
  return { from, rateBp, weights: weights.map(({ beneficiary, weight }) => ({ beneficiary, weight })) };
}

/** The county of a place is the first six digits of its code. */
export function countyOfPlace(code: string): string {
  return code.slice(0, 6);
}

/** The versions that count, in order. */
export function termsInForce(agreement: Agreement): readonly TermsVersion[] {
  return agreement.terms
    .filter(({ state }) => state === 'IN_FORCE')
    .map(({ from, rateBp, weights }) => ({ from, rateBp, weights }))
    .sort((a, b) => compare(a.from, b.from));
}

/** Its last period; null while no end is agreed. */
export function lastPeriod(agreement: Pick<Agreement, 'endsOn'>): Period | null {
  return agreement.endsOn && periodOf(agreement.endsOn);
}

/** May a version of the terms begin in this period, given the earliest open one? */
export function checkTermsStart(from: Period, earliestOpen: Period): Refusal | null {
  return from < earliestOpen ? refuse('TERMS_BEFORE_OPEN_PERIOD', { field: 'from', period: earliestOpen }) : null;
}

/** Is this very version drafted by this person already? The same request again drafts nothing. */
export function isDrafted(terms: readonly Terms[], version: TermsVersion, by: string): boolean {
  const hash = contentHash(agreedIn(version));
  const own = terms.filter(({ state, draftedBy }) => state === 'DRAFT' && draftedBy === by);
  return own.some((each) => contentHash(agreedIn(each)) === hash);
}

/** A version drafted for a period takes the place of a draft for the same one; what is in force stays until activation. */
export function withDraft(terms: readonly Terms[], version: TermsVersion, draftedBy: string): readonly Terms[] {
  const others = terms.filter(({ from, state }) => state === 'IN_FORCE' || from !== version.from);
  return inOrder([...others, { ...version, state: 'DRAFT', draftedBy, activatedBy: null }]);
}

/** Activation puts the draft in the place of whatever was in force from the same period. */
export function withActivated(terms: readonly Terms[], draft: Terms, activatedBy: string): readonly Terms[] {
  const others = terms.filter((each) => each !== draft && !(each.state === 'IN_FORCE' && each.from === draft.from));
  return inOrder([...others, { ...draft, state: 'IN_FORCE', activatedBy }]);
}

function inOrder(terms: readonly Terms[]): readonly Terms[] {
  return [...terms].sort((a, b) => compare(a.from, b.from) || compare(a.state, b.state));
}

/**
 * May the agreement end on this day? Not inside a period that is closed, and not before a day entries are dated on.
 * The last day of the last closed period is possible: then nothing is left to close.
 */
export function checkEnd(
  endsOn: LocalDate,
  facts: { readonly lastClosed: Period | null; readonly startsIn: Period; readonly lastEntryOn: LocalDate | null },
): Refusal | null {
  const { lastClosed, startsIn, lastEntryOn } = facts;
  if (endsOn < firstDay(startsIn)) return refuse('BEFORE_AGREEMENT', { field: 'endsOn', date: endsOn });
  if (lastClosed && endsOn < lastDay(lastClosed))
    return refuse('PERIOD_CLOSED', { field: 'endsOn', period: lastClosed });
  if (lastEntryOn && lastEntryOn > endsOn) return refuse('ENTRIES_AFTER_END', { field: 'endsOn', date: lastEntryOn });
  return null;
}
