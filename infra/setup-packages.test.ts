import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ensureInstalled } from './setup/packages.mjs';

let root: string;
let said: string[];
const path = process.env.PATH;

/** An npm that notes how it is called, does this, and installs what the lockfile says unless that ended it. */
function npmThat(does: string): void {
  const npm = join(root, 'npm');
  const script = `echo "$*" >> calls; ${does}\nmkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json`;
  writeFileSync(npm, `#!/bin/sh\n${script}\n`);
  chmodSync(npm, 0o755);
  process.env.PATH = `${root}${delimiter}${path}`;
}

const calls = () => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packages-'));
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
  );
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
});
afterEach(() => {
  process.env.PATH = path;
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('the packages of a lockfile', () => {
  test("are taken from npm's cache where it has them, and once", async () => {
    npmThat(':');
    await ensureInstalled(root);
    await ensureInstalled(root);
    expect(calls()).toEqual([expect.stringMatching(/^ci .*--prefer-offline$/)]);
    expect(said.join('\n')).toMatch(/npm ci: 2 entries of the lockfile[\s\S]*installed in/);
  });

  test("are looked up where npm's cache is older than the lockfile", async () => {
    npmThat('case "$*" in *--prefer-offline*) echo "npm error code ETARGET" >&2; exit 1;; esac');
    await ensureInstalled(root);
    expect(calls()).toEqual([expect.stringMatching(/--prefer-offline$/), expect.not.stringMatching(/offline/)]);
    expect(said.join('\n')).toContain("npm's cache is older than the lockfile");
  });

  test('are not tried again where another reason is given, which is told', async () => {
    npmThat('echo "npm error code EAI_AGAIN" >&2; exit 1');
    await expect(ensureInstalled(root)).rejects.toThrow(/could not be reached 无法连接软件包仓库/);
    expect(calls()).toHaveLength(1);
  });
});
