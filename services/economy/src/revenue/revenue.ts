/**
 * The revenue of strong-community companies 强社公司营收, by point and month, as journals of the economy's book: Dr 1002 bank
 * or 1122 receivable, Cr 5001 or, for rent, 5051. Of a point on common parts the owners' share is no revenue: the company
 * owes it, Cr 2241. A company charges only what its list of fees says. Source: ECONOMY.md, Common parts and Ledger;
 * Civil Code, article 282.
 */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { firstDay, type LocalDate, lastDay, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { halfEven } from '@hh/kernel/rounding.ts';
import type { AccountDraft, JournalDraft, PostedJournal } from '@hh/ledger/ledger.ts';
import type { List, Point, PointKind } from '../company/company.ts';

/** So many units of a fee. */
export interface Charge {
  readonly item: string;
  readonly quantity: number;
}

export interface RevenueDraft {
  readonly period: Period;
  readonly amount: Fen;
  readonly charges: readonly Charge[];
  /** At the bank already, or still due. */
  readonly isReceived: boolean;
}

interface OfCompany {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** The community's code. */
  readonly place: string;
}

type OfPoint = Pick<Point, 'code' | 'name' | 'kind' | 'compound' | 'ownersBp'>;

const CHARGES_MAX = 8;
const QUANTITY_MAX = 100_000_000;
const ALL_BP = 10_000n;
const SOURCE = 'company-revenue';
const REVERSAL = 'company-revenue-reversal';

/** A point earns in the months in which it was open for at least a day. */
export function wasOpen(
  { openedOn, inactiveSince }: Pick<Point, 'openedOn' | 'inactiveSince'>,
  period: Period,
): boolean {
  return (
    openedOn !== null && openedOn <= lastDay(period) && (inactiveSince === null || inactiveSince > firstDay(period))
  );
}

/** Every charge stands in the list for this kind of point, and the amount is no more than their prices make. */
export function checkCharges(
  fees: Pick<List, 'fees'> | null,
  kind: PointKind,
  { period, amount, charges }: RevenueDraft,
): Refusal | null {
  if (!fees) return refuse('FEE_LIST_MISSING', { field: 'period', period });
  if (charges.length === 0 || charges.length > CHARGES_MAX)
    return refuse('LIST_SIZE', { field: 'charges', min: 1, max: CHARGES_MAX });
  let limit = 0n;
  for (const [index, { item, quantity }] of charges.entries()) {
    const fee = fees.fees.find((each) => each.kind === kind && each.item === item);
    if (!fee) return refuse('FEE_NOT_LISTED', { field: `charges.${index}.item`, item: item.slice(0, 40) });
    if (quantity < 1 || quantity > QUANTITY_MAX)
      return refuse('NUMBER_OUT_OF_RANGE', { field: `charges.${index}.quantity` });
    limit += fee.price * BigInt(quantity);
  }
  return amount > limit ? refuse('FEE_EXCEEDED', { field: 'amount', limit: formatMoney(limit) }) : null;
}

/** Rent is other operating revenue 其他业务收入. Below it the places: street, community; so a place's revenue is an account's. */
function revenueNumber(kind: PointKind): string {
  return kind === 'RENT' ? '5051' : '5001';
}

/** The accounts that hold the revenue of a county, a street or a community. */
export function placeAccounts(place: string): readonly string[] {
  const below = [place.slice(0, 9), place.slice(0, 12)].filter(
    (code) => code.length > 6 && code.length <= place.length,
  );
  return ['5001', '5051'].map((number) => [number, ...new Set(below)].join('.'));
}

export function pointAccount(point: Pick<Point, 'code' | 'kind'>, community: string): string {
  return [revenueNumber(point.kind), community.slice(0, 9), community, point.code].join('.');
}

/** What the company owes the owners of a compound out of a point on their common parts. */
function ownersAccount({ code, compound }: OfPoint, company: OfCompany): string {
  return ['2241', company.code, compound, code].join('.');
}

/** The account whose journals are the entries of a point. */
export function entriesAccount(point: OfPoint, company: OfCompany): string {
  return point.ownersBp === 10_000 ? ownersAccount(point, company) : pointAccount(point, company.place);
}

export function accountsFor(point: OfPoint, company: OfCompany): readonly AccountDraft[] {
  const owner = { kind: 'COMPANY', code: company.code } as const;
  const account = (code: string, zh: string, en: string, of: string) => ({
    code,
    name: { zh: `${zh}：${of}`, en: `${en}: ${of}` },
    owner,
  });
  return [
    account(`1002.${company.code}`, '银行存款', 'Bank', company.name),
    account(`1122.${company.code}`, '应收账款', 'Trade receivables', company.name),
    point.kind === 'RENT'
      ? account(pointAccount(point, company.place), '其他业务收入', 'Other operating revenue', point.name)
      : account(pointAccount(point, company.place), '主营业务收入', 'Operating revenue', point.name),
    ...(point.ownersBp === null
      ? []
      : [account(ownersAccount(point, company), '其他应付款·应付小区公共收益', 'Public revenue payable', point.name)]),
  ];
}

/** One month of one point; `revision` counts from 1, and one more for each that was taken back. Dated on the month's last day. */
export function revenueJournal(
  point: OfPoint,
  company: OfCompany,
  { period, amount, charges, isReceived }: RevenueDraft,
  revision: number,
): JournalDraft {
  const owners = point.ownersBp === null ? 0n : halfEven(amount * BigInt(point.ownersBp), ALL_BP);
  const dimensions = { period, ...(point.compound ? { compound: point.compound } : {}) };
  const credits = [
    { account: pointAccount(point, company.place), credit: amount - owners, dimensions },
    { account: ownersAccount(point, company), credit: owners, dimensions },
  ];
  const what = charges.map(({ item, quantity }) => `${item}×${quantity}`).join('、');
  return {
    source: { kind: SOURCE, key: `${point.code} ${period} ${revision}` },
    date: lastDay(period),
    memo: `${point.name} ${period} ${what}`,
    lines: [
      { account: `${isReceived ? '1002' : '1122'}.${company.code}`, debit: amount, dimensions },
      ...credits.filter(({ credit }) => credit > 0n),
    ],
  };
}

export function reversalSource({ seq }: Pick<PostedJournal, 'seq'>) {
  return { kind: REVERSAL, key: String(seq) };
}

export function isRevenue({ source }: Pick<PostedJournal, 'source'>): boolean {
  return source.kind === SOURCE;
}

/** The point of a journal of revenue. */
export function pointOf({ source }: Pick<PostedJournal, 'source'>): string {
  return source.key.split(' ')[0] as string;
}

/** What a journal adds to a point's income, and how much of it is the owners'; negative where it takes back. */
export function entryOf(journal: PostedJournal) {
  const sum = (isOf: (account: string) => boolean) =>
    journal.lines.reduce((total, line) => (isOf(line.account) ? total + line.credit - line.debit : total), 0n);
  const ownersShare = sum((account) => account.startsWith('2241.'));
  const revenue = sum((account) => account.startsWith('5'));
  return {
    period: journal.lines[0]?.dimensions?.period ?? null,
    amount: revenue + ownersShare,
    ownersShare,
    occurredOn: journal.date,
    memo: journal.memo,
    journal: journal.seq,
    voucherNumber: journal.voucherNumber,
    postedBy: journal.postedBy ?? null,
  };
}

/** The two days between which a year's movements lie: the end of the year before, and the end of what is asked for. */
export function boundsOf(year: number, asOf: LocalDate): { readonly before: LocalDate; readonly through: LocalDate } {
  const last = `${year}-12-31` as LocalDate;
  return { before: `${year - 1}-12-31` as LocalDate, through: asOf < last ? asOf : last };
}
