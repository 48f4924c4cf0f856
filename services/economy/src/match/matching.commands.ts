/**
 * Looks for matches on a bank account: follows the book, lets the matching compare what is open on both sides, makes the
 * matches that are unique, and keeps the rest as suggestions. It may run at any time and twice at once: whoever takes a
 * line first has it.
 */

import { addDays, type Period } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { compoundNames } from '../agreement/beneficiaries.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { BankLine, StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import { type BookItem, settledBy } from '../book-item/book-item.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import { match as compare, STANDARD } from '../reconciliation/match.ts';
import { returnsAmong } from '../reconciliation/returns.ts';
import type { OpenItem } from '../reconciliation/sides.ts';
import { CONFIDENCE_BP, type Suggestion } from '../reconciliation/suggestion.ts';
import { type By, beginning, matchedItem } from './make-match.ts';
import { hold, type MatchParts } from './match.commands.ts';
import type { Match } from './match.ts';
import { mayComeBack, returnedItems } from './return.ts';

export interface MatchingParts extends MatchParts {
  readonly ask: AskGraph;
  readonly enterprises: EnterpriseStore;
  readonly agreements: Pick<AgreementStore, 'series'>;
}

export interface Found {
  readonly matched: number;
  readonly suggested: number;
  readonly left: number;
}

/** A transaction takes a line, an item, and a match each: well below 3,000 writes. */
const MATCHES_AT_ONCE = 200;
const SUGGESTIONS_AT_ONCE = 1_000;

/** The batch that looks, and what it notes in the transactions of its matches: how many lines they are. */
interface Within {
  readonly batch: string;
  readonly held: (lines: number, session: Session) => Promise<void>;
}

export async function matchOpen(parts: MatchingParts, account: BankAccount, within?: Within): Promise<Found> {
  const { county, book, code } = account;
  await parts.follow(county, book);
  const [lines, items, series] = await Promise.all([
    parts.lines.open(county, code),
    parts.items.free(county, book, settledBy(account)),
    parts.agreements.series(county),
  ]);
  const payers = await payersOf(parts, account, items);
  const open = items.map((item) => openItem(item, payers(item)));
  const returned = await returnedOf(parts, account, lines, open);
  // What is open of a line stands for it: a part that was matched before is none of the matching's business.
  const { matches, suggestions } = compare(
    lines.filter(({ id }) => !returned.has(id)).map((line) => ({ ...line, amount: line.open })),
    open,
    { ...STANDARD, series, tolerance: parts.writeOffs.each },
  );
  const byLine = new Map(lines.map((line) => [line.id, line]));
  const byItem = new Map(items.map((item) => [item.id, item]));
  const by = { madeBy: null, madeAt: parts.clock.now() };
  const made = matches.map(({ rule, lines: ofLines, items: ofItems }) => {
    const own = matchMade(
      account,
      ofLines.map((id) => byLine.get(id) as BankLine),
      ofItems.map((id) => byItem.get(id) as BookItem),
      { rule, ...by },
    );
    return { ...own, batch: within?.batch ?? null };
  });
  const matched = new Set<string>();
  for (let from = 0; from < made.length; from += MATCHES_AT_ONCE)
    for (const line of await holdAll(parts, made.slice(from, from + MATCHES_AT_ONCE), byLine, within))
      matched.add(line);
  const left = lines.filter(({ id }) => !matched.has(id));
  const suggested = await keep(parts, left, returned, byItem, suggestions);
  return { matched: matched.size, suggested, left: left.length - suggested };
}

function matchMade(account: BankAccount, lines: readonly BankLine[], items: readonly BookItem[], by: By): Match {
  const chosen = {
    lines: lines.map(({ id, statement, bookedOn, open }) => ({ line: id, statement, bookedOn, amount: open })),
    items: items.map((item) => matchedItem(item, item.open - item.taken)),
    variance: null,
    operator: null,
    returns: null,
  };
  return beginning(account, chosen, by);
}

/** All in one transaction; where somebody took one of them meanwhile, each by itself. Answers the lines that were matched. */
async function holdAll(
  parts: MatchParts,
  made: readonly Match[],
  known: ReadonlyMap<string, BankLine>,
  within?: Within,
): Promise<readonly string[]> {
  const matched = made.flatMap(({ lines }) => lines.map(({ line }) => line));
  const held = await parts.writer.write(async ({ session }) => {
    await within?.held(matched.length, session);
    return (await hold(parts, made, known, session)) ?? true;
  });
  if (!isRefusal(held)) {
    reach('match.held');
    for (const { id } of made) parts.wakeBooking(id);
    return matched;
  }
  if (made.length === 1) return [];
  const alone: string[] = [];
  for (const each of made) alone.push(...(await holdAll(parts, [each], known, within)));
  return alone;
}

/** Every line that is still open has the suggestions of this run, or none; answers how many have some. */
async function keep(
  { lines: store }: MatchParts,
  lines: readonly BankLine[],
  returned: ReadonlyMap<string, readonly StoredSuggestion[]>,
  items: ReadonlyMap<string, BookItem>,
  suggestions: readonly Suggestion[],
): Promise<number> {
  const byLine = new Map<string, StoredSuggestion[]>(lines.map(({ id }) => [id, [...(returned.get(id) ?? [])]]));
  for (const suggestion of suggestions) {
    const stored = storedSuggestion(suggestion, items);
    for (const line of suggestion.lines) byLine.get(line)?.push(stored);
  }
  const entries = [...byLine];
  for (let from = 0; from < entries.length; from += SUGGESTIONS_AT_ONCE)
    await store.suggest(new Map(entries.slice(from, from + SUGGESTIONS_AT_ONCE)));
  return entries.filter(([, own]) => own.length > 0).length;
}

/** More than these nobody chooses from. */
const RETURNS_MAX = 5;

/** The lines that may have brought back what a match has settled, and what is suggested of each. */
async function returnedOf(
  { lines: store, matches }: MatchingParts,
  { county, code }: BankAccount,
  lines: readonly BankLine[],
  items: readonly OpenItem[],
): Promise<ReadonlyMap<string, readonly StoredSuggestion[]>> {
  const whole = lines.filter(({ amount, open }) => amount === open);
  // They are in the order of their days.
  const [first, last] = [whole.at(0)?.bookedOn, whole.at(-1)?.bookedOn];
  if (!first || !last) return new Map();
  const opposite = new Set(whole.map(({ amount }) => -amount));
  const settled: BankLine[] = [];
  for await (const line of store.settled(county, code, { from: addDays(first, -STANDARD.reversalDays), to: last }))
    if (opposite.has(line.amount)) settled.push(line);
  const found = returnsAmong(whole, settled, items, STANDARD.reversalDays);
  const held = await matches.ofLines([...new Set([...found.values()].flat().map(({ id }) => id))]);
  const suggested = [...found].map(([{ id }, paid]) => {
    const returns = paid
      .flatMap((line) => held.get(line.id) ?? [])
      .filter((match) => match.lines.length === 1 && mayComeBack(match));
    return [
      id,
      returns.slice(0, RETURNS_MAX).map((match, _, { length }) => returnSuggestion(id, match, length)),
    ] as const;
  });
  return new Map(suggested.filter(([, suggestions]) => suggestions.length > 0));
}

function returnSuggestion(line: string, match: Match, among: number): StoredSuggestion {
  const items = returnedItems(match).map(({ item, amount }) => ({ item, amount }));
  const confidenceBp = Math.floor(CONFIDENCE_BP.RETURNED / among);
  return {
    rule: 'RETURNED',
    reason: 'CAME_BACK',
    confidenceBp,
    lines: [line],
    difference: 0n,
    items,
    returns: match.id,
  };
}

/** What it would settle: all of its items, unless it says how it lies over them. */
function storedSuggestion(suggestion: Suggestion, items: ReadonlyMap<string, BookItem>): StoredSuggestion {
  const { rule, reason, confidenceBp, lines, difference, applied } = suggestion;
  const whole = suggestion.items.flatMap((id) => {
    const item = items.get(id);
    return item ? [{ item: id, amount: item.open - item.taken }] : [];
  });
  return { rule, reason, confidenceBp, lines, difference, items: applied.length > 0 ? [...applied] : whole };
}

function openItem(item: BookItem, counterparties: readonly string[]): OpenItem {
  const { id, kind, on, open, taken, agreement, period, voucherNumber, account } = item;
  return {
    id,
    kind,
    date: on,
    amount: open - taken,
    counterparties,
    references: [voucherNumber, ...(agreement && period ? [`${agreement} ${period}`] : [])],
    group: kind === 'OWED' ? account : null,
    period: period as Period | null,
  };
}

/** The names under which the other side of an item may stand in a bank's file. */
async function payersOf(
  { enterprises, ask, accounts }: MatchingParts,
  account: BankAccount,
  items: readonly BookItem[],
): Promise<(item: BookItem) => readonly string[]> {
  const { county, book } = account;
  if (book === 'owners') {
    const office = (await accounts.ofCounty(county)).filter((each) => each.book === 'economy');
    const names = office.map(({ name }) => name.zh);
    return () => names;
  }
  const owed = items.filter(({ kind }) => kind === 'OWED').map((item) => item.account.slice('1221.'.length));
  const operators = await enterprises.byKeys([...new Set(owed)].map((uscc) => `${county} ${uscc}`));
  const compounds = await compoundNames(
    ask,
    [...new Set(owed)].filter((code) => /^\d{14}$/.test(code)),
  );
  return ({ account: of }) => {
    const code = of.slice('1221.'.length);
    return [operators.get(`${county} ${code}`)?.name, compounds.get(code)].filter((name) => name !== undefined);
  };
}
