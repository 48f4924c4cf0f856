/** What set-up says while it works: one short line per step. A `SetupError` is an answer for a person, without a stack. */
import { stripVTControlCharacters } from 'node:util';

export class SetupError extends Error {
  /** @param {string[]} lines */
  constructor(lines) {
    super(lines.join('\n'));
  }
}

/** @param {string} subject @param {string} text */
export function say(subject, text) {
  console.log(`  ${subject.padEnd(9)} ${text}`);
}

/** @param {number} startedAt */
export function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Errors of the machine, in words; null for anything else, which is a defect of ours.
 * @param {unknown} error
 */
export function machineTrouble(error) {
  const code = /** @type {{ code?: string }} */ (error)?.code ?? '';
  const path = /** @type {{ path?: string }} */ (error)?.path ?? 'this folder';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return [
      `The disk is full: ${path} could not be written.`,
      '磁盘已满。',
      'Free some space and start again; it carries on by itself.',
    ];
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return [
      `Not allowed to use ${path} (${code}).`,
      '没有读写权限。',
      'The checkout and DATA_DIR must be folders that belong to you: change the owner or the place, and start again.',
    ];
  return null;
}

/**
 * The end of a command's output, indented under an error. Frames of a stack are left out: what they would push out of
 * sight is the message itself.
 * @param {string} output @param {number} [count]
 */
export function lastLines(output, count = 8) {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trimEnd());
  return lines
    .filter((line) => line !== '' && !/^\s+at /.test(line))
    .slice(-count)
    .map((line) => `    ${line.slice(0, 300)}`);
}
