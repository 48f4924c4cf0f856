/**
 * The issuer of an organization, as little of it as a page meets: discovery, a sign-in page that lets everybody in, codes
 * that are good once and with their verifier, tokens.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TestIssuer {
  readonly address: string;
  /** What was asked of its token endpoint. */
  readonly asked: URLSearchParams[];
  close(): Promise<void>;
}

/** `grants` are what it says of whoever signs in. */
export async function startIssuer(options: { audience: string; grants: readonly string[] }): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
  const journeys = new Map<string, URLSearchParams>();
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const signed = (audience: string, claims: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setSubject('clerk-7')
      .setIssuer(address)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);

  async function tokens(form: URLSearchParams): Promise<object | null> {
    const journey = journeys.get(form.get('code') ?? '');
    journeys.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!journey || journey.get('code_challenge') !== challenge) return null;
    const client = String(form.get('client_id'));
    return {
      access_token: await signed(options.audience, { grants: options.grants }),
      id_token: await signed(client, { nonce: journey.get('nonce') }),
      token_type: 'Bearer',
      expires_in: 600,
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', address);
    const json = (status: number, body: object) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
        .end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration')
      json(200, {
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        jwks_uri: `${address}/keys`,
        id_token_signing_alg_values_supported: ['ES256'],
      });
    else if (url.pathname === '/keys') json(200, { keys: [key] });
    else if (url.pathname === '/authorize') {
      const code = randomUUID();
      journeys.set(code, url.searchParams);
      const back = new URL(String(url.searchParams.get('redirect_uri')));
      back.searchParams.set('code', code);
      back.searchParams.set('state', String(url.searchParams.get('state')));
      response.writeHead(302, { location: String(back) }).end();
    } else if (url.pathname === '/token') {
      const form = new URLSearchParams(await text(request));
      asked.push(form);
      const issued = await tokens(form);
      json(issued ? 200 : 400, issued ?? { error: 'invalid_grant' });
    } else json(404, {});
  }

  return {
    address,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
