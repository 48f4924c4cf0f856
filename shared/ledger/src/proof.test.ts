import { describe, expect, test } from '@jest/globals';
import { inclusionPath, leafHash, merkleRoot, merkleTree } from './merkle.ts';
import { problemOf } from './proof.ts';
import type { Proof } from './proof-check.ts';

const journals = ['甲', '乙', '丙', '丁', '戊'].map((memo) =>
  JSON.stringify({ memo, lines: [{ credit: 9_007_199_254_740_993n.toString() }] }),
);
const leaves = journals.map(leafHash);
const proof: Proof = {
  root: merkleRoot(leaves),
  leaf: leaves[2] as string,
  path: inclusionPath(merkleTree(leaves), 2),
  journal: journals[2] as string,
};
const [step] = proof.path as [Proof['path'][0]];

describe('an inclusion proof', () => {
  test('holds for the journal it was made for, also after a way through JSON', () => {
    expect(problemOf(proof)).toBeNull();
    expect(problemOf(JSON.parse(JSON.stringify(proof)), proof.root)).toBeNull();
  });

  const cases: readonly [why: string, changed: unknown, problem: string][] = [
    ['the journal was changed', { ...proof, journal: proof.journal.replace('丙', '己') }, 'LEAF_DIFFERS'],
    ['the journal was changed with its leaf', { ...proof, journal: 'x', leaf: leafHash('x') }, 'ROOT_DIFFERS'],
    [
      'a sibling was changed',
      { ...proof, path: [{ ...step, hash: 'f'.repeat(64) }, ...proof.path.slice(1)] },
      'ROOT_DIFFERS',
    ],
    [
      'a sibling changed sides',
      { ...proof, path: [{ ...step, side: 'LEFT' }, ...proof.path.slice(1)] },
      'ROOT_DIFFERS',
    ],
    ['a step is missing', { ...proof, path: proof.path.slice(1) }, 'ROOT_DIFFERS'],
    ['the root was changed', { ...proof, root: 'f'.repeat(64) }, 'ROOT_DIFFERS'],
    ['a hash is no hash', { ...proof, leaf: 'abc' }, 'MALFORMED'],
    ['a side is neither', { ...proof, path: [{ ...step, side: 'left' }] }, 'MALFORMED'],
    ['there is no path', { ...proof, path: undefined }, 'MALFORMED'],
    ['it is no object', null, 'MALFORMED'],
  ];
  test.each(cases)('does not hold when %s', (_, changed, problem) => {
    expect(problemOf(changed)).toBe(problem);
  });

  test('does not hold when any one bit of its file is another, unless the file says the same still', () => {
    const file = Buffer.from(JSON.stringify(proof));
    const parse = (bytes: Buffer): unknown => {
      try {
        return JSON.parse(bytes.toString()) as unknown;
      } catch {
        return 'not JSON';
      }
    };
    const passing = Array.from({ length: file.length * 8 }, (_, bit) => {
      const flipped = Buffer.from(file);
      flipped[bit >> 3] = (file[bit >> 3] as number) ^ (1 << (bit & 7));
      return parse(flipped);
    }).filter((value) => problemOf(value) === null);
    for (const value of passing) expect(value).toEqual(proof);
  });

  test('does not hold with half a character in the place of one that could not be read', () => {
    const journal = 'memo \ufffd';
    const leaf = leafHash(journal);
    expect(problemOf({ root: leaf, leaf, path: [], journal })).toBeNull();
    expect(problemOf({ root: leaf, leaf, path: [], journal: 'memo \ud800' })).toBe('MALFORMED');
  });

  test('does not hold against another root than the one it leads to', () => {
    expect(problemOf(proof, merkleRoot(leaves.slice(0, 4)))).toBe('NOT_THE_PUBLISHED_ROOT');
  });
});
