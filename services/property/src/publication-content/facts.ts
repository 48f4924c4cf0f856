/** Where a publication's content comes from: the sealed month of the owners' book, and the economy, asked of the graph. */
import { contentHash } from '@hh/kernel/canonical.ts';
import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import { lastDay, type Period, previousPeriod } from '@hh/kernel/period.ts';
import { must, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Ledger, PostedJournal } from '@hh/ledger/ledger.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { bank, dueFromOffice, fund } from '../public-revenue/public-revenue.ts';
import type { BookSays, EconomySays } from './publication-content.ts';

const FACTS = /* GraphQL */ `
  query PublicationFacts($compound: ID!, $period: YearMonth!, $after: String) {
    compound(code: $compound) {
      name
      agreements(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            code name state startsIn endsOn
            operator { name }
            terms { from state weights { compound { code } } }
            period(period: $period) { revenue cost late { period revenue cost } }
            allocation(period: $period) { id state base rateBp pool lines { compound { code } amount } }
            restatements { period revenue cost }
          }
        }
      }
      community {
        company {
          ruleLists(filter: { state: [IN_FORCE] }, first: 20) {
            edges { node { id kind effectiveFrom body fees { item kind price unit } } }
          }
        }
      }
    }
  }
`;

interface Coded {
  readonly compound: { readonly code: string } | null;
}

interface Restated {
  readonly period: Period;
  readonly revenue: string;
  readonly cost: string;
}

export interface KnownAgreement {
  readonly code: string;
  readonly name: string;
  readonly state: string;
  readonly startsIn: string;
  readonly endsOn: string | null;
  readonly operator: { readonly name: string };
  readonly terms: readonly { readonly from: string; readonly state: string; readonly weights: readonly Coded[] }[];
  readonly period: {
    readonly revenue: string;
    readonly cost: string;
    readonly late: readonly Restated[] | null;
  } | null;
  readonly allocation: {
    readonly id: string;
    readonly state: string;
    readonly base: string;
    readonly rateBp: number;
    readonly pool: string;
    readonly lines: readonly (Coded & { readonly amount: string })[];
  } | null;
  readonly restatements: readonly Restated[] | null;
}

interface KnownList {
  readonly id: string;
  readonly kind: string;
  readonly effectiveFrom: string;
  readonly body: string;
  readonly fees: readonly {
    readonly item: string;
    readonly kind: string;
    readonly price: string;
    readonly unit: string;
  }[];
}

interface Edges<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

interface Answered {
  readonly compound: {
    readonly name: string;
    readonly agreements: Edges<KnownAgreement> & {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
    readonly community: { readonly company: { readonly ruleLists: Edges<KnownList> } | null } | null;
  } | null;
}

export interface Heard extends EconomySays {
  /** The compound's name. */
  readonly name: string;
  /** The allocations of the month that it has a line in. */
  readonly allocations: readonly string[];
  /** Why its month can't be published yet. */
  readonly whyNot: Refusal | null;
}

/** What the economy says of a compound's month; null where there is no such compound. */
export async function askEconomy(ask: AskGraph, compound: string, period: Period): Promise<Heard | null> {
  const agreements: KnownAgreement[] = [];
  for (let after: string | null = null; ; ) {
    const found: Answered['compound'] = (await ask<Answered>(FACTS, { compound, period, after })).compound;
    if (!found) return null;
    const { edges, pageInfo }: typeof found.agreements = found.agreements;
    agreements.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return heardOf(found, agreements, compound, period);
    after = pageInfo.endCursor;
  }
}

/** Lists in the order in which they are named. */
const LISTS = [
  ['FEE', '收费标准清单'],
  ['DISTRIBUTION', '收入分配清单'],
  ['USE', '使用原则清单'],
] as const;

function heardOf(
  found: NonNullable<Answered['compound']>,
  all: readonly KnownAgreement[],
  compound: string,
  period: Period,
): Heard {
  const agreements = all
    .filter(({ state }) => state !== 'DRAFT')
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const sources = new Map(
    agreements.map(({ code, name, operator }) => [code, { agreement: code, name, operator: operator.name }]),
  );
  const sourceOf = ({ code, name, operator }: KnownAgreement) => ({ agreement: code, name, operator: operator.name });
  const lists = found.community?.company?.ruleLists.edges.map(({ node }) => node) ?? [];
  return {
    name: found.name,
    sources,
    shares: agreements.flatMap((agreement) => {
      const line = lineOf(agreement, compound);
      const { allocation, period: totals } = agreement;
      if (!allocation || !line) return [];
      const amounts = { revenue: fen(totals?.revenue), cost: fen(totals?.cost), base: fen(allocation.base) };
      const { rateBp } = allocation;
      return [{ ...sourceOf(agreement), ...amounts, rateBp, pool: fen(allocation.pool), amount: fen(line.amount) }];
    }),
    late: agreements.flatMap((agreement) =>
      [
        ...(agreement.period?.late ?? []),
        ...(agreement.restatements ?? []).filter((each) => each.period === period),
      ].map(({ period: of, revenue, cost }) => ({
        ...sourceOf(agreement),
        period: of,
        revenue: fen(revenue),
        cost: fen(cost),
      })),
    ),
    ruleLists: LISTS.flatMap(([kind, name]) =>
      lists
        .filter((each) => each.kind === kind)
        .map(({ id, effectiveFrom, body, fees }) => ({
          ...{ id, name, effectiveFrom },
          hash: contentHash({ kind, effectiveFrom, body, fees: fees.map((fee) => ({ ...fee })) }),
        })),
    ),
    allocations: agreements.flatMap((each) => (each.allocation && lineOf(each, compound) ? [each.allocation.id] : [])),
    whyNot: whyNotCredited(agreements, compound, period),
  };
}

const CREDITED = ['CREDITED', 'PAID', 'RECONCILED', 'PUBLISHED'];

/**
 * Every agreement that shares with the compound in this month has to be closed, and its share credited: else the month
 * would be published without it. Whether the operator has paid does not matter.
 */
export function whyNotCredited(
  agreements: readonly KnownAgreement[],
  compound: string,
  period: Period,
): Refusal | null {
  for (const agreement of agreements) {
    const { allocation, code } = agreement;
    const isOpen = !allocation && sharesWith(agreement, compound, period);
    const state = isOpen ? 'OPEN' : allocation && lineOf(agreement, compound) ? allocation.state : null;
    if (state !== null && !CREDITED.includes(state))
      return refuse('SHARE_NOT_CREDITED', { field: 'period', agreement: code, state });
  }
  return null;
}

function lineOf({ allocation }: KnownAgreement, code: string) {
  return allocation?.lines.find(({ compound }) => compound?.code === code);
}

/** Does the agreement run in this month, and do its terms then name the compound? */
function sharesWith({ state, startsIn, endsOn, terms }: KnownAgreement, code: string, period: Period): boolean {
  if (state !== 'ACTIVE' || startsIn > period || (endsOn !== null && endsOn.slice(0, 7) < period)) return false;
  const inForce = terms.filter((each) => each.state === 'IN_FORCE' && each.from <= period).at(-1);
  return inForce?.weights.some(({ compound }) => compound?.code === code) ?? false;
}

function fen(yuan: string | undefined): Fen {
  return must(parseMoney(yuan ?? '0.00'));
}

const AT_ONCE = 200;

/** What the owners' book says of a compound's month; refuses one that is not sealed, since more may come into it. */
export async function readBook(
  ledger: Ledger,
  spendings: Pick<RegisterStore, 'find'>,
  compound: string,
  period: Period,
): Promise<BookSays | Refusal> {
  const { state, merkleRoot } = await ledger.month(period);
  if (state !== 'SEALED' || merkleRoot === null) return refuse('MONTH_NOT_SEALED', { field: 'period', period });
  const [before, end] = [lastDay(previousPeriod(period)), lastDay(period)];
  const accounts = [fund(compound), bank(compound)];
  const [opening, closing] = await ledger.balancesAt(accounts, [{ on: before }, { on: end }]);
  const journals = await journalsOf(ledger, accounts, period);
  const ids = journals.map(({ source }) => source.key);
  const rows = ids.length > 0 ? await spendings.find({ _id: { $in: ids } }) : [];
  const due = await ledger.openItems({ accounts: dueFromOffice(compound), until: end });
  return {
    opening: -(opening?.get(fund(compound)) ?? 0n),
    closing: -(closing?.get(fund(compound)) ?? 0n),
    atBank: closing?.get(bank(compound)) ?? 0n,
    journals,
    due: due.map(({ agreement, open }) => ({ agreement, open })),
    merkleRoot,
    spendings: new Map(rows.map(({ id, purpose, vote }) => [id, { purpose, vote }])),
  };
}

/** The journals of a month on any of these accounts, each once, in order. */
async function journalsOf(ledger: Ledger, accounts: readonly string[], period: Period): Promise<PostedJournal[]> {
  const found = new Map<number, PostedJournal>();
  for (const account of accounts) {
    for (let after: number[] | null = null, more = true; more; ) {
      const page = { limit: AT_ONCE, backwards: false, after, before: null };
      const journals = await ledger.journals({ account, period }, page);
      for (const journal of journals) found.set(journal.seq, journal);
      more = journals.length > AT_ONCE;
      after = more ? [journals.at(-1)?.seq as number] : null;
    }
  }
  return [...found.values()].toSorted((one, other) => one.seq - other.seq);
}
