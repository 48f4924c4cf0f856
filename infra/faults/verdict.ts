/** What was looked for and what was found, counted: what the checks of all jobs are made of. */
import type { Connection } from '@hh/service/mongo.ts';
import type { Share } from './oracle.ts';

export interface Verdict {
  /** What was acknowledged and is not there; what is there more than once. */
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: readonly string[];
}

export type Document = Record<string, unknown>;

/** How often each key stands among what was found, beside how often it has to. */
export function compare(what: string, expected: readonly string[], found: readonly string[]): Verdict {
  const count = (keys: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const [must, is] = [count(expected), count(found)];
  let [lost, doubled] = [0, 0];
  const wrong: string[] = [];
  for (const key of new Set([...must.keys(), ...is.keys()])) {
    const off = (is.get(key) ?? 0) - (must.get(key) ?? 0);
    lost += Math.max(0, -off);
    doubled += Math.max(0, off);
    if (off !== 0) wrong.push(`${what}: ${key} is there ${is.get(key) ?? 0} times, not ${must.get(key) ?? 0}`);
  }
  return { lost, doubled, wrong };
}

export function together(verdicts: readonly Verdict[]): Verdict {
  return {
    lost: verdicts.reduce((sum, { lost }) => sum + lost, 0),
    doubled: verdicts.reduce((sum, { doubled }) => sum + doubled, 0),
    wrong: verdicts.flatMap(({ wrong }) => wrong),
  };
}

export function journalOf({ pool, lines }: Share, source: string, agreement: string): string[] {
  if (pool === 0n) return [];
  const moved = lines.filter(([, fen]) => fen > 0n).map(([compound, fen]) => `${compound} ${fen}`);
  return [`${source} ${agreement} ${moved.sort()}`];
}

/** Each compound has one line on either side. */
export function wordsOfJournal({ source, lines }: Document): string {
  const { kind, key } = source as { kind: string; key: string };
  const debits = (lines as { debit: bigint; dimensions: Record<string, string> }[]).filter(({ debit }) => debit > 0n);
  const moved = debits.map(({ debit, dimensions }) => `${dimensions.compound} ${debit}`);
  return `${kind} ${key} ${debits[0]?.dimensions.agreement} ${moved.sort()}`;
}

/** The rows of the audit trail about these, in every database. */
export async function auditOf(databases: object, subjects: readonly unknown[], without: readonly string[]) {
  const of = { 'subject.id': { $in: subjects }, action: { $nin: without } };
  const trails = Object.values(databases).map((database: Connection) => read(database, 'audit', of));
  const rows = (await Promise.all(trails)).flat();
  return rows.map(({ action, subject }) => `${action} ${(subject as { id: string }).id}`);
}

export async function read(
  connection: Connection,
  name: string,
  filter: object,
  projection: object = {},
): Promise<Document[]> {
  return await connection.collection(name).find(filter, { projection }).toArray();
}
