/**
 * A journal (记账凭证) is 2 to 1,000 lines, each one amount above zero on one side, debits equal to credits, in all
 * and for each owner of accounts. It is posted once for its source, numbered without gaps, and chained to the one
 * before it: its hash covers its own content and the hash before. It is never changed; a correction is a reversal
 * and a new journal. ECONOMY.md, Ledger.
 */
import { hash } from 'node:crypto';
import { type Fen, sumFen } from '@hh/kernel/money.ts';
import { moneyInWords } from '@hh/kernel/money-in-words.ts';
import { firstDay, type LocalDate, nextPeriod, type Period, parseDate, periodOf } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type AccountDraft, type BookCode, ownerKey } from './account.ts';
import { leafHash } from './merkle.ts';

export type Source = { readonly kind: string; readonly key: string };

export const dimensionNames = ['agreement', 'period', 'compound'] as const;

/** What a line is about, so that open items exist per line. */
export type Dimensions = { readonly agreement?: string; readonly period?: string; readonly compound?: string };

export interface LineDraft {
  readonly account: string;
  readonly debit?: Fen;
  readonly credit?: Fen;
  readonly dimensions?: Dimensions;
  readonly memo?: string;
}

export interface JournalDraft {
  readonly source: Source;
  /** The day it belongs to; it is effective then unless that month is sealed. */
  readonly date: LocalDate;
  readonly memo: string;
  readonly lines: readonly LineDraft[];
  readonly postedBy?: string;
  readonly approvedBy?: string;
  /** The `seq` of the journal that this one takes back, line by line. */
  readonly reverses?: number;
}

/** One of the two amounts is zero. */
export type Line = {
  readonly account: string;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly dimensions?: Dimensions;
  readonly memo?: string;
};

/** A draft that passed every rule that needs no book. */
export interface JournalContent extends Omit<JournalDraft, 'lines'> {
  readonly lines: readonly Line[];
  /** Of date, memo, lines and what it reverses: the same source with another hash is a conflict. */
  readonly contentHash: string;
}

export interface PostedJournal extends JournalContent {
  readonly county: string;
  readonly book: BookCode;
  readonly seq: number;
  /** The book month it is effective in. */
  readonly month: Period;
  /** `2026-11 记-0042`, without gaps per book and month. */
  readonly voucherNumber: string;
  readonly effectiveOn: LocalDate;
  readonly postedAt: Date;
  readonly previousHash: string;
  /** SHA-256(00 ‖ canonical bytes): the link of the chain and the leaf of the month's Merkle tree in one. */
  readonly hash: string;
}

export const MAX_LINES = 1_000;
const MIN_LINES = 2;
const MAX_MEMO = 500;
const MAX_WORD = 200;

/** What stands before the first journal of a book. */
export const GENESIS_HASH = '0'.repeat(64);

/** The draft as content; refuses, in this order: source, memo, number of lines, each line, sums, date. */
export function parseJournal(draft: JournalDraft): JournalContent | Refusal {
  const kind = parseWord(draft.source.kind, 'source.kind');
  if (isRefusal(kind)) return kind;
  const key = parseWord(draft.source.key, 'source.key');
  if (isRefusal(key)) return key;
  const memo = parseMemo(draft.memo, 'memo');
  if (isRefusal(memo)) return memo;
  if (memo === '') return refuse('VALUE_MISSING', { field: 'memo' });
  const lines = parseLines(draft.lines);
  if (isRefusal(lines)) return lines;
  const date = parseDate(draft.date);
  if (isRefusal(date)) return date.at('date');
  const { postedBy, approvedBy, reverses } = draft;
  const what = { date, memo, lines, ...(reverses !== undefined && { reverses }) };
  const who = { ...(postedBy !== undefined && { postedBy }), ...(approvedBy !== undefined && { approvedBy }) };
  return { source: { kind, key }, ...what, ...who, contentHash: hashOfContent(what) };
}

/** Two to a thousand, each sound, debits equal to credits. */
export function parseLines(drafts: readonly LineDraft[]): Line[] | Refusal {
  if (drafts.length < MIN_LINES || drafts.length > MAX_LINES)
    return refuse('LIST_SIZE', { field: 'lines', min: MIN_LINES, max: MAX_LINES });
  const lines: Line[] = [];
  for (const [index, draft] of drafts.entries()) {
    const line = parseLine(draft);
    if (isRefusal(line)) return line.at(`lines.${index}${line.field ? `.${line.field}` : ''}`);
    lines.push(line);
  }
  const debit = sumFen(lines.map((line) => line.debit));
  const credit = sumFen(lines.map((line) => line.credit));
  if (isRefusal(debit) || isRefusal(credit)) return refuse('AMOUNT_TOO_LARGE', { field: 'lines' });
  return debit === credit ? lines : refuse('JOURNAL_UNBALANCED', { field: 'lines' });
}

function parseLine(draft: LineDraft): Line | Refusal {
  const { account, debit = 0n, credit = 0n } = draft;
  for (const amount of [debit, credit] as unknown[])
    if (typeof amount !== 'bigint') return refuse('AMOUNT_MALFORMED', { value: String(amount) });
  if (debit < 0n || credit < 0n || debit + credit === 0n) return refuse('AMOUNT_NOT_POSITIVE');
  if (debit > 0n && credit > 0n) return refuse('LINE_TWO_SIDED');
  const dimensions = parseDimensions(draft.dimensions);
  if (isRefusal(dimensions)) return dimensions;
  const memo = draft.memo === undefined ? undefined : parseMemo(draft.memo, 'memo');
  if (isRefusal(memo)) return memo;
  return { account, debit, credit, ...(dimensions && { dimensions }), ...(memo && { memo }) };
}

function parseDimensions(draft: Dimensions | undefined): Dimensions | undefined | Refusal {
  if (!draft) return undefined;
  let dimensions: Record<string, string> | undefined;
  for (const name of dimensionNames) {
    const given = draft[name];
    if (given === undefined) continue;
    const word = parseWord(given, `dimensions.${name}`);
    if (isRefusal(word)) return word;
    dimensions ??= {};
    dimensions[name] = word;
  }
  return dimensions;
}

/** Text that the database gives back as it was: a lone surrogate would return as another character and break the hash. */
function parseWord(text: string, field: string): string | Refusal {
  if (text === '') return refuse('VALUE_MISSING', { field });
  if (text.length > MAX_WORD) return refuse('VALUE_TOO_LONG', { field, max: MAX_WORD });
  return text.isWellFormed() ? text : refuse('CODE_MALFORMED', { field, value: text.toWellFormed() });
}

function parseMemo(text: string, field: string): string | Refusal {
  const memo = text.toWellFormed().normalize('NFC').trim();
  return memo.length > MAX_MEMO ? refuse('VALUE_TOO_LONG', { field, max: MAX_MEMO }) : memo;
}

/** The rules that need the accounts: each is known, and each owner's lines balance by themselves. */
export function checkOwners(content: JournalContent, accounts: ReadonlyMap<string, AccountDraft>): Refusal | null {
  const sums = new Map<string, Fen>();
  for (const [index, line] of content.lines.entries()) {
    const account = accounts.get(line.account);
    if (!account) return refuse('ACCOUNT_UNKNOWN', { field: `lines.${index}.account`, account: line.account });
    const owner = ownerKey(account.owner);
    sums.set(owner, (sums.get(owner) ?? 0n) + line.debit - line.credit);
  }
  for (const [owner, sum] of sums) if (sum !== 0n) return refuse('OWNER_UNBALANCED', { field: 'lines', owner });
  return null;
}

/** The lines that take a journal back: the same, with the sides exchanged. */
export function mirror(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit }));
}

/** Of journals and what reverses them: which they are, and which are reversed. */
export function reversalsAmong(related: readonly PostedJournal[]): {
  readonly originals: ReadonlyMap<number, PostedJournal>;
  readonly reversed: ReadonlySet<number>;
} {
  return {
    originals: new Map(related.map((journal) => [journal.seq, journal])),
    reversed: new Set(related.flatMap((journal) => journal.reverses ?? [])),
  };
}

/** The rules of a reversal: it takes back a journal that is there, whole, once, not before its day, and no reversal. */
export function checkReversal(
  content: JournalContent,
  original: PostedJournal | undefined,
  isReversed: boolean,
): Refusal | null {
  const reverses = content.reverses ?? 0;
  if (!original) return refuse('REVERSAL_UNKNOWN', { field: 'reverses', reverses });
  if (isReversed) return refuse('REVERSED_ALREADY', { field: 'reverses', reverses });
  if (original.reverses !== undefined) return refuse('REVERSAL_OF_REVERSAL', { field: 'reverses' });
  if (content.date < original.date) return refuse('REVERSAL_BEFORE_ORIGINAL', { field: 'date' });
  const plain = (lines: readonly Line[]) => canonicalLines(lines.map(({ memo: _, ...line }) => line));
  return plain(content.lines) === plain(mirror(original.lines)) ? null : refuse('REVERSAL_DIFFERS', { field: 'lines' });
}

/** The month fence: the day it belongs to while that month is open, else the first day of the earliest open month. */
export function effectiveDay(date: LocalDate, sealedThrough: Period | null): LocalDate {
  return sealedThrough === null || periodOf(date) > sealedThrough ? date : firstDay(nextPeriod(sealedThrough));
}

/** What is debited, which is what is credited. */
export function totalOf({ lines }: Pick<PostedJournal, 'lines'>): Fen {
  return lines.reduce((sum, { debit }) => sum + debit, 0n);
}

/** An amount as a printed voucher has it. */
export function inWords(amount: Fen): string {
  return `人民币${moneyInWords(amount)}`;
}

export function formatVoucher(month: Period, number: number): string {
  return `${month}${inMonth(number)}`;
}

/** What stands behind the month in a voucher number. */
export function inMonth(number: number): string {
  return ` 记-${String(number).padStart(4, '0')}`;
}

/** A voucher number as people write it: with its month or without, `2026-11 记-0042`, `记-42`, `42`; null for anything else. */
export function parseVoucher(text: string): { readonly month: Period | null; readonly number: number } | null {
  const [, month, digits] =
    /^(?:(\d{4}-\d{2})(?:\s+|(?=记)))?(?:记\s*-?\s*)?(\d{1,9})$/.exec(text.normalize('NFKC').trim()) ?? [];
  return digits ? { month: (month as Period | undefined) ?? null, number: Number(digits) } : null;
}

/** A content at its place in the book, sealed into the chain. */
export function chained(
  content: JournalContent,
  place: Pick<
    PostedJournal,
    'county' | 'book' | 'seq' | 'month' | 'voucherNumber' | 'effectiveOn' | 'postedAt' | 'previousHash'
  >,
): PostedJournal {
  const journal = { ...content, ...place };
  return { ...journal, hash: leafHash(canonicalBytes(journal)) };
}

/**
 * The text that is hashed, as an owner receives it with a proof: the kernel's `canonical` of all that was posted,
 * amounts in fen. It is put together by hand because posting spends most of its time here; a property compares the two.
 */
export function canonicalBytes(journal: Omit<PostedJournal, 'hash'>): string {
  const { approvedBy, book, county, date, effectiveOn, lines, memo, postedBy, previousHash, reverses } = journal;
  const { seq, source, voucherNumber } = journal;
  const postedAt = journal.postedAt.toISOString();
  const before = JSON.stringify({ approvedBy, book, county, date, effectiveOn });
  const sourceInOrder = { key: source.key, kind: source.kind };
  const after = { memo, postedAt, postedBy, previousHash, reverses, seq, source: sourceInOrder, voucherNumber };
  return `${before.slice(0, -1)},"lines":${canonicalLines(lines)},${JSON.stringify(after).slice(1)}`;
}

function canonicalLines(lines: readonly Line[]): string {
  return `[${lines.map(canonicalLine).join(',')}]`;
}

function canonicalLine({ account, credit, debit, dimensions, memo }: Line): string {
  const amounts = `{"account":${JSON.stringify(account)},"credit":${credit},"debit":${debit}`;
  const about = dimensions ? `,"dimensions":${canonicalDimensions(dimensions)}` : '';
  return `${amounts}${about}${memo === undefined ? '' : `,"memo":${JSON.stringify(memo)}`}}`;
}

function canonicalDimensions({ agreement, compound, period }: Dimensions): string {
  return JSON.stringify({ agreement, compound, period });
}

/** What makes two drafts of one source the same: who posts is no part of it. */
export function hashOfContent({
  date,
  memo,
  lines,
  reverses,
}: Pick<JournalContent, 'date' | 'memo' | 'lines' | 'reverses'>): string {
  return hash('sha256', `${canonicalLines(lines)}${JSON.stringify({ date, memo, reverses })}`);
}
