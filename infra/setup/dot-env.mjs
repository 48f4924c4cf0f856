import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One reading of `.env` for set-up, which may run on Node 18, and for the programs; what is set in the environment
 * goes first.
 * @param {string} root
 */
export function readDotEnv(root) {
  let text = '';
  try {
    text = readFileSync(join(root, '.env'), 'utf8');
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === 'ENOENT') return;
    throw error;
  }
  for (const [name, value] of Object.entries(parseDotEnv(text)))
    if (process.env[name] === undefined) process.env[name] = value;
}

/**
 * As Node's own `util.parseEnv` reads it, which Node 18 lacks; a value is one line.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseDotEnv(text) {
  const line = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:(["'`])(.*?)\2|([^#\r\n]*)).*$/gm;
  return Object.fromEntries(
    [...text.matchAll(line)].map(([, name = '', , quoted, plain = '']) => [name, quoted ?? plain.trim()]),
  );
}
