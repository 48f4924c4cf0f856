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
const TOKEN = new RegExp(
  [
    String.raw`(?<![A-Za-z\d])(?<series>[A-Za-z]{2,4}) ?[-_]? ?(?<number>\d{4,8})(?!\d)`,
    String.raw`(?<![登笔日标书传游])记(?:账凭证)?(?:[字第#-]+ ?(?<voucher>\d{1,6})|(?<long>\d{4,6})|(?<short>\d{1,3})(?=号))(?!\d)`,
    String.raw`(?<!\d)(?<from>20\d\d)年 ?${named('first', MONTH)}月? ?[-~至到] ?${named('last', MONTH)}月`,
    String.raw`(?<!\d)(?<year>20\d\d)(?:[-年./] ?${named('month', MONTH)}|(?<two>1[0-2]|0[1-9]))(?:月份?(?!\d{1,2}[日号])|(?![\d年月元]|[-./]\d))`,
    String.raw`(?<=月份?[、,和及与])${named('next', MONTH)}月(?!\d{1,2}[日号])`,
  ].join('|'),
  'g',
);

function named(name: string, group: string): string {
  return group.replace('(', `(?<${name}>`);
}

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
  for (const { groups = {} } of folded(text).matchAll(TOKEN)) {
    const voucher = groups.voucher ?? groups.long ?? groups.short;
    if (groups.series) {
      const code = groups.series.toUpperCase();
      if (series.includes(code)) sentence.agreement(`${code}-${groups.number}`);
    } else if (voucher) sentence.voucher(`记-${String(Number(voucher)).padStart(4, '0')}`);
    else if (groups.from) sentence.months(monthsFrom(groups.from, groups.first, groups.last));
    else if (groups.year) sentence.months([monthOf(groups.year, groups.month ?? groups.two)]);
    else if (sentence.lastMonth) sentence.months([monthOf(sentence.lastMonth.slice(0, 4), groups.next)]);
  }
  return sentence.names();
}

/** Full-width forms and dashes of all kinds as the keyboard has them. */
function folded(text: string): string {
  return /[\u2010-\u2015\u2212\u3000\uff01-\uff5e]/.test(text)
    ? text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-')
    : text;
}

function monthOf(year: string, month = ''): Period {
  return must(parsePeriod(`${year}-${month.padStart(2, '0')}`));
}

function monthsFrom(year: string, first = '', last = ''): Period[] {
  return periodsBetween(monthOf(year, first), monthOf(year, last));
}

/**
 * Agreements and months come in runs, and whoever comes first opens one: `JV-0001、JV-0002 2025-10、2025-11` are four,
 * `2025-10 JV-0001；2025-11 JV-0002` are two. A voucher is of the month before it, or of the only one behind.
 */
class Sentence {
  readonly #found = new Set<string>();
  readonly #alone = new Set<Period>();
  readonly #vouchers: { readonly number: string; readonly month: Period | undefined }[] = [];
  readonly #all: Period[] = [];
  #codes: string[] = [];
  #months: Period[] = [];
  #opener: 'AGREEMENT' | 'MONTH' | null = null;

  get lastMonth(): Period | undefined {
    return this.#all.at(-1);
  }

  agreement(code: string): void {
    this.#opener ??= 'AGREEMENT';
    if (this.#opener === 'AGREEMENT' && this.#months.length > 0) this.#endRun();
    this.#codes.push(code);
  }

  months(months: readonly Period[]): void {
    this.#opener ??= 'MONTH';
    if (this.#opener === 'MONTH' && this.#codes.length > 0) this.#endRun();
    this.#months.push(...months);
    this.#all.push(...months);
  }

  voucher(number: string): void {
    this.#vouchers.push({ number, month: this.lastMonth });
  }

  names(): Names {
    this.#endRun();
    const behind = this.#all.length === 1 ? this.#all[0] : undefined;
    for (const { number, month = behind } of this.#vouchers) this.#found.add(month ? `${month} ${number}` : number);
    if (this.#found.size > 0) return { references: [...this.#found], months: [] };
    return this.#alone.size > 0 ? { references: [], months: [...this.#alone] } : NOTHING;
  }

  #endRun(): void {
    for (const code of this.#codes) {
      if (this.#months.length === 0) this.#found.add(code);
      for (const month of this.#months) this.#found.add(`${code} ${month}`);
    }
    if (this.#codes.length === 0) for (const month of this.#months) this.#alone.add(month);
    this.#codes = [];
    this.#months = [];
  }
}
