import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { type Lock, problems, readLock, readManifests, repair } from './lockfile.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function aLock(): Lock {
  return {
    packages: {
      '': { devDependencies: { linter: '2.6.8' }, dependencies: { server: '1.0.0' } },
      'node_modules/linter': {
        version: '2.6.8',
        dev: true,
        optionalDependencies: { '@linter/cli-darwin-arm64': '2.6.8', '@linter/cli-linux-x64-musl': '2.6.8' },
      },
      'node_modules/server': { version: '1.0.0', optionalDependencies: { 'server-windows-64': '^1.0.3' } },
    },
  };
}

const manifests = { '': { devDependencies: { linter: '2.6.8' }, dependencies: { server: '1.0.0' } } };

describe('the lockfile of this repository', () => {
  test('is one that npm ci accepts on every platform, and names no registry', () => {
    expect(problems(readLock(root), readManifests(root))).toEqual([]);
  });

  test('is so for the peers of the benchmarks too', () => {
    const peers = join(root, 'infra', 'bench', 'peers');
    expect(problems(readLock(peers), readManifests(peers))).toEqual([]);
  });
});

describe('a lockfile', () => {
  test('without the packages of other platforms gets an entry for each', () => {
    const lock = aLock();
    expect(problems(lock, manifests)).toHaveLength(3);
    repair(lock, manifests);
    expect(problems(lock, manifests)).toEqual([]);
    expect(lock.packages['node_modules/@linter/cli-darwin-arm64']).toEqual({
      version: '2.6.8',
      os: ['darwin'],
      cpu: ['arm64'],
      dev: true,
      optional: true,
    });
    expect(lock.packages['node_modules/@linter/cli-linux-x64-musl']).toMatchObject({ os: ['linux'], libc: ['musl'] });
    expect(lock.packages['node_modules/server-windows-64']).toEqual({
      version: '1.0.3',
      os: ['win32'],
      cpu: ['x64'],
      optional: true,
    });
  });

  test('finds a package in the folders above the one that asks, as Node does', () => {
    const nested = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { version: '1.0.0', dependencies: { '@scope/b': '1.0.0' } },
      'node_modules/a/node_modules/@scope/b': { version: '1.0.0', dependencies: { c: '1.0.0' } },
      'node_modules/a/node_modules/c': { version: '1.0.0' },
    };
    expect(problems({ packages: nested }, { '': { dependencies: { a: '1.0.0' } } })).toEqual([]);
    const { 'node_modules/a/node_modules/c': _, ...without } = nested;
    expect(problems({ packages: without }, { '': { dependencies: { a: '1.0.0' } } })).toHaveLength(1);
  });

  test('that lags behind a package.json is named, and follows it when nothing new is needed', () => {
    const lock = aLock();
    repair(lock, manifests);
    const changed = { '': { devDependencies: { linter: '2.6.8' } } };
    expect(problems(lock, changed)).toEqual(['the root asks for server@none, the lock for 1.0.0']);
    repair(lock, changed);
    expect(problems(lock, changed)).toEqual([]);
    expect(problems(lock, { '': { devDependencies: { linter: '3.0.0' } } })).toHaveLength(1);
  });

  test('keeps no address of a registry and nothing that no package asks for', () => {
    const lock = aLock();
    repair(lock, manifests);
    lock.packages['node_modules/server'] = { version: '1.0.0', resolved: 'https://registry.example.org/server.tgz' };
    lock.packages['node_modules/leftover'] = { version: '1.0.0', extraneous: true };
    expect(problems(lock, manifests)).toHaveLength(2);
    repair(lock, manifests);
    expect(problems(lock, manifests)).toEqual([]);
  });
});
