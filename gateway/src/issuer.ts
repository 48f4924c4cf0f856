/**
 * The built-in issuer: signs tokens for the people of the demonstration and for the machines of partner enterprises.
 * Its key lies in one file that only its owner reads, written at the first start.
 */
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { claimsOf, type TokenSource } from '@hh/service/tokens.ts';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose';

export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

export interface Issuer {
  readonly source: TokenSource;
  readonly publicKeys: { readonly keys: readonly JWK[] };
  issue(actor: Actor): Promise<IssuedToken>;
}

const TOKEN_SECONDS = 3_600;
const ALGORITHM = 'EdDSA';

export async function createIssuer(options: { issuer: string; audience: string; keyFile: string }): Promise<Issuer> {
  const jwk = await keptKey(options.keyFile);
  const key = await importJWK(jwk, ALGORITHM);
  const { d: _secret, ...publicPart } = jwk;
  const publicKeys = { keys: [{ ...publicPart, use: 'sig', alg: ALGORITHM }] };
  return {
    publicKeys,
    source: {
      issuer: options.issuer,
      audience: options.audience,
      grantsClaim: 'grants',
      keys: createLocalJWKSet(publicKeys),
    },
    async issue(actor) {
      const signed = new SignJWT(claimsOf(actor))
        .setProtectedHeader({ alg: ALGORITHM, kid: jwk.kid as string })
        .setSubject(actor.id)
        .setIssuer(options.issuer)
        .setAudience(options.audience)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`);
      return { access_token: await signed.sign(key), token_type: 'Bearer', expires_in: TOKEN_SECONDS };
    },
  };
}

export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}

async function keptKey(file: string): Promise<JWK> {
  const kept = await readFile(file, 'utf8').catch(whenAbsent);
  if (kept) return JSON.parse(kept) as JWK;
  const key = await newKey();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${newId()}`;
  await writeFile(draft, JSON.stringify(key), { mode: 0o600, flush: true });
  // link fails where the file exists: of two starts at once, the first one's key stays.
  await link(draft, file).catch(whenPresent);
  await unlink(draft);
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}

function whenAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function whenPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
