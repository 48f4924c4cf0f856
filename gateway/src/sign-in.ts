/** The addresses of the built-in issuer: demonstration people by name, machines by client credentials (RFC 6749, 4.4). */
import type { Actor } from '@hh/service/actor.ts';
import { parseGrant } from '@hh/service/actor.ts';
import express, { type Request, type Response, type Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { Issuer } from './issuer.ts';

/** Who is who; answered by the graph, asked as the system. */
export interface Directory {
  demoAccount(persona: string): Promise<{ readonly person: string; readonly grants: readonly string[] } | null>;
  authenticateClient(id: string, secret: string): Promise<{ readonly id: string; readonly enterprise: string } | null>;
}

const ATTEMPTS_PER_MINUTE = 300;
const CLIENT_FAILURES_PER_MINUTE = 10;

export function signInRoutes(options: { issuer: Issuer; directory: Directory; demo: boolean }): Router {
  const { issuer, directory } = options;
  const attempts = new RateLimiterMemory({ points: ATTEMPTS_PER_MINUTE, duration: 60 });
  const failures = new RateLimiterMemory({ points: CLIENT_FAILURES_PER_MINUTE, duration: 60 });
  const router = express.Router();

  router.get('/.well-known/jwks.json', (_, response) => {
    response.json(issuer.publicKeys);
  });

  if (options.demo) {
    router.post('/auth/demo', express.json({ limit: '4kb' }), async (request, response) => {
      if (!(await isWithin(attempts, clientOf(request)))) {
        tooMany(response);
        return;
      }
      const body = z.object({ persona: z.string().max(60) }).safeParse(request.body);
      const account = body.success ? await directory.demoAccount(body.data.persona) : null;
      if (!account) {
        response.status(404).json({ code: 'NOT_FOUND', message: 'There is no such persona 没有该演示人员' });
        return;
      }
      response.set('cache-control', 'no-store').json(await issuer.issue(personOf(account)));
    });
  }

  router.post('/oauth/token', express.urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    response.set('cache-control', 'no-store');
    if (!(await isWithin(attempts, clientOf(request)))) {
      tooMany(response);
      return;
    }
    const form = (request.body ?? {}) as Record<string, string | undefined>;
    if (form.grant_type !== 'client_credentials') {
      response.status(400).json({ error: form.grant_type ? 'unsupported_grant_type' : 'invalid_request' });
      return;
    }
    const { id, secret } = credentialsOf(request, form);
    const isLocked = (await failures.get(id))?.remainingPoints === 0;
    const client = id && secret && !isLocked ? await directory.authenticateClient(id, secret) : null;
    if (!client) {
      if (id) await isWithin(failures, id);
      response.status(401).set('www-authenticate', 'Basic realm="happy-homes"').json({ error: 'invalid_client' });
      return;
    }
    const actor: Actor = { kind: 'MACHINE', id: client.id, grants: [{ role: 'PARTNER', scope: client.enterprise }] };
    response.json(await issuer.issue(actor));
  });

  return router;
}

export function personOf(account: { readonly person: string; readonly grants: readonly string[] }): Actor {
  return {
    kind: 'PERSON',
    id: account.person,
    grants: account.grants.map(parseGrant).filter((grant) => grant !== null),
  };
}

function credentialsOf(request: Request, form: Record<string, string | undefined>): { id: string; secret: string } {
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return { id: form.client_id ?? '', secret: form.client_secret ?? '' };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  return { id: decoded(id), secret: decoded(secret.join(':')) };
}

function decoded(text: string): string {
  return URL.canParse(`http://x/?${text}`) && !/%(?![0-9A-Fa-f]{2})/.test(text) ? decodeURIComponent(text) : text;
}

async function isWithin(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  return await limiter.consume(key).then(
    () => true,
    (reason: unknown) => {
      if (reason instanceof Error) throw reason;
      return false;
    },
  );
}

function clientOf(request: Request): string {
  return request.ip ?? 'unknown';
}

function tooMany(response: Response): void {
  response
    .status(429)
    .set('retry-after', '60')
    .json({ code: 'RATE_LIMITED', message: 'Too many requests, try again later 请求过于频繁' });
}
