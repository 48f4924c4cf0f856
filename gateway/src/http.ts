/** Everything on one port: the graph, sign-in, health, the services' own routes. Errors are JSON with a code. */
import type { Actor } from '@hh/service/actor.ts';
import { fail, failUnread, lastResort, notFound, refuseWithFailure } from '@hh/service/http-failure.ts';
import { actorOf, languageOf, logRequest, nameRequest, notesOf, setActor } from '@hh/service/http-request.ts';
import { watchRequest } from '@hh/service/http-telemetry.ts';
import type { Log } from '@hh/service/log.ts';
import { withNotes } from '@hh/service/request-notes.ts';
import { type Telemetry, unwatched } from '@hh/service/telemetry.ts';
import type { Identify } from '@hh/service/tokens.ts';
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Gateway } from './gateway.ts';
import { offerGraphiql } from './graphiql.ts';
import { graphqlOverHttp } from './graphql-over-http.ts';
import { type ToldLimits, toldLimits } from './limits.ts';
import { allowOrigins } from './origins.ts';
import type { Pages } from './pages.ts';
import { localRates, type Rate, type Rates } from './rates.ts';
import { defaultSettings, type GatewaySettings } from './settings.ts';
import { alsoByHash, onlyTrusted, type TrustedDocuments } from './trusted-documents.ts';

export interface HttpOptions {
  /** Loaded already. */
  readonly gateway: Gateway;
  readonly identify: Identify;
  readonly isReady: () => boolean | Promise<boolean>;
  /** The services' routes and sign-in. */
  readonly routers: readonly Router[];
  readonly graphiql: boolean;
  /** The console, where there is one. */
  readonly pages?: Pages | null;
  /** Only these are run, where there are some. */
  readonly trusted?: TrustedDocuments | null;
  /** Shared with the other gateways, where there are any. */
  readonly rates?: Rates;
  readonly log: Log;
  readonly telemetry?: Telemetry;
  readonly settings?: ToldLimits & Pick<GatewaySettings, 'ALLOWED_ORIGINS' | 'TRUSTED_PROXIES'>;
}

const LONGEST_DOCUMENT = 262_144;

export function createHttp(options: HttpOptions): Express {
  const {
    gateway,
    log,
    telemetry = unwatched(),
    settings = defaultSettings,
    rates = localRates(),
    trusted = null,
    pages = null,
  } = options;
  const app = express()
    .disable('x-powered-by')
    .set('trust proxy', [...settings.TRUSTED_PROXIES]);
  app.use(nameRequest, watchRequest(telemetry), logRequest(log));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    }),
  );
  app.use(allowOrigins(settings.ALLOWED_ORIGINS));
  app.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_, response) => {
    const isReady = await options.isReady();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready' });
  });
  if (!pages) app.get('/', (_, response) => response.redirect('/graphql'));
  const budget = rates.perMinute('graph', settings.MAX_REQUESTS_PER_MINUTE);
  app.use('/api', countWithin(budget, options.identify));
  app.get('/api/limits', (_, response) => void response.json(toldLimits(settings)));
  for (const router of options.routers) app.use(router);
  if (options.graphiql && !trusted) app.get('/graphql', offerGraphiql);
  app.all(
    '/graphql',
    identifyWithin(budget, options.identify),
    refuseUnread(settings),
    readBody(settings),
    refuseLongDocument,
    ...(pages ? [alsoByHash(pages.documents)] : []),
    ...(trusted ? [onlyTrusted(trusted)] : []),
    askGraph(gateway, rates.perMinute('cost', settings.MAX_COST_PER_MINUTE)),
  );
  if (pages) app.use(pages.routes);
  app.use(notFound);
  app.use(lastResort(log));
  return app;
}

function askGraph(gateway: Gateway, costs: Rate) {
  const answer = graphqlOverHttp(gateway.server, (request, response) => {
    const actor = actorOf(response);
    const client = clientOf(actor, request);
    return {
      actor,
      language: languageOf(response),
      requestId: notesOf(response).requestId,
      ...(request.headers.authorization ? { authorization: request.headers.authorization } : {}),
      ...(client ? { pay: (cost: number) => costs.take(client, cost) } : {}),
    };
  });
  return (request: Request, response: Response) => withNotes(notesOf(response), () => answer(request, response));
}

function identifyWithin(rate: Rate, identify: Identify) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const { isWithin, actor, problem } = await take(rate, identify, request);
    if (!isWithin) return fail(response.set('retry-after', '60'), 429, 'RATE_LIMITED');
    if (problem) throw problem;
    setActor(response, actor);
    next();
  };
}

/** Files and proofs count in the same budget. The service behind decides who may: a proof is for everybody, token or not. */
function countWithin(rate: Rate, identify: Identify) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const { isWithin, actor } = await take(rate, identify, request);
    setActor(response, actor);
    if (isWithin) next();
    else refuseWithFailure(response.set('retry-after', '60'), 429, 'RATE_LIMITED');
  };
}

/**
 * A client is who signed in, and an address where nobody did or the token is no good: people of one office do not use up
 * each other's budget, and who guesses at tokens uses up that of an address. Null: the system's own steps are not counted.
 */
function clientOf(actor: Actor | null, request: Request): string | null {
  if (!actor) return `address ${request.ip ?? 'unknown'}`;
  return actor.kind === 'SYSTEM' ? null : `${actor.kind} ${actor.id}`;
}

async function take(rate: Rate, identify: Identify, request: Request) {
  const [actor, problem] = await identify(request.headers.authorization).then(
    (identified) => [identified, null] as const,
    (error: unknown) => [null, error] as const,
  );
  const client = clientOf(actor, request);
  const isWithin = client === null || (await rate.take(client));
  return { isWithin, actor, problem };
}

/** By who asks: a large body is read, unpacked and understood in one piece, while others wait. */
function readBody({
  MAX_BODY_KB,
  MAX_STRANGER_BODY_KB,
}: Pick<GatewaySettings, 'MAX_BODY_KB' | 'MAX_STRANGER_BODY_KB'>) {
  const known = express.json({ limit: MAX_BODY_KB * 1024 });
  const stranger = express.json({ limit: MAX_STRANGER_BODY_KB * 1024 });
  return (request: Request, response: Response, next: NextFunction) =>
    (actorOf(response) ? known : stranger)(request, response, next);
}

const FAR_TOO_LARGE = 4;

/** What says that it is far too large is not read to its end first, which costs more than all else that is done with it. */
function refuseUnread({ MAX_BODY_KB }: Pick<GatewaySettings, 'MAX_BODY_KB'>) {
  const most = FAR_TOO_LARGE * MAX_BODY_KB * 1024;
  return (request: Request, response: Response, next: NextFunction): void => {
    if (Number(request.headers['content-length'] ?? 0) > most) failUnread(request, response, 413, 'BODY_TOO_LARGE');
    else next();
  };
}

/** What has few words may still be long: an error would look for names like a name of two million letters. */
function refuseLongDocument(request: Request, response: Response, next: NextFunction): void {
  // A body that is no JSON leaves none, which Apollo takes for a mistake of ours.
  request.body ??= {};
  const query: unknown = request.body.query ?? request.query.query;
  if (typeof query === 'string' && query.length > LONGEST_DOCUMENT) fail(response, 400, 'OPERATION_TOO_COMPLEX');
  else next();
}
