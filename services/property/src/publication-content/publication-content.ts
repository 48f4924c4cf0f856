/**
 * What the publication 公示 of one compound and month says: what came in by source and how it was computed, what was spent on
 * which decision, what there is, what is still due from whom, the rules in force, and where in the sealed book all of it
 * stands. It follows from the book and from what the economy says; nobody types a word of it. Always: opening + income −
 * expenditure = closing = at the bank + receivable. Source: ECONOMY.md, Publishing; Civil Code, articles 281 and 282;
 * domain, 4-practice, Disclosure.
 */
import { canonical, contentHash } from '@hh/kernel/canonical.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import type { PostedJournal } from '@hh/ledger/journal.ts';
import { bank, fund, type MovementKind, movementKind } from '../public-revenue/public-revenue.ts';

/** A source of income: an agreement by its code, its name and who operates it; null for what is of none. */
export type Source = {
  readonly agreement: string | null;
  readonly name: string;
  readonly operator: string | null;
};

/** How an agreement's share of the month was computed, and how much of it is this compound's. */
export type Share = Source & {
  readonly revenue: Fen;
  readonly cost: Fen;
  readonly base: Fen;
  readonly rateBp: number;
  readonly pool: Fen;
  readonly amount: Fen;
};

/** What came in after its own month was closed, for one agreement. */
export type Late = Source & {
  /** The month that it belongs to. Another than the published one: it is counted here; this one: it counts in a later month. */
  readonly period: Period;
  readonly revenue: Fen;
  readonly cost: Fen;
};

export type RuleListInForce = {
  readonly id: string;
  readonly name: string;
  readonly effectiveFrom: string;
  readonly hash: string;
};

export type Expenditure = {
  readonly spending: string;
  readonly purpose: string;
  /** Below zero where it was taken back. */
  readonly amount: Fen;
  readonly vote: string | null;
  readonly seq: number;
  readonly voucherNumber: string;
};

/** A journal of the month that touches the compound: by its hash an owner can prove that it lies there. */
export type PublishedJournal = {
  readonly seq: number;
  readonly voucherNumber: string;
  readonly occurredOn: LocalDate;
  readonly kind: MovementKind;
  /** What it changed of the owners' fund, and of what lies at the bank. */
  readonly amount: Fen;
  readonly atBank: Fen;
  readonly hash: string;
};

export type PublicationContent = {
  readonly compound: string;
  readonly name: string;
  readonly period: Period;
  /** The hash of the publication that this one corrects. */
  readonly corrects: string | null;
  readonly openingBalance: Fen;
  readonly closingBalance: Fen;
  readonly availableAtBank: Fen;
  readonly income: readonly (Source & { readonly amount: Fen })[];
  readonly shares: readonly Share[];
  readonly expenditure: readonly Expenditure[];
  readonly receivable: readonly (Source & { readonly amount: Fen })[];
  readonly late: readonly Late[];
  readonly ruleLists: readonly RuleListInForce[];
  readonly journals: readonly PublishedJournal[];
  readonly merkleRoot: string;
};

/** What the owners' book says of a compound's month. */
export interface BookSays {
  readonly opening: Fen;
  readonly closing: Fen;
  readonly atBank: Fen;
  readonly journals: readonly PostedJournal[];
  /** What is due at the end of the month, by agreement and what it is for. */
  readonly due: readonly { readonly agreement: string | null; readonly open: Fen }[];
  readonly merkleRoot: string;
  /** The spendings that its journals are of, by id. */
  readonly spendings: ReadonlyMap<string, { readonly purpose: string; readonly vote: string | null }>;
}

/** What the economy says of the same. */
export interface EconomySays {
  readonly sources: ReadonlyMap<string, Source>;
  readonly shares: readonly Share[];
  readonly late: readonly Late[];
  readonly ruleLists: readonly RuleListInForce[];
}

type About = Pick<PublicationContent, 'compound' | 'name' | 'period' | 'corrects'>;

export function contentOf(about: About, book: BookSays, economy: EconomySays): PublicationContent {
  const { compound } = about;
  const journals = book.journals.map((journal) => published(journal, compound));
  const income = incomeOf(book.journals, fund(compound));
  return {
    ...about,
    openingBalance: book.opening,
    closingBalance: book.closing,
    availableAtBank: book.atBank,
    income: bySource(income, economy.sources),
    shares: economy.shares,
    expenditure: book.journals.filter(isSpending).map((journal) => expenditureOf(journal, compound, book.spendings)),
    receivable: bySource(
      book.due.map(({ agreement, open }) => [agreement, open]),
      economy.sources,
    ),
    late: economy.late,
    ruleLists: economy.ruleLists,
    journals,
    merkleRoot: book.merkleRoot,
  };
}

/** What an account changed by, debit-positive. */
function changeOf({ lines }: PostedJournal, account: string): Fen {
  return lines.reduce((sum, line) => (line.account === account ? sum + line.debit - line.credit : sum), 0n);
}

function published(journal: PostedJournal, compound: string): PublishedJournal {
  const { seq, voucherNumber, effectiveOn: occurredOn, hash, source } = journal;
  const [amount, atBank] = [-changeOf(journal, fund(compound)), changeOf(journal, bank(compound))];
  return { seq, voucherNumber, occurredOn, kind: movementKind(source.kind), amount, atBank, hash };
}

/** Is it income of this agreement, or what arrived of it at the bank? */
export function isAbout(journal: PostedJournal, compound: string, agreement: string | null): boolean {
  return (
    !isSpending(journal) &&
    ofCompound(journal, compound).some(({ dimensions }) => (dimensions?.agreement ?? null) === agreement)
  );
}

/** The shares that a journal credits to a compound, takes back from it, or brings to its bank; each once. */
export function settlementsOf(journal: PostedJournal, compound: string) {
  const shares = ofCompound(journal, compound).flatMap(({ dimensions: { agreement, period } = {} }) =>
    agreement && period ? [[`${agreement} ${period}`, { agreement, period, compound }] as const] : [],
  );
  return [...new Map(shares).values()];
}

function ofCompound({ lines }: PostedJournal, compound: string): PostedJournal['lines'] {
  return lines.filter(({ account }) => account === fund(compound) || account === bank(compound));
}

function isSpending({ source }: PostedJournal): boolean {
  return source.kind === 'spending' || source.kind === 'spending-reversal';
}

/** Whatever the fund gained or gave back, and was not spent: each line by the agreement that it names. */
function incomeOf(journals: readonly PostedJournal[], account: string): (readonly [string | null, Fen])[] {
  return journals
    .filter((journal) => !isSpending(journal))
    .flatMap(({ lines }) => lines)
    .filter((line) => line.account === account)
    .map(({ credit, debit, dimensions }) => [dimensions?.agreement ?? null, credit - debit]);
}

function expenditureOf(journal: PostedJournal, compound: string, spendings: BookSays['spendings']): Expenditure {
  const { seq, voucherNumber, source } = journal;
  const spending = spendings.get(source.key);
  if (!spending) throw new Error(`the journal ${seq} is of a spending ${source.key} that is not there`);
  const { purpose, vote } = spending;
  return { spending: source.key, purpose, vote, amount: changeOf(journal, fund(compound)), seq, voucherNumber };
}

/** Sums by agreement, by code, those of none last; what comes to nothing is left out. */
function bySource(amounts: readonly (readonly [string | null, Fen])[], sources: EconomySays['sources']) {
  const sums = new Map<string | null, Fen>();
  for (const [agreement, amount] of amounts) sums.set(agreement, (sums.get(agreement) ?? 0n) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .map(([agreement, amount]) => ({ ...sourceOf(agreement, sources), amount }))
    .toSorted((one, other) => ((one.agreement ?? '~') < (other.agreement ?? '~') ? -1 : 1));
}

function sourceOf(agreement: string | null, sources: EconomySays['sources']): Source {
  if (agreement === null) return { agreement, name: '其他', operator: null };
  return sources.get(agreement) ?? { agreement, name: agreement, operator: null };
}

/** The text that the hash is taken of: anybody who has it can take it again. Amounts in fen. */
export function textOf(content: PublicationContent): string {
  return canonical(content);
}

export function hashOf(content: PublicationContent): string {
  return contentHash(content);
}
