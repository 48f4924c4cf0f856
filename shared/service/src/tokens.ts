/** Access tokens: verified once at the gateway and again wherever they are passed on. A bad token is never nobody. */

import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Actor, formatGrant, type Grant, parseGrant } from './actor.ts';
import { LeastRecent } from './least-recent.ts';

/** `Authorization: Bearer …` to an actor; null for no header; `TokenRefused` for a token that is not good. */
export type Identify = (authorization: string | undefined) => Promise<Actor | null>;

export class TokenRefused extends Error {}

/** The issuer's keys can't be had just now: nothing is known about the token. */
export class IssuerUnreachable extends Error {}

/** What answers at the issuer's address is not that issuer. */
export class WrongIssuer extends Error {}

export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that carries grants, each as ROLE@scope. */
  readonly grantsClaim: string;
  readonly keys: JWTVerifyGetKey;
  /** Those of public keys unless it says otherwise: a secret is never mixed up with somebody's public key. */
  readonly algorithms?: readonly string[];
  /** Does it speak for the system itself? */
  readonly isSystem?: true;
}

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/**
 * A signature takes a tenth of a millisecond, at the gateway and again for each fetch, and one page asks by one token many
 * times. Kept for a minute and no longer: keys that an issuer withdraws must not go on for as long as a token does.
 */
const VERIFIED_MS = 60_000;
const VERIFIED_TOKENS = 10_000;
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
  const verified = new LeastRecent<string, { readonly actor: Actor; readonly until: number }>(VERIFIED_TOKENS);
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return null;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new TokenRefused('not a bearer token');
    const known = verified.get(token);
    if (known && Date.now() < known.until) return known.actor;
    const source = sourceOf(token, sources);
    const payload = await verify(token, source);
    const actor = actorOf(payload, source);
    const expiresAt = Number(payload.exp) * 1_000;
    verified.set(token, { actor, until: Math.min(expiresAt, Date.now() + VERIFIED_MS) });
    return actor;
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
      algorithms: [...(source.algorithms ?? ALGORITHMS)],
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

function actorOf(payload: JWTPayload, { grantsClaim, isSystem }: TokenSource): Actor {
  if (isSystem) return { kind: 'SYSTEM', id: String(payload.sub), grants: [] };
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

const ANSWER_MS = 5_000;
/** How long keys are used without asking again: an issuer that is away for a while stops nobody. New keys are found at once, by their id. */
export const KEYS_KEPT_MS = 3_600_000;

/**
 * Any OpenID Connect provider, by its discovery document, which is read before its first token is judged. A provider
 * that cannot be reached says nothing about a token and is asked again by the next; one that speaks for another throws.
 */
export function oidcSource(
  options: Omit<TokenSource, 'keys'>,
): TokenSource & { readonly discover: () => Promise<void> } {
  let found: Promise<JWTVerifyGetKey> | null = null;
  const keysOf = () => {
    found ??= discoverKeys(options.issuer).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
  return {
    ...options,
    keys: async (header, token) => (await keysOf())(header, token),
    discover: async () => void (await keysOf()),
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) }).catch((cause: unknown) => {
    throw new IssuerUnreachable(`${address} does not answer`, { cause });
  });
  if (!answer.ok) throw new IssuerUnreachable(`${address} answers ${answer.status}`);
  const document = discoverySchema.safeParse(await answer.json().catch(() => null));
  if (!document.success) throw new WrongIssuer(`${address} is no discovery document`, { cause: document.error });
  if (document.data.issuer !== issuer)
    throw new WrongIssuer(`${address} speaks for ${document.data.issuer}, not for ${issuer}`);
  return createRemoteJWKSet(new URL(document.data.jwks_uri), { cacheMaxAge: KEYS_KEPT_MS, timeoutDuration: ANSWER_MS });
}
