import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentify, discoverOidc, type Identify, IssuerUnreachable, TokenRefused } from '@hh/service/tokens.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { createIssuer, type Issuer } from './issuer.ts';
import { personWith } from './testing/federation.ts';

const OURS = { issuer: 'http://graph.test', audience: 'happy-homes' };
const auditor = personWith('AUDITOR');
let folder: string;
let issuer: Issuer;
let stranger: Issuer;
let identify: Identify;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  issuer = await createIssuer({ ...OURS, keyFile: join(folder, 'ours.json') });
  stranger = await createIssuer({ ...OURS, keyFile: join(folder, 'strange.json') });
  identify = createIdentify(issuer.source);
});
afterAll(() => rm(folder, { recursive: true }));

/** Signed with our own key, and changed in one thing. */
async function signed(change: (token: SignJWT) => SignJWT): Promise<string> {
  const jwk = JSON.parse(await readFile(join(folder, 'ours.json'), 'utf8')) as JWK;
  const token = new SignJWT({ grants: ['AUDITOR@371322'] })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid as string })
    .setSubject('person-1')
    .setIssuer(OURS.issuer)
    .setAudience(OURS.audience)
    .setIssuedAt()
    .setExpirationTime('5m');
  return change(token).sign(jwk);
}

describe('a token', () => {
  test('names its person and what the person may do where', async () => {
    const { access_token } = await issuer.issue(auditor);
    expect(await identify(`Bearer ${access_token}`)).toEqual(auditor);
    expect(await identify(`bearer ${access_token}`)).toEqual(auditor);
  });

  test('that is absent is nobody', async () => {
    expect(await identify(undefined)).toBeNull();
    expect(await identify('')).toBeNull();
  });

  test.each<[string, (token: SignJWT) => SignJWT]>([
    ['expired', (token) => token.setExpirationTime('-1m')],
    ['not yet valid', (token) => token.setNotBefore('5m')],
    ['for another audience', (token) => token.setAudience('elsewhere')],
    ['of another issuer', (token) => token.setIssuer('http://elsewhere.test')],
    ['without a subject', (token) => token.setSubject('')],
  ])('that is %s is refused', async (_, change) => {
    expect(await identify(`Bearer ${await signed((token) => token)}`)).toMatchObject({ id: 'person-1' });
    await expect(identify(`Bearer ${await signed(change)}`)).rejects.toThrow(TokenRefused);
  });

  test('that never expires is refused', async () => {
    const jwk = JSON.parse(await readFile(join(folder, 'ours.json'), 'utf8')) as JWK;
    const token = await new SignJWT({ sub: 'person-1', iss: OURS.issuer, aud: OURS.audience })
      .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid as string })
      .sign(jwk);
    await expect(identify(`Bearer ${token}`)).rejects.toThrow(TokenRefused);
  });

  test('signed by nobody, by a stranger, or with our public key as a password is refused', async () => {
    const claims = { sub: 'person-1', iss: OURS.issuer, aud: OURS.audience, exp: Math.floor(Date.now() / 1000) + 300 };
    const unsigned = new UnsecuredJWT(claims).encode();
    const strange = (await stranger.issue(auditor)).access_token;
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: issuer.publicKeys.keys[0]?.kid as string })
      .sign(Buffer.from(String(issuer.publicKeys.keys[0]?.x)));
    for (const token of [unsigned, strange, confused])
      await expect(identify(`Bearer ${token}`)).rejects.toThrow(TokenRefused);
  });

  test('whose claims were changed is refused', async () => {
    const [header, , signature] = (await issuer.issue(personWith('RESIDENT'))).access_token.split('.');
    const [, claims] = (await issuer.issue(personWith('ADMIN'))).access_token.split('.');
    await expect(identify(`Bearer ${header}.${claims}.${signature}`)).rejects.toThrow(TokenRefused);
  });

  test.each(['Basic abc', 'Bearer', 'Bearer a b', 'eyJ', 'Bearer ...'])('“%s” is no token', async (header) => {
    await expect(identify(header)).rejects.toThrow(TokenRefused);
  });

  test('never makes the system of anybody', async () => {
    const { access_token } = await issuer.issue({ kind: 'SYSTEM', id: 'system', grants: [] });
    expect(await identify(`Bearer ${access_token}`)).toEqual({ kind: 'PERSON', id: 'system', grants: [] });
    const jwk = JSON.parse(await readFile(join(folder, 'ours.json'), 'utf8')) as JWK;
    const token = await new SignJWT({ actor_kind: 'system' })
      .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid as string })
      .setSubject('system')
      .setIssuer(OURS.issuer)
      .setAudience(OURS.audience)
      .setExpirationTime('5m')
      .sign(jwk);
    await expect(identify(`Bearer ${token}`)).rejects.toThrow(TokenRefused);
  });
});

describe('the key of the built-in issuer', () => {
  test('outlives a restart, and of two first starts at once one key stays', async () => {
    const keyFile = join(folder, 'race', 'key.json');
    const [one, other] = await Promise.all([createIssuer({ ...OURS, keyFile }), createIssuer({ ...OURS, keyFile })]);
    const again = await createIssuer({ ...OURS, keyFile });
    expect(other.publicKeys).toEqual(one.publicKeys);
    expect(again.publicKeys).toEqual(one.publicKeys);
    const { access_token } = await one.issue(auditor);
    expect(await createIdentify(again.source)(`Bearer ${access_token}`)).toEqual(auditor);
  });
});

describe('an OpenID Connect issuer', () => {
  let server: Server;
  let address: string;
  let keys: { keys: JWK[] };
  let privateKey: CryptoKey;
  let isUp = true;
  let speaksFor: string | null = null;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] };
    server = createServer((request, response) => {
      const document = { issuer: speaksFor ?? address, jwks_uri: `${address}/keys` };
      const body = request.url === '/keys' ? keys : document;
      response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const discover = () => discoverOidc({ issuer: address, audience: 'happy-homes', grantsClaim: 'hh_grants' });
  const issued = () =>
    new SignJWT({ hh_grants: ['FINANCE_CHECKER@371322'] })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject('u-17')
      .setIssuer(address)
      .setAudience('happy-homes')
      .setExpirationTime('5m')
      .sign(privateKey);

  test('is believed by its own keys, with grants in the claim that is configured, beside our own', async () => {
    const both = createIdentify(issuer.source, await discover());
    expect(await both(`Bearer ${await issued()}`)).toEqual({
      kind: 'PERSON',
      id: 'u-17',
      grants: [{ role: 'FINANCE_CHECKER', scope: '371322' }],
    });
    expect(await both(`Bearer ${(await issuer.issue(auditor)).access_token}`)).toEqual(auditor);
  });

  test('is not believed in our own name', async () => {
    const both = createIdentify(issuer.source, await discover());
    const token = await new SignJWT({ grants: ['ADMIN@371322'] })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject('u-17')
      .setIssuer(OURS.issuer)
      .setAudience('happy-homes')
      .setExpirationTime('5m')
      .sign(privateKey);
    await expect(both(`Bearer ${token}`)).rejects.toThrow(TokenRefused);
  });

  test('whose keys cannot be had says nothing about a token', async () => {
    const alone = createIdentify(await discover());
    isUp = false;
    await expect(alone(`Bearer ${await issued()}`)).rejects.toThrow(IssuerUnreachable);
    await expect(discover()).rejects.toThrow('answers 503');
    isUp = true;
    expect(await alone(`Bearer ${await issued()}`)).toMatchObject({ id: 'u-17' });
  });

  test('that speaks for another is not taken', async () => {
    speaksFor = 'https://elsewhere.test';
    await expect(discover()).rejects.toThrow(`speaks for https://elsewhere.test, not for ${address}`);
    speaksFor = null;
  });
});
