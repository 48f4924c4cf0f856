import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inclusionPath, leafHash, merkleRoot, merkleTree } from '@hh/ledger/merkle.ts';
import { afterAll, describe, expect, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'hh-proof-'));
afterAll(() => rmSync(folder, { recursive: true }));

const journals = ['1', '9223372036854775807', '3'].map(
  (fen) =>
    `{"effectiveOn":"2025-11-30","lines":[{"account":"1221.X","credit":0,"debit":${fen}},{"account":"2711.X","credit":${fen},"debit":0}],"memo":"分成","voucherNumber":"2025-11 记-0002"}`,
);
const leaves = journals.map(leafHash);
const proof = {
  root: merkleRoot(leaves),
  leaf: leaves[1],
  path: inclusionPath(merkleTree(leaves), 1),
  journal: journals[1],
};

function verify(content: string, ...more: readonly string[]): { status: number | null; output: string } {
  const file = join(folder, 'proof.json');
  writeFileSync(file, content);
  const program = fileURLToPath(new URL('./verify-proof.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, file, ...more], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('npm run verify-proof', () => {
  test('says that a journal is proved, and what it says, to the fen', () => {
    const { status, output } = verify(JSON.stringify(proof));
    expect(status).toBe(0);
    expect(output).toContain(proof.root);
    expect(output).toContain('借 debit   92233720368547758.07  1221.X');
  });

  test('compares with the published root when it is given', () => {
    expect(verify(JSON.stringify(proof), proof.root).status).toBe(0);
    expect(verify(JSON.stringify(proof), 'f'.repeat(64)).status).toBe(1);
  });

  test('says that a changed journal is not proved', () => {
    const { status, output } = verify(JSON.stringify({ ...proof, journal: journals[0] }));
    expect([status, output]).toEqual([1, expect.stringContaining('NOT PROVED')]);
  });

  test('proves any text, and has nothing to say to a file that is no JSON', () => {
    const leaf = leafHash('not ours');
    expect(verify(JSON.stringify({ root: leaf, leaf, path: [], journal: 'not ours' })).status).toBe(0);
    expect(verify('{').status).toBe(2);
  });
});
