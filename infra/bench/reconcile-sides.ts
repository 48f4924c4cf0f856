/**
 * The bank lines and open items of a county, drawn: of a thousand events 610 are payments that name what they settle, 300
 * come from a known payer and name nothing, 50 from strangers, 30 are one payment for several shares or a share in parts.
 * Ten are what people have to look at. The ids of a payment and of what it settles begin alike, so that what was matched
 * can be checked. The same count draws the same.
 */
import type { BankLine, OpenItem } from '@hh/economy/reconciliation/sides.ts';
import { addDays, type LocalDate, type Period, periodOf } from '@hh/kernel/period.ts';

export interface Sides {
  readonly lines: readonly BankLine[];
  readonly items: readonly OpenItem[];
  /** How many of the lines have one answer. */
  readonly orderly: number;
}

const SEED = 20_251_127;
const PARTS = 5;
const days = Array.from({ length: 380 }, (_, at) => addDays('2025-01-01' as LocalDate, at));

export function drawSides(count: number): Sides {
  const below = randomFrom(SEED);
  const vouchers = new Map<Period, number>();
  const lines: BankLine[] = [];
  const items: OpenItem[] = [];
  let orderly = 0;
  for (let number = 0; lines.length < count; number += 1) {
    const event = drawEvent(number, below, Math.ceil(count / 500), vouchers);
    const kind = below(1_000);
    const drawn = kind < 10 ? disorderOf(event, kind) : orderOf(event, kind);
    lines.push(...drawn.lines);
    items.push(...drawn.items);
    if (kind >= 10) orderly += drawn.lines.length;
  }
  return { lines, items, orderly };
}

/** What a payment and what it settles begin with. */
export function eventOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** As it is when it has been read: in one piece, and not what it was composed of. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

interface Event {
  readonly amount: bigint;
  readonly parts: readonly bigint[];
  /** What the memo says that names it. */
  readonly naming: string;
  item(amount: bigint): OpenItem;
  line(amount: bigint, memo: string, isKnown?: boolean, daysLater?: number): BankLine;
}

function drawEvent(
  number: number,
  below: (limit: number) => number,
  payers: number,
  vouchers: Map<Period, number>,
): Event {
  const day = below(360);
  const date = days[day] as LocalDate;
  const period = periodOf(date);
  const voucherNumber = (vouchers.get(period) ?? 0) + 1;
  vouchers.set(period, voucherNumber);
  const voucher = flat(`${period} 记-${String(voucherNumber).padStart(4, '0')}`);
  const agreement = `JV-${String(number).padStart(4, '0')}`;
  const share = flat(`${agreement} ${period}`);
  const payer = below(payers);
  const [name, account] = [flat(`第${payer}号商户有限公司`), flat(`62220212${String(payer).padStart(8, '0')}`)];
  const written = [share, `${agreement.replace('-', '')} ${period.replace('-', '')}分成`, `付${voucher}`];
  let made = 0;
  const id = () => {
    made += 1;
    return `${number}/${made}`;
  };
  return {
    amount: BigInt(1_00 + below(5_000_000_00)),
    parts: Array.from({ length: PARTS }, () => BigInt(1_00 + below(1_000_000_00))),
    naming: flat(written[below(written.length)] as string),
    item: (amount) => ({
      id: id(),
      kind: number % 2 === 0 ? 'OWED' : 'BOOKED',
      date,
      amount,
      counterparties: [name, account],
      references: [voucher, share],
      group: account,
      period,
    }),
    line: (amount, memo, isKnown = true, daysLater = below(8)) => ({
      id: id(),
      bookedOn: days[day + daysLater] as LocalDate,
      amount,
      counterparty: isKnown ? name : `客户${number}`,
      counterpartyAccount: isKnown ? account : '',
      memo,
      reference: flat(`2025${String(number).padStart(10, '0')}`),
    }),
  };
}

function orderOf({ amount, parts, naming, item, line }: Event, kind: number): Pick<Sides, 'lines' | 'items'> {
  const whole = sumOf(parts);
  if (kind < 620) return { items: [item(amount)], lines: [line(amount, naming)] };
  if (kind < 920) return { items: [item(amount)], lines: [line(amount, '往来款')] };
  if (kind < 970) return { items: [item(amount)], lines: [line(amount, '转账', false)] };
  if (kind < 985) return { items: parts.map(item), lines: [line(whole, naming)] };
  return { items: [item(whole)], lines: parts.map((part) => line(part, naming)) };
}

/** A fee, a part, too much, the same twice, what came back, what nobody expected, and what nobody paid. */
function disorderOf({ amount, parts, naming, item, line }: Event, kind: number): Pick<Sides, 'lines' | 'items'> {
  const exact = line(amount, naming);
  if (kind < 2) return { items: [item(amount)], lines: [line(amount - 50n, naming)] };
  if (kind < 4) return { items: parts.map(item), lines: [line(sumOf(parts) / 3n, naming)] };
  if (kind < 5) return { items: [item(amount)], lines: [line(amount + 10_000n, '往来款')] };
  if (kind < 6) return { items: [item(amount)], lines: [exact, line(amount, naming)] };
  if (kind < 7) return { items: [item(amount)], lines: [exact, line(-amount, '退汇', true, 12)] };
  if (kind < 8) return { items: parts.map(item), lines: [line(sumOf(parts.slice(1, 3)), '往来款')] };
  return kind < 9 ? { items: [], lines: [line(amount, '转账', false)] } : { items: [item(amount)], lines: [] };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Whole numbers below a limit, evenly: a linear congruence of 2^31, of which the upper bits are used. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const high = state >>> 8;
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor(((high * 2 ** 23 + (state >>> 8)) / 2 ** 46) * limit);
  };
}
