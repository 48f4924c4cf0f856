/**
 * The contract of a joint venture: DRAFT → ACTIVE → ENDED. It begins with its first terms; a version of the terms is
 * drafted by one person and activated by another, never from before the earliest open period. ECONOMY.md, Words.
 */
import { type LocalDate, type Period, periodOf } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { compare } from '@hh/kernel/rounding.ts';
import { parseTerms, type TermsVersion } from '../allocation/allocation.ts';

export type AgreementState = 'DRAFT' | 'ACTIVE' | 'ENDED';

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
  /** Its last day; null while it runs. */
  readonly endsOn: LocalDate | null;
  readonly terms: readonly Terms[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
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

/** Refuses malformed codes and names, a draft on common parts without a vote (VOTE_REQUIRED), and unusable terms. */
export function parseDraft(draft: AgreementDraft): AgreementDraft | Refusal {
  const name = draft.name.trim().normalize('NFC');
  if (!/^[A-Z]{2,4}-\d{4,8}$/.test(draft.code)) return refuse('CODE_MALFORMED', { field: 'code', value: draft.code });
  if (!/^\d{12}$/.test(draft.community))
    return refuse('CODE_MALFORMED', { field: 'community', value: draft.community });
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  // There are no votes in the graph yet that could be named: whoever uses common parts has to wait for one.
  if (draft.usesCommonParts) return refuse('VOTE_REQUIRED', { field: 'commonPartsVote' });
  const terms = parseTerms(draft.terms);
  return Array.isArray(terms) ? { ...draft, name, terms } : (terms as Refusal);
}

/** The versions that count, in order. */
export function termsInForce(agreement: Agreement): readonly TermsVersion[] {
  return agreement.terms
    .filter(({ state }) => state === 'IN_FORCE')
    .map(({ from, rateBp, weights }) => ({ from, rateBp, weights }))
    .sort((a, b) => compare(a.from, b.from));
}

/** Its last period; null while it runs. */
export function lastPeriod(agreement: Agreement): Period | null {
  return agreement.endsOn && periodOf(agreement.endsOn);
}

/** May a version of the terms begin in this period, given the earliest open one? */
export function checkTermsStart(from: Period, earliestOpen: Period): Refusal | null {
  return from < earliestOpen ? refuse('TERMS_BEFORE_OPEN_PERIOD', { field: 'from', period: earliestOpen }) : null;
}
