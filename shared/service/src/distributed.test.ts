import { afterEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { issuersOf, parseServiceConfig, remotesOf } from './distributed.ts';
import { unwatched } from './telemetry.ts';
import { json, type Peer, startPeer } from './testing/peer.ts';
import { createIdentify, IssuerUnreachable } from './tokens.ts';

const SECRET = 'a secret of at least thirty-two characters';
const needed = {
  PUBLIC_URL: 'http://graph.test',
  SYSTEM_SECRET: SECRET,
  MONGODB_URI: 'mongodb://127.0.0.1/?replicaSet=hh',
  REDIS_URL: 'redis://127.0.0.1',
};

const open: Peer[] = [];
afterEach(async () => {
  for (const peer of open.splice(0)) await peer.leave();
});

async function gateway(...answering: Parameters<typeof startPeer>): Promise<string> {
  const peer = await startPeer(...answering);
  open.push(peer);
  return peer.url;
}

async function keyPair(): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  return { privateKey: pair.privateKey, jwk: { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'EdDSA' } };
}

describe('a process of the distributed mode', () => {
  test('lets nobody sign in by a name alone, and is reached from elsewhere, unless somebody says otherwise', () => {
    expect(parseServiceConfig(needed)).toMatchObject({ DEMO: false, HOST: '0.0.0.0' });
    expect(parseServiceConfig({ ...needed, DEMO: 'on' })).toMatchObject({ DEMO: true });
  });

  test('finds the others by their names, or by a list of addresses', () => {
    const config = parseServiceConfig({ ...needed, ECONOMY_URL: 'http://10.0.0.1:4001, http://10.0.0.2:4001' });
    expect(config.ECONOMY_URL).toEqual(['http://10.0.0.1:4001', 'http://10.0.0.2:4001']);
    expect(config.PROPERTY_URL).toEqual(['http://property:4000']);
  });

  test.each([
    ['a secret that is too short', { SYSTEM_SECRET: 'short' }, 'SYSTEM_SECRET'],
    ['a second secret that is too short', { SYSTEM_SECRET: `${SECRET},` }, 'SYSTEM_SECRET'],
    ['an address that is none', { ECONOMY_URL: 'economy' }, 'ECONOMY_URL'],
    ['a notice that nobody would notice', { DRAIN_NOTICE_MS: '0' }, 'DRAIN_NOTICE_MS'],
  ])('does not start with %s', (_, change, named) => {
    expect(() => parseServiceConfig({ ...needed, ...change })).toThrow(named);
  });

  test('knows no way to a service that there is not', async () => {
    const remotes = remotesOf(parseServiceConfig(needed), unwatched());
    expect(() => remotes.of('console')).toThrow('console');
    expect(remotes.of('economy')).toBe(remotes.of('economy'));
    await remotes.close();
  });
});

describe('the token of a person', () => {
  async function tokenOf(privateKey: CryptoKey): Promise<string> {
    const token = new SignJWT({ grants: ['AUDITOR@371322'] })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
      .setIssuer(needed.PUBLIC_URL)
      .setAudience('happy-homes')
      .setSubject('person-1')
      .setExpirationTime('5m');
    return `Bearer ${await token.sign(privateKey)}`;
  }

  test('is held against the keys of whichever gateway has them', async () => {
    const { privateKey, jwk } = await keyPair();
    const serving: Parameters<typeof startPeer>[0] = json({ keys: [jwk] });
    const urls = [await gateway(json({}, 503)), await gateway(serving), 'http://127.0.0.1:1'];
    const config = parseServiceConfig({ ...needed, GATEWAY_URL: urls.join(',') });
    const identify = createIdentify(...issuersOf(config));
    expect(await identify(await tokenOf(privateKey))).toMatchObject({ kind: 'PERSON', id: 'person-1' });
  });

  test('is not judged while no gateway has its keys', async () => {
    const { privateKey } = await keyPair();
    const config = parseServiceConfig({ ...needed, GATEWAY_URL: await gateway(json({}, 503)) });
    const identify = createIdentify(...issuersOf(config));
    await expect(identify(await tokenOf(privateKey))).rejects.toThrow(IssuerUnreachable);
  });
});
