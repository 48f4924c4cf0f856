/**
 * The references that a memo names, as people write them: full-width or not, with or without dashes, the month before or
 * behind, several at once. One form comes out: `JV-0001 2025-11` a period of an agreement, `2025-11 记-0042` a voucher,
 * and `JV-0001` or `记-0042` where no month is named. A date is no month, and an amount neither.
 */
import { type Period, parsePeriod, periodsBetween } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';

export interface Names {
  readonly references: readonly string[];
  /** Months that stand there by themselves: `2025年11月租金`. */
  readonly months: readonly Period[];
}

const NOTHING: Names = { references: [], months: [] };

const MONTH = '(1[0-2]|0?[1-9])';
/** What each alternative finds, in the order of its groups. */
const TOKEN = new RegExp(
  [
    String.raw`(?<![A-Za-z\d])([A-Za-z]{2,4}) ?[-_]? ?(\d{4,8})(?!\d)`, // 1, 2: series and number of an agreement
    String.raw`(?<![登笔日标书传游])记(?:账凭证)?(?:[字第#-]+ ?(\d{1,6})|(\d{4,6})|(\d{1,3})(?=号))(?!\d)`, // 3, 4, 5: a voucher
    String.raw`(?<!\d)(20\d\d)年 ?${MONTH}月? ?[-~至到] ?${MONTH}月`, // 6, 7, 8: several months of a year
    String.raw`(?<!\d)(20\d\d)(?:[-年./] ?${MONTH}|(1[0-2]|0[1-9]))(?:月份?(?!\d{1,2}[日号])|(?![\d年月元]|[-./]\d))`, // 9, 10, 11: a month
    String.raw`(?<=月份?[、,和及与])${MONTH}月(?!\d{1,2}[日号])`, // 12: another month of the year before
  ].join('|'),
  'g',
);

/** In the order in which they are named, none twice. `series` is what codes of agreements begin with: `['JV']`. */
export function referencesIn(text: string, series: readonly string[]): readonly string[] {
  return namesIn(text, series).references;
}

/** The part that is no month: `JV-0001` of `JV-0001 2025-11`, `记-0042` of `2025-11 记-0042`. */
export function withoutMonth(reference: string): string {
  const space = reference.indexOf(' ');
  if (space < 0) return reference;
  return /^\d/.test(reference) ? reference.slice(space + 1) : reference.slice(0, space);
}

export function namesIn(text: string, series: readonly string[]): Names {
  if (!/\d|[\uff10-\uff19]/.test(text)) return NOTHING;
  const sentence = new Sentence();
  const plain = folded(text);
  TOKEN.lastIndex = 0; // `matchAll` would copy the expression for every memo
  for (let found = TOKEN.exec(plain); found; found = TOKEN.exec(plain)) {
    const voucher = found[3] ?? found[4] ?? found[5];
    if (found[1]) {
      const letters = found[1].toUpperCase();
      if (series.includes(letters)) sentence.agreement(`${letters}-${found[2]}`);
    } else if (voucher) sentence.voucher(`记-${String(Number(voucher)).padStart(4, '0')}`);
    else if (found[6]) sentence.months(monthsFrom(found[6], found[7], found[8]));
    else if (found[9]) sentence.months([monthOf(found[9], found[10] ?? found[11])]);
    else if (sentence.lastMonth) sentence.months([monthOf(sentence.lastMonth.slice(0, 4), found[12])]);
  }
  return sentence.names();
}

/** Full-width forms and dashes of all kinds as the keyboard has them. */
function folded(text: string): string {
  return /[\u2010-\u2015\u2212\u3000\uff01-\uff5e]/.test(text)
    ? text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-')
    : text;
}

/** A few months stand in very many memos: each way of writing one is read once. */
const periods = new Map<string, Period>();

function monthOf(year: string, month = ''): Period {
  const written = year + month;
  const period = periods.get(written) ?? must(parsePeriod(`${year}-${month.padStart(2, '0')}`));
  periods.set(written, period);
  return period;
}

function monthsFrom(year: string, first = '', last = ''): Period[] {
  return periodsBetween(monthOf(year, first), monthOf(year, last));
}

/**
 * Agreements and months come in runs, and whoever comes first opens one: `JV-0001、JV-0002 2025-10、2025-11` are four,
 * `2025-10 JV-0001；2025-11 JV-0002` are two. A voucher is of the month before it, or of the only one behind.
 */
class Sentence {
  readonly #found: string[] = [];
  readonly #vouchers: { readonly number: string; readonly month: Period | undefined }[] = [];
  readonly #all: Period[] = [];
  /** Of the run that is under way: the last months of all are its own. */
  #codes: string[] = [];
  #monthsFrom = 0;
  #opener: 'AGREEMENT' | 'MONTH' | null = null;

  get lastMonth(): Period | undefined {
    return this.#all.at(-1);
  }

  agreement(code: string): void {
    this.#opener ??= 'AGREEMENT';
    if (this.#opener === 'AGREEMENT' && this.#all.length > this.#monthsFrom) this.#endRun();
    this.#codes.push(code);
  }

  months(months: readonly Period[]): void {
    this.#opener ??= 'MONTH';
    if (this.#opener === 'MONTH' && this.#codes.length > 0) this.#endRun();
    this.#all.push(...months);
  }

  voucher(number: string): void {
    this.#vouchers.push({ number, month: this.lastMonth });
  }

  names(): Names {
    this.#endRun();
    const behind = this.#all.length === 1 ? this.#all[0] : undefined;
    for (const { number, month = behind } of this.#vouchers) this.#found.push(month ? `${month} ${number}` : number);
    if (this.#found.length > 0) return { references: distinct(this.#found), months: [] };
    return this.#all.length > 0 ? { references: [], months: distinct(this.#all) } : NOTHING;
  }

  #endRun(): void {
    for (const code of this.#codes) {
      if (this.#monthsFrom === this.#all.length) this.#found.push(code);
      for (let at = this.#monthsFrom; at < this.#all.length; at += 1) this.#found.push(`${code} ${this.#all[at]}`);
    }
    if (this.#codes.length > 0) this.#codes = [];
    this.#monthsFrom = this.#all.length;
  }
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return all.length < 2 ? all : [...new Set(all)];
}
