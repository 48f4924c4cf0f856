/**
 * Checking an inclusion proof with nothing but the proof: is the leaf the hash of the journal's text, and does the
 * path lead from it to the root? Whether that root is the published one is for its reader to compare, or to pass in.
 * The same in Node and in a browser, each with its own SHA-256. The hashes are those of RFC 6962, section 2.1: a leaf is
 * hashed behind a byte 00, a node behind a byte 01, so neither can pass for the other.
 */

/** SHA-256 in lowercase hex: of a text in UTF-8, and of bytes that are written in hex. */
export interface Sha256 {
  ofText(text: string): string;
  ofHex(hex: string): string;
}

/** A sibling on the way from a leaf to the root, and the side it stands on. */
export interface PathStep {
  readonly side: 'LEFT' | 'RIGHT';
  readonly hash: string;
}

export interface Proof {
  readonly root: string;
  readonly leaf: string;
  readonly path: readonly PathStep[];
  /** The canonical text of the journal. */
  readonly journal: string;
}

export type ProofProblem = 'MALFORMED' | 'LEAF_DIFFERS' | 'ROOT_DIFFERS' | 'NOT_THE_PUBLISHED_ROOT';

export function leafHashBy({ ofText }: Sha256, text: string): string {
  return ofText(`\u0000${text}`);
}

export function nodeHashBy({ ofHex }: Sha256, left: string, right: string): string {
  return ofHex(`01${left}${right}`);
}

/** The root that a leaf and its path lead to: it is included if this is the root that was published. */
export function rootOfPathBy(sha256: Sha256, leaf: string, path: readonly PathStep[]): string {
  return path.reduce(
    (below, { side, hash }) => (side === 'LEFT' ? nodeHashBy(sha256, hash, below) : nodeHashBy(sha256, below, hash)),
    leaf,
  );
}

/** The proof that a JSON value holds; null when it is none. */
export function parseProof(value: unknown): Proof | null {
  const { root, leaf, path, journal } = (value ?? {}) as Record<string, unknown>;
  const isSound = isHash(root) && isHash(leaf) && isText(journal) && Array.isArray(path) && path.every(isStep);
  return isSound ? { root, leaf, path: path as PathStep[], journal } : null;
}

/** The first thing that is wrong with a proof; null when the journal lies in the month with this root. */
export function proofProblemBy(sha256: Sha256, value: unknown, publishedRoot?: string): ProofProblem | null {
  const proof = parseProof(value);
  if (!proof) return 'MALFORMED';
  if (leafHashBy(sha256, proof.journal) !== proof.leaf) return 'LEAF_DIFFERS';
  if (rootOfPathBy(sha256, proof.leaf, proof.path) !== proof.root) return 'ROOT_DIFFERS';
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
