/**
 * Strong-community companies 强社公司: one for a community, each with a policy of its own, its revenue points and its three
 * lists. A point opens when the community says so, and on common parts only after the owners' vote. A list is in force
 * after its notice and takes the place of the one before. Source: the programme, S88 to S91; domain, PT and LIST.
 */
import { type KnownNotice, namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  choice,
  code,
  date,
  integer,
  lines,
  list,
  money,
  object,
  optional,
  place,
  reference,
  type Shaped,
  text,
  uscc,
} from '@hh/kernel/shape.ts';

const policy = lines(1_000);

export const companyFields = {
  code,
  name: text(100),
  uscc,
  community: place('Community'),
  policy,
  ledBy: reference('GeneralBranch'),
  foundedOn: date,
};

export const companyStates = {
  setCompanyPolicy: { from: ['IN_FORCE'], to: 'IN_FORCE', may: 'companies:decide', takes: { policy } },
} as const;

const pointKind = choice('RENT', 'ADVERTISING', 'CHARGING', 'OTHER');
export type PointKind = 'RENT' | 'ADVERTISING' | 'CHARGING' | 'OTHER';

export const pointFields = {
  code,
  name: text(60),
  company: reference('Company'),
  kind: pointKind,
  compound: optional(place('Compound')),
  location: text(100),
  commonParts: boolean,
};

export const pointExtra = {
  commonPartsVote: optional(reference('Vote')),
  ownersBp: optional(integer(0, 10_000)),
  openedOn: optional(date),
  inactiveSince: optional(date),
  reason: optional(reason),
};

export type Point = Shaped<typeof pointFields> & Shaped<typeof pointExtra> & { readonly state: string };

interface Today {
  readonly today: string;
}

/** A point lies in its compound, which is one of the community's, or in the community; common parts are a compound's. */
export function placeOfPoint(
  { compound, commonParts }: Pick<Point, 'compound' | 'commonParts'>,
  community: string,
): { readonly place: string } | Refusal {
  if (commonParts && compound === null) return refuse('VALUE_MISSING', { field: 'compound' });
  if (compound !== null && !compound.startsWith(community)) return refuse('COMPOUND_ELSEWHERE', { field: 'compound' });
  return { place: compound ?? community };
}

export const pointStates = {
  recordPointVote: {
    from: ['PROPOSED'],
    to: 'VOTED',
    may: 'companies:decide',
    takes: { commonPartsVote: reference('Vote') },
    guard: ({ commonParts, state }: Point) => (commonParts ? null : refuse('STATE_NOT_ALLOWED', { state })),
    decide: (_: unknown, taken: object, { heard }: { readonly heard?: bigint | Refusal }) =>
      isRefusal(heard) ? heard : { ...taken, ownersBp: Number(heard) },
  },
  openRevenuePoint: {
    from: ['PROPOSED', 'VOTED'],
    to: 'ACTIVE',
    may: 'companies:decide',
    notBy: ['createdBy'],
    guard: ({ commonParts, state }: Point) =>
      commonParts && state !== 'VOTED' ? refuse('VOTE_REQUIRED', { field: 'commonPartsVote' }) : null,
    marks: { on: 'openedOn' },
  },
  pauseRevenuePoint: {
    from: ['ACTIVE'],
    to: 'PAUSED',
    may: 'companies:run',
    takes: { reason },
    marks: { on: 'inactiveSince' },
  },
  resumeRevenuePoint: {
    from: ['PAUSED'],
    to: 'ACTIVE',
    may: 'companies:run',
    decide: () => ({ inactiveSince: null }),
  },
  closeRevenuePoint: {
    from: ['ACTIVE', 'PAUSED'],
    to: 'CLOSED',
    may: 'companies:decide',
    takes: { reason },
    decide: ({ inactiveSince }: Point, taken: object, { today }: Today) => ({
      ...taken,
      inactiveSince: inactiveSince ?? today,
    }),
  },
} as const;

const fee = object({ item: text(40), kind: pointKind, price: money, unit: text(20) });

export const listFields = {
  company: reference('Company'),
  kind: choice('FEE', 'DISTRIBUTION', 'USE'),
  effectiveFrom: date,
  body: lines(5_000),
  fees: list(fee, 0, 50),
};

export const listExtra = {
  ...noticedFields,
  supersededOn: optional(date),
};

export type List = Shaped<typeof listFields> & Shaped<typeof listExtra>;

/** Fees stand in the list of fees, and there is one at least. */
export function checkFees({ kind, fees }: Pick<List, 'kind' | 'fees'>): Refusal | Record<never, never> {
  return (kind === 'FEE') === fees.length > 0 ? {} : refuse('FEES_MISPLACED', { field: 'fees' });
}

export const listStates = {
  publishRuleList: {
    from: ['DRAFT'],
    to: 'NOTICED',
    may: 'companies:decide',
    notBy: ['createdBy'],
    ...namesNotice('RULE_LIST'),
  },
  enforceRuleList: {
    from: ['NOTICED'],
    to: 'IN_FORCE',
    may: 'companies:decide',
    notBy: ['createdBy'],
    afterNotice: true,
    guard: ({ effectiveFrom }: List, { today }: Today) =>
      today < effectiveFrom ? refuse('NOT_DUE', { at: effectiveFrom }) : null,
    decide: ({ effectiveFrom }: List, _: unknown, { notice }: { readonly notice?: KnownNotice | null }) => {
      const over = addDays(notice?.lastDay as LocalDate, 1);
      return { effectiveFrom: over > effectiveFrom ? over : effectiveFrom };
    },
  },
} as const;

/** The list of fees that a company's charges on a day are held against. */
export function feesOn<L extends Pick<List, 'effectiveFrom' | 'supersededOn'>>(
  lists: readonly L[],
  day: LocalDate,
): L | null {
  return (
    lists.find(
      ({ effectiveFrom, supersededOn }) => effectiveFrom <= day && (supersededOn === null || supersededOn > day),
    ) ?? null
  );
}
