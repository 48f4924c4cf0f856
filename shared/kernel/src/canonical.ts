/**
 * One text for one value, whatever the order in which its keys were written: what hashes are taken over.
 * Keys in code point order, no white space, BigInt and number as decimal digits, absent and undefined alike.
 */
import { createHash } from 'node:crypto';

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
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as { readonly [key: string]: Canonical };
  let fields = '';
  for (const key of Object.keys(record).sort()) {
    const field = record[key];
    if (field !== undefined) fields += `${fields && ','}${JSON.stringify(key)}:${canonical(field)}`;
  }
  return `{${fields}}`;
}

/** SHA-256 of the canonical text, lowercase hex. */
export function contentHash(value: Canonical): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
