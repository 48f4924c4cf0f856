/**
 * How one signs in here, and the addresses of the built-in issuer: demonstration people by name, machines by client
 * credentials (RFC 6749, 4.4).
 */
import type { Actor } from '@hh/service/actor.ts';
import { fail } from '@hh/service/http-failure.ts';
import { parseGrants } from '@hh/service/tokens.ts';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Issuer } from './issuer.ts';
import type { Rate, Rates } from './rates.ts';

/** Somebody of the demonstration whom a stranger may choose to be. */
export interface DemoPersona {
  readonly persona: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Who is who; answered by the graph, asked as the system. */
export interface Directory {
  demoPersonas(): Promise<readonly DemoPersona[]>;
  demoAccount(persona: string): Promise<{ readonly person: string; readonly grants: readonly string[] } | null>;
  authenticateClient(id: string, secret: string): Promise<{ readonly id: string; readonly enterprise: string } | null>;
}

const ATTEMPTS_PER_MINUTE = 1_200;
const FAILURES_PER_MINUTE = 10;

const persona = z.object({ persona: z.string().max(60) });
const text = z.string().max(400).optional();
/** A parameter given twice arrives as a list, which RFC 6749 forbids. */
const tokenForm = z.looseObject({ grant_type: z.string(), client_id: text, client_secret: text });

type Credentials = { readonly id: string; readonly secret: string };

/** What a page has to know to send somebody to the issuer of an organization and back: a public client's part. */
export interface OidcClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

export function signInRoutes(options: {
  issuer: Issuer;
  directory: Directory;
  demo: boolean;
  oidc: OidcClient | null;
  rates: Rates;
}): Router {
  const attempts = options.rates.perMinute('sign-in', ATTEMPTS_PER_MINUTE);
  const failures = options.rates.perMinute('sign-in-failures', FAILURES_PER_MINUTE);
  const router = express.Router();
  router.get('/.well-known/jwks.json', (_, response) => {
    response.json(options.issuer.publicKeys);
  });
  router.get('/auth/settings', (_, response) => {
    response.set('cache-control', 'no-store').json({ demo: options.demo, oidc: options.oidc });
  });
  if (options.demo)
    router
      .route('/auth/demo')
      .get(limited(attempts), async (_, response) => void response.json(await options.directory.demoPersonas()))
      .post(limited(attempts), express.json({ limit: '4kb' }), signInAsPersona(options));
  router.post(
    '/oauth/token',
    limited(attempts),
    express.urlencoded({ extended: false, limit: '4kb' }),
    signInAsMachine({ ...options, failures }),
    refuseBody,
  );
  return router;
}

function signInAsPersona({ issuer, directory }: { issuer: Issuer; directory: Directory }) {
  return async (request: Request, response: Response): Promise<void> => {
    const asked = persona.safeParse(request.body);
    const account = asked.success ? await directory.demoAccount(asked.data.persona) : null;
    response.set('cache-control', 'no-store');
    if (account) response.json(await issuer.issue(personOf(account)));
    else fail(response, 404, 'NOT_FOUND', 'There is no such persona 没有该演示人员');
  };
}

function signInAsMachine(options: { issuer: Issuer; directory: Directory; failures: Rate }) {
  return async (request: Request, response: Response): Promise<void> => {
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    const form = tokenForm.safeParse(request.body ?? {});
    const credentials = form.success ? credentialsOf(request, form.data.client_id, form.data.client_secret) : null;
    if (!form.success || !credentials) response.status(400).json({ error: 'invalid_request' });
    else if (form.data.grant_type !== 'client_credentials')
      response.status(400).json({ error: 'unsupported_grant_type' });
    else {
      const actor = await authenticate(options, credentials, request);
      if (actor) response.json(await options.issuer.issue(actor));
      else response.status(401).set('www-authenticate', 'Basic realm="happy-homes"').json({ error: 'invalid_client' });
    }
  };
}

/** Failures are counted per client and address, so that a stranger can't lock a partner out. */
async function authenticate(
  { directory, failures }: { directory: Directory; failures: Rate },
  { id, secret }: Credentials,
  request: Request,
): Promise<Actor | null> {
  const who = `${id} ${addressOf(request)}`;
  if (await failures.isSpent(who)) return null;
  const client = id && secret ? await directory.authenticateClient(id, secret) : null;
  if (client) return { kind: 'MACHINE', id: client.id, grants: [{ role: 'PARTNER', scope: client.enterprise }] };
  await failures.take(who);
  return null;
}

export function personOf(account: { readonly person: string; readonly grants: readonly string[] }): Actor {
  return { kind: 'PERSON', id: account.person, grants: parseGrants(account.grants) };
}

/** From the header or the body; null where both are used, or the header can't be read. */
function credentialsOf(request: Request, id = '', secret = ''): Credentials | null {
  const header = request.headers.authorization;
  if (header === undefined) return { id, secret };
  const basic = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(header)?.[1];
  if (!basic || id || secret) return null;
  const [user = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  return { id: formDecoded(user), secret: formDecoded(rest.join(':')) };
}

/** RFC 6749 2.3.1: both parts are form-encoded before they are joined. */
function formDecoded(word: string): string {
  return new URLSearchParams(`word=${word.replaceAll('&', '%26')}`).get('word') ?? '';
}

function limited(attempts: Rate) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (await attempts.take(addressOf(request))) next();
    else fail(response.set('retry-after', '60'), 429, 'RATE_LIMITED');
  };
}

function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** A body that can't be read is the client's mistake in the words of RFC 6749; anything else goes on. */
function refuseBody(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const { status } = error as { status?: number };
  if (status !== undefined && status >= 400 && status < 500) response.status(400).json({ error: 'invalid_request' });
  else next(error);
}
