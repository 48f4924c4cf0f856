/**
 * One text for one value, whatever the order in which its keys were written: what hashes are taken over.
 * Keys in the order of their UTF-16 units, no white space, BigInt and number as decimal digits, absent and undefined alike.
 * Throws for what has no such text (a fraction, a Date, a Map): two different values must never hash alike unseen.
 */
import { hash } from 'node:crypto';

export type Canonical =
  | null
  | boolean
  | string
  | number
  | bigint
  | undefined
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

export function canonical(value: Canonical): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError('only whole numbers have a canonical text');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`${Object.prototype.toString.call(value)} has no canonical text`);
  const record = value as { readonly [key: string]: Canonical };
  let fields = '';
  for (const key of Object.keys(record).sort()) {
    const field = record[key];
    if (field !== undefined) fields += `${fields && ','}${JSON.stringify(key)}:${canonical(field)}`;
  }
  return `{${fields}}`;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return typeof value === 'object' && (prototype === null || prototype === Object.prototype);
}

/** SHA-256 of the canonical text, lowercase hex. */
export function contentHash(value: Canonical): string {
  return hash('sha256', canonical(value));
}

/** SHA-256 of a text in UTF-8, lowercase hex: what `sha256sum` says of a file with it. */
export function textHash(text: string): string {
  return hash('sha256', text);
}
