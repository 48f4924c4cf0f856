/**
 * Checking an inclusion proof with nothing but the proof: is the leaf the hash of the journal's text, and does the
 * path lead from it to the root? Whether that root is the published one is for its reader to compare, or to pass in.
 */
import { leafHash, type PathStep, rootOfPath } from './merkle.ts';

export interface Proof {
  readonly root: string;
  readonly leaf: string;
  readonly path: readonly PathStep[];
  /** The canonical text of the journal. */
  readonly journal: string;
}

export type ProofProblem = 'MALFORMED' | 'LEAF_DIFFERS' | 'ROOT_DIFFERS' | 'NOT_THE_PUBLISHED_ROOT';

/** The proof that a JSON value holds; null when it is none. */
export function parseProof(value: unknown): Proof | null {
  const { root, leaf, path, journal } = (value ?? {}) as Record<string, unknown>;
  const isSound = isHash(root) && isHash(leaf) && isText(journal) && Array.isArray(path) && path.every(isStep);
  return isSound ? { root, leaf, path: path as PathStep[], journal } : null;
}

/** The first thing that is wrong with a proof; null when the journal lies in the month with this root. */
export function problemOf(value: unknown, publishedRoot?: string): ProofProblem | null {
  const proof = parseProof(value);
  if (!proof) return 'MALFORMED';
  if (leafHash(proof.journal) !== proof.leaf) return 'LEAF_DIFFERS';
  if (rootOfPath(proof.leaf, proof.path) !== proof.root) return 'ROOT_DIFFERS';
  return publishedRoot !== undefined && publishedRoot !== proof.root ? 'NOT_THE_PUBLISHED_ROOT' : null;
}

/** Half a character has the bytes of the replacement character, so it could take its place unseen. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed();
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isStep(value: unknown): value is PathStep {
  const { side, hash } = (value ?? {}) as Record<string, unknown>;
  return (side === 'LEFT' || side === 'RIGHT') && isHash(hash);
}
