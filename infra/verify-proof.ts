/**
 * `npm run verify-proof -- proof.json [publication.json | published root]`: checks an owner's inclusion proof with no
 * database and no network, against the publication it belongs to or its root; a publication alone is checked by itself.
 * Exit code 0: all of it holds. 1: something does not. 2: there is nothing to check.
 */
import { readFileSync } from 'node:fs';
import { formatMoney } from '@hh/kernel/money.ts';
import { problemOf } from '@hh/ledger/proof.ts';
import { type Proof, type ProofProblem, parseProof } from '@hh/ledger/proof-check.ts';
import type { PublicationContent } from '@hh/property/publication-content/publication-content.ts';
import {
  contentIn,
  type PrintedPublication,
  type PublicationProblem,
  problemOfLine,
  problemOfPublication,
  publicationIn,
} from '@hh/property/publication-content/verify.ts';

const problems: Record<ProofProblem | PublicationProblem, string> = {
  MALFORMED: 'This is not an inclusion proof: {root, leaf, path: [{side, hash}], journal}. 文件不是包含证明。',
  LEAF_DIFFERS: 'The leaf is not the hash of the journal: the journal was changed. 凭证内容与叶哈希不符。',
  ROOT_DIFFERS: 'The path does not lead to the root: the journal is not in this month. 路径不通向该默克尔根。',
  NOT_THE_PUBLISHED_ROOT: 'The proof is for another root than the published one. 与公示的默克尔根不一致。',
  CONTENT_DIFFERS: 'The hash is not that of the text: the publication was changed. 公示内容与校验值不符。',
  SUMS_DIFFER: 'The figures of the publication do not add up. 公示的金额不平。',
  NOT_PUBLISHED_THERE: 'The journal does not stand in the publication. 公示中没有该凭证。',
  AMOUNTS_DIFFER: 'The journal has other amounts than the publication says. 凭证金额与公示不符。',
};

const [file, against] = process.argv.slice(2);
process.exitCode = file ? verify(file, against) : usage();

function usage(): number {
  console.error('npm run verify-proof -- proof.json [publication.json | published root]');
  return 2;
}

function verify(path: string, other?: string): number {
  const value = readJson(path);
  if (value === undefined) return 2;
  const own = parseProof(value) ? null : publicationIn(value);
  const isRoot = other === undefined || /^[0-9a-f]{64}$/.test(other);
  const read = isRoot ? null : readJson(other);
  if (read === undefined) return 2;
  const publication = own ?? publicationIn(read);
  if (!publication && !isRoot) return nothingIn(other);
  return own ? tellPublication(own) : tellProof(value, publication, isRoot ? other : undefined);
}

function nothingIn(path: string): number {
  console.error(`${path} holds no publication: {contentHash, text} 文件中没有公示`);
  return 2;
}

function tellPublication(publication: PrintedPublication): number {
  const problem = problemOfPublication(publication);
  if (problem) return notProved(problem);
  tellContent(publication, contentIn(publication) as PublicationContent);
  return 0;
}

function tellProof(value: unknown, publication: PrintedPublication | null, root?: string): number {
  const wrong = publication && problemOfPublication(publication);
  if (wrong) return notProved(wrong);
  const content = publication && contentIn(publication);
  const problem = problemOf(value, content?.merkleRoot ?? root);
  if (problem) return notProved(problem);
  const proof = parseProof(value) as Proof;
  const unlike = content && problemOfLine(content, proof);
  if (unlike) return notProved(unlike);
  console.log(`proved 已验证: the journal lies in the month with the root\n  ${proof.root}`);
  if (publication && content) tellContent(publication, content);
  else if (!root) console.log('Compare this root with the published one 请与公示的默克尔根核对。');
  for (const line of summaryOf(proof.journal)) console.log(line);
  return 0;
}

function notProved(problem: ProofProblem | PublicationProblem): number {
  console.log(`NOT PROVED 未通过: ${problems[problem]}`);
  return 1;
}

function tellContent({ contentHash }: PrintedPublication, { name, period, closingBalance }: PublicationContent): void {
  console.log(
    `the publication adds up 公示已核对: ${name} ${period}, ${formatMoney(closingBalance)}\n  ${contentHash}`,
  );
  console.log('Compare this hash with the one on the board 请与公示栏的校验值核对。');
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
