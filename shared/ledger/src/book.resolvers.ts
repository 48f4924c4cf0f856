/** The graph of a book, the same in every subgraph that has one. Who may see it is said where a service returns a `Book`. */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { failure } from '@hh/service/failure.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { bookNames, type Name, ownersOf, placeOf, syntheticOf } from './account.ts';
import { type AccountLedger, type BalancedLine, balanceTree, sideOf } from './account-ledger.ts';
import type { AssertionFilter } from './assertion.store.ts';
import type { BalanceAssertion } from './assertion.ts';
import {
  type AccountView,
  balanceOf,
  type MonthRange,
  type Movement,
  type TrialBalance,
  type TrialBalanceRow,
} from './balance.ts';
import type { JournalFilter } from './book.store.ts';
import { inWords, type Line, type PostedJournal, totalOf } from './journal.ts';
import type { Ledger } from './ledger.ts';
import type { BookMonth } from './month.ts';
import type { InclusionProof } from './sealing.ts';
import { type MonthNode, monthTransitions, type YearNode, yearTransitions } from './transitions.ts';
import type { BookYear } from './year.ts';

type Nullable<T> = { readonly [Key in keyof T]?: T[Key] | null | undefined };

/** A journal as the graph shows it; its parent value wherever a service returns a `Journal` by itself. */
export function journalNode(ledger: Ledger, journal: PostedJournal) {
  return { ...journal, ledger, lines: journal.lines.map((line) => lineNode(ledger, line)) };
}

function personNode(id: string | null | undefined) {
  return id ? { __typename: 'Person', id } : null;
}

interface RangeArguments {
  readonly period: Period;
  readonly through?: Period | null;
}

/** The months asked for: one, or as far as another. A list has no place for a refusal. */
function rangeOf({ period, through }: RangeArguments): MonthRange {
  if (through && through < period) {
    const refusal = refuse('ENDS_BEFORE_START');
    throw failure('BAD_USER_INPUT', `through: ${refusal.message('en')} ${refusal.message('zh')}`);
  }
  return { period, through: through ?? period };
}

function lineNode(ledger: Ledger, { dimensions, ...line }: Line) {
  return { ...line, ...dimensions, ledger };
}

function accountNode(ledger: Ledger, account: AccountView) {
  const category = syntheticOf(ledger.book, account.code)?.category;
  return { ...account, category, balance: balanceOf(account), ledger };
}

function nameIn({ name }: { readonly name: Name }, args: Told, context: RequestContext): string {
  return name[languageOf(args, context)];
}

/** What they are called is theirs to say: names change, and the book does not keep them. */
const placesOf = {
  street: ({ code }: AccountView) => reference('Street', placeOf(code).street),
  community: ({ code }: AccountView) => reference('Community', placeOf(code).community),
};

function reference(type: 'Street' | 'Community', code: string | null) {
  return code && { __typename: type, code };
}

type LedgerNode = AccountLedger & { readonly ledger: Ledger };

const sides = {
  openingSide: ({ opening }: Movement) => sideOf(opening),
  closingSide: ({ closing }: Movement) => sideOf(closing),
};

export const bookResolvers: Resolvers = {
  Book: {
    code: (ledger: Ledger) => ledger.book,
    name: (ledger: Ledger, args: Told, context: RequestContext) =>
      nameIn({ name: bookNames[ledger.book] }, args, context),
    headSeq: (ledger: Ledger) => ledger.headSeq(),
    journal: async (ledger: Ledger, { seq }: { seq: number }) => {
      const journal = await ledger.journal(seq);
      return journal && journalNode(ledger, journal);
    },
    journals: async (ledger: Ledger, args: PageArguments & { filter?: Nullable<JournalFilter> | null }) => {
      const page = pageOf(args);
      const filter = withoutNulls(args.filter ?? {});
      const journals = await ledger.journals(filter, page);
      const nodes = journals.map((journal) => journalNode(ledger, journal));
      return connectionOf(
        page,
        nodes,
        ({ seq }) => [seq],
        () => ledger.countJournals(filter),
      );
    },
    account: async (ledger: Ledger, { code }: { code: string }) => {
      const account = await ledger.account(code);
      return account && accountNode(ledger, account);
    },
    accounts: async (ledger: Ledger, args: PageArguments & { under?: string | null }) => {
      const page = pageOf(args);
      const accounts = await ledger.accountPage(args.under ?? null, page);
      const nodes = accounts.map((account) => accountNode(ledger, account));
      return connectionOf(
        page,
        nodes,
        ({ code }) => [code],
        () => ledger.countAccounts(args.under ?? null),
      );
    },
    trialBalance: async (ledger: Ledger, { owner, ...months }: RangeArguments & { owner?: string | null }) => {
      const range = rangeOf(months);
      return { ...(await ledger.trialBalance(range, owner ? { owner } : {})), ledger };
    },
    accountLedger: async (ledger: Ledger, { account: code, ...months }: RangeArguments & { account: string }) => {
      const found = await ledger.accountLedger(code, rangeOf(months));
      return found && { ...found, ledger };
    },
    assertions: async (ledger: Ledger, args: PageArguments & Nullable<AssertionFilter>) => {
      const page = pageOf(args);
      const { account, isWithdrawn } = args;
      const filter = withoutNulls<AssertionFilter>({ account, isWithdrawn });
      const rows = await ledger.assertions.page(filter, page);
      return connectionOf(
        page,
        rows.map((row) => ({ ...row, ledger })),
        ({ on, id }) => [on, id],
        () => ledger.assertions.count(filter),
      );
    },
    year: async (ledger: Ledger, { year }: { year: number }) => ({ ...(await ledger.years.find(year)), ledger }),
    period: async (ledger: Ledger, { period }: { period: Period }) => ({ ...(await ledger.month(period)), ledger }),
    months: async (ledger: Ledger) => (await ledger.months()).map((month) => ({ ...month, ledger })),
    owners: async (ledger: Ledger) => ownersOf(await ledger.accounts()),
  },
  BookOwner: { name: nameIn },
  BookMonth: {
    proposer: ({ proposedBy }: BookMonth) => personNode(proposedBy),
    sealer: ({ sealedBy }: BookMonth) => personNode(sealedBy),
    allowedTransitions: (month: MonthNode, _: unknown, { actor }: RequestContext) => monthTransitions(month, actor),
  },
  Journal: {
    total: (journal: PostedJournal) => totalOf(journal),
    totalInWords: (journal: PostedJournal) => inWords(totalOf(journal)),
    maker: ({ postedBy }: PostedJournal) => personNode(postedBy),
    checker: ({ approvedBy }: PostedJournal) => personNode(approvedBy),
    poster: ({ approvedBy, postedBy }: PostedJournal) => personNode(approvedBy ?? postedBy),
    inclusionProof: ({ ledger, seq }: ReturnType<typeof journalNode>, _: unknown, context: RequestContext) =>
      load(context, batchesOf(ledger).proofs, seq),
  },
  JournalLine: {
    account: async ({ ledger, account: code }: ReturnType<typeof lineNode>, _: unknown, context: RequestContext) => {
      const account = await load(context, batchesOf(ledger).accounts, code);
      return account && accountNode(ledger, account);
    },
    settlement: ({ agreement, period, compound }: ReturnType<typeof lineNode>) =>
      agreement && period && compound ? { agreement, period, compound } : null,
  },
  BalanceAssertion: {
    account: async ({ ledger, account: code }: AssertionNode, _: unknown, context: RequestContext) => {
      const account = await load(context, batchesOf(ledger).accounts, code);
      return account && accountNode(ledger, account);
    },
    bookBalance: bookBalanceOf,
    difference: async (assertion: AssertionNode, _: unknown, context: RequestContext) =>
      (await bookBalanceOf(assertion, _, context)) - assertion.amount,
    isHeld: async (assertion: AssertionNode, _: unknown, context: RequestContext) =>
      (await bookBalanceOf(assertion, _, context)) === assertion.amount,
    recordedBy: ({ recordedBy }: BalanceAssertion) => personNode(recordedBy),
    withdrawnBy: ({ withdrawnBy }: BalanceAssertion) => personNode(withdrawnBy),
  },
  BookYear: {
    proposedBy: ({ proposedBy }: BookYear) => personNode(proposedBy),
    carriedBy: ({ carriedBy }: BookYear) => personNode(carriedBy),
    allowedTransitions: (year: YearNode, _: unknown, { actor }: RequestContext) => yearTransitions(year, actor),
  },
  Account: {
    name: nameIn,
    ...placesOf,
    balanceAsOf: (
      { ledger, code }: ReturnType<typeof accountNode>,
      { on, knownAtSeq }: { on: LocalDate; knownAtSeq?: number | null },
      context: RequestContext,
    ) => load(context, batchesOf(ledger).balancesAsOf, JSON.stringify([on, knownAtSeq ?? null, code])),
  },
  TrialBalance: {
    accounts: ({ rows }: TrialBalance) => rows,
    tree: (
      { ledger, accounts, period, through }: TrialBalance & { ledger: Ledger },
      { level: deepest }: { level?: number | null },
    ) =>
      balanceTree(ledger.book, accounts, { period, through })
        .filter(({ level }) => level <= (deepest ?? level))
        .map(({ account, ...row }) => ({ ...accountNode(ledger, account), ...row })),
  },
  AccountBalance: { name: nameIn, ...placesOf, ...sides },
  AccountLedger: {
    account: ({ ledger, account }: LedgerNode) => accountNode(ledger, account),
    ...sides,
    lines: async ({ ledger, account: { code }, period, through }: LedgerNode, args: PageArguments) => {
      const page = pageOf(args);
      const range = { period, through };
      return connectionOf(
        page,
        (await ledger.accountLines.lines(code, range, page)).map((line) => ({ ...line, ledger })),
        ({ effectiveOn, seq, line }) => [effectiveOn, seq, line],
        () => ledger.accountLines.count(code, range),
      );
    },
  },
  LedgerMonth: sides,
  LedgerLine: {
    side: ({ balance }: BalancedLine) => sideOf(balance),
    journal: async ({ ledger, seq }: BalancedLine & { ledger: Ledger }, _: unknown, context: RequestContext) => {
      const journal = await load(context, batchesOf(ledger).journals, seq);
      return journal && journalNode(ledger, journal);
    },
  },
  TrialBalanceRow: {
    code: ({ account }: TrialBalanceRow) => account.code,
    name: ({ account }: TrialBalanceRow, args: Told, context: RequestContext) => nameIn(account, args, context),
    owner: ({ account }: TrialBalanceRow) => account.owner,
  },
};

/** An assertion as the graph shows it. */
type AssertionNode = BalanceAssertion & { readonly ledger: Ledger };

async function bookBalanceOf(
  { ledger, account, on }: AssertionNode,
  _: unknown,
  context: RequestContext,
): Promise<Fen> {
  return (await load(context, batchesOf(ledger).balancesAsOf, JSON.stringify([on, null, account]))) ?? 0n;
}

interface Batches {
  accounts(codes: readonly string[]): Promise<ReadonlyMap<string, AccountView>>;
  journals(seqs: readonly number[]): Promise<ReadonlyMap<number, PostedJournal>>;
  proofs(seqs: readonly number[]): Promise<ReadonlyMap<number, InclusionProof>>;
  balancesAsOf(keys: readonly string[]): Promise<ReadonlyMap<string, Fen>>;
}

const batches = new WeakMap<Ledger, Batches>();

/** The batch functions of one book, the same each time: an operation's loaders are found by them. */
function batchesOf(ledger: Ledger): Batches {
  const known = batches.get(ledger);
  if (known) return known;
  const fresh: Batches = {
    accounts: (codes) => ledger.accountsByCode(codes),
    journals: (seqs) => ledger.journalsBySeq(seqs),
    proofs: (seqs) => ledger.inclusionProofs(seqs),
    balancesAsOf: (keys) => balancesAsOf(ledger, keys),
  };
  batches.set(ledger, fresh);
  return fresh;
}

/** Keys are `[on, knownAtSeq, code]`: one question to the book for each point in time. */
async function balancesAsOf(ledger: Ledger, keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> {
  const asked = keys.map((key) => ({ key, parts: JSON.parse(key) as [LocalDate, number | null, string] }));
  const points = Map.groupBy(asked, ({ parts: [on, knownAtSeq] }) => `${on} ${knownAtSeq}`);
  const answers = await Promise.all(
    [...points.values()].map(async (group) => {
      const [on, knownAtSeq] = (group[0] as (typeof group)[0]).parts;
      const codes = group.map(({ parts }) => parts[2]);
      const balances = await ledger.balancesAsOf(codes, { on, ...(knownAtSeq !== null && { knownAtSeq }) });
      return group.map(({ key, parts }) => [key, balances.get(parts[2]) ?? 0n] as const);
    }),
  );
  return new Map(answers.flat());
}

function withoutNulls<T extends object>(fields: Nullable<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as T;
}
