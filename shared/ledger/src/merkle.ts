/**
 * The Merkle tree of RFC 6962, section 2.1, over SHA-256: a leaf is hashed behind a byte 00, a node behind a byte 01,
 * so neither can pass for the other. Hashes go in and out as lowercase hex.
 */
import { hash } from 'node:crypto';

/** A sibling on the way from a leaf to the root, and the side it stands on. */
export interface PathStep {
  readonly side: 'LEFT' | 'RIGHT';
  readonly hash: string;
}

/** Of a leaf's text, taken as UTF-8. */
export function leafHash(text: string): string {
  return hash('sha256', `\u0000${text}`);
}

function nodeHash(left: string, right: string): string {
  return hash('sha256', Buffer.from(`01${left}${right}`, 'hex'));
}

/** The root over the leaves' hashes in their order; over none, the hash of nothing. */
export function merkleRoot(leaves: readonly string[]): string {
  return leaves.length === 0 ? hash('sha256', '') : subtree(leaves, 0, leaves.length);
}

/** The siblings from the leaf at an index up to the root. */
export function inclusionPath(leaves: readonly string[], index: number): PathStep[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`);
  const path: PathStep[] = [];
  let [from, to] = [0, leaves.length];
  while (to - from > 1) {
    const middle = from + largestPowerOfTwoBelow(to - from);
    if (index < middle) {
      path.push({ side: 'RIGHT', hash: subtree(leaves, middle, to) });
      to = middle;
    } else {
      path.push({ side: 'LEFT', hash: subtree(leaves, from, middle) });
      from = middle;
    }
  }
  return path.reverse();
}

/** The root that a leaf and its path lead to: it is included if this is the root that was published. */
export function rootOfPath(leaf: string, path: readonly PathStep[]): string {
  return path.reduce(
    (hash, step) => (step.side === 'LEFT' ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash)),
    leaf,
  );
}

function subtree(leaves: readonly string[], from: number, to: number): string {
  if (to - from === 1) return leaves[from] as string;
  const middle = from + largestPowerOfTwoBelow(to - from);
  return nodeHash(subtree(leaves, from, middle), subtree(leaves, middle, to));
}

/** The largest power of two smaller than a size of at least 2: where RFC 6962 divides a list. */
function largestPowerOfTwoBelow(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}
