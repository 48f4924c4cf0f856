/**
 * An HTTP server that can be told to go without losing a request: it says so on every answer first, so that callers
 * turn to others and let go of their connections by themselves; then it takes no new ones and finishes what it has.
 * Callers keep an idle connection for less than the notice, so none is closed just as they send on it.
 */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface HttpServer {
  readonly port: number;
  /** Is it about to go? Readiness says no from then on. */
  isLeaving(): boolean;
  /** Returns when the last answer is out, or after the grace. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  readonly handle: RequestListener;
  readonly port: number;
  readonly host: string;
  /** How long callers have to notice, in milliseconds. */
  readonly noticeMs: number;
  /** How long what is under way may take after that, in milliseconds. */
  readonly graceMs: number;
}

const SILENCE_MS = 120_000;

/**
 * A file of a million rows over a thin line takes longer than the five minutes that Node gives a request. Length ends
 * none of ours, silence does; headers still have their own, shorter time.
 */
export function endOnSilence(server: Server, silenceMs = SILENCE_MS): void {
  server.requestTimeout = 0;
  server.setTimeout(silenceMs);
}

export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let isLeaving = false;
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (isLeaving) response.setHeader('connection', 'close');
    options.handle(request, response);
  });
  endOnSilence(server);
  // Longer than callers keep an idle connection, so that they are the ones who let go.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port, options.host, done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    isLeaving: () => isLeaving,
    close: async () => {
      isLeaving = true;
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close');
      await wait(options.noticeMs);
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), options.graceMs);
      await closed;
      clearTimeout(late);
    },
  };
}
