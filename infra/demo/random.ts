/** Numbers that look random and are the same for ever: SHA-256 of seed, entity and index. Never the clock, never chance. */
import { createHash } from 'node:crypto';

const SEED = 'tancheng-2025';

/** A whole number from 0 to below `limit`, for this entity and index. */
export function pick(entity: string, index: number, limit: number): number {
  const digest = createHash('sha256').update(`${SEED}|${entity}|${index}`).digest();
  return Number(digest.readBigUInt64BE(0) % BigInt(limit));
}

/** `total` in `parts` whole numbers that differ by at most 1: the first ones have the greater. */
export function spread(total: number, parts: number): number[] {
  const [quotient, rest] = [Math.floor(total / parts), total % parts];
  return Array.from({ length: parts }, (_, index) => quotient + (index < rest ? 1 : 0));
}

/** `person-0001` for the first: ids of the demonstration are a word and a number. */
export function number(word: string, index: number, digits = 4): string {
  return `${word}-${String(index + 1).padStart(digits, '0')}`;
}
