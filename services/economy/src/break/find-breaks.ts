/**
 * Finding the breaks of a county. Those of shares and advances are read off the book, as many as are not settled; those of
 * bank lines, of which there may be any number, are paged by the database, in the same order: so nothing is cut.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { compare } from '@hh/kernel/rounding.ts';
import { type CursorPart, type Page, pageWithin } from '@hh/service/connection.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import type { Allocation } from '../allocation/computation.ts';
import { type ShareSides, sidesOf } from '../allocation/sides.ts';
import type { BankLine, BankLineStore, OpenFilter } from '../bank-statement/bank-line.store.ts';
import { kindOf, type LineKind } from '../bank-statement/line-kind.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import type { BookItem } from '../book-item/book-item.ts';
import { advanceAccount } from '../match/match.ts';
import { periodKey } from '../statement/declaration.store.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { BreakStore } from './break.store.ts';
import {
  type AgeClass,
  ageClassOf,
  ageOf,
  type Break,
  type BreakCode,
  breakOfAdvance,
  breakOfLine,
  breaksOf,
  breaksOfFee,
  dueWithin,
  lineCodes,
  lineOfBreak,
} from './break.ts';

export interface BreakParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly lines: BankLineStore;
  readonly items: BookItemStore;
  readonly breaks: BreakStore;
  readonly follow: Follow;
}

export interface BreakFilter {
  readonly code?: readonly BreakCode[] | null;
  readonly age?: AgeClass | null;
  readonly agreement?: string | null;
  readonly period?: Period | null;
  readonly compound?: string | null;
  readonly assignee?: string | null;
}

export interface BreakPage {
  /** One more than the page where more follow. */
  readonly rows: readonly Break[];
  count(): Promise<number>;
}

export function cursorOf({ dueOn, id }: Break): readonly string[] {
  return [dueOn, id];
}

/** The oldest first. */
export async function breaksPage(
  parts: BreakParts,
  county: string,
  filter: BreakFilter,
  page: Page,
): Promise<BreakPage> {
  const { lines } = parts;
  const { inBook, open } = await breaksWanted(parts, county, filter);
  const ofLines = open ? await lines.openPage(county, open, asOfLines(page)) : [];
  const found = [...pageWithin(page, inBook, cursorOf), ...ofLines.map(ofLine)].toSorted(oldestFirst);
  return {
    rows: (page.backwards ? found.toReversed() : found).slice(0, page.limit + 1),
    count: async () => inBook.length + (open ? await lines.countOpen(county, open) : 0),
  };
}

/** All of them, the oldest first, for who reads the whole list; each with its line. */
export async function* everyBreak(
  parts: BreakParts,
  county: string,
  filter: BreakFilter,
  session: Session,
): AsyncGenerator<{ readonly each: Break; readonly line: BankLine | null }> {
  const { inBook, open } = await breaksWanted(parts, county, filter);
  let next = 0;
  for await (const line of open ? parts.lines.readOpen(county, open, session) : []) {
    const each = ofLine(line);
    for (let other = inBook[next]; other && oldestFirst(other, each) < 0; other = inBook[next]) {
      yield { each: other, line: null };
      next += 1;
    }
    yield { each, line };
  }
  for (const each of inBook.slice(next)) yield { each, line: null };
}

/** What is wanted of those in the book, the oldest first, and which open lines are; null for none. */
async function breaksWanted(parts: BreakParts, county: string, filter: BreakFilter) {
  const today = parts.clock.today();
  const assigned = filter.assignee ? await parts.breaks.assignedTo(county, filter.assignee) : null;
  const inBook = (await breaksInBook(parts, county)).filter(
    (each) => isWanted(each, filter, ageClassOf(ageOf(each, today))) && (assigned?.has(each.id) ?? true),
  );
  return { inBook, open: linesWanted(filter, assigned, today) };
}

/** Null where there is none, or not any more. */
export async function breakById(parts: BreakParts, county: string, id: string): Promise<Break | null> {
  const line = lineOfBreak(id);
  const found =
    line === null
      ? await breaksInBook(parts, county)
      : (await parts.lines.openPage(county, { ids: [line] }, ONE)).map(ofLine);
  return found.find((each) => each.id === id) ?? null;
}

const ONE: Page = { limit: 1, backwards: false, after: null, before: null };

/** Which open lines a filter means; null for none. */
function linesWanted(
  { code, age, agreement, period, compound }: BreakFilter,
  assigned: ReadonlySet<string> | null,
  today: Break['dueOn'],
): OpenFilter | null {
  if (agreement || period || compound) return null;
  const all = Object.keys(lineCodes) as LineKind[];
  const kinds = code ? all.filter((kind) => code.includes(lineCodes[kind])) : all;
  if (kinds.length === 0) return null;
  return {
    ...(kinds.length === all.length ? {} : { kinds }),
    ...(age ? dueWithin(age, today) : {}),
    ...(assigned ? { ids: [...assigned].map(lineOfBreak).filter((line) => line !== null) } : {}),
  };
}

/** The same place in the order of lines: the id of a break goes on with what it is of, after its county. */
function asOfLines({ after, before, ...page }: Page): Page {
  const place = (cursor: readonly CursorPart[] | null) =>
    cursor?.map((part, index) => (index === 1 ? (String(part).split('/')[1] ?? '') : part)) ?? null;
  return { ...page, after: place(after), before: place(before) };
}

function isWanted(each: Break, { code, age, agreement, period, compound }: BreakFilter, ownAge: AgeClass): boolean {
  return (
    (!code || code.includes(each.code)) &&
    (!age || age === ownAge) &&
    (!agreement || agreement === each.agreement) &&
    (!period || period === each.period) &&
    (!compound || compound === each.compound)
  );
}

function ofLine(line: BankLine): Break {
  return breakOfLine({ ...line, kind: kindOf(line) });
}

function oldestFirst(a: Break, b: Break): number {
  return compare(a.dueOn, b.dueOn) || compare(a.id, b.id);
}

/** What the books have of them today, the oldest first: of every allocation that is not settled, of advances and of fees. */
export async function breaksInBook(parts: BreakParts, county: string): Promise<readonly Break[]> {
  const { allocations, items, follow, clock } = parts;
  await Promise.all([follow(county, 'economy'), follow(county, 'owners')]);
  const [shares, payables, due] = await Promise.all([
    sharesOf(parts, county, await allocations.unsettled(county)),
    items.free(county, 'economy', ['2241']),
    items.free(county, 'owners', ['1221']),
  ]);
  const today = clock.today();
  return [
    ...shares.flatMap(({ sides }) => sides.flatMap((each) => breaksOf(each, today))),
    ...feesOf(county, payables, due).flatMap(breaksOfFee),
    ...payables
      .filter(isAdvance)
      .map(({ id, on, open: amount, account }) =>
        breakOfAdvance({ id, county, on, open: amount, operator: account.slice('2241.'.length) }),
      ),
  ].toSorted(oldestFirst);
}

/** The four sides of every share of these allocations, as the books that were followed have them. */
export async function sharesOf(
  { items, statements }: Pick<BreakParts, 'items' | 'statements'>,
  county: string,
  allocations: readonly Allocation[],
): Promise<readonly { readonly allocation: Allocation; readonly sides: readonly ShareSides[] }[]> {
  const [shareItems, declared] = await Promise.all([
    items.ofShares(county, allocations),
    statements.declarationsOf(allocations),
  ]);
  const byShare = Map.groupBy(shareItems, ({ agreement, period }) => `${agreement} ${period}`);
  return allocations.map((allocation) => {
    const own = byShare.get(`${allocation.agreement} ${allocation.period}`) ?? [];
    return { allocation, sides: sidesOf(allocation, declared.get(periodKey(allocation)) ?? null, own) };
  });
}

/** What an operator has paid to a county's office and nothing was due for, in fen. */
export async function advanceOf(
  { items, follow }: Pick<BreakParts, 'items' | 'follow'>,
  county: string,
  operator: string,
): Promise<Fen> {
  await follow(county, 'economy');
  const paid = await items.free(county, 'economy', [advanceAccount(operator)]);
  return paid.reduce((sum, { open }) => sum - open, 0n);
}

/** Of the payables those of operators: a unified social credit code has 18 signs, a compound's 14. */
function isAdvance({ account }: BookItem): boolean {
  return account.length === '2241.'.length + 18;
}

/** What is open between the office and a compound for no share: fees that its bank has charged. */
function feesOf(county: string, payables: readonly BookItem[], due: readonly BookItem[]) {
  const isOfNoShare = (item: BookItem) => item.agreement === null && !isAdvance(item);
  const fees = new Map<string, Parameters<typeof breaksOfFee>[0]>();
  for (const { compound, book, on, open } of [...payables, ...due].filter(isOfNoShare)) {
    if (compound === null) continue;
    const known = fees.get(compound) ?? { county, compound, on, owed: 0n, due: 0n };
    const side = book === 'economy' ? { owed: known.owed - open } : { due: known.due + open };
    fees.set(compound, { ...known, ...side, on: on < known.on ? on : known.on });
  }
  return [...fees.values()];
}
