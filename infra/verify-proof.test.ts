import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonical, contentHash } from '@hh/kernel/canonical.ts';
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

/** A compound's month with the one journal that it has, as the book and the page have it. */
function published(change: object = {}) {
  const journal = `{"lines":[{"account":"1221.37132200100101","credit":0,"debit":900719925474099301},{"account":"2711.37132200100101","credit":900719925474099301,"debit":0}],"seq":7}`;
  const all = ['first', journal, 'third'].map(leafHash);
  const [root, leaf] = [merkleRoot(all), all[1] as string];
  const amount = 900719925474099301n;
  const content = {
    ...{ compound: '37132200100101', name: '和园花园', period: '2025-10', corrects: null, merkleRoot: root },
    ...{ openingBalance: 0n, closingBalance: amount, availableAtBank: 0n, shares: [], late: [], ruleLists: [] },
    income: [{ agreement: 'JV-0001', name: '家政', operator: null, amount }],
    expenditure: [],
    receivable: [{ agreement: 'JV-0001', name: '家政', operator: null, amount }],
    journals: [{ seq: 7, amount, atBank: 0n, hash: leaf, kind: 'PROFIT_SHARE' }],
    ...change,
  };
  const proof = { root, leaf, path: inclusionPath(merkleTree(all), 1), journal };
  return { proof, publication: { contentHash: contentHash(content), text: canonical(content) } };
}

describe('npm run verify-proof with a publication', () => {
  const against = (given: object, publication: object) => {
    const file = join(folder, 'publication.json');
    writeFileSync(file, JSON.stringify(publication));
    return verify(JSON.stringify(given), file);
  };

  test('accepts a line of it, as a file or as the graph answers it, to the fen', () => {
    const { proof, publication } = published();
    for (const form of [publication, { data: { publication } }, { data: { compound: [{ node: publication }] } }]) {
      const { status, output } = against(proof, form);
      expect(output).toContain('9007199254740993.01');
      expect(status).toBe(0);
    }
  });

  test('accepts a publication alone, whose figures add up', () => {
    const { status, output } = verify(JSON.stringify(published().publication));
    expect([status, output]).toEqual([0, expect.stringContaining('和园花园 2025-10')]);
  });

  test('refuses it after any one byte is changed', () => {
    const { proof, publication } = published();
    const { text } = publication;
    for (let at = 0; at < text.length; at += 29) {
      const other = text[at] === '1' ? '2' : '1';
      const changed = { ...publication, text: text.slice(0, at) + other + text.slice(at + 1) };
      expect([at, against(proof, changed).status]).toEqual([at, 1]);
    }
    for (const [from, to] of [
      ['99301', '99302'],
      ['2711', '2712'],
    ] as const)
      expect(against({ ...proof, journal: proof.journal.replace(from, to) }, publication).status).toBe(1);
  });

  test.each([
    ['its root is another month’s', { merkleRoot: 'f'.repeat(64) }, 'published one'],
    [
      'the line does not stand in it',
      { journals: [], income: [], receivable: [], closingBalance: 0n },
      'does not stand',
    ],
    [
      'the line has another amount',
      {
        ...{ closingBalance: 5n, income: [{ amount: 5n }], receivable: [{ amount: 5n }] },
        journals: [{ seq: 7, amount: 5n, atBank: 0n, hash: published().proof.leaf }],
      },
      'other amounts',
    ],
    ['its figures do not add up', { closingBalance: 5n }, 'do not add up'],
  ])('refuses it where %s', (_, change, words) => {
    const { status, output } = against(published().proof, published(change).publication);
    expect([status, output]).toEqual([1, expect.stringContaining(words)]);
  });

  test('has nothing to say where the second file is no publication', () => {
    expect(against(published().proof, { text: 'no hash' }).status).toBe(2);
  });
});

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
