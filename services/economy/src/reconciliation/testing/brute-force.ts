/**
 * The passes once more, as their definitions read: every line is compared with every item, over and over. What it shares
 * with the real ones is how a memo and a name are read, which have tests of their own.
 */
import { partyIn } from '../parties.ts';
import { namesIn, withoutMonth } from '../references.ts';
import type { BankLine, OpenItem } from '../sides.ts';

export interface Found {
  readonly rule: string;
  readonly lines: readonly string[];
  readonly items: readonly string[];
}

type Fits = (line: BankLine, item: OpenItem) => boolean;

const DAY_MS = 86_400_000;

export function bruteForce(
  lines: readonly BankLine[],
  items: readonly OpenItem[],
  options: { window: { before: number; after: number }; reversalDays: number },
): Found[] {
  const found: Found[] = [];
  const leftLines = new Set(lines);
  const leftItems = new Set(items);
  for (let before = -1; before < found.length; ) {
    before = found.length;
    for (const match of passesOver([...leftLines], [...leftItems], options)) {
      for (const line of match.lines) leftLines.delete(line);
      for (const item of match.items) leftItems.delete(item);
      found.push({ rule: match.rule, lines: match.lines.map(({ id }) => id), items: match.items.map(({ id }) => id) });
    }
  }
  return found;
}

interface Taken {
  readonly rule: string;
  readonly lines: readonly BankLine[];
  readonly items: readonly OpenItem[];
}

function passesOver(
  lines: readonly BankLine[],
  items: readonly OpenItem[],
  { window, reversalDays }: { window: { before: number; after: number }; reversalDays: number },
): Taken[] {
  const found: Taken[] = [];
  const aside = lines.filter((one) => lines.some((other) => areReversal(one, other) || areReversal(other, one)));
  const taken = new Set<BankLine | OpenItem>([...aside, ...lines.filter(({ amount }) => amount === 0n)]);
  const openLines = () => lines.filter((line) => !taken.has(line));
  const openItems = () => items.filter((item) => !taken.has(item));

  function areReversal(paid: BankLine, returned: BankLine): boolean {
    const days = daysFrom(paid.bookedOn, returned.bookedOn);
    return (
      paid.amount !== 0n &&
      paid.amount === -returned.amount &&
      days >= 0 &&
      days <= reversalDays &&
      payersOf(paid).some((payer) => payersOf(returned).includes(payer)) &&
      !items.some((item) => item.amount === returned.amount && (isNamedBy(returned, item) || isPayer(returned, item)))
    );
  }
  const isInWindow: Fits = (line, item) => {
    const days = daysFrom(item.date, line.bookedOn);
    return days >= -window.before && (item.kind === 'OWED' || days <= window.after);
  };

  function take(rule: string, ownLines: readonly BankLine[], ownItems: readonly OpenItem[]): void {
    for (const each of [...ownLines, ...ownItems]) taken.add(each);
    found.push({ rule, lines: ownLines, items: ownItems });
  }
  function takePairs(rule: string, fits: Fits, allows: Fits): void {
    const pairs = openLines().flatMap((line) => {
      const own = openItems().filter((item) => fits(line, item));
      const [item] = own;
      const isOnly = item && own.length === 1 && openLines().filter((other) => fits(other, item)).length === 1;
      return isOnly && allows(line, item) ? [[line, item] as const] : [];
    });
    for (const [line, item] of pairs) take(rule, [line], [item]);
  }

  takePairs(
    'REFERENCE_AND_AMOUNT',
    (line, item) => line.amount === item.amount && isNamedBy(line, item),
    () => true,
  );

  const naming = (line: BankLine) => namesOf(line).references;
  const inFull = new Set(
    openLines()
      .flatMap(naming)
      .filter((name) => name.includes(' ')),
  );
  const allows: Fits = (line, { references, period }) => {
    const { months } = namesOf(line);
    const isOfMonth = months.length === 0 || period === null || months.includes(period);
    return naming(line).length === 0 && !references.some((reference) => inFull.has(reference)) && isOfMonth;
  };

  const isSamePayer: Fits = (line, item) =>
    line.amount === item.amount && isPayer(line, item) && isInWindow(line, item);
  takePairs('COUNTERPARTY_AND_AMOUNT', isSamePayer, allows);
  for (const line of openLines()) {
    if (taken.has(line)) continue;
    const twins = openLines().filter((other) => looksOf(other) === looksOf(line));
    const own = openItems().filter((item) => isSamePayer(line, item));
    const areEqual = new Set(own.map(looksOfItem)).size === 1;
    const areAlone = own.every((item) =>
      openLines().every((other) => isSamePayer(other, item) === twins.includes(other)),
    );
    if (
      twins.length > 1 &&
      own.length === twins.length &&
      areEqual &&
      areAlone &&
      own.every((item) => allows(line, item))
    )
      take('COUNTERPARTY_AND_AMOUNT', twins, own);
  }

  const payers = new Set(openItems().flatMap(({ counterparties }) => counterparties.map(partyIn)));
  const isOfAnother: Fits = (line, item) => {
    const known = payersOf(line).filter((payer) => payers.has(payer));
    return known.length > 0 && item.counterparties.length > 0 && !isPayer(line, item);
  };
  takePairs(
    'AMOUNT_ALONE',
    (line, item) => line.amount === item.amount && isInWindow(line, item),
    (line, item) => allows(line, item) && !isOfAnother(line, item),
  );

  const sameSide: Fits = (line, item) => line.amount < 0n === item.amount < 0n;
  const names4: Fits = (line, item) =>
    sameSide(line, item) && naming(line).some((name) => namesFor(item).includes(name));
  const wholes = openLines().flatMap((line) => {
    const own = openItems().filter((item) => names4(line, item));
    return own.length > 1 && sumOf(own) === line.amount ? [{ line, own }] : [];
  });
  for (const { line, own } of wholes)
    if (wholes.every((other) => other.line === line || !other.own.some((item) => own.includes(item))))
      take('SUM_BY_REFERENCE', [line], own);

  for (const line of openLines()) {
    if (taken.has(line) || naming(line).length === 0) continue;
    const ownLines = new Set([line]);
    const ownItems = new Set<OpenItem>();
    for (let size = 0; size !== ownLines.size + ownItems.size; ) {
      size = ownLines.size + ownItems.size;
      for (const item of openItems()) if ([...ownLines].some((each) => names4(each, item))) ownItems.add(item);
      for (const other of openLines())
        if (
          [...ownItems].some((item) => names4(other, item)) ||
          [...ownLines].some((each) => each.amount < 0n === other.amount < 0n && share(naming(each), naming(other)))
        )
          ownLines.add(other);
    }
    if (ownLines.size > 1 && ownItems.size > 0 && sumOf([...ownLines]) === sumOf([...ownItems]))
      take('SUM_BY_REFERENCE', [...ownLines], [...ownItems]);
  }
  return found;
}

const isNamedBy: Fits = (line, item) => namesOf(line).references.some((name) => namesFor(item).includes(name));
const isPayer: Fits = (line, item) => payersOf(line).some((payer) => item.counterparties.map(partyIn).includes(payer));

const namesOf = ({ memo }: BankLine) => namesIn(memo, ['JV']);
const share = (one: readonly string[], other: readonly string[]) => one.some((each) => other.includes(each));
const sumOf = (all: readonly { amount: bigint }[]) => all.reduce((sum, { amount }) => sum + amount, 0n);
const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS;
const namesFor = ({ references }: OpenItem) => [...references, ...references.map(withoutMonth)];

function payersOf({ counterparty, counterpartyAccount }: BankLine): string[] {
  return [partyIn(counterparty), partyIn(counterpartyAccount)].filter((party) => party !== '');
}

function looksOf({ id, reference, amount, ...looks }: BankLine): string {
  return JSON.stringify([looks, `${amount}`]);
}

function looksOfItem({ id, references, amount, ...looks }: OpenItem): string {
  return JSON.stringify([looks, `${amount}`]);
}
