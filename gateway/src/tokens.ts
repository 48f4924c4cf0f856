/** Access tokens: verified once at the gateway and again wherever they are passed on. A bad token is never nobody. */
import { type Actor, formatGrant, parseGrant } from '@hh/service/actor.ts';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';

/** `Authorization: Bearer …` to an actor; null for no header; `TokenRefused` for a token that is not good. */
export type Identify = (authorization: string | undefined) => Promise<Actor | null>;

export class TokenRefused extends Error {}

export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that carries grants, each as ROLE@scope. */
  readonly grantsClaim: string;
  readonly keys: JWTVerifyGetKey;
}

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

export function createIdentify(source: TokenSource): Identify {
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return null;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new TokenRefused('not a bearer token');
    try {
      const { payload } = await jwtVerify(token, source.keys, {
        issuer: source.issuer,
        audience: source.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return actorOf(payload, source.grantsClaim);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new TokenRefused(error.code);
      throw error;
    }
  };
}

/** The claims our own issuer writes; a foreign issuer needs `sub` and the grants only. */
export function claimsOf(actor: Actor): Record<string, unknown> {
  return { grants: actor.grants.map(formatGrant), actor_kind: actor.kind === 'MACHINE' ? 'machine' : 'person' };
}

const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  actor_kind: z.enum(['person', 'machine']).default('person'),
});

function actorOf(payload: unknown, grantsClaim: string): Actor {
  const claims = claimsSchema.safeParse(payload);
  const grants = z.array(z.string()).safeParse(claims.data?.[grantsClaim] ?? []);
  if (!claims.success || !grants.success) throw new TokenRefused('claims');
  const parsed = grants.data.map(parseGrant).filter((grant) => grant !== null);
  return { kind: claims.data.actor_kind === 'machine' ? 'MACHINE' : 'PERSON', id: claims.data.sub, grants: parsed };
}

/** Keys and issuer of any OpenID Connect provider, by its discovery document. */
export async function discoverOidc(options: {
  issuer: string;
  audience: string;
  grantsClaim: string;
}): Promise<TokenSource> {
  const address = new URL(`${options.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`the OIDC issuer's discovery document answers ${answer.status}`);
  const document = z.object({ issuer: z.string(), jwks_uri: z.url() }).parse(await answer.json());
  return { ...options, issuer: document.issuer, keys: createRemoteJWKSet(new URL(document.jwks_uri)) };
}
