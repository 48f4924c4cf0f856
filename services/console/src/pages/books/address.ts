/** What of the books is looked at stands in the address: the book, the view, the months, the account, the voucher. */
import { isMonth, monthBeside, monthOf } from '../../kit/months.ts';
import { useSearch } from '../../kit/use-search.ts';
import { useViewer } from '../../session/viewer.tsx';

export const views = ['balances', 'ledger', 'vouchers', 'months', 'assertions'] as const;
export type View = (typeof views)[number];
export type BookCode = 'economy' | 'owners';

export interface Looked {
  readonly book: BookCode;
  readonly view: View;
  /** The first month and the last one, such as "2025-11". */
  readonly period: string;
  readonly through: string;
  readonly owner: string | null;
  readonly account: string | null;
  /** What vouchers were posted for. */
  readonly source: string | null;
  /** What a voucher is found by 凭证字号, as it was typed. */
  readonly number: string | null;
  /** The number of the voucher that is open. */
  readonly voucher: number | null;
}

type Changes = Partial<{ [Key in keyof Looked]: Looked[Key] | null }>;

/** What is looked at, and how to look at something else; another voucher keeps the pages of lists, anything else begins them anew. */
export function useLooked(): readonly [Looked, (changes: Changes) => void] {
  const [search, choose] = useSearch();
  const { today } = useViewer();
  const thisMonth = monthOf(today);
  const month = (name: string, otherwise: string) => {
    const kept = search.get(name);
    return isMonth(kept) ? kept : otherwise;
  };
  const voucher = Number(search.get('voucher'));
  // The year of last month, so that a new one does not begin with nothing.
  const period = month('period', `${monthBeside(thisMonth, -1).slice(0, 4)}-01`);
  // Not beyond its year, in which a table has what moved since January.
  const end = `${period.slice(0, 4)}-12`;
  const through = later(period, month('through', end < thisMonth ? end : thisMonth));
  const looked: Looked = {
    book: search.get('book') === 'owners' ? 'owners' : 'economy',
    view: views.find((view) => view === search.get('view')) ?? 'balances',
    period,
    through,
    owner: search.get('owner'),
    account: search.get('account'),
    source: search.get('source'),
    number: search.get('number'),
    voucher: Number.isInteger(voucher) && voucher > 0 ? voucher : null,
  };
  const look = ({ voucher, ...others }: Changes) =>
    voucher === undefined
      ? choose(others, { lists: 'anew' })
      : choose({ ...others, voucher: voucher === null ? null : String(voucher) });
  return [looked, look];
}

/** Months written alike are in the order of their letters. */
export function later(one: string, other: string): string {
  return [one, other].sort()[1] ?? one;
}

export function earlier(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

/** The one book that was asked for. */
export function bookIn<Book>(
  data: { readonly economyBook?: Book | null; readonly ownersBook?: Book | null } | undefined,
): Book | null {
  return data?.economyBook ?? data?.ownersBook ?? null;
}
