/** Structured lines. Secrets and personal data have no place in a line; BigInt is written as digits. */
import { pino } from 'pino';

export type Log = pino.Logger;

export function createLog(options: { level: string; name: string }): Log {
  return pino({
    name: options.name,
    level: options.level,
    redact: {
      paths: ['authorization', '*.authorization', 'access_token', 'client_secret', '*.phone'],
      censor: '[hidden]',
    },
  });
}
