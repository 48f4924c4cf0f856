import type { Clock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, type Capability, countyOf, scopesOf } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { Transaction, Writer } from '@hh/service/writer.ts';
import { findFor } from '../agreement/agreement.commands.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { PeriodStore } from '../period/period.store.ts';
import {
  type Entry,
  effectOf,
  isUnreadable,
  type ParsedEntry,
  parseEntry,
  type RawEntry,
  type UnreadableEntry,
} from './entry.ts';
import type { StatementStore } from './statement.store.ts';
import {
  type Decision,
  decideEntries,
  type Outcome,
  periodFor,
  type StatementFacts,
  type Totals,
} from './statement.ts';

export interface StatementParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly agreements: AgreementStore;
  readonly periods: PeriodStore;
  readonly statements: StatementStore;
}

export interface StatementRow {
  /** Where it stands in the request or in the file, from 1. */
  readonly line: number;
  readonly entry: ParsedEntry | UnreadableEntry;
}

export interface RowOutcome {
  readonly line: number;
  readonly externalRef: string;
  readonly outcome: Outcome;
  /** What is posted under its key: now, or the first time. */
  readonly entry: Entry | null;
  readonly problems: readonly Refusal[];
}

export interface Posting {
  readonly county: string;
  /** The agreement's code. */
  readonly agreement: string;
  /** At most 1,000. */
  readonly rows: readonly StatementRow[];
  readonly source: { readonly kind: 'API' | 'FILE'; readonly id: string | null };
  readonly by: Pick<Actor, 'kind' | 'id'>;
}

const ROWS_MAX = 1_000;

/** The agreement that the actor may do this to. The grant of an enterprise names no county: the agreement does. */
export async function findOperated(
  parts: Pick<StatementParts, 'agreements' | 'statements'>,
  actor: Actor,
  capability: Capability,
  code: string,
): Promise<Agreement | Refusal> {
  const county = countyOf(actor) ?? (await parts.statements.countyOperatedIn(code, scopesOf(actor, capability)));
  return await findFor(parts, actor, capability, code, county);
}

/** Posts 1 to 1,000 entries; every row has an outcome, and the same rows again post nothing. */
export async function postEntries(
  parts: StatementParts,
  actor: Actor,
  { agreement: code, entries }: { agreement: string; entries: readonly RawEntry[] },
): Promise<readonly RowOutcome[] | Refusal> {
  if (entries.length < 1 || entries.length > ROWS_MAX) {
    return refuse('LIST_SIZE', { field: 'entries', min: 1, max: ROWS_MAX });
  }
  const found = await findOperated(parts, actor, 'entries:post', code);
  if (isRefusal(found)) return found;
  const rows = entries.map((raw, index) => ({ line: index + 1, entry: parseEntry(raw) }));
  return await parts.writer.write(async (transaction) => {
    const { county } = found;
    const source = { kind: 'API', id: null } as const;
    const outcomes = await takeEntries(parts, { county, agreement: code, rows, source, by: actor }, transaction);
    if (isRefusal(outcomes)) return outcomes;
    const after = { rows: outcomes.length, posted: countOf(outcomes, 'POSTED') };
    const subject = { type: 'Agreement', id: found.id };
    transaction.audit({ county, actor, action: 'postEntries', subject, after });
    return outcomes;
  });
}

/**
 * Decides on rows and takes what is POSTED, inside a transaction of the writer: entries, their periods' running totals.
 * Refuses as a whole only where a period's totals leave int64, which each row is checked for before.
 */
export async function takeEntries(
  parts: Omit<StatementParts, 'writer'>,
  { county, agreement: code, rows, source, by }: Posting,
  { session }: Transaction,
): Promise<readonly RowOutcome[] | Refusal> {
  const agreement = await parts.agreements.byCode(county, code, session);
  if (!agreement) throw new Error(`the agreement ${code} of ${county} has vanished`);
  const { facts, known } = await factsFor(parts, agreement, rows, session);
  const decisions = decideEntries(
    rows.map(({ entry }) => entry),
    facts,
  );
  const at = parts.clock.now();
  const taken = decisions.flatMap((decision, index) => {
    if (decision.outcome !== 'POSTED') return [];
    const line = rows[index]?.line ?? 0;
    return { ...decision.entry, postedAt: at, postedBy: { kind: by.kind, id: by.id }, source: { ...source, line } };
  });
  if (taken.length > 0) {
    for (const entry of await parts.statements.take(agreement, taken, session)) known.set(entry.externalRef, entry);
    const refusal = await addToTotals(parts, agreement, taken, session);
    if (refusal) return refusal;
  }
  return decisions.map((decision, index) => outcomeOf(decision, rows[index]?.line ?? 0, known));
}

/** What would become of these rows if they were posted now. */
export async function lookAtEntries(
  parts: Omit<StatementParts, 'writer'>,
  agreement: Agreement,
  rows: readonly StatementRow[],
): Promise<readonly RowOutcome[]> {
  const { facts, known } = await factsFor(parts, agreement, rows);
  const parsed = rows.map(({ entry }) => entry);
  return decideEntries(parsed, facts).map((decision, index) => outcomeOf(decision, rows[index]?.line ?? 0, known));
}

async function factsFor(
  parts: Omit<StatementParts, 'writer'>,
  agreement: Agreement,
  rows: readonly StatementRow[],
  session?: Session,
): Promise<{ facts: StatementFacts; known: Map<string, Entry> }> {
  const parsed = rows.flatMap(({ entry }) => (isUnreadable(entry) ? [] : [entry]));
  const earliestOpen = await parts.periods.earliestOpen(agreement, session);
  const keys = parsed.flatMap(({ externalRef, reverses }) =>
    reverses === null ? [externalRef] : [externalRef, reverses],
  );
  const known = await parts.statements.posted(agreement, [...new Set(keys)], session);
  const reversed = [...known.values()].filter(({ reversedBy }) => reversedBy !== null);
  const totals = new Map<Period, Totals>();
  for (const period of new Set(parsed.map(({ occurredOn }) => periodFor(occurredOn, earliestOpen)))) {
    const running = await parts.periods.find(agreement, period, session);
    if (running) totals.set(period, running);
  }
  const facts = {
    agreement,
    earliestOpen,
    today: parts.clock.today(),
    posted: known,
    reversed: new Set(reversed.map(({ externalRef }) => externalRef)),
    totals,
  };
  return { facts, known };
}

async function addToTotals(
  { periods }: Pick<StatementParts, 'periods'>,
  { county, code: agreement }: Agreement,
  taken: readonly (ParsedEntry & { readonly period: Period })[],
  session: Session,
): Promise<Refusal | null> {
  for (const [period, own] of Map.groupBy(taken, (entry) => entry.period)) {
    const effects = own.map(effectOf);
    const revenue = effects.reduce((sum, effect) => sum + effect.revenue, 0n);
    const cost = effects.reduce((sum, effect) => sum + effect.cost, 0n);
    const sums = { county, agreement, period, revenue, cost, entries: own.length };
    const refusal = await periods.takeEntries(session, sums);
    if (refusal) return refusal;
  }
  return null;
}

function outcomeOf(decision: Decision, line: number, known: ReadonlyMap<string, Entry>): RowOutcome {
  const { outcome } = decision;
  if (outcome === 'REJECTED') {
    return { line, outcome, externalRef: decision.externalRef, entry: null, problems: decision.problems };
  }
  const externalRef = outcome === 'POSTED' ? decision.entry.externalRef : decision.externalRef;
  return { line, outcome, externalRef, entry: known.get(externalRef) ?? null, problems: [] };
}

export function countOf(outcomes: readonly Pick<RowOutcome, 'outcome'>[], wanted: Outcome): number {
  return outcomes.filter(({ outcome }) => outcome === wanted).length;
}
