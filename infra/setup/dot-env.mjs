import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `.env` counts here as it does for the start; what is set in the environment goes first.
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
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name && value !== undefined && process.env[name] === undefined)
      process.env[name] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
}
