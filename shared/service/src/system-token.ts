/**
 * How the system's own processes know one another: a token of two minutes, signed with a secret that all of them hold
 * and nobody else does. It carries no grants: the system's rights are those of `@policy(policies: [["system"]])`.
 */
import { SignJWT } from 'jose';
import type { TokenSource } from './tokens.ts';

const ISSUER = 'happy-homes-system';
const ALGORITHM = 'HS256';
const TOKEN_SECONDS = 120;

export interface SystemTokens {
  readonly source: TokenSource;
  /** The header for a request of this process to another. */
  authorization(): Promise<string>;
}

export function createSystemTokens(options: { secret: string; audience: string; process: string }): SystemTokens {
  const key = new TextEncoder().encode(options.secret);
  let kept: { readonly header: Promise<string>; readonly until: number } | null = null;

  async function sign(): Promise<string> {
    const token = new SignJWT({})
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(options.audience)
      .setSubject(options.process)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`);
    return `Bearer ${await token.sign(key)}`;
  }

  return {
    source: {
      issuer: ISSUER,
      audience: options.audience,
      grantsClaim: 'grants',
      algorithms: [ALGORITHM],
      isSystem: true,
      keys: async () => key,
    },
    authorization: () => {
      const now = performance.now();
      if (!kept || kept.until < now) kept = { header: sign(), until: now + (TOKEN_SECONDS / 2) * 1_000 };
      return kept.header;
    },
  };
}
