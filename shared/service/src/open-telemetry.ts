/**
 * Traces over OTLP. Nothing is registered globally: the trace under way lives in a storage of its own, so several
 * worlds in one process do not meet, and libraries that look for a global tracer find none.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Span as ApiSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanAbout, Tracing } from './tracing.ts';

export interface OpenTelemetryOptions {
  /** The process, as traces name it. */
  readonly service: string;
  /** Of a collector, without the path of traces. */
  readonly endpoint: string;
  /** Of the traces that begin here, from 0 to 1; one that began elsewhere is kept as was decided there. */
  readonly ratio: number;
  /** Hears that spans are lost, once until some arrive again. */
  readonly lost: (error: unknown) => void;
}

const STOP_MS = 2_000;

export function createOpenTelemetry(options: OpenTelemetryOptions): Tracing {
  const url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = tellLosses(new OTLPTraceExporter({ url, timeoutMillis: STOP_MS }), options.lost);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.namespace': 'happy-homes' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, exportTimeoutMillis: STOP_MS })],
  });
  const tracer = provider.getTracer('happy-homes');
  const current = new AsyncLocalStorage<ApiSpan>();

  function start(
    name: string,
    { kind = 'INTERNAL', attributes = {} }: SpanAbout,
    parent: ApiSpan | undefined,
    since?: number,
  ) {
    const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    const startTime = since === undefined ? {} : { startTime: performance.timeOrigin + since };
    return tracer.startSpan(name, { kind: SpanKind[kind], attributes, ...startTime }, context);
  }

  async function during<T>(span: ApiSpan, work: (span: Span) => Promise<T>): Promise<T> {
    const fail = (reason: string) => void span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
    try {
      return await current.run(span, () =>
        work({ set: (attributes) => void span.setAttributes(attributes), failed: fail }),
      );
    } catch (error) {
      fail(error instanceof Error ? error.name : 'Error');
      throw error;
    } finally {
      span.end();
    }
  }

  /** The one that is named, or the one under way where that belongs to the same trace, as it lies closer. */
  function parentOf(traceparent: string | undefined): ApiSpan | undefined {
    const near = current.getStore();
    const named = traceparent === undefined ? null : parseTraceParent(traceparent);
    if (!named || named.traceId === near?.spanContext().traceId) return near;
    return trace.wrapSpanContext({ ...named, isRemote: true });
  }

  return {
    isOn: true,
    entry: (name, about, work) => during(start(name, about, parentOf(about.traceparent)), work),
    span: (name, about, work) => {
      const parent = current.getStore();
      return parent ? during(start(name, about, parent), work) : work({ set: () => {}, failed: () => {} });
    },
    begin: (name, about, since) => {
      const parent = current.getStore();
      if (!parent) return () => {};
      const span = start(name, about, parent, since);
      return (failure) => {
        if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        span.end();
      };
    },
    traceparent: () => {
      const context = current.getStore()?.spanContext();
      return context && `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
    },
    logFields: () => {
      const context = current.getStore()?.spanContext();
      return context ? { traceId: context.traceId, spanId: context.spanId } : {};
    },
    stop: () => provider.shutdown().catch(options.lost),
  };
}

function tellLosses(exporter: SpanExporter, lost: (error: unknown) => void): SpanExporter {
  let isLosing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !isLosing) lost(result.error);
        isLosing = failed;
        // Told already: a rejection would only reach the handler of the whole process.
        done({ code: ExportResultCode.SUCCESS });
      }),
    shutdown: () => exporter.shutdown(),
  };
}
