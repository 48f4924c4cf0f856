import { randomUUID } from 'node:crypto';

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then the randomness of a UUIDv4; sorts by time of creation. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
