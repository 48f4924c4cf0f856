/** Files and proofs belong to services; callers know one address. Their requests are passed on as streams. */
import { pipeline } from 'node:stream/promises';
import type { Remotes } from '@hh/service/distributed.ts';
import { fail } from '@hh/service/http-failure.ts';
import { languageOf, notesOf } from '@hh/service/http-request.ts';
import { Unavailable } from '@hh/service/remote.ts';
import express, { type Request, type Response, type Router } from 'express';

/** Which service answers below a path. */
export const routesOfServices = [
  { path: '/api/agreements', service: 'economy' },
  { path: '/api/bank-accounts', service: 'economy' },
  { path: '/api/break-files', service: 'economy' },
  { path: '/api/reconciliation', service: 'economy' },
  { path: '/api/owners-book', service: 'property' },
  { path: '/api/publications', service: 'property' },
  { path: '/api/books/economy', service: 'economy' },
  { path: '/api/books/owners', service: 'property' },
  { path: '/api/queues', service: 'workflows' },
  { path: '/api/audit/organization', service: 'organization' },
  { path: '/api/audit/volunteers', service: 'volunteers' },
  { path: '/api/audit/property', service: 'property' },
  { path: '/api/audit/economy', service: 'economy' },
  { path: '/api/audit/workflows', service: 'workflows' },
] as const;

/** Said by one connection about itself, RFC 9110, section 7.6.1. */
const OF_ONE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'host',
  'expect',
]);

export function forwardToServices(remotes: Remotes): Router {
  const router = express.Router();
  for (const { path, service } of routesOfServices)
    router.use(path, (request, response) => pass(request, response, remotes, service));
  return router;
}

async function pass(request: Request, response: Response, remotes: Remotes, service: string): Promise<void> {
  const gone = new AbortController();
  const giveUp = () => gone.abort();
  response.once('close', giveUp);
  try {
    const { statusCode, headers, body } = await remotes.of(service).forward({
      method: request.method as 'GET',
      path: request.originalUrl,
      headers: {
        ...kept(request.headers),
        'x-request-id': notesOf(response).requestId,
        'accept-language': languageOf(response),
      },
      body: request.method === 'GET' || request.method === 'HEAD' ? null : request,
      signal: gone.signal,
    });
    response.writeHead(statusCode, kept(headers));
    response.flushHeaders();
    // The pipeline watches by itself from here on, with many listeners: one more and Node takes them for a leak.
    response.off('close', giveUp);
    await pipeline(body, response);
  } catch (error) {
    if (response.headersSent || gone.signal.aborted) response.destroy();
    else if (error instanceof Unavailable) fail(response, 503, 'SUBGRAPH_UNAVAILABLE');
    else throw error;
  }
}

function kept<Value>(headers: Readonly<Record<string, Value>>): Record<string, NonNullable<Value>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_ONE_CONNECTION.has(name)),
  ) as Record<string, NonNullable<Value>>;
}
