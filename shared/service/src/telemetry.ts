/** What a process can be watched by: a log, metrics, traces. Made once where it starts, and passed to who has something to tell. */
import { collectDefaultMetrics } from 'prom-client';
import { type CommonConfig, ConfigError } from './config.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { noTracing, type Tracing } from './tracing.ts';

export interface Telemetry {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/** Counts what nobody reads, and traces nothing. */
export function unwatched(): Telemetry {
  return { metrics: createMetrics(), tracing: noTracing };
}

export type TelemetryConfig = Pick<
  CommonConfig,
  'LOG_LEVEL' | 'METRICS_PORT' | 'METRICS_HOST' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG'
>;

export interface StartedTelemetry {
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Where it is scraped; null where it is not. */
  readonly metricsPort: number | null;
  /** Last of all: what the others did while they stopped is told too. */
  stop(): Promise<void>;
}

export async function startTelemetry(name: string, config: TelemetryConfig): Promise<StartedTelemetry> {
  const metrics = createMetrics();
  const tracing = await tracingOf(name, config, (error) =>
    log.warn({ err: error }, 'traces are lost until some arrive'),
  );
  const log = createLog({ name, level: config.LOG_LEVEL, ...(tracing.isOn ? { fields: tracing.logFields } : {}) });
  const server = config.METRICS_PORT === undefined ? null : await serveMetrics(metrics, config.METRICS_PORT, config);
  return {
    log,
    telemetry: { metrics, tracing },
    metricsPort: server?.port ?? null,
    stop: async () => {
      await server?.close();
      await tracing.stop();
    },
  };
}

/** The packages that speak OTLP are loaded only where somebody listens. */
async function tracingOf(name: string, config: TelemetryConfig, lost: (error: unknown) => void): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio } = config;
  if (!endpoint) return noTracing;
  const { createOpenTelemetry } = await import('./open-telemetry.ts');
  return createOpenTelemetry({ service: name, endpoint, ratio, lost });
}

/** On a port of its own, since what it tells is for operators and not for callers of the graph. */
async function serveMetrics(
  metrics: Metrics,
  port: number,
  { METRICS_HOST: host }: TelemetryConfig,
): Promise<HttpServer> {
  const { registry } = metrics;
  collectDefaultMetrics({ register: registry });
  const server = startHttpServer({
    handle: (request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
    },
    port,
    host,
    noticeMs: 0,
    graceMs: 1_000,
  });
  return await server.catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`METRICS_PORT: cannot listen on ${host}:${port} (${error.code}). 无法监听该端口。`);
  });
}
