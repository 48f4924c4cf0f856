/**
 * How the system's own processes know one another: a token of two minutes, signed with a secret that all of them hold
 * and nobody else does. It carries no grants: the system's rights are those of `@policy(policies: [["system"]])`.
 * The first secret signs and all are believed, so that one can be replaced while everything runs.
 */
import { createHash } from 'node:crypto';
import { errors, SignJWT } from 'jose';
import type { TokenSource } from './tokens.ts';

const ISSUER = 'happy-homes-system';
const ALGORITHM = 'HS256';
const TOKEN_SECONDS = 120;

export interface SystemTokens {
  readonly source: TokenSource;
  /** The header for a request of this process to another. */
  authorization(): Promise<string>;
}

export function createSystemTokens(options: {
  readonly secrets: readonly string[];
  readonly audience: string;
  readonly process: string;
}): SystemTokens {
  const { secrets, audience } = options;
  const keys = new Map(secrets.map((secret) => [nameOf(secret), new TextEncoder().encode(secret)]));
  const [signing] = keys;
  if (!signing) throw new Error('the system has no secret');
  const [kid, key] = signing;
  let kept: { readonly header: Promise<string>; readonly until: number } | null = null;

  async function sign(): Promise<string> {
    const token = new SignJWT({})
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(options.process)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`);
    return `Bearer ${await token.sign(key)}`;
  }

  return {
    source: {
      issuer: ISSUER,
      audience,
      grantsClaim: 'grants',
      algorithms: [ALGORITHM],
      isSystem: true,
      keys: async ({ kid }) => {
        const known = keys.get(String(kid));
        if (!known) throw new errors.JWKSNoMatchingKey();
        return known;
      },
    },
    authorization: () => {
      const now = performance.now();
      if (!kept || kept.until < now) kept = { header: sign(), until: now + (TOKEN_SECONDS / 2) * 1_000 };
      return kept.header;
    },
  };
}

/** Says which secret it was, and nothing about it that a signature does not say. */
function nameOf(secret: string): string {
  return createHash('sha256').update(`kid ${secret}`).digest('hex').slice(0, 8);
}
