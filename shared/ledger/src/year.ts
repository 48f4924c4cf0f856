/**
 * The end of a year (年终结转). Income and expense accounts are carried to the profit of the year (3103 本年利润) and from
 * there to its distribution (3104 利润分配), one journal for each owner of accounts, effective on 12-31: they open the new
 * year with nothing, and every other account as it closed. It is proposed by one person and made by another, when all
 * months before December are sealed; December is sealed after it, and not before. 小企业会计准则, 3103 and 3104.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { firstDay, type LocalDate, lastDay, nextPeriod, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  type Account,
  type AccountDraft,
  type BookCode,
  type Category,
  leafAccount,
  type Owner,
  ownerKey,
  syntheticOf,
} from './account.ts';
import { balanceOf, turnoverBefore } from './balance.ts';
import type { JournalDraft, LineDraft } from './journal.ts';
import { earliestOpenMonth, isSealed } from './month.ts';
import type { Head } from './writer.ts';

/** What figures of turnover leave out: a year that is carried forward has earned no less. */
export const CARRYING = 'year-carrying';

const PROFIT = '3103';
const DISTRIBUTION = '3104';

export function december(year: number): Period {
  return `${year}-12` as Period;
}

/** Does a sealed month end a year? */
export function endsYear(period: Period): boolean {
  return period.endsWith('-12');
}

/** Is it an account whose balance is the result of a year? */
export function isOfResult(book: BookCode, code: string): boolean {
  const category: Category | undefined = syntheticOf(book, code)?.category;
  return category === 'INCOME' || category === 'EXPENSE';
}

/** What is left on an account of results at the end of a month. */
export function leftAt({ months }: Pick<Account, 'months'>, period: Period): Fen {
  return balanceOf(turnoverBefore(months, nextPeriod(period)));
}

/** Is there an account of results that is not carried forward at the end of a year? */
export function isUncarried(book: BookCode, accounts: readonly Account[], year: number): boolean {
  return accounts.some((account) => isOfResult(book, account.code) && leftAt(account, december(year)) !== 0n);
}

/** Income, expense and profit of an owner of accounts, in fen. */
export interface YearResult {
  readonly owner: Owner;
  readonly income: Fen;
  readonly expense: Fen;
  readonly profit: Fen;
}

/** Of every owner with accounts of results; `carried` is what carrying has moved on each account already. */
export function resultsOf(
  book: BookCode,
  accounts: readonly Account[],
  year: number,
  carried: ReadonlyMap<string, Fen>,
): YearResult[] {
  return ownersOf(book, accounts).flatMap(({ owner, own }) => {
    const sum = (category: Category) =>
      own
        .filter(({ code }) => syntheticOf(book, code)?.category === category)
        .reduce((total, each) => total + leftAt(each, december(year)) - (carried.get(each.code) ?? 0n), 0n);
    const [income, expense] = [-sum('INCOME'), sum('EXPENSE')];
    return income === 0n && expense === 0n ? [] : [{ owner, income, expense, profit: income - expense }];
  });
}

/** An owner's accounts of results, by code. */
function ownersOf(book: BookCode, accounts: readonly Account[]): { owner: Owner; own: readonly Account[] }[] {
  const ofResult = accounts.filter(({ code }) => isOfResult(book, code));
  const groups = [...Map.groupBy(ofResult, ({ owner }) => ownerKey(owner))].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return groups.map(([, own]) => ({ owner: (own[0] as Account).owner, own }));
}

/**
 * The journals that carry a year forward, of the owners with something left, each with the accounts it needs. An owner
 * whose year was carried before, and who got another journal since, gets a further one under the next `revision`.
 */
export function carryingJournals(
  book: BookCode,
  accounts: readonly Account[],
  year: number,
  revisionOf: (owner: string) => number,
): { readonly opens: readonly AccountDraft[]; readonly draft: JournalDraft }[] {
  return ownersOf(book, accounts).flatMap(({ owner, own }) => {
    const lines = carryingLines(
      own.map(({ code, ...account }) => ({ code, left: leftAt(account, december(year)) })),
      owner.code,
    );
    if (lines.length === 0) return [];
    const key = `${year} ${ownerKey(owner)} ${revisionOf(ownerKey(owner))}`;
    const leaf = { code: owner.code, name: { zh: owner.code, en: owner.code } };
    const opens = [PROFIT, DISTRIBUTION].map((number) => leafAccount(book, number, leaf, owner));
    const draft = {
      source: { kind: CARRYING, key },
      date: lastDay(december(year)),
      memo: `${year}年度损益结转`,
      lines,
    };
    return [{ opens, draft }];
  });
}

/** The owner of a journal that carries forward, and how many times it did. */
export function carrierOf(key: string): { readonly owner: string; readonly revision: number } {
  const [, kind, code, revision] = key.split(' ');
  return { owner: `${kind} ${code}`, revision: Number(revision) };
}

function carryingLines(results: readonly { code: string; left: Fen }[], owner: string): LineDraft[] {
  const [profit, distribution] = [`${PROFIT}.${owner}`, `${DISTRIBUTION}.${owner}`];
  const lines: LineDraft[] = results
    .filter(({ left }) => left !== 0n)
    .map(({ code, left }) => (left < 0n ? { account: code, debit: -left } : { account: code, credit: left }));
  const sum = (side: 'debit' | 'credit') => lines.reduce((total, line) => total + (line[side] ?? 0n), 0n);
  const [income, expense] = [sum('debit'), sum('credit')];
  if (income > 0n) lines.push({ account: profit, credit: income });
  if (expense > 0n) lines.push({ account: profit, debit: expense });
  if (income > expense)
    lines.push({ account: profit, debit: income - expense }, { account: distribution, credit: income - expense });
  if (expense > income)
    lines.push({ account: distribution, debit: expense - income }, { account: profit, credit: expense - income });
  return lines;
}

/** May the year be carried forward today, as far as the book goes? */
export function checkCarrying(year: number, head: Head, today: LocalDate): Refusal | null {
  const period = december(year);
  if (isSealed(head, period)) return refuse('MONTH_SEALED', { field: 'year', period });
  if (today < firstDay(nextPeriod(period))) return refuse('MONTH_NOT_OVER', { field: 'year', period });
  const earliest = earliestOpenMonth(head);
  return earliest !== null && earliest < period
    ? refuse('EARLIER_MONTH_OPEN', { field: 'year', period: earliest })
    : null;
}

/** A year as the book has it. */
export interface BookYear {
  readonly year: number;
  readonly state: 'OPEN' | 'PROPOSED' | 'CARRIED';
  readonly results: readonly YearResult[];
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly carriedBy: string | null;
  readonly carriedAt: Date | null;
}
