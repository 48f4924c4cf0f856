/**
 * What becomes of each row of a statement: POSTED, DUPLICATE or REJECTED, decided in the order of the rows, each on what
 * those before it have left. `(agreement, externalRef)` is the key for ever; a rejected row does not use it up. A late
 * entry goes into the earliest open period and keeps its own day. ECONOMY.md, Statements.
 */
import { type Fen, fitsFen } from '@hh/kernel/money.ts';
import { firstDay, type LocalDate, type Period, periodOf } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  type EntryField,
  effectOf,
  entryFields,
  isUnreadable,
  type ParsedEntry,
  type UnreadableEntry,
} from './entry.ts';

export type Outcome = 'POSTED' | 'DUPLICATE' | 'REJECTED';

/** What is posted under a key already: enough to compare with and to reverse. */
export type KnownEntry = ParsedEntry;

export interface Totals {
  readonly revenue: Fen;
  readonly cost: Fen;
}

export interface StatementFacts {
  readonly agreement: {
    readonly state: 'DRAFT' | 'ACTIVE' | 'ENDED';
    readonly startsIn: Period;
    readonly endsOn: LocalDate | null;
  };
  readonly earliestOpen: Period;
  readonly today: LocalDate;
  /** The entries posted under a key that a row has or reverses. */
  readonly posted: ReadonlyMap<string, KnownEntry>;
  /** The keys among them that are reversed already. */
  readonly reversed: ReadonlySet<string>;
  /** The running totals of the periods that rows fall into; nothing where a period has none yet. */
  readonly totals: ReadonlyMap<Period, Totals>;
}

export interface TakenEntry extends ParsedEntry {
  readonly period: Period;
  readonly belongsTo: Period;
  readonly late: boolean;
}

export type Decision =
  | { readonly outcome: 'POSTED'; readonly entry: TakenEntry }
  | { readonly outcome: 'DUPLICATE'; readonly externalRef: string }
  | { readonly outcome: 'REJECTED'; readonly externalRef: string; readonly problems: readonly Refusal[] };

/** The period that an entry of this day is taken into. */
export function periodFor(occurredOn: LocalDate, earliestOpen: Period): Period {
  const own = periodOf(occurredOn);
  return own < earliestOpen ? earliestOpen : own;
}

export function decideEntries(
  rows: readonly (ParsedEntry | UnreadableEntry)[],
  facts: StatementFacts,
): readonly Decision[] {
  const posted = new Map(facts.posted);
  const reversed = new Set(facts.reversed);
  const totals = new Map(facts.totals);

  return rows.map((row): Decision => {
    const { externalRef } = row;
    if (isUnreadable(row)) return { outcome: 'REJECTED', externalRef, problems: problemsOf(row, facts) };
    const first = posted.get(externalRef);
    const differing = first ? differingFields(row, first) : [];
    if (first && differing.length === 0) return { outcome: 'DUPLICATE', externalRef };
    const period = periodFor(row.occurredOn, facts.earliestOpen);
    const after = added(totals.get(period), row);
    const problems = first
      ? differing.map((field) => refuse('ENTRY_DIFFERS', { field, externalRef, fields: field }))
      : [
          ...checkAgreement(facts),
          ...checkDay(row, facts),
          ...checkReversal(row, posted, reversed),
          ...checkTotals(after),
        ];
    if (problems.length > 0) return { outcome: 'REJECTED', externalRef, problems };

    posted.set(externalRef, row);
    if (row.reverses !== null) reversed.add(row.reverses);
    totals.set(period, after);
    const belongsTo = periodOf(row.occurredOn);
    return { outcome: 'POSTED', entry: { ...row, period, belongsTo, late: belongsTo < period } };
  });
}

/** All that is wrong with a row that cannot be read, and with what of it can. */
function problemsOf({ problems, occurredOn }: UnreadableEntry, facts: StatementFacts): readonly Refusal[] {
  return occurredOn === null ? problems : [...problems, ...checkDay({ occurredOn }, facts)];
}

function differingFields(row: ParsedEntry, first: KnownEntry): readonly EntryField[] {
  return entryFields.filter((field) => row[field] !== first[field]);
}

/** An agreement that is ENDED has no open period left; one that only has an end still takes what is dated before. */
function checkAgreement({ agreement, earliestOpen }: StatementFacts): readonly Refusal[] {
  const isOver = agreement.endsOn !== null && earliestOpen > periodOf(agreement.endsOn);
  return agreement.state === 'ACTIVE' && !isOver ? [] : [refuse('AGREEMENT_NOT_ACTIVE', { field: 'agreement' })];
}

function checkDay(
  { occurredOn: date }: Pick<ParsedEntry, 'occurredOn'>,
  { agreement, today }: StatementFacts,
): readonly Refusal[] {
  const problem = (code: 'DATE_IN_FUTURE' | 'BEFORE_AGREEMENT' | 'AFTER_AGREEMENT') =>
    refuse(code, { field: 'occurredOn', date });
  if (date < firstDay(agreement.startsIn)) return [problem('BEFORE_AGREEMENT')];
  const afterEnd = agreement.endsOn !== null && date > agreement.endsOn ? [problem('AFTER_AGREEMENT')] : [];
  return date > today ? [problem('DATE_IN_FUTURE'), ...afterEnd] : afterEnd;
}

function checkReversal(
  row: ParsedEntry,
  posted: ReadonlyMap<string, KnownEntry>,
  reversed: ReadonlySet<string>,
): readonly Refusal[] {
  const { reverses } = row;
  if (reverses === null) return [];
  const original = posted.get(reverses);
  if (!original) return [refuse('REVERSAL_UNKNOWN', { field: 'reverses', reverses })];
  const problems: Refusal[] = [];
  if (original.reverses !== null) problems.push(refuse('REVERSAL_OF_REVERSAL', { field: 'reverses' }));
  if (reversed.has(reverses)) problems.push(refuse('REVERSED_ALREADY', { field: 'reverses', reverses }));
  for (const field of ['kind', 'amount'] as const) {
    if (row[field] !== original[field]) problems.push(refuse('REVERSAL_DIFFERS', { field }));
  }
  if (row.occurredOn < original.occurredOn) {
    problems.push(refuse('REVERSAL_BEFORE_ORIGINAL', { field: 'occurredOn' }));
  }
  return problems;
}

function added(before: Totals | undefined, row: ParsedEntry): Totals {
  const { revenue, cost } = effectOf(row);
  return { revenue: (before?.revenue ?? 0n) + revenue, cost: (before?.cost ?? 0n) + cost };
}

/** Revenue, cost and profit of a period stay within int64. */
function checkTotals({ revenue, cost }: Totals): readonly Refusal[] {
  const fits = [revenue, cost, revenue - cost].every(fitsFen);
  return fits ? [] : [refuse('AMOUNT_TOO_LARGE', { field: 'amount' })];
}
