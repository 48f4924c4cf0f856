/** Access tokens: verified once at the gateway and again wherever they are passed on. A bad token is never nobody. */

import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Actor, formatGrant, type Grant, parseGrant } from './actor.ts';

/** `Authorization: Bearer …` to an actor; null for no header; `TokenRefused` for a token that is not good. */
export type Identify = (authorization: string | undefined) => Promise<Actor | null>;

export class TokenRefused extends Error {}

/** The issuer's keys can't be had just now: nothing is known about the token. */
export class IssuerUnreachable extends Error {}

export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that carries grants, each as ROLE@scope. */
  readonly grantsClaim: string;
  readonly keys: JWTVerifyGetKey;
}

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
/** What jose says of a token; its other errors are about the way to the keys. */
const ABOUT_THE_TOKEN = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

/** Accepts the tokens of these issuers, each with its own keys and no other's. */
export function createIdentify(...sources: readonly TokenSource[]): Identify {
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return null;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new TokenRefused('not a bearer token');
    const source = sourceOf(token, sources);
    return actorOf(await verify(token, source), source.grantsClaim);
  };
}

/** The token's own word for its issuer only chooses the keys that it is then held against. */
function sourceOf(token: string, sources: readonly TokenSource[]): TokenSource {
  let issuer: string | undefined;
  try {
    issuer = decodeJwt(token).iss;
  } catch (error) {
    throw new TokenRefused('not a token', { cause: error });
  }
  const source = sources.find((each) => each.issuer === issuer);
  if (!source) throw new TokenRefused('an unknown issuer');
  return source;
}

async function verify(token: string, source: TokenSource): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, source.keys, {
      issuer: source.issuer,
      audience: source.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return payload;
  } catch (error) {
    if (ABOUT_THE_TOKEN.some((kind) => error instanceof kind)) throw new TokenRefused('not good', { cause: error });
    throw new IssuerUnreachable(source.issuer, { cause: error });
  }
}

/** The claims our own issuer writes; a foreign issuer needs `sub` and the grants only. */
export function claimsOf(actor: Actor): Record<string, unknown> {
  return { grants: actor.grants.map(formatGrant), actor_kind: actor.kind === 'MACHINE' ? 'machine' : 'person' };
}

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(200),
  actor_kind: z.enum(['person', 'machine']).default('person'),
});

function actorOf(payload: JWTPayload, grantsClaim: string): Actor {
  const claims = claimsSchema.safeParse(payload);
  const grants = z.array(z.string()).safeParse(payload[grantsClaim] ?? []);
  if (!claims.success || !grants.success) throw new TokenRefused('claims');
  const kind = claims.data.actor_kind === 'machine' ? 'MACHINE' : 'PERSON';
  return { kind, id: claims.data.sub, grants: parseGrants(grants.data) };
}

/** What is no grant gives none. */
export function parseGrants(words: readonly string[]): readonly Grant[] {
  return words.map(parseGrant).filter((grant) => grant !== null);
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Keys and issuer of any OpenID Connect provider, by its discovery document. */
export async function discoverOidc(options: {
  issuer: string;
  audience: string;
  grantsClaim: string;
}): Promise<TokenSource> {
  const address = `${options.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const document = discoverySchema.parse(await answer.json());
  if (document.issuer !== options.issuer)
    throw new Error(`${address} speaks for ${document.issuer}, not for ${options.issuer}`);
  return { ...options, keys: createRemoteJWKSet(new URL(document.jwks_uri)) };
}
