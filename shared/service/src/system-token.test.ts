import { describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createSystemTokens } from './system-token.ts';
import { createIdentify, TokenRefused, type TokenSource } from './tokens.ts';

const SECRET = 'the secret that all processes of the system hold';
const OLD = 'the secret that all processes of the system held';
const audience = 'happy-homes';
const issuer = 'happy-homes-system';

const tokensWith = (...secrets: readonly string[]) => createSystemTokens({ secrets, audience, process: 'economy' });

interface Forgery {
  readonly secret?: string;
  readonly alg?: string;
  readonly kid?: string | null;
  readonly audience?: string;
  readonly expires?: string;
}

/** A token of the system as somebody could make it who knows all but what is changed here. */
async function forged(forgery: Forgery = {}): Promise<string> {
  const header = (await tokensWith(SECRET).authorization()).slice('Bearer '.length).split('.')[0] as string;
  const known = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const kid = forgery.kid === undefined ? known.kid : forgery.kid;
  const token = new SignJWT({})
    .setProtectedHeader({ alg: forgery.alg ?? 'HS256', ...(kid === null ? {} : { kid }) })
    .setIssuer(issuer)
    .setAudience(forgery.audience ?? audience)
    .setSubject('economy')
    .setExpirationTime(forgery.expires ?? '2m');
  return `Bearer ${await token.sign(new TextEncoder().encode(forgery.secret ?? SECRET))}`;
}

describe('a process of the system', () => {
  test('is known to the others as the system, without any grant', async () => {
    const identify = createIdentify(tokensWith(SECRET).source);
    const actor = { kind: 'SYSTEM', id: 'economy', grants: [] };
    expect(await identify(await tokensWith(SECRET).authorization())).toEqual(actor);
    expect(await identify(await forged())).toEqual(actor);
  });

  test('that holds another secret is not', async () => {
    const identify = createIdentify(tokensWith(SECRET).source);
    await expect(identify(await forged({ secret: OLD }))).rejects.toThrow(TokenRefused);
    await expect(identify(await tokensWith(OLD).authorization())).rejects.toThrow(TokenRefused);
  });

  test.each<[string, Forgery]>([
    ['expired', { expires: '-1m' }],
    ['for another audience', { audience: 'elsewhere' }],
    ['signed by another algorithm', { alg: 'HS512' }],
    ['signed by a secret that it names otherwise', { kid: 'x' }],
    ['signed by a secret that it does not name', { kid: null }],
  ])('is not known by a token that is %s', async (_, forgery) => {
    const identify = createIdentify(tokensWith(SECRET).source);
    await expect(identify(await forged(forgery))).rejects.toThrow(TokenRefused);
  });

  test('goes on being known while one secret replaces the other', async () => {
    const [before, first, second, after] = [[OLD], [OLD, SECRET], [SECRET, OLD], [SECRET]];
    for (const [mine, theirs] of [
      [before, first],
      [first, before],
      [first, second],
      [second, first],
      [second, after],
      [after, second],
    ] as const) {
      const identify = createIdentify(tokensWith(...theirs).source);
      expect(await identify(await tokensWith(...mine).authorization())).toMatchObject({ kind: 'SYSTEM' });
    }
  });

  test('signs anew only after a while', async () => {
    const tokens = tokensWith(SECRET);
    expect(await tokens.authorization()).toBe(await tokens.authorization());
  });
});

describe('a token of a person', () => {
  test('is never the system, whatever it says of itself and whatever it is signed with', async () => {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'people', alg: 'EdDSA' };
    const people: TokenSource = {
      issuer: 'http://graph.test',
      audience,
      grantsClaim: 'grants',
      keys: createLocalJWKSet({ keys: [jwk] }),
    };
    const identify = createIdentify(people, tokensWith(SECRET).source);
    const token = (from: string, alg: string) =>
      new SignJWT({ kind: 'SYSTEM', grants: ['AUDITOR@371322'] })
        .setProtectedHeader({ alg, kid: 'people' })
        .setIssuer(from)
        .setAudience(audience)
        .setSubject('system')
        .setExpirationTime('5m');
    const theirs = await token(people.issuer, 'EdDSA').sign(pair.privateKey);
    expect(await identify(`Bearer ${theirs}`)).toEqual({
      kind: 'PERSON',
      id: 'system',
      grants: [{ role: 'AUDITOR', scope: '371322' }],
    });
    const asSystem = await token(issuer, 'EdDSA').sign(pair.privateKey);
    const withPublicKey = await token(people.issuer, 'HS256').sign(Buffer.from(String(jwk.x), 'base64url'));
    const withSecret = await token(people.issuer, 'HS256').sign(new TextEncoder().encode(SECRET));
    for (const each of [asSystem, withPublicKey, withSecret])
      await expect(identify(`Bearer ${each}`)).rejects.toThrow(TokenRefused);
  });
});
