/**
 * Payments that came back after they were matched (退汇、退款): an open line of the opposite amount, of the same counterparty,
 * on that day or within some days after. Such a line is kept from all passes, since what is open and looks like it is most
 * likely something else, and a person decides. One that an open item of the same counterparty explains is a payment of its own.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { addDays } from '@hh/kernel/period.ts';
import { partyIn } from './parties.ts';
import type { BankLine, OpenItem } from './sides.ts';

/** For each line that may take something back what that may be: the latest first. */
export function returnsAmong<Line extends Payment, Settled extends Payment>(
  lines: readonly Line[],
  settled: readonly Settled[],
  items: readonly Pick<OpenItem, 'amount' | 'counterparties'>[],
  withinDays: number,
): ReadonlyMap<Line, readonly Settled[]> {
  const paid = new Map<string, Settled[]>();
  for (const each of settled)
    for (const party of partiesOf(each)) {
      const key = `${party} ${-each.amount}`;
      paid.set(key, [...(paid.get(key) ?? []), each]);
    }
  // Names are read of what has such an amount alone: nothing came back of a month that is looked at for the first time.
  const sought = new Set(settled.map(({ amount }) => -amount));
  const explained = new Set(
    items
      .filter(({ amount }) => sought.has(amount))
      .flatMap(({ amount, counterparties }) => counterparties.map((name) => `${partyIn(name)} ${amount}`)),
  );
  const found = new Map<Line, readonly Settled[]>();
  for (const line of lines.filter(({ amount }) => sought.has(amount))) {
    const keys = partiesOf(line).map((party) => `${party} ${line.amount}`);
    if (keys.some((key) => explained.has(key))) continue;
    const since = addDays(line.bookedOn, -withinDays);
    const before = keys
      .flatMap((key) => paid.get(key) ?? [])
      .filter(({ bookedOn }) => bookedOn >= since && bookedOn <= line.bookedOn);
    if (before.length > 0) found.set(line, [...new Set(before)].toSorted(latestFirst));
  }
  return found;
}

type Payment = Pick<BankLine, 'id' | 'bookedOn' | 'amount' | 'counterparty' | 'counterpartyAccount'>;

/** A name and an account number are never the same text: one has letters. */
function partiesOf({ counterparty, counterpartyAccount }: Payment): readonly string[] {
  return [...new Set([partyIn(counterparty), partyIn(counterpartyAccount)])].filter((party) => party !== '');
}

function latestFirst(a: { bookedOn: LocalDate; id: string }, b: { bookedOn: LocalDate; id: string }): number {
  return `${a.bookedOn} ${a.id}` < `${b.bookedOn} ${b.id}` ? 1 : -1;
}
