/**
 * Checking a publication with nothing but itself, and a journal's proof against it: is its hash that of its text, do its
 * figures add up, and does the journal stand in it with the amounts that it prints? Whether its root is that of the proof
 * is the proof's own question. The hash is compared by its reader with the one on the board.
 */
import { textHash } from '@hh/kernel/canonical.ts';
import { bank, fund } from '../public-revenue/public-revenue.ts';
import type { PublicationContent } from './publication-content.ts';

export interface PrintedPublication {
  readonly contentHash: string;
  /** The canonical text of its content. */
  readonly text: string;
}

export type PublicationProblem = 'CONTENT_DIFFERS' | 'SUMS_DIFFER' | 'NOT_PUBLISHED_THERE' | 'AMOUNTS_DIFFER';

/** The publication that a JSON value holds, such as the file of one or an answer of the graph; null where there is none. */
export function publicationIn(value: unknown): PrintedPublication | null {
  if (typeof value !== 'object' || value === null) return null;
  const { contentHash, text } = value as Record<string, unknown>;
  if (typeof contentHash === 'string' && typeof text === 'string' && text.isWellFormed()) return { contentHash, text };
  for (const each of Object.values(value)) {
    const found = publicationIn(each);
    if (found) return found;
  }
  return null;
}

/** What a publication says, every number as a BigInt: amounts beyond 2^53 fen keep their digits. */
export function contentIn({ text }: PrintedPublication): PublicationContent | null {
  const content = exact(text) as PublicationContent | null;
  const lists = [content?.income, content?.expenditure, content?.receivable, content?.journals];
  return content !== null && lists.every(Array.isArray) ? content : null;
}

/** The first thing that is wrong with a publication by itself; null when nothing is. */
export function problemOfPublication(publication: PrintedPublication): PublicationProblem | null {
  const content = contentIn(publication);
  if (content === null || textHash(publication.text) !== publication.contentHash) return 'CONTENT_DIFFERS';
  const { openingBalance, closingBalance, availableAtBank, income, expenditure, receivable, journals } = content;
  const byWords = openingBalance + sum(income) - sum(expenditure);
  const isSound = [byWords, openingBalance + sum(journals), availableAtBank + sum(receivable)].every(
    (each) => each === closingBalance,
  );
  return isSound ? null : 'SUMS_DIFFER';
}

/** The first thing that is wrong with a journal as a sound publication shows it. */
export function problemOfLine(
  content: PublicationContent,
  { leaf, journal }: { readonly leaf: string; readonly journal: string },
): PublicationProblem | null {
  const posted = exact(journal) as {
    readonly seq: bigint;
    readonly lines: readonly { readonly account: string; readonly debit: bigint; readonly credit: bigint }[];
  } | null;
  const line = content.journals.find(({ hash }) => hash === leaf);
  if (!posted || !line || posted.seq !== (line.seq as unknown as bigint)) return 'NOT_PUBLISHED_THERE';
  const change = (account: string) =>
    posted.lines.reduce((all, each) => (each.account === account ? all + each.debit - each.credit : all), 0n);
  const isSame = line.amount === -change(fund(content.compound)) && line.atBank === change(bank(content.compound));
  return isSame ? null : 'AMOUNTS_DIFFER';
}

function sum(amounts: readonly { readonly amount: bigint }[]): bigint {
  return amounts.reduce((all, { amount }) => all + amount, 0n);
}

/** Null for what is no JSON. */
function exact(text: string): unknown {
  const digits = (_: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? BigInt(context?.source ?? value) : value;
  try {
    return JSON.parse(text, digits);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
