/** A request over HTTP as metrics and traces see it. Probes of health leave no trace. */
import type { NextFunction, Request, Response } from 'express';
import { notesOf } from './http-request.ts';
import type { Metrics } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';
import type { Tracing } from './tracing.ts';

export function watchRequest({ metrics, tracing }: Telemetry) {
  return (request: Request, response: Response, next: NextFunction): void => {
    measure(request, response, metrics);
    if (tracing.isOn && !request.path.startsWith('/health/')) void trace(request, response, next, tracing);
    else next();
  };
}

function measure(request: Request, response: Response, metrics: Metrics): void {
  const ended = metrics.httpRequests.startTimer();
  response.once('close', () => {
    ended({ route: routeOf(request), status: `${Math.trunc(response.statusCode / 100)}xx` });
  });
}

function trace(request: Request, response: Response, next: NextFunction, tracing: Tracing): Promise<void> {
  const { method, headers } = request;
  const traceparent = typeof headers.traceparent === 'string' ? headers.traceparent : undefined;
  const attributes = { 'http.request.method': method, 'hh.request_id': notesOf(response).requestId };
  return tracing.entry(
    `HTTP ${method}`,
    { kind: 'SERVER', attributes, traceparent },
    (span) =>
      new Promise((ended) => {
        response.once('close', () => {
          span.set({ 'http.route': routeOf(request), 'http.response.status_code': response.statusCode });
          if (response.statusCode >= 500) span.failed(String(response.statusCode));
          ended();
        });
        next();
      }),
  );
}

/** As the code names it, never as the caller wrote it: a route's pattern, or the path that a part is mounted at. */
function routeOf({ route, baseUrl }: { readonly route?: { path?: unknown }; readonly baseUrl?: string }): string {
  return typeof route?.path === 'string' ? route.path : baseUrl?.toLowerCase() || 'none';
}
