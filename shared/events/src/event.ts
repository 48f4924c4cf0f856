/** A fact that another service acts on. It only starts or wakes something; it never repeats what a workflow step does. */
import type { z } from 'zod';

export interface EventDefinition<Name extends string = string, Payload = unknown> {
  readonly name: Name;
  readonly schema: z.ZodType<Payload>;
  /** One sentence: what happened. */
  readonly sentence: string;
  /** The services that act on it, by name. */
  readonly subscribers: readonly string[];
}

export function defineEvent<const Name extends string, Payload>(
  name: Name,
  schema: z.ZodType<Payload>,
  sentence: string,
  subscribers: readonly string[],
): EventDefinition<Name, Payload> {
  return { name, schema, sentence, subscribers };
}

/** An event on its way: `id` is unique for ever and is what an inbox remembers. */
export interface EventEnvelope {
  readonly id: string;
  readonly name: string;
  readonly county: string;
  readonly payload: unknown;
  readonly at: Date;
  /** The trace of what announced it, where there is one (W3C). */
  readonly traceparent?: string;
}
