/** A store's program: does it run here, which version is it, and which ways were tried to get one. */
import { existsSync, statSync } from 'node:fs';
import { run } from './command.mjs';
import { lastLines } from './progress.mjs';

/**
 * @typedef {{ binary: string, libraries: string | null, version: string, from: string, size: number, modifiedMs: number }} Program
 * `libraries` is an LD_LIBRARY_PATH the program needs; size and time tell whether it is still the one that was tried.
 */

/**
 * @param {{ binary: string, libraries?: string | null, from: string }} candidate
 * @param {{ pattern: RegExp, atLeast: string }} wanted
 * @returns {Promise<{ program: Program } | { why: string, output: string }>}
 */
export async function tryProgram({ binary, libraries = null, from }, { pattern, atLeast }) {
  const env = libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env;
  const told = await run(binary, ['--version'], { limitMs: 20_000, env });
  if (!told.ok) {
    const reason = told.trouble ?? lastLines(told.output, 1).join(' ').trim();
    return { why: `${binary} does not run: ${reason || `exit code ${told.code}`}`, output: told.output };
  }
  const version = pattern.exec(told.output)?.[1];
  if (!version) return { why: `${binary} does not tell its version`, output: told.output };
  if (isOlder(version, atLeast))
    return { why: `${binary} is ${version}, and ${atLeast} or later is needed`, output: told.output };
  const { size, mtimeMs } = statSync(binary);
  return { program: { binary, libraries, version, from, size, modifiedMs: mtimeMs } };
}

/** Is it the very file that was tried at an earlier set-up? @param {Program | null | undefined} program */
export function isUnchanged(program) {
  if (!program) return false;
  const now = statSync(program.binary, { throwIfNoEntry: false });
  const libraries = program.libraries?.split(':') ?? [];
  return (
    now?.size === program.size && now.mtimeMs === program.modifiedMs && libraries.every((folder) => existsSync(folder))
  );
}

/** @param {string} version @param {string} than */
function isOlder(version, than) {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  for (const [at, part] of (right ?? []).entries()) {
    const other = left?.[at] ?? 0;
    if (other !== part) return other < part;
  }
  return false;
}
