import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { librariesIn } from './setup/apt.mjs';

const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
let root: string;

function unpacked(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'apt-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the libraries of packages unpacked beside', () => {
  test("are found in Debian's folder and in a package's private one, not where there are only plugins", () => {
    const folder = `usr/lib/${triplet}`;
    unpacked(
      `${folder}/libpulse.so.0`,
      `${folder}/pulseaudio/libpulsecommon-16.1.so`,
      `${folder}/gtk-3.0/3.0.0/printbackends/libprintbackend-file.so`,
      `${folder}/pkgconfig/zlib.pc`,
      `lib/${triplet}/libkeyutils.so.1`,
    );
    expect(librariesIn(root)?.split(':')).toEqual(
      [folder, `${folder}/pulseaudio`, `lib/${triplet}`].map((name) => join(root, name)),
    );
  });

  test('are none where nothing was unpacked', () => {
    expect(librariesIn(root)).toBeNull();
  });
});
