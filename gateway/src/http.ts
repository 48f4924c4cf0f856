/** Everything on one port: the graph, sign-in, health, the services' own routes. Errors are JSON with a code. */
import { expressMiddleware } from '@as-integrations/express5';
import { newId } from '@hh/kernel/id.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { type FailureCode, failureMessage } from '@hh/service/failure.ts';
import type { Log } from '@hh/service/log.ts';
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Gateway } from './gateway.ts';
import { graphiqlPage } from './graphiql.ts';
import { limits } from './limits.ts';
import { type Identify, TokenRefused } from './tokens.ts';

export interface HttpOptions {
  readonly gateway: Gateway;
  readonly identify: Identify;
  readonly isReady: () => boolean | Promise<boolean>;
  /** The services' routes and sign-in. */
  readonly routers: readonly Router[];
  readonly graphiql: boolean;
  readonly log: Log;
}

interface Locals {
  requestId: string;
  language: Language;
  actor?: Actor | null;
}

export function createHttp(options: HttpOptions): Express {
  const { gateway, log } = options;
  const app = express().disable('x-powered-by').set('trust proxy', 'loopback');
  app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }));
  app.use(nameRequest, logRequests(log));
  app.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_, response) => {
    const isReady = await options.isReady();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'starting' });
  });
  app.get('/', (_, response) => response.redirect('/graphql'));
  for (const router of options.routers) app.use(router);
  if (options.graphiql) app.get('/graphql', offerGraphiql);
  app.use('/graphql', limitRate(), identifyWith(options.identify), express.json({ limit: limits.bodyBytes }));
  app.use(
    '/graphql',
    expressMiddleware(gateway.server, {
      context: async ({ res }) => {
        const { actor, language, requestId } = res.locals as Locals;
        return { actor: actor ?? null, language, requestId };
      },
    }),
  );
  app.use((_: Request, response: Response) => fail(response, 404, 'NOT_FOUND'));
  app.use(lastResort(log));
  return app;
}

function nameRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const locals = response.locals as Locals;
  locals.requestId = typeof given === 'string' && /^[\w.:-]{8,80}$/.test(given) ? given : newId();
  locals.language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
  response.set('x-request-id', locals.requestId);
  next();
}

/** One line per request: no variables, no query string, no personal data. */
function logRequests(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.on('finish', () => {
      const { requestId, actor } = response.locals as Locals;
      const operation = (request.body as { operationName?: unknown } | undefined)?.operationName;
      log.info(
        {
          requestId,
          method: request.method,
          path: request.path === '/' ? request.baseUrl || '/' : request.baseUrl + request.path,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - startedAt),
          ...(typeof operation === 'string' ? { operation: operation.slice(0, 100) } : {}),
          ...(actor ? { actor: actor.kind } : {}),
        },
        'request',
      );
    });
    next();
  };
}

function identifyWith(identify: Identify) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      (response.locals as Locals).actor = await identify(request.headers.authorization);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      response.set('www-authenticate', 'Bearer error="invalid_token"');
      fail(response, 401, 'UNAUTHENTICATED');
      return;
    }
    next();
  };
}

function limitRate() {
  const limiter = new RateLimiterMemory({ points: limits.requestsPerMinute, duration: 60 });
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const isWithin = await limiter.consume(request.ip ?? 'unknown').then(
      () => true,
      () => false,
    );
    if (isWithin) next();
    else fail(response.set('retry-after', '60'), 429, 'RATE_LIMITED');
  };
}

function offerGraphiql(request: Request, response: Response, next: NextFunction): void {
  if (request.query.query !== undefined || request.accepts(['application/json', 'text/html']) !== 'text/html') {
    next();
    return;
  }
  const page = graphiqlPage();
  response.set('content-security-policy', page.contentSecurityPolicy).type('html').send(page.html);
}

/** GraphQL's shape on the graph's address, so that a client meets one form of error there. */
function fail(response: Response, status: number, code: FailureCode): void {
  const { requestId } = response.locals as Locals;
  const message = failureMessage(code);
  response.status(status).json({ code, message, errors: [{ message, extensions: { code, requestId } }] });
}

function lastResort(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const { type, status } = error as { type?: string; status?: number };
    if (response.headersSent) next(error);
    else if (type === 'entity.too.large') fail(response, 413, 'BODY_TOO_LARGE');
    else if (status !== undefined && status >= 400 && status < 500) fail(response, 400, 'BAD_USER_INPUT');
    else {
      log.error(
        { err: error, path: request.path, requestId: (response.locals as Locals).requestId },
        'a request failed',
      );
      fail(response, 500, 'INTERNAL');
    }
  };
}
