/**
 * The journal of an allocation in the economy's book: Dr 1221 profit share receivable from the operator, Cr 2241 public
 * revenue payable to each compound; one pair of lines per compound, so that open items exist per share. All accounts
 * belong to the settlement office. Source: ECONOMY.md, Ledger.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { lastDay, type Period } from '@hh/kernel/period.ts';

export const receivable = (operator: string) => `1221.${operator}`;
export const payable = (compound: string) => `2241.${compound}`;
/** In the owners' book. */
export const dueFromOffice = (compound: string) => `1221.${compound}`;
export const ownersFund = (compound: string) => `2711.${compound}`;

export function allocationSource(id: string) {
  return { kind: 'allocation', key: id } as const;
}

export function reversalSource(id: string) {
  return { kind: 'allocation-reversal', key: id } as const;
}

interface Shared {
  readonly id: string;
  readonly agreement: string;
  readonly operator: string;
  readonly period: Period;
  readonly lines: readonly { readonly compound: string; readonly amount: Fen }[];
}

/** Null when nothing is shared: a pool of 0 has no journal. Effective on the last day of the period. */
export function allocationJournal(
  { id, agreement, operator, period, lines }: Shared,
  names: { agreement: string },
  by: { closed: string; approved: string | null },
) {
  const shares = lines.filter(({ amount }) => amount > 0n);
  if (shares.length === 0) return null;
  return {
    source: allocationSource(id),
    date: lastDay(period),
    memo: `${names.agreement} ${period} 利润分成`,
    lines: shares.flatMap(({ compound, amount }) => {
      const dimensions = { agreement, period, compound };
      return [
        { account: receivable(operator), debit: amount, dimensions },
        { account: payable(compound), credit: amount, dimensions },
      ];
    }),
    postedBy: by.closed,
    ...(by.approved && { approvedBy: by.approved }),
  };
}

/** The accounts a journal needs, all owned by the county's settlement office. */
export function accountsFor(
  county: string,
  operator: { uscc: string; name: string },
  compounds: ReadonlyMap<string, string>,
) {
  const owner = { kind: 'SETTLEMENT_OFFICE', code: county } as const;
  return [
    {
      code: receivable(operator.uscc),
      name: { zh: `应收分成·${operator.name}`, en: `Profit share receivable: ${operator.name}` },
      owner,
    },
    ...[...compounds].map(([code, name]) => payableAccount(county, code, name)),
  ];
}

export function payableAccount(county: string, compound: string, name: string) {
  return {
    code: payable(compound),
    name: { zh: `应付小区公共收益·${name}`, en: `Public revenue payable: ${name}` },
    owner: { kind: 'SETTLEMENT_OFFICE', code: county },
  } as const;
}
