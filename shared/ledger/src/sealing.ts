/** Sealing a month and proving that a journal lies in a sealed one. The rules stand in `month.ts`. */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Period, periodOf, periodsBetween } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { canonicalBytes, type PostedJournal } from './journal.ts';
import type { MonthRow } from './ledger.store.ts';
import { inclusionPath, leafHash, type MerkleTree, merkleRoot, merkleTree, rootOf } from './merkle.ts';
import { bookMonth, type MonthStore, type Within } from './month.store.ts';
import { type BookMonth, checkProposal, checkSealing, isSealed } from './month.ts';
import type { PathStep } from './proof-check.ts';
import { emptyHead, type Head } from './writer.ts';
import { endsYear } from './year.ts';

export interface InclusionProof {
  /** The Merkle root of the month, as it is published. */
  readonly root: string;
  /** SHA-256(00 ‖ journal). */
  readonly leaf: string;
  readonly path: readonly PathStep[];
  /** The canonical bytes of the journal, as text. */
  readonly journal: string;
}

export interface Sealing {
  month(period: Period): Promise<BookMonth>;
  /** From the first with a journal, or that was sealed, to the one we are in. */
  months(): Promise<readonly BookMonth[]>;
  propose(period: Period, by: { readonly proposedBy: string }, within?: Within): Promise<BookMonth | Refusal>;
  seal(period: Period, by: SealedBy, within?: Within): Promise<BookMonth | Refusal>;
  /** The proofs of those that lie in a sealed month, by `seq`. */
  prove(journals: readonly PostedJournal[]): Promise<Map<number, InclusionProof>>;
}

export interface SealedBy {
  readonly sealedBy: string;
  /** Whose proposal this seals; recorded as the proposal when none was made before. */
  readonly proposedBy?: string;
}

interface SealedTree {
  readonly period: Period;
  readonly seqs: readonly number[];
  readonly tree: MerkleTree;
}

const ATTEMPTS = 5;

export function createSealing(options: {
  readonly store: MonthStore;
  readonly clock: Clock;
  /** Null for a book that nothing was written to yet. */
  head(): Promise<Head | null>;
  /** Are there accounts of results that are not carried forward at the end of a year? */
  isUncarried(year: number): Promise<boolean>;
  /** The head, begun if there is none: sealing fences with it. */
  openBook(): Promise<Head>;
}): Sealing {
  const { store, clock } = options;
  /** The month that was asked for last: a sealed one never changes. */
  let lastTree: SealedTree | null = null;

  const currentHead = async (): Promise<Head> => (await options.head()) ?? emptyHead;

  /** The head says it for months that nobody sealed by name; the row says it for one that was sealed since. */
  async function month(period: Period): Promise<BookMonth> {
    const head = await currentHead();
    return monthOf(period, await store.find(period), head);
  }

  function monthOf(period: Period, row: MonthRow | null, head: Head): BookMonth {
    const isSealedNow = isSealed(head, period) || row?.state === 'SEALED';
    return bookMonth(period, row, head, { isSealed: isSealedNow, today: clock.today() });
  }

  async function months(): Promise<BookMonth[]> {
    const head = await currentHead();
    const rows = new Map((await store.all()).map((row) => [row.period, row]));
    const first = [...rows.keys(), ...(Object.keys(head.vouchers) as Period[])].sort()[0];
    const last = periodOf(clock.today());
    const shown = first && first <= last ? periodsBetween(first, last) : [];
    return shown.map((period) => monthOf(period, rows.get(period) ?? null, head));
  }

  async function leavesUntil(period: Period, seq: number): Promise<string[]> {
    const leaves: string[] = [];
    for await (const journal of store.journalsOf(period, seq)) leaves.push(soundLeaf(journal));
    return leaves;
  }

  async function sealedTree(period: Period): Promise<SealedTree> {
    if (lastTree?.period === period) return lastTree;
    const { seqs, hashes } = await store.leavesOf(period);
    lastTree = { period, seqs, tree: merkleTree(hashes) };
    return lastTree;
  }

  async function trySeal(period: Period, sealedBy: string, within?: Within): Promise<BookMonth | Refusal | null> {
    const head = await options.openBook();
    const row = await store.find(period);
    if (row?.state === 'SEALED' && row.sealedBy === sealedBy) return await month(period);
    const refused = checkSealing(period, head, {
      today: clock.today(),
      proposedBy: row?.proposedBy ?? null,
      sealedBy,
    });
    if (refused) return refused;
    const year = Number(period.slice(0, 4));
    if (endsYear(period) && (await options.isUncarried(year)))
      return refuse('YEAR_NOT_CARRIED', { field: 'period', year });
    const leaves = await leavesUntil(period, head.seq);
    const rootWith = (since: readonly PostedJournal[]) => {
      const all = [...leaves, ...since.map(soundLeaf)];
      return { merkleRoot: merkleRoot(all), journalCount: all.length };
    };
    const outcome = await store.seal({ period, on: head, rootWith, sealedBy, at: clock.now() }, within);
    return outcome === 'SEALED' ? await month(period) : null;
  }

  return {
    month,
    months,

    propose: async (period, { proposedBy }, within) => {
      const refused = checkProposal(period, await currentHead(), clock.today());
      if (refused) return refused;
      await store.propose(period, proposedBy, clock.now(), within);
      return await month(period);
    },

    seal: async (period, { sealedBy, proposedBy }, within) => {
      if (sealedBy === proposedBy) return refuse('SAME_PERSON', { field: 'sealedBy' });
      const mayPropose = checkProposal(period, await currentHead(), clock.today()) === null;
      if (mayPropose && proposedBy) await store.propose(period, proposedBy, clock.now());
      for (let tries = 0; tries < ATTEMPTS; tries += 1) {
        const answer = await trySeal(period, sealedBy, within);
        if (answer) return answer;
      }
      throw new Error(`others keep sealing: ${period} could not be sealed in ${ATTEMPTS} attempts`);
    },

    prove: async (journals) => {
      const proofs = new Map<number, InclusionProof>();
      for (const [period, group] of Map.groupBy(journals, (journal) => journal.month)) {
        const { state, merkleRoot: root } = await month(period);
        if (state === 'OPEN' || root === null) continue;
        const { seqs, tree } = await sealedTree(period);
        if (rootOf(tree) !== root) throw new Error(`the book is damaged: the journals of ${period} have another root`);
        for (const journal of group) {
          const path = inclusionPath(tree, seqs.indexOf(journal.seq));
          proofs.set(journal.seq, { root, leaf: journal.hash, path, journal: canonicalBytes(journal) });
        }
      }
      return proofs;
    },
  };
}

/** A root is never printed over a damaged book: each leaf is computed anew from the journal itself. */
function soundLeaf(journal: PostedJournal): string {
  const leaf = leafHash(canonicalBytes(journal));
  if (leaf !== journal.hash) throw new Error(`the book is damaged: the hash of journal ${journal.seq} is wrong`);
  return leaf;
}
