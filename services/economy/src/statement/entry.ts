/**
 * An entry is what the operator records of a joint venture: revenue or cost without VAT, on a day. Nothing is ever
 * edited: a correction is an entry that reverses another, then the right one. One parser reads what the graph and what
 * files bring; it names everything that is wrong with a row. ECONOMY.md, Statements.
 */
import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import { type LocalDate, type Period, parseFileDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';

export const entryFields = ['externalRef', 'kind', 'amount', 'occurredOn', 'projectCode', 'memo', 'reverses'] as const;
export type EntryField = (typeof entryFields)[number];
export const requiredFields: readonly EntryField[] = ['externalRef', 'kind', 'amount', 'occurredOn'];

export type EntryKind = 'REVENUE' | 'COST';

/** A row as it comes in: text or nothing. */
export type RawEntry = { readonly [field in EntryField]?: string | null | undefined };

/** What an entry says, after trim and NFC; the same words again are the same entry. */
export interface ParsedEntry {
  readonly externalRef: string;
  readonly kind: EntryKind;
  /** In fen, greater than zero; a reversal takes it back. */
  readonly amount: Fen;
  readonly occurredOn: LocalDate;
  readonly projectCode: string | null;
  readonly memo: string | null;
  readonly reverses: string | null;
}

/** A row that says no entry: everything that is wrong with it. */
export interface UnreadableEntry {
  /** As far as it can be read, for the report. */
  readonly externalRef: string;
  /** Its day where that can be read: what is wrong with it is said as well. */
  readonly occurredOn: LocalDate | null;
  readonly problems: readonly Refusal[];
}

/** An entry as it is kept. */
export interface Entry extends ParsedEntry {
  readonly id: string;
  readonly county: string;
  /** The agreement's code. */
  readonly agreement: string;
  /** The period it was taken into. */
  readonly period: Period;
  /** The month of `occurredOn`. */
  readonly belongsTo: Period;
  /** Was the month it belongs to closed already? */
  readonly late: boolean;
  /** Its place in its period: 1, 2, 3, …, in the order in which entries were taken. */
  readonly ordinal: number;
  readonly postedAt: Date;
  readonly postedBy: { readonly kind: 'PERSON' | 'MACHINE' | 'SYSTEM'; readonly id: string };
  readonly source: EntrySource;
  /** The key of the entry that takes this one back. */
  readonly reversedBy: string | null;
  readonly isDisputed: boolean;
  readonly disputes: readonly Dispute[];
  readonly evidence: readonly Evidence[];
}

export interface EntrySource {
  readonly kind: 'API' | 'FILE';
  /** The upload it came with; null for the graph. */
  readonly id: string | null;
  /** Where it stood in the request or in the file, from 1. */
  readonly line: number;
}

export interface Dispute {
  readonly reason: string;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly resolution: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

export interface Evidence {
  readonly reference: string;
  readonly attachedBy: string;
  readonly attachedAt: Date;
}

const REFERENCE_MAX = 100;
const PROJECT_CODE_MAX = 100;
const MEMO_MAX = 500;
const CONTROL = /\p{Cc}/u;
/** A memo may have several lines. */
const CONTROL_IN_LINES = /(?![\t\n\r])\p{Cc}/u;

/** The words that mean a kind: the graph's and, in files, what accounts call them; in any capitals. */
const kindOf: ReadonlyMap<string, EntryKind> = new Map([
  ['REVENUE', 'REVENUE'],
  ['COST', 'COST'],
  ['收入', 'REVENUE'],
  ['成本', 'COST'],
  ['支出', 'COST'],
  ['费用', 'COST'],
  ['INCOME', 'REVENUE'],
  ['EXPENSE', 'COST'],
]);

export function isUnreadable(entry: ParsedEntry | UnreadableEntry): entry is UnreadableEntry {
  return 'problems' in entry;
}

/** Reads a row, or names all that is wrong with it, in the order of `entryFields`. `known` are problems of its cells. */
export function parseEntry(raw: RawEntry, known: readonly Refusal[] = []): ParsedEntry | UnreadableEntry {
  const problems: Refusal[] = [];
  const read = <T>(field: EntryField, parse: (text: string) => T | Refusal): T | null => {
    const problem = known.find((each) => each.field === field);
    const text = clean(raw[field]);
    const isMissing = text === null && requiredFields.includes(field);
    if (text === null && !isMissing && !problem) return null;
    const value = problem ?? (text === null ? refuse('VALUE_MISSING') : parse(text));
    if (!isRefusal(value)) return value;
    problems.push(value.at(field));
    return null;
  };

  const externalRef = read('externalRef', parseReference);
  const kind = read('kind', parseKind);
  const amount = read('amount', parseAmount);
  const occurredOn = read('occurredOn', parseFileDate);
  const projectCode = read('projectCode', (text) => textOf(text, PROJECT_CODE_MAX, CONTROL));
  const memo = read('memo', (text) => textOf(text, MEMO_MAX, CONTROL_IN_LINES));
  const reverses = read('reverses', parseReference);
  const isWhole = externalRef !== null && kind !== null && amount !== null && occurredOn !== null;
  if (isWhole && problems.length === 0) {
    return { externalRef, kind, amount, occurredOn, projectCode, memo, reverses };
  }
  return { externalRef: shortened(clean(raw.externalRef) ?? ''), occurredOn, problems };
}

/** The text that is kept and compared; null where there is none. Lone surrogates cannot be stored and become U+FFFD. */
export function clean(text: string | null | undefined): string | null {
  const kept = (text ?? '').toWellFormed().trim().normalize('NFC');
  return kept === '' ? null : kept;
}

function parseReference(text: string): string | Refusal {
  return CONTROL.test(text) ? refuse('CODE_MALFORMED', { value: shortened(text) }) : atMost(text, REFERENCE_MAX);
}

function parseKind(text: string): EntryKind | Refusal {
  const kind = kindOf.get(text.toUpperCase());
  return kind ?? refuse('CHOICE_UNKNOWN', { value: shortened(text), choices: [...kindOf.keys()].join(', ') });
}

function parseAmount(text: string): Fen | Refusal {
  const amount = parseMoney(text);
  return isRefusal(amount) || amount > 0n ? amount : refuse('AMOUNT_NOT_POSITIVE');
}

function textOf(text: string, max: number, control: RegExp): string | Refusal {
  return control.test(text) ? refuse('TEXT_MALFORMED') : atMost(text, max);
}

function atMost(text: string, max: number): string | Refusal {
  return text.length > 2 * max || [...text].length > max ? refuse('VALUE_TOO_LONG', { max }) : text;
}

function shortened(text: string): string {
  return [...text.slice(0, 200)]
    .slice(0, REFERENCE_MAX)
    .join('')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Revenue and cost that an entry adds to its period: a reversal takes back. */
export function effectOf({ kind, amount, reverses }: Pick<ParsedEntry, 'kind' | 'amount' | 'reverses'>) {
  const signed = reverses === null ? amount : -amount;
  return kind === 'REVENUE' ? { revenue: signed, cost: 0n } : { revenue: 0n, cost: signed };
}
