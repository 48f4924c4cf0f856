/** Structured lines. Secrets and personal data have no place in a line; BigInt is written as digits. */
import { pino } from 'pino';

export type Log = pino.Logger;

/** To the standard output, unless lines are written to somebody who asks for them. */
export function createLog(options: { level: string; name: string }, write?: (line: string) => void): Log {
  const settings = {
    name: options.name,
    level: options.level,
    redact: {
      paths: ['authorization', '*.authorization', 'access_token', 'client_secret', '*.phone'],
      censor: '[hidden]',
    },
  };
  return write ? pino(settings, { write }) : pino(settings);
}
