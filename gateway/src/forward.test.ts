import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lastResort } from '@hh/service/http-failure.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { createRemote, type Remote } from '@hh/service/remote.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express, { type Request, type Response } from 'express';
import { forwardToServices, routesOfServices } from './forward.ts';
import { quietLog } from './testing/federation.ts';

let serve: (request: Request, response: Response) => unknown;
let isReady = true;
const service = createServer(
  express()
    .get('/health/ready', (_, response) => void response.status(isReady ? 200 : 503).end())
    .use((request, response) => void serve(request, response)),
);
let remote: Remote;
let gateway: Server;
let base: string;

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listen = (server: Server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

beforeAll(async () => {
  await listen(service);
  remote = createRemote({ name: 'economy', urls: [addressOf(service)], timeoutMs: 1_000, idleMs: 100 });
  const remotes = { of: () => remote, close: () => remote.close() };
  gateway = createServer(express().use(nameRequest, forwardToServices(remotes)).use(lastResort(quietLog)));
  await listen(gateway);
  base = addressOf(gateway);
});
beforeEach(() => {
  isReady = true;
});
afterAll(async () => {
  gateway.closeAllConnections();
  service.closeAllConnections();
  await Promise.all([gateway, service].map((server) => new Promise((done) => server.close(done))));
  await remote.close();
});

const path = '/api/agreements/JV-0001/statements';

test('each route that a service has is passed on to it', () => {
  const services = fileURLToPath(new URL('../../services/', import.meta.url));
  const offered = readdirSync(services, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.routes.ts'))
    .flatMap((file) =>
      [...readFileSync(join(services, file), 'utf8').matchAll(/'(\/api\/[^']+)'/g)].map(([, route]) => ({
        service: file.split('/')[0],
        route: route as string,
      })),
    );
  expect(offered.length).toBeGreaterThan(1);
  const homeless = offered.filter(
    ({ service, route }) => !routesOfServices.some((each) => each.service === service && route.startsWith(each.path)),
  );
  expect(homeless).toEqual([]);
});

describe('a request for a service', () => {
  test('arrives as it was sent, and its answer as it was given', async () => {
    serve = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { authorization, 'content-type': type, 'x-request-id': id, 'accept-language': language } = request.headers;
      response
        .status(202)
        .set({ location: '/there', 'x-made-by': 'economy' })
        .json({ url: request.originalUrl, method: request.method, body, authorization, type, id, language });
    };
    const headers = { authorization: 'Bearer x', 'content-type': 'text/csv', 'x-request-id': 'request-17' };
    const answer = await fetch(`${base}${path}?fileName=一月.csv`, { method: 'POST', headers, body: 'a,b\n' });
    expect([answer.status, answer.headers.get('location'), answer.headers.get('x-made-by')]).toEqual([
      202,
      '/there',
      'economy',
    ]);
    expect(await answer.json()).toEqual({
      url: `${path}?fileName=${encodeURIComponent('一月')}.csv`,
      method: 'POST',
      body: 'a,b\n',
      authorization: 'Bearer x',
      type: 'text/csv',
      id: 'request-17',
      language: 'zh',
    });
  });

  test('is passed on while it still comes', async () => {
    const parts: string[] = [];
    serve = async (request, response) => {
      for await (const chunk of request) parts.push(String(chunk));
      response.json(parts.length);
    };
    async function* rows() {
      yield Buffer.from('first\n');
      for (let tries = 0; parts.length === 0 && tries < 200; tries += 1) await wait(10);
      yield Buffer.from('second\n');
    }
    const answer = await fetch(base + path, { method: 'POST', body: rows(), duplex: 'half' } as unknown as RequestInit);
    expect([await answer.json(), parts]).toEqual([2, ['first\n', 'second\n']]);
  });

  test('that is refused before all of it came hears why', async () => {
    serve = (request, response) => {
      response.status(413).json({ code: 'FILE_TOO_LARGE' });
      request.resume();
    };
    const answer = await fetch(base + path, { method: 'POST', body: new Uint8Array(8 * 1024 * 1024) });
    expect([answer.status, await answer.json()]).toEqual([413, { code: 'FILE_TOO_LARGE' }]);
  });

  test('that nobody waits for any more ends at the service too', async () => {
    const [arrived, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    serve = (_, response) => {
      response.once('close', () => ended.resolve());
      arrived.resolve();
    };
    const gone = new AbortController();
    const asking = fetch(base + path, { signal: gone.signal }).catch(() => 'gone');
    await arrived.promise;
    gone.abort();
    expect(await asking).toBe('gone');
    await ended.promise;
  });
});

describe('an answer', () => {
  test('is passed on as it comes', async () => {
    const isSeen = Promise.withResolvers<void>();
    serve = async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      await Promise.all([isSeen.promise, wait(1_500)]); // longer than an answer may take to begin
      response.end('data: 2\n\n');
    };
    const answer = await fetch(`${base}${path}/1/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const seen: string[] = [];
    for await (const chunk of answer.body ?? []) {
      seen.push(Buffer.from(chunk).toString());
      isSeen.resolve();
    }
    expect(seen).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  test('that nobody waits for any more ends at the service too', async () => {
    const ended = Promise.withResolvers<void>();
    serve = (_, response) => {
      response.once('close', () => ended.resolve());
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    };
    const gone = new AbortController();
    const answer = await fetch(`${base}${path}/1/events`, { signal: gone.signal });
    gone.abort();
    await expect(answer.text()).rejects.toThrow();
    await ended.promise;
  });

  test('that breaks off does not look whole', async () => {
    serve = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('line,outcome\n', () => response.destroy());
    };
    const answer = await fetch(`${base}${path}/1/report`);
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('a service that is away', () => {
  const away = {
    code: 'SUBGRAPH_UNAVAILABLE',
    message: 'A part of the graph does not answer 部分服务暂不可用',
  };

  test('is said so, and the file is not asked for', async () => {
    isReady = false;
    const answer = await fetch(base + path, { method: 'POST', body: 'a,b\n' });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject(away);
  });

  test('because it breaks off is said so', async () => {
    serve = (_, response) => response.destroy();
    const answer = await fetch(base + path);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject(away);
  });
});
