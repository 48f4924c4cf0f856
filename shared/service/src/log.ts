/** Structured lines. Secrets and personal data have no place in a line; BigInt is written as digits. */
import { pino } from 'pino';

export type Log = pino.Logger;

export interface LogOptions {
  readonly level: string;
  readonly name: string;
  /** What every line says beside its own: the trace it belongs to. */
  readonly fields?: () => object;
}

/** To the standard output, unless lines are written to somebody who asks for them. */
export function createLog(options: LogOptions, write?: (line: string) => void): Log {
  const settings = {
    name: options.name,
    level: options.level,
    serializers: { err: told },
    ...(options.fields ? { mixin: options.fields } : {}),
    redact: {
      paths: ['authorization', '*.authorization', 'access_token', 'client_secret', '*.phone'],
      censor: '[hidden]',
    },
  };
  return write ? pino(settings, { write }) : pino(settings);
}

/** Of an error what a developer needs, causes in the stack; the driver hangs the documents of a refused write on it. */
function told(error: Error): object {
  const { type, message, stack, code } = pino.stdSerializers.err(error) as pino.SerializedError & { code?: unknown };
  return { type, message, code, stack };
}
