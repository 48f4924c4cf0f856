import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { AccessRules } from './access.ts';
import { createRemoteDelivery } from './deliver.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { createLog } from './log.ts';
import { closeServices, type OpenService, openService } from './open-service.ts';
import { createRemote } from './remote.ts';
import type { ServiceDefinition } from './service.ts';
import { createServiceHttp } from './service-http.ts';
import { createSubgraph } from './subgraph.ts';
import { createSubgraphExecutor } from './subgraph-executor.ts';
import { createSystemTokens } from './system-token.ts';
import { unwatched } from './telemetry.ts';
import { testSettings } from './testing/settings.ts';
import { testMongoUri, testRedisUrl } from './testing/store.ts';
import { createIdentify } from './tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'service-http-'));
const slice = join(folder, 'slice.graphql');
writeFileSync(slice, 'extend type Query { open(times: Int): String secret: String broken: String }');
const rules: AccessRules = {
  of: (_, field) => (field === 'secret' ? [[['system']]] : []),
  ofType: () => [],
};
const secrets = ['the secret that all processes of the system hold'];
const tokens = createSystemTokens({ secrets, audience: 'happy-homes', process: 'economy' });
const handled: string[] = [];
let isBroken = false;
const definition: ServiceDefinition = {
  name: 'economy',
  sdl: [pathToFileURL(slice)],
  collections: [],
  migrations: [],
  create: () => ({
    resolvers: {
      Query: {
        open: (_: unknown, { times }: { times: number | null }) => `open ${times ?? 1}`,
        secret: () => 'secret',
        broken: () => {
          throw new Error('it is broken');
        },
      },
    },
    on: {
      Happened: async ({ id }) => {
        if (isBroken) throw new Error('the handler is broken');
        handled.push(id);
      },
    },
    routes: express.Router().get('/api/hello', (_, response) => void response.json('hello')),
  }),
};

let service: OpenService;
let server: HttpServer;
let isReady = true;
let base: string;
beforeAll(async () => {
  const log = createLog({ name: 'test', level: 'silent' });
  const identify = createIdentify(tokens.source);
  service = await openService(definition, {
    mongoUri: testMongoUri(),
    redisUrl: testRedisUrl(),
    prefix: `http_${newId().slice(-8)}`,
    clock: manualClock('2026-01-05T09:00:00+08:00'),
    log,
    telemetry: unwatched(),
    settings: testSettings,
    identify,
    ask: () => Promise.reject(new Error('nobody is asked')),
    deliver: () => Promise.reject(new Error('nobody is told')),
  });
  const schema = createSubgraph({ ...service, rules });
  const execute = createSubgraphExecutor({ name: 'economy', schema, log });
  server = await startHttpServer({
    handle: createServiceHttp({
      service,
      schema,
      execute,
      identify,
      log,
      telemetry: unwatched(),
      isReady: () => isReady,
    }),
    port: 0,
    host: '127.0.0.1',
    noticeMs: 0,
    graceMs: 1_000,
  });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server?.close();
  await service?.platform.connection.dropDatabase();
  await closeServices(service ? [service] : []);
  rmSync(folder, { recursive: true });
});

async function post(path: string, body: unknown, authorization?: string, more: Readonly<Record<string, string>> = {}) {
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}), ...more };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${base}${path}`, { method: 'POST', headers, body: text });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

const codesOf = ({ status, body }: Awaited<ReturnType<typeof post>>) => [
  status,
  ...body.errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code),
];

describe('the subgraph of a service over HTTP', () => {
  test('answers a gateway', async () => {
    const query = 'query Page__economy__0($times: Int) { open(times: $times) }';
    const operation = { query, variables: { times: 3 }, operationName: 'Page__economy__0' };
    expect(await post('/graphql', operation)).toEqual({ status: 200, body: { data: { open: 'open 3' } } });
  });

  test('gives a stranger who reaches it no more than the graph does', async () => {
    const { status, body } = await post('/graphql', { query: '{ open secret }' });
    expect([status, body.data, body.errors.length]).toEqual([200, { open: 'open 1', secret: null }, 1]);
    expect(body.errors[0]).toMatchObject({ path: ['secret'], extensions: { code: 'UNAUTHENTICATED' } });
    const asSystem = await post('/graphql', { query: '{ secret }' }, await tokens.authorization());
    expect(asSystem.body).toEqual({ data: { secret: 'secret' } });
  });

  test.each<[string, unknown, (number | string)[]]>([
    ['a word that cannot be parsed', { query: '{ open' }, [400, 'GRAPHQL_PARSE_FAILED']],
    ['a field that does not exist', { query: '{ closed }' }, [400, 'GRAPHQL_VALIDATION_FAILED']],
    ['two operations', { query: 'query A { open } query B { open }' }, [400, 'BAD_USER_INPUT']],
    ['no operation', { query: 'fragment F on Query { open }' }, [400, 'BAD_USER_INPUT']],
    ['no query', { variables: {} }, [400, 'BAD_USER_INPUT']],
    ['a list of operations', [{ query: '{ open }' }], [400, 'BAD_USER_INPUT']],
    ['what is no JSON', '{"query"', [400, 'BAD_USER_INPUT']],
    ['variables that are none', { query: '{ open }', variables: 7 }, [400, 'BAD_USER_INPUT']],
    ['an endless document', { query: `{ ${'open '.repeat(100_001)} }` }, [400, 'GRAPHQL_PARSE_FAILED']],
    ['a body beyond all measure', { query: '{ open }', x: 'x'.repeat(33 * 1024 * 1024) }, [413, 'BODY_TOO_LARGE']],
  ])('refuses %s', async (_, body, codes) => {
    expect(codesOf(await post('/graphql', body))).toEqual(codes);
  });

  test('tells whoever sends a variable that does not fit that it is theirs', async () => {
    const query = 'query($times: Int) { open(times: $times) }';
    expect(codesOf(await post('/graphql', { query, variables: { times: 'three' } }))).toEqual([200, 'BAD_USER_INPUT']);
  });

  test('tells the system what each field took where it asks, and nobody else', async () => {
    const timed = { 'apollo-federation-include-trace': 'ftv1' };
    const operation = { query: 'query ($times: Int) { open(times: $times) secret }', variables: { times: 2 } };
    const authorization = await tokens.authorization();
    const data = { open: 'open 2', secret: 'secret' };
    for (const _ of ['interpreted', 'compiled']) {
      const { body } = await post('/graphql', operation, authorization, timed);
      expect(body).toEqual({ data, extensions: { ftv1: expect.any(String) } });
      const trace = Buffer.from(body.extensions.ftv1, 'base64').toString('latin1');
      for (const word of ['Query', 'open', 'secret']) expect(trace).toContain(word);
      expect((await post('/graphql', operation, authorization)).body).toEqual({ data });
    }
    const other = { 'apollo-federation-include-trace': 'ftv2' };
    expect((await post('/graphql', operation, authorization, other)).body).toEqual({ data });
    const stranger = await post('/graphql', operation, undefined, timed);
    expect(Object.keys(stranger.body)).toEqual(['data', 'errors']);
    expect(codesOf(stranger)).toEqual([200, 'UNAUTHENTICATED']);
  });

  test('says of what fails while it is timed what it says always, and of what does not fit', async () => {
    const timed = { 'apollo-federation-include-trace': 'ftv1' };
    const authorization = await tokens.authorization();
    const ask = async (operation: object) => {
      const { extensions, ...answer } = (await post('/graphql', operation, authorization, timed)).body;
      expect(answer).toEqual((await post('/graphql', operation, authorization)).body);
      return answer.errors.map((error: { extensions: { code: string } }) => error.extensions.code);
    };
    expect(await ask({ query: '{ broken }' })).toEqual(['INTERNAL']);
    const query = 'query ($times: Int) { open(times: $times) }';
    expect(await ask({ query, variables: { times: 'three' } })).toEqual(['BAD_USER_INPUT']);
  });

  test('refuses a token that is not good, even for what everybody may see', async () => {
    expect(codesOf(await post('/graphql', { query: '{ open }' }, 'Bearer eyJ'))).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('an event over HTTP', () => {
  const event = () => ({ id: newId(), name: 'Happened', county: '371322', payload: {}, at: new Date().toISOString() });

  test('is taken from the system only', async () => {
    expect(codesOf(await post('/internal/events', event()))).toEqual([403, 'FORBIDDEN']);
    expect(codesOf(await post('/internal/events', event(), 'Bearer eyJ'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(handled).toEqual([]);
  });

  test('is acknowledged when its effect is committed, and acted on once', async () => {
    const sent = event();
    const authorization = await tokens.authorization();
    for (const _ of [1, 2]) expect((await post('/internal/events', sent, authorization)).status).toBe(204);
    expect(handled.splice(0)).toEqual([sent.id]);
  });

  test.each([
    ['without an id', { id: '' }, 400],
    ['of no time', { at: 'yesterday' }, 400],
    ['that nobody here acts on', { name: 'Unheard' }, 500],
  ])('%s is not acknowledged', async (_, change, status) => {
    const answer = await post('/internal/events', { ...event(), ...change }, await tokens.authorization());
    expect(answer.status).toBe(status);
  });

  test('is handed over by one process to another, again until it is acknowledged', async () => {
    const remote = createRemote({ name: 'economy', urls: [base], timeoutMs: 5_000, idleMs: 100 });
    const deliver = createRemoteDelivery(() => remote, tokens);
    const sent = { ...event(), at: new Date() };
    isBroken = true;
    await expect(deliver('economy', sent)).rejects.toThrow('500');
    isBroken = false;
    await deliver('economy', sent);
    expect(handled.splice(0)).toEqual([sent.id]);
    await remote.close();
  });
});

test('the routes of a service and its health are there too, and nothing else', async () => {
  const status = async (path: string) => (await fetch(base + path)).status;
  expect(await Promise.all(['/api/hello', '/health/live', '/health/ready', '/', '/graphql'].map(status))).toEqual([
    200, 200, 200, 404, 404,
  ]);
  isReady = false;
  expect(await Promise.all(['/health/live', '/health/ready'].map(status))).toEqual([200, 503]);
});
