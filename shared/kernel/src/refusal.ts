/**
 * A refusal is an answer, not an exception: the caller can act on it. It names a code of the closed
 * catalogue, the field it is about, and what the message needs. Whoever throws has found a bug.
 */
import { type RefusalCode, refusals } from './refusal-catalogue.ts';

export type Language = 'zh' | 'en';
export type RefusalParameters = Readonly<Record<string, string | number | bigint>>;

export class Refusal {
  readonly code: RefusalCode;
  readonly field: string | null;
  readonly parameters: RefusalParameters;

  constructor(code: RefusalCode, field: string | null, parameters: RefusalParameters) {
    this.code = code;
    this.field = field;
    this.parameters = parameters;
  }

  /** The sentence of the catalogue in the reader's language, its `{placeholders}` filled in. */
  message(language: Language): string {
    return refusals[this.code][language].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(this.parameters[name] ?? '?'),
    );
  }

  /** The same refusal about another field: a parser of values does not know where the value stood. */
  at(field: string): Refusal {
    return new Refusal(this.code, field, this.parameters);
  }
}

/** `refuse('PERIOD_CLOSED', { field: 'period', period })`: every other key fills a placeholder of the message. */
export function refuse(code: RefusalCode, details: RefusalParameters & { field?: string } = {}): Refusal {
  const { field, ...parameters } = details;
  return new Refusal(code, field ?? null, parameters);
}

/** What was given, for a message: text and numbers as they are, cut at 40 characters; of anything else only its type. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value;
  return [...text.slice(0, 80)].slice(0, 40).join('');
}

export function isRefusal(value: unknown): value is Refusal {
  return value instanceof Refusal;
}

/** For places where a refusal would be a bug of ours, such as constants in code and seeds. */
export function must<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.code}: ${value.message('en')}`);
  return value;
}
