/** The Merkle tree of RFC 6962, section 2.1, over SHA-256. Hashes go in and out as lowercase hex. */
import { hash } from 'node:crypto';
import { leafHashBy, nodeHashBy, type PathStep, rootOfPathBy, type Sha256 } from './proof-check.ts';

export const sha256: Sha256 = {
  ofText: (text) => hash('sha256', text),
  ofHex: (hex) => hash('sha256', Buffer.from(hex, 'hex')),
};

/** The levels from the leaves up to the root alone; one level without a hash for no leaves. */
export type MerkleTree = readonly (readonly string[])[];

/** Of a leaf's text, taken as UTF-8. */
export function leafHash(text: string): string {
  return leafHashBy(sha256, text);
}

function nodeHash(left: string, right: string): string {
  return nodeHashBy(sha256, left, right);
}

/**
 * Neighbours are joined level by level, and one without a neighbour rises as it is: the same tree as the RFC's, which
 * divides at the largest power of two, but each node is hashed once for all proofs.
 */
export function merkleTree(leaves: readonly string[]): MerkleTree {
  const levels: (readonly string[])[] = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = levelAbove(level);
  return levels;
}

function levelAbove(level: readonly string[]): string[] {
  const above: string[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at] as string, level[at + 1]];
    above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}

/** Over no leaves, the hash of nothing. */
export function rootOf(tree: MerkleTree): string {
  return tree.at(-1)?.[0] ?? sha256.ofText('');
}

export function merkleRoot(leaves: readonly string[]): string {
  return rootOf(merkleTree(leaves));
}

/** A root over leaves that come one by one: only the complete subtrees so far are kept, from the largest to the smallest. */
export function growingRoot(): { add(leaf: string): void; root(): string } {
  const peaks: { hash: string; height: number }[] = [];
  return {
    add: (leaf) => {
      let [hash, height] = [leaf, 0];
      for (let left = peaks.at(-1); left?.height === height; left = peaks.at(-1)) {
        hash = nodeHash(left.hash, hash);
        height += 1;
        peaks.pop();
      }
      peaks.push({ hash, height });
    },
    root: () => {
      const hashes = peaks.map((peak) => peak.hash);
      return hashes.length === 0 ? merkleRoot([]) : hashes.reduceRight((right, left) => nodeHash(left, right));
    },
  };
}

/** The siblings from the leaf at an index up to the root. */
export function inclusionPath(tree: MerkleTree, index: number): PathStep[] {
  if (tree[0]?.[index] === undefined) throw new RangeError(`no leaf ${index}`);
  return tree.flatMap((level, height): PathStep[] => {
    const at = Math.floor(index / 2 ** height);
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    return sibling === undefined ? [] : [{ side: at % 2 === 0 ? 'RIGHT' : 'LEFT', hash: sibling }];
  });
}

/** The root that a leaf and its path lead to: it is included if this is the root that was published. */
export function rootOfPath(leaf: string, path: readonly PathStep[]): string {
  return rootOfPathBy(sha256, leaf, path);
}
