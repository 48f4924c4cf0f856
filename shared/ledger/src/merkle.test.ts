import { createHash } from 'node:crypto';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { growingRoot, inclusionPath, leafHash, merkleRoot, merkleTree, rootOfPath } from './merkle.ts';

/** The inputs and roots that implementations of RFC 6962 test themselves with. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')));

describe('the Merkle tree of RFC 6962', () => {
  test.each(roots.map((root, size) => ({ size, root })))('over $size leaves has the known root', ({ size, root }) => {
    expect(merkleRoot(leaves.slice(0, size))).toBe(root);
  });

  test('is the tree that the RFC divides at the largest power of two', () => {
    const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    const divided = (texts: readonly string[]): Buffer => {
      if (texts.length === 1) return sha256(Buffer.of(0), Buffer.from(texts[0] as string));
      const at = 2 ** Math.floor(Math.log2(texts.length - 1));
      return sha256(Buffer.of(1), divided(texts.slice(0, at)), divided(texts.slice(at)));
    };
    expect(growingRoot().root()).toBe(roots[0]);
    for (let size = 1; size <= 130; size += 1) {
      const texts = Array.from({ length: size }, (_, at) => `凭证 ${at}`);
      expect(merkleRoot(texts.map(leafHash))).toBe(divided(texts).toString('hex'));
      const growing = growingRoot();
      for (const text of texts) growing.add(leafHash(text));
      expect(growing.root()).toBe(divided(texts).toString('hex'));
    }
  });

  test('leads from every leaf to the root by its path', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 70 }), (texts) => {
        const hashes = texts.map(leafHash);
        const root = merkleRoot(hashes);
        return hashes.every((leaf, index) => rootOfPath(leaf, inclusionPath(merkleTree(hashes), index)) === root);
      }),
    );
  });

  test('has another root when a leaf is changed, added, left out or moved', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }), fc.nat(), (texts, at) => {
        const hashes = texts.map(leafHash);
        const index = at % (hashes.length - 1);
        const others = [
          hashes.with(index, leafHash('another text that is in no list')),
          [...hashes, leafHash('another text that is in no list')],
          hashes.toSpliced(index, 1),
          hashes.with(index, hashes[index + 1] as string).with(index + 1, hashes[index] as string),
        ];
        return others.every((other) => merkleRoot(other) !== merkleRoot(hashes));
      }),
    );
  });

  test('does not let a node pass for a leaf, nor a path lead a stranger to the root', () => {
    const path = inclusionPath(merkleTree(leaves), 2);
    expect(rootOfPath(leaves[3] as string, path)).not.toBe(roots[8]);
    expect(rootOfPath(leaves[2] as string, path.slice(1))).not.toBe(roots[8]);
    expect(() => inclusionPath(merkleTree(leaves), 8)).toThrow('no leaf 8');
  });
});
