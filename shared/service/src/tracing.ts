/**
 * Traces as the rest of the code knows them: spans made by hand at the few seams where work changes hands. Attributes
 * hold names from the code and codes, never variables, documents or anything of a person.
 */
export type SpanKind = 'INTERNAL' | 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER';

export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanAbout {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

export interface Span {
  set(attributes: Attributes): void;
  /** A code or the name of an error: its message may quote a document. */
  failed(reason: string): void;
}

/** What has begun and is ended elsewhere; with a reason when it failed. */
export type EndSpan = (failure?: string) => void;

export interface Tracing {
  readonly isOn: boolean;
  /**
   * Work that comes from outside or from a row: in the trace that `traceparent` names (W3C), else in the one under way,
   * else in a new one.
   */
  entry<T>(
    name: string,
    about: SpanAbout & { readonly traceparent?: string | undefined },
    work: (span: Span) => Promise<T>,
  ): Promise<T>;
  /** A part of the trace under way. Without one there is no span, so that sweeps leave none. */
  span<T>(name: string, about: SpanAbout, work: (span: Span) => Promise<T>): Promise<T>;
  /** The same where begin and end are told apart. `since` is of `performance.now()`. */
  begin(name: string, about: SpanAbout, since?: number): EndSpan;
  /** Where we are, for who goes on elsewhere. */
  traceparent(): string | undefined;
  /** What a line of the log says of it. */
  logFields(): object;
  stop(): Promise<void>;
}

const noSpan: Span = { set: () => {}, failed: () => {} };
const noEnd: EndSpan = () => {};
const nothing = {};

export const noTracing: Tracing = {
  isOn: false,
  entry: (_name, _about, work) => work(noSpan),
  span: (_name, _about, work) => work(noSpan),
  begin: () => noEnd,
  traceparent: () => undefined,
  logFields: () => nothing,
  stop: async () => {},
};

/** Work whose trace was kept in a row; a row of before tracing has none, and leaves no span. */
export function resumed<T>(
  tracing: Tracing,
  traceparent: string | undefined,
  name: string,
  about: SpanAbout,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return traceparent === undefined ? work(noSpan) : tracing.entry(name, { ...about, traceparent }, work);
}
