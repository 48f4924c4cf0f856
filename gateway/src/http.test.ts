import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Actor } from '@hh/service/actor.ts';
import { createLog } from '@hh/service/log.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createHttp, type HttpOptions } from './http.ts';
import { createIdentity, type Identity } from './identity.ts';
import { localRates } from './rates.ts';
import { defaultSettings, gatewaySettings } from './settings.ts';
import { type Federation, personWith, startFederation } from './testing/federation.ts';

const lines: string[] = [];
const servers: Server[] = [];
let federation: Federation;
let identity: Identity;
let folder: string;
let base: string;
let isReady = false;

/** Which clients the directory was asked about. */
const asked: string[] = [];
const directory = {
  demoPersonas: async () => [{ persona: 'auditor', nameZh: '审计', nameEn: 'Auditor' }],
  demoAccount: async (persona: string) =>
    persona === 'auditor' ? { person: 'person-auditor', grants: ['AUDITOR@371322', 'nonsense'] } : null,
  authenticateClient: async (id: string, secret: string) => {
    asked.push(id);
    return id === 'client 1' && secret === 's&cret+%' ? { id, enterprise: '91371322MA3C000001' } : null;
  },
};

beforeAll(async () => {
  const log = createLog({ name: 'test', level: 'info' }, (line) => lines.push(line));
  federation = await startFederation({ log });
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  identity = await createIdentity({
    publicUrl: 'http://graph.test',
    audience: 'happy-homes',
    keyFile: join(folder, 'keys', 'issuer.json'),
    demo: true,
    oidc: null,
    directory,
    rates: localRates(),
    log,
  });
  const own = express.Router().get('/api/fails', () => {
    throw new Error('connect to 10.0.0.7 failed');
  });
  base = await listen({ routers: [identity.routes, own], log });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await federation.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  lines.length = 0;
});

async function listen(options: Partial<HttpOptions>): Promise<string> {
  const app = createHttp({
    gateway: federation.gateway,
    identify: identity.identify,
    isReady: () => isReady,
    routers: [],
    graphiql: true,
    log: createLog({ name: 'test', level: 'silent' }),
    ...options,
  });
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ask(body: unknown, headers: Record<string, string> = {}, at = base) {
  const response = await fetch(`${at}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** The line that a request leaves is written when its connection is done with it. */
async function requestLine(): Promise<Record<string, unknown>> {
  for (;;) {
    const line = lines.map((each) => JSON.parse(each)).find(({ msg }) => msg === 'request');
    if (line) return line;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the graph over HTTP', () => {
  test('answers a query by POST and by GET', async () => {
    expect((await ask({ query: '{ spoken }' })).body).toEqual({ data: { spoken: 'zh' } });
    const response = await fetch(`${base}/graphql?query=${encodeURIComponent('{ spoken }')}`);
    expect([response.status, await response.json()]).toEqual([200, { data: { spoken: 'zh' } }]);
  });

  test('tells of every operation what it was estimated to cost', async () => {
    const page = 'query ($first: Int) { accountsSince(day: "2025-01-31", first: $first) { code } }';
    const costs = [];
    for (const [query, first] of [
      ['{ spoken }', 1],
      [page, 10],
      [page, 100],
      [page, 100],
      [page, 100_000],
    ] as const)
      costs.push((await ask({ query, variables: { first } })).headers.get('x-operation-cost'));
    expect(costs).toEqual(['1', '11', '110', '110', '110000']);
  });

  test('compresses a long answer for whoever understands that, and no short one', async () => {
    // Each part is refused to a stranger, in words.
    const long = `{ ${Array.from({ length: 20 }, (_, at) => `asked${at}: headcount`).join(' ')} }`;
    const answers = [];
    for (const [query, encoding] of [
      [long, 'gzip, br'],
      [long, 'identity'],
      ['{ spoken }', 'gzip, br'],
    ] as const) {
      const { headers, body } = await ask({ query }, { 'accept-encoding': encoding });
      answers.push([headers.get('content-encoding'), headers.get('vary'), body.errors?.length]);
    }
    expect(answers).toEqual([
      ['gzip', expect.stringContaining('accept-encoding'), 20],
      [null, expect.stringContaining('accept-encoding'), 20],
      [null, 'origin', undefined],
    ]);
  });

  test('changes nothing by GET', async () => {
    const response = await fetch(`${base}/graphql?query=${encodeURIComponent('mutation { step(key: "k") }')}`);
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([405, 'BAD_USER_INPUT']);
  });

  test.each([
    ['a field that is refused is an answer', { query: '{ spoken headcount }' }, 200, 'UNAUTHENTICATED'],
    ['a query that cannot be parsed', { query: '{' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a query that does not fit', { query: '{ nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['no query at all', {}, 400, 'BAD_USER_INPUT'],
    ['an operation that is not there', { query: 'query A { spoken }', operationName: 'B' }, 400, 'BAD_USER_INPUT'],
    ['two operations and no name', { query: 'query A { spoken } query B { spoken }' }, 400, 'BAD_USER_INPUT'],
    ['a subscription', { query: 'subscription { spoken }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a door to entities',
      { query: '{ _entities(representations: []) { __typename } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a door to the subgraphs', { query: '{ _service { sdl } }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a list of queries', [{ query: '{ spoken }' }], 400, 'BAD_USER_INPUT'],
    [
      'a variable that does not fit',
      { query: 'query ($d: Date!) { accountsSince(day: $d) { code } }', variables: { d: 'x' } },
      400,
      'BAD_USER_INPUT',
    ],
    ['a body that is no JSON', '{"query": ', 400, 'BAD_USER_INPUT'],
    [
      'a body beyond the limit',
      { query: `{ spoken } #${'x'.repeat(defaultSettings.MAX_STRANGER_BODY_KB * 1024)}` },
      413,
      'BODY_TOO_LARGE',
    ],
  ])('%s: status and code', async (_, body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.errors[0].extensions]).toEqual([
      status,
      { code, requestId: answer.headers.get('x-request-id') },
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|stack|at \w+ \(/);
  });

  test.each([
    ['application/json', '{ nothing }', 200, 'application/json'],
    ['application/json', '{', 200, 'application/json'],
    ['application/json', '', 400, 'application/json'],
    ['application/graphql-response+json', '{ nothing }', 400, 'application/graphql-response+json'],
    ['application/graphql-response+json, application/json;q=0.9', '{', 400, 'application/graphql-response+json'],
    ['*/*', '{ nothing }', 400, 'application/json'],
  ])('who accepts %s and asks “%s” is answered %i', async (accept, query, status, type) => {
    const answer = await ask({ query }, { accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, `${type}; charset=utf-8`]);
    expect(answer.body.errors).toHaveLength(1);
  });

  test('a form is no query', async () => {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      body: new URLSearchParams({ query: '{ spoken }' }),
    });
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each([
    [undefined, 'zh'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['fr, en;q=0.3', 'en'],
    ['fr', 'zh'],
  ])('Accept-Language %s is answered in %s', async (header, language) => {
    // Fetch adds a language of its own.
    const spoken = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', ...(header ? { 'accept-language': header } : {}) };
      const sent = httpRequest(`${base}/graphql`, { method: 'POST', headers }, async (response) => {
        const chunks = await response.toArray();
        resolve(JSON.parse(Buffer.concat(chunks).toString()).data.spoken);
      });
      sent.on('error', reject).end('{"query":"{ spoken }"}');
    });
    expect(spoken).toBe(language);
  });

  test('keeps a sane request id of the caller and replaces any other', async () => {
    const kept = await ask({ query: '{ broken }' }, { 'x-request-id': 'page-42:a' });
    expect([kept.headers.get('x-request-id'), kept.body.errors[0].extensions.requestId]).toEqual([
      'page-42:a',
      'page-42:a',
    ]);
    const replaced = await ask({ query: '{ spoken }' }, { 'x-request-id': 'a b\tc{}' });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('tells what it lets through', async () => {
    const tight = await listen({ settings: { ...defaultSettings, MAX_COST: 777 } });
    const response = await fetch(`${tight}/api/limits`);
    expect(await response.json()).toMatchObject({ depth: defaultSettings.MAX_DEPTH, cost: 777 });
  });

  test('stops who asks too often, and nobody else', async () => {
    const busy = await listen({ settings: { ...defaultSettings, MAX_REQUESTS_PER_MINUTE: 2 } });
    const token = async (role: 'OWNER' | 'AUDITOR') =>
      `Bearer ${(await identity.issuer.issue(personWith(role))).access_token}`;
    const [owner, auditor] = [await token('OWNER'), await token('AUDITOR')];
    const statuses = async (...tokens: (string | null)[]) => {
      const found = [];
      for (const authorization of tokens)
        found.push((await ask({ query: '{ spoken }' }, authorization ? { authorization } : {}, busy)).status);
      return found;
    };
    expect(await statuses(owner, owner, owner, auditor, auditor, auditor)).toEqual([200, 200, 429, 200, 200, 429]);
    expect(await statuses(null, 'Bearer guessed', 'Bearer guessed', null)).toEqual([200, 401, 429, 429]);
    expect((await ask({ query: '{ spoken }' }, {}, busy)).body.errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  test('stops who asks too much, and nobody else', async () => {
    const busy = await listen({ settings: { ...defaultSettings, MAX_COST_PER_MINUTE: 250 } });
    const tokenOf = async (actor: Actor) => `Bearer ${(await identity.issuer.issue(actor)).access_token}`;
    const dear = { query: '{ accountsSince(day: "2025-01-31", first: 100) { code } }' };
    const askAs = async (authorization: string | null, body: object) =>
      await ask(body, authorization ? { authorization } : {}, busy);
    for (const authorization of [await tokenOf(personWith('AUDITOR')), await tokenOf(personWith('OWNER')), null]) {
      for (const _ of ['first', 'second']) {
        const { status, headers } = await askAs(authorization, dear);
        expect([status, headers.get('x-operation-cost'), headers.get('retry-after')]).toEqual([200, '110', null]);
      }
      const { status, headers, body } = await askAs(authorization, dear);
      expect([status, headers.get('retry-after'), body.data]).toEqual([429, '60', undefined]);
      expect(body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    }
    const system = await listen({
      settings: { ...defaultSettings, MAX_COST_PER_MINUTE: 100 },
      identify: async () => ({ kind: 'SYSTEM', id: 'workflows', grants: [] }),
    });
    for (const _ of ['first', 'second']) expect((await ask(dear, {}, system)).status).toBe(200);
  });

  test('counts files and proofs in the same budget, and says it in both languages', async () => {
    const taken: string[] = [];
    const files = express.Router().all('/api/files', (request, response) => {
      taken.push(request.method);
      response.json({});
    });
    const settings = { ...defaultSettings, MAX_REQUESTS_PER_MINUTE: 2 };
    const busy = await listen({ settings, routers: [files] });
    const authorization = `Bearer ${(await identity.issuer.issue(personWith('OWNER'))).access_token}`;
    const send = (token: string) =>
      fetch(`${busy}/api/files`, { method: 'POST', headers: { authorization: token }, body: Buffer.alloc(4_000_000) });
    expect((await ask({ query: '{ spoken }' }, { authorization }, busy)).status).toBe(200);
    expect((await send(authorization)).status).toBe(200);
    const over = await send(authorization);
    expect([over.status, over.headers.get('retry-after'), await over.json()]).toEqual([
      429,
      '60',
      {
        code: 'RATE_LIMITED',
        message: '请求过于频繁',
        messageEn: 'Too many requests, try again later',
        requestId: over.headers.get('x-request-id'),
      },
    ]);
    expect((await ask({ query: '{ spoken }' }, { authorization }, busy)).status).toBe(429);
    // Whether a token is needed at all, the service decides; who guesses at one uses up an address.
    const guesses = [await send('Bearer guessed'), await send('Bearer guessed'), await send('Bearer guessed')];
    expect(guesses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(taken).toEqual(['POST', 'POST', 'POST']);
  });

  test.each([
    ['are counted one by one', 'loopback', 200],
    ['are counted as one where nobody said that it may be believed', '10.0.0.0/8', 429],
  ])('strangers behind a load balancer %s', async (_, proxies, status) => {
    const { TRUSTED_PROXIES } = gatewaySettings.parse({ TRUSTED_PROXIES: proxies });
    const busy = await listen({ settings: { ...defaultSettings, MAX_REQUESTS_PER_MINUTE: 1, TRUSTED_PROXIES } });
    const from = async (address: string) =>
      (await ask({ query: '{ spoken }' }, { 'x-forwarded-for': address }, busy)).status;
    expect([await from('203.0.113.1'), await from('203.0.113.2')]).toEqual([200, status]);
  });

  test.each([
    ['zeros that were packed to a thousandth', 'gzip', gzipSync(Buffer.alloc(64 * 2 ** 20))],
    [
      'the same in another packing',
      'br',
      brotliCompressSync(Buffer.alloc(16 * 2 ** 20), { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
    ],
  ])('unpacks no more than a request may have: %s', async (_, encoding, packed) => {
    expect(packed.length).toBeLessThan(100_000);
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: packed,
    });
    expect([response.status, (await response.json()).code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test('reads more of who has signed in than of a stranger, up to a limit', async () => {
    const known = await listen({ identify: async () => ({ kind: 'MACHINE', id: 'client', grants: [] }) });
    const { MAX_BODY_KB, MAX_STRANGER_BODY_KB } = defaultSettings;
    const statusOf = async (kibibytes: number, at: string) => {
      const body = { query: '{ spoken }', extensions: { filling: 'x'.repeat(kibibytes * 1024 - 100) } };
      return (await ask(body, {}, at)).status;
    };
    expect(await statusOf(MAX_STRANGER_BODY_KB, base)).toBe(200);
    expect(await statusOf(MAX_STRANGER_BODY_KB + 1, base)).toBe(413);
    expect(await statusOf(MAX_BODY_KB, known)).toBe(200);
    expect(await statusOf(MAX_BODY_KB + 1, known)).toBe(413);
  });

  test('refuses what says that it is far too large before it came, and hangs up on who does not listen', async () => {
    const [body, headers] = [
      'x'.repeat(5 * defaultSettings.MAX_BODY_KB * 1024),
      { 'content-type': 'application/json' },
    ];
    for (let turn = 0; turn < 5; turn += 1) {
      const response = await fetch(`${base}/graphql`, { method: 'POST', headers, body });
      expect([response.status, (await response.json()).code]).toEqual([413, 'BODY_TOO_LARGE']);
    }
    const socket = connect({ port: Number(new URL(base).port), host: '127.0.0.1' });
    const hungUp = new Promise((done) => socket.once('close', done));
    socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`);
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1.1 413 /);
    socket.resume();
    await hungUp;
  });

  test('looks for no name like one of a million letters, and repeats none', async () => {
    const known = await listen({ identify: async () => ({ kind: 'MACHINE', id: 'client', grants: [] }) });
    for (const letters of [1_000_000, 200_000, 257]) {
      const { status, body } = await ask({ query: `{ ${'a'.repeat(letters)} }` }, {}, known);
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'OPERATION_TOO_COMPLEX']);
      expect(body.errors[0].message).not.toContain('aaa');
    }
    const { body } = await ask({ query: `{ ${'a'.repeat(256)} }` }, {}, known);
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const key = { ['k'.repeat(200_000)]: 1 };
    const query = 'mutation ($i: PostInput!) { post(input: $i) { __typename } }';
    const unknown = await ask({ query, variables: { i: { entries: [], ...key } } }, {}, known);
    expect([unknown.status, unknown.body.errors[0].message.length]).toEqual([400, 1_001]);
  });

  test('has one address, and none below it', async () => {
    const response = await fetch(`${base}/graphql/anything?query={spoken}`);
    expect([response.status, (await response.json()).code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a page of another origin', () => {
  const preflight = (at: string, origin: string) =>
    fetch(`${at}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  test('may use the graph where it is named, and nowhere else', async () => {
    const { ALLOWED_ORIGINS } = gatewaySettings.parse({ ALLOWED_ORIGINS: 'http://localhost:5173, https://app.test' });
    const open = await listen({ settings: { ...defaultSettings, ALLOWED_ORIGINS } });
    const allowed = await preflight(open, 'https://app.test');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.test']);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(
      (await ask({ query: '{ spoken }' }, { origin: 'https://app.test' }, open)).headers.get(
        'access-control-allow-origin',
      ),
    ).toBe('https://app.test');
    for (const [at, origin] of [
      [open, 'https://evil.test'],
      [base, 'https://app.test'],
    ] as const)
      expect((await preflight(at, origin)).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is an origin, not an address', () => {
    expect(gatewaySettings.safeParse({ ALLOWED_ORIGINS: 'https://app.test/page' }).success).toBe(false);
    expect(gatewaySettings.parse({ ALLOWED_ORIGINS: '*' }).ALLOWED_ORIGINS).toEqual(['*']);
  });
});

describe('the line of a request', () => {
  test('tells what was asked and how it went, and nothing of what was said', async () => {
    const variables = { input: { entries: [{ amount: '-77.00', kind: 'COST' }] } };
    const query = 'mutation Post($input: PostInput!) { post(input: $input) { __typename } }';
    const { access_token } = await identity.issuer.issue(personWith('OWNER'));
    await ask({ query, variables }, { authorization: `Bearer ${access_token}`, 'x-request-id': 'request-77' });
    const line = await requestLine();
    expect(line).toMatchObject({
      requestId: 'request-77',
      method: 'POST',
      path: '/graphql',
      status: 200,
      operation: 'Post',
      cost: 1_001,
      codes: ['FORBIDDEN'],
      actor: 'PERSON',
    });
    expect(lines.join('')).not.toMatch(/77\.00|person-OWNER|Bearer|eyJ/);
  });

  test('leaves out the search of an address', async () => {
    await fetch(`${base}/elsewhere?phone=13800000001`);
    expect(await requestLine()).toMatchObject({
      path: '/elsewhere',
      status: 404,
      codes: ['NOT_FOUND'],
      actor: 'NOBODY',
    });
    expect(lines.join('')).not.toContain('13800000001');
  });
});

describe('beside the graph', () => {
  test('it lives at once and is ready when it is', async () => {
    const status = async (path: string) => (await fetch(`${base}/health/${path}`)).status;
    expect([await status('live'), await status('ready')]).toEqual([200, 503]);
    isReady = true;
    expect([await status('live'), await status('ready')]).toEqual([200, 200]);
    isReady = false;
    await ask({ query: '{ spoken }' });
    expect((await requestLine()).path).toBe('/graphql');
  });

  test('the root leads to the graph', async () => {
    const response = await fetch(base, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });

  test('an unknown address and a route that fails answer JSON with a code', async () => {
    const unknown = await fetch(`${base}/nowhere`);
    expect([unknown.status, (await unknown.json()).code]).toEqual([404, 'NOT_FOUND']);
    const failing = await fetch(`${base}/api/fails`);
    const body = await failing.text();
    expect([failing.status, JSON.parse(body).code]).toEqual([500, 'INTERNAL']);
    expect(body).not.toContain('10.0.0.7');
    expect(lines.join('')).toContain('10.0.0.7');
  });

  test('a browser finds GraphiQL, which loads nothing from elsewhere', async () => {
    const response = await fetch(`${base}/graphql`, { headers: { accept: 'text/html' } });
    const page = await response.text();
    const elements = page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
    expect(page).toContain('Happy Homes 幸福家园');
    expect(elements).not.toMatch(/<script/);
    expect(page.indexOf('window.fetch = ')).toBeLessThan(page.indexOf('YogaGraphiQL'));
    expect(elements).toContain('Asking as 身份');
    expect([...elements.matchAll(/(?:src|href)="(?!data:)([^"]*)"/g)].map((match) => match[1])).toEqual([]);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(response.headers.get('etag')).toBeTruthy();
  });

  test('a browser that comes back with a query in its address finds GraphiQL again', async () => {
    const response = await fetch(`${base}/graphql?query=%7Bspoken%7D`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  test('where GraphiQL is off, a browser finds the graph and no page', async () => {
    const plain = await listen({ graphiql: false });
    const response = await fetch(`${plain}/graphql`, { headers: { accept: 'text/html' } });
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([406, 'BAD_USER_INPUT']);
  });
});

describe('who asks', () => {
  async function token(body: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${base}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(body) });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  const grant = { grant_type: 'client_credentials' };
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });

  test('a person of the demonstration signs in by name and reads what the role may', async () => {
    const signedIn = await fetch(`${base}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"persona": "auditor"}',
    });
    const { access_token, token_type, expires_in } = await signedIn.json();
    expect([signedIn.status, token_type, expires_in, signedIn.headers.get('cache-control')]).toEqual([
      200,
      'Bearer',
      3600,
      'no-store',
    ]);
    const { body } = await ask({ query: '{ headcount }' }, { authorization: `Bearer ${access_token}` });
    expect(body).toEqual({ data: { headcount: 2 } });
  });

  test('tells pages how people sign in here', async () => {
    const settings = await fetch(`${base}/auth/settings`);
    expect(await settings.json()).toEqual({ demo: true, oidc: null });
  });

  test('whom a stranger may be is told, with no grant and no person', async () => {
    const response = await fetch(`${base}/auth/demo`);
    expect([response.status, await response.json()]).toEqual([
      200,
      [{ persona: 'auditor', nameZh: '审计', nameEn: 'Auditor' }],
    ]);
  });

  test.each(['{"persona": "emperor"}', '{"persona": 3}', '{}'])('%s is nobody of the demonstration', async (body) => {
    const response = await fetch(`${base}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([response.status, (await response.json()).code]).toEqual([404, 'NOT_FOUND']);
  });

  test('a bad token is refused and never taken for nobody', async () => {
    const { status, headers, body } = await ask({ query: '{ spoken }' }, { authorization: 'Bearer abc.def.ghi' });
    expect([status, body.errors[0].extensions.code, body.data]).toEqual([401, 'UNAUTHENTICATED', undefined]);
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('a machine gets a token by header or by body, and acts for its enterprise', async () => {
    const byBody = await token({ ...grant, client_id: 'client 1', client_secret: 's&cret+%' });
    const byHeader = await token(grant, basic('client 1', 's&cret+%'));
    expect([byBody.status, byHeader.status, byHeader.body.token_type]).toEqual([200, 200, 'Bearer']);
    expect(byHeader.headers.get('cache-control')).toBe('no-store');
    expect(await identity.identify(`Bearer ${byHeader.body.access_token}`)).toEqual({
      kind: 'MACHINE',
      id: 'client 1',
      grants: [{ role: 'PARTNER', scope: '91371322MA3C000001' }],
    });
  });

  test.each([
    ['a wrong secret', { ...grant, client_id: 'client 1', client_secret: 'x' }, {}, 401, 'invalid_client'],
    ['no credentials', grant, {}, 401, 'invalid_client'],
    [
      'credentials in two places',
      { ...grant, client_id: 'client 1', client_secret: 'x' },
      basic('client 1', 'x'),
      400,
      'invalid_request',
    ],
    ['another grant type', { grant_type: 'password', username: 'u', password: 'p' }, {}, 400, 'unsupported_grant_type'],
    ['no grant type', { client_id: 'client 1' }, {}, 400, 'invalid_request'],
    ['a body beyond the limit', { ...grant, client_secret: 'x'.repeat(10_000) }, {}, 400, 'invalid_request'],
  ])('%s is refused in the words of RFC 6749', async (_, body, headers, status, error) => {
    const answer = await token(body as Record<string, string>, headers as Record<string, string>);
    expect([answer.status, answer.body]).toEqual([status, { error }]);
  });

  test('guessing a secret comes to an end, and other clients go on', async () => {
    for (let i = 0; i < 10; i += 1) await token({ ...grant, client_id: 'guessed', client_secret: `${i}` });
    asked.length = 0;
    expect((await token({ ...grant, client_id: 'guessed', client_secret: 'right' })).status).toBe(401);
    expect((await token(grant, basic('client 1', 's&cret+%'))).status).toBe(200);
    expect(asked).toEqual(['client 1']);
  });

  test('the public keys are public and nothing else is', async () => {
    const { keys } = await (await fetch(`${base}/.well-known/jwks.json`)).json();
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect((await stat(join(folder, 'keys', 'issuer.json'))).mode & 0o777).toBe(0o600);
  });
});
