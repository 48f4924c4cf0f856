/**
 * The entries of a period in the order in which they were taken, as one hash: each link is the SHA-256 over the link
 * before it and what the entry says. It grows with every posting, so closing reads it without reading the entries, and
 * whoever has them can compute it again. ECONOMY.md, Allocation (the hash of everything an allocation used).
 */
import { contentHash } from '@hh/kernel/canonical.ts';
import type { ParsedEntry } from './entry.ts';

/** Before the first entry. */
export const EMPTY_CHAIN = contentHash('no entries');

export function chainAfter(before: string, entry: ParsedEntry): string {
  const { externalRef, kind, amount, occurredOn, projectCode, memo, reverses } = entry;
  return contentHash({ before, entry: { externalRef, kind, amount, occurredOn, projectCode, memo, reverses } });
}
