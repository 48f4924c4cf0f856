/** Checking an inclusion proof where Node runs. */
import { sha256 } from './merkle.ts';
import { type ProofProblem, proofProblemBy } from './proof-check.ts';

/** The first thing that is wrong with a proof; null when the journal lies in the month with this root. */
export function problemOf(value: unknown, publishedRoot?: string): ProofProblem | null {
  return proofProblemBy(sha256, value, publishedRoot);
}
