/**
 * `npm run verify-proof -- proof.json [published root]`: checks an owner's inclusion proof with no database and no
 * network. Exit code 0: the journal lies in the month with this root. 1: it does not. 2: there is nothing to check.
 */
import { readFileSync } from 'node:fs';
import { formatMoney } from '@hh/kernel/money.ts';
import { type ProofProblem, parseProof, problemOf } from '@hh/ledger/proof.ts';

const problems: Record<ProofProblem, string> = {
  MALFORMED: 'This is not an inclusion proof: {root, leaf, path: [{side, hash}], journal}. 文件不是包含证明。',
  LEAF_DIFFERS: 'The leaf is not the hash of the journal: the journal was changed. 凭证内容与叶哈希不符。',
  ROOT_DIFFERS: 'The path does not lead to the root: the journal is not in this month. 路径不通向该默克尔根。',
  NOT_THE_PUBLISHED_ROOT: 'The proof is for another root than the one you gave. 与公示的默克尔根不一致。',
};

const [file, publishedRoot] = process.argv.slice(2);
process.exitCode = file ? verify(file) : usage();

function usage(): number {
  console.error('npm run verify-proof -- proof.json [published root]');
  return 2;
}

function verify(path: string): number {
  const proof = readJson(path);
  if (proof === undefined) return 2;
  const problem = problemOf(proof, publishedRoot);
  if (problem) {
    console.log(`NOT PROVED 未通过: ${problems[problem]}`);
    return 1;
  }
  const { root, journal } = parseProof(proof) as NonNullable<ReturnType<typeof parseProof>>;
  console.log(`proved 已验证: the journal lies in the month with the root\n  ${root}`);
  if (!publishedRoot) console.log('Compare this root with the published one 请与公示的默克尔根核对。');
  for (const line of summaryOf(journal)) console.log(line);
  return 0;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    console.error(`${path} cannot be read 文件无法读取: ${(error as Error).message}`);
    return undefined;
  }
}

interface Shown {
  readonly voucherNumber: string;
  readonly effectiveOn: string;
  readonly memo: string;
  readonly lines: readonly { readonly account: string; readonly debit: bigint; readonly credit: bigint }[];
}

/** What the journal says, in yuan; the bare text when it is none of this system's. */
function summaryOf(text: string): string[] {
  const journal = parseShown(text);
  if (!journal) return [text];
  return [
    `${journal.voucherNumber}  ${journal.effectiveOn}  ${journal.memo}`,
    ...journal.lines.map(({ account, debit, credit }) =>
      debit > 0n ? `  借 debit   ${formatMoney(debit)}  ${account}` : `  贷 credit  ${formatMoney(credit)}  ${account}`,
    ),
  ];
}

/** Fen beyond 2^53 would lose digits as numbers, so they are read off the text. */
function parseShown(text: string): Shown | null {
  const digits = (key: string, value: unknown, context?: { source?: string }) =>
    key === 'debit' || key === 'credit' ? BigInt(context?.source ?? '0') : value;
  try {
    const journal = JSON.parse(text, digits) as Shown | null;
    return Array.isArray(journal?.lines) ? journal : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
