import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@hh/service/log.ts';
import {
  createIdentify,
  type Identify,
  IssuerUnreachable,
  oidcSource,
  TokenRefused,
  WrongIssuer,
} from '@hh/service/tokens.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { createIdentity } from './identity.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { localRates } from './rates.ts';
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

  test('is verified once in a while, and never trusted beyond its end', async () => {
    const now = Date.now();
    let asked = 0;
    const identifyCounting = createIdentify({
      ...issuer.source,
      keys: (header, token) => {
        asked += 1;
        return issuer.source.keys(header, token);
      },
    });
    const short = `Bearer ${await signed((token) => token.setExpirationTime(Math.floor(now / 1_000) + 30))}`;
    for (const _ of [1, 2, 3]) expect(await identifyCounting(short)).toMatchObject({ id: 'person-1' });
    expect(asked).toBe(1);
    jest.useFakeTimers({ advanceTimers: true, now: now + 60_000 });
    await expect(identifyCounting(short)).rejects.toThrow(TokenRefused);
    jest.useRealTimers();
    expect(asked).toBe(2);
    // Whoever changes one letter of a token that is known is asked for all of it.
    await identifyCounting(`Bearer ${await signed((token) => token)}`);
    await expect(identifyCounting(`Bearer ${await signed((token) => token)}x`)).rejects.toThrow(TokenRefused);
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
  const algorithms = ['RS256', 'ES256', 'EdDSA'];
  const privateKeys = new Map<string, CryptoKey>();
  let server: Server;
  let address: string;
  let published: JWK[] = [];
  let isUp = true;
  let document: object | null = null;

  async function publish(alg: string, kid: string): Promise<void> {
    const pair = await generateKeyPair(alg, { extractable: true });
    privateKeys.set(kid, pair.privateKey);
    published = [...published, { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' }];
  }

  beforeAll(async () => {
    for (const alg of algorithms) await publish(alg, alg);
    server = createServer((request, response) => {
      const body =
        request.url === '/keys' ? { keys: published } : (document ?? { issuer: address, jwks_uri: `${address}/keys` });
      response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    isUp = true;
    document = null;
  });
  afterEach(() => void jest.useRealTimers());
  afterAll(() => void server.close());

  const source = () => oidcSource({ issuer: address, audience: 'happy-homes', grantsClaim: 'hh_grants' });
  const issued = async (alg: string, kid = alg, named = address) => {
    const token = new SignJWT({ hh_grants: ['FINANCE_CHECKER@371322'] })
      .setProtectedHeader({ alg, kid })
      .setSubject('u-17')
      .setIssuer(named)
      .setAudience('happy-homes')
      .setExpirationTime('10m');
    return `Bearer ${await token.sign(privateKeys.get(kid) as CryptoKey)}`;
  };
  const checker = { kind: 'PERSON', id: 'u-17', grants: [{ role: 'FINANCE_CHECKER', scope: '371322' }] };

  test.each(algorithms)(
    'is believed by its own keys (%s), with grants in the claim that is configured',
    async (alg) => {
      expect(await createIdentify(source())(await issued(alg))).toEqual(checker);
    },
  );

  test('is believed beside our own', async () => {
    const both = createIdentify(issuer.source, source());
    expect(await both(await issued('ES256'))).toEqual(checker);
    expect(await both(`Bearer ${(await issuer.issue(auditor)).access_token}`)).toEqual(auditor);
  });

  test('is not believed in our own name, nor a key for another algorithm than its own', async () => {
    const both = createIdentify(issuer.source, source());
    await expect(both(await issued('ES256', 'ES256', OURS.issuer))).rejects.toThrow(TokenRefused);
    const [, claims] = (await issued('ES256')).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'RS256' })).toString('base64url');
    await expect(both(`Bearer ${header}.${claims}.AAAA`)).rejects.toThrow(TokenRefused);
  });

  test('that is away at the start is asked again by the next token', async () => {
    const alone = createIdentify(source());
    isUp = false;
    await expect(alone(await issued('RS256'))).rejects.toThrow(IssuerUnreachable);
    isUp = true;
    expect(await alone(await issued('RS256'))).toEqual(checker);
  });

  test('that goes away later is believed by the keys that are known, and only by these', async () => {
    const alone = createIdentify(source());
    expect(await alone(await issued('RS256'))).toEqual(checker);
    isUp = false;
    await publish('ES256', 'next');
    jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 60_000 });
    expect(await alone(await issued('RS256'))).toEqual(checker);
    await expect(alone(await issued('ES256', 'next'))).rejects.toThrow(IssuerUnreachable);
    isUp = true;
    expect(await alone(await issued('ES256', 'next'))).toEqual(checker);
  });

  test('does not keep the graph from starting where it is away, and does where it is another', async () => {
    const lines: string[] = [];
    const start = () =>
      createIdentity({
        publicUrl: OURS.issuer,
        audience: OURS.audience,
        keyFile: join(folder, 'ours.json'),
        demo: true,
        oidc: { issuer: address, grantsClaim: 'hh_grants', clientId: 'console', scope: 'openid' },
        directory: {
          demoPersonas: async () => [],
          demoAccount: async () => null,
          authenticateClient: async () => null,
        },
        rates: localRates(),
        log: createLog({ name: 'test', level: 'info' }, (line) => lines.push(line)),
      });
    isUp = false;
    const { identify: asked } = await start();
    expect(lines.join()).toContain('the issuer does not answer');
    isUp = true;
    expect(await asked(await issued('EdDSA'))).toEqual(checker);
    document = { issuer: 'https://elsewhere.test', jwks_uri: `${address}/keys` };
    await expect(start()).rejects.toThrow(WrongIssuer);
    await expect(start()).rejects.toThrow(`speaks for https://elsewhere.test, not for ${address}`);
    document = { nothing: true };
    await expect(start()).rejects.toThrow('is no discovery document');
  });
});
