import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@hh/kernel/id.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { lastResort, notFound } from '@hh/service/http-failure.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { createLog } from '@hh/service/log.ts';
import { testRedisUrl } from '@hh/service/testing/store.ts';
import { TokenRefused } from '@hh/service/tokens.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Queue } from 'bullmq';
import express from 'express';
import { createQueueBoard, type QueueBoard } from './queue-board.routes.ts';

const world = `board-${newId()}`;
const log = createLog({ level: 'silent', name: 'test' });
const boards: QueueBoard[] = [];
const servers: Server[] = [];
const queues: Queue[] = [];

/** Tokens are the names of roles here. */
async function identify(authorization: string | undefined): Promise<Actor | null> {
  if (authorization === undefined) return null;
  const role = authorization.replace('Bearer ', '') as Role;
  if (role === ('OVER' as Role)) throw new TokenRefused('the token is over');
  return { kind: 'PERSON', id: 'somebody', grants: [{ role, scope: '371322' }] };
}

async function serve(redisUrl: string): Promise<string> {
  const board = createQueueBoard({ redisUrl, queuePrefix: world, identify, log });
  const app = express().disable('x-powered-by').use(nameRequest, board.routes, notFound, lastResort(log));
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  boards.push(board);
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/queues`;
}

const pass = (base: string, token: string | null, headers: Record<string, string> = {}) =>
  fetch(`${base}/pass`, {
    method: 'POST',
    headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
const look = (base: string, path: string, token: string, method = 'GET') =>
  fetch(`${base}${path}`, { method, headers: { cookie: `other=1; queues=${token}` } });

let base: string;

beforeAll(async () => {
  const connection = { url: testRedisUrl(), maxRetriesPerRequest: null };
  for (const [prefix, name] of [
    [world, 'uploads'],
    [`${world}.0a1b`, 'workflows'],
    [`${world}x`, 'of-another-world'],
  ] as const)
    queues.push(new Queue(name, { connection, prefix }));
  await Promise.all(queues.map((queue) => queue.add('wake', { id: 'X-1' })));
  base = await serve(testRedisUrl());
});
afterAll(async () => {
  await Promise.all(queues.map((queue) => queue.obliterate({ force: true }).then(() => queue.close())));
  await Promise.all(boards.map((board) => board.stop()));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
});

describe('the pass', () => {
  test('is given to administrators, for these addresses, to no script and to no other site', async () => {
    const given = await pass(base, 'ADMIN');
    expect(given.status).toBe(204);
    const cookie = given.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^queues=ADMIN; Max-Age=600; Path=\/api\/queues; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    const behindTls = await pass(base, 'ADMIN', { origin: 'https://hh.example' });
    expect(behindTls.headers.get('set-cookie')).toContain('; Secure');
  });

  test.each([
    ['nobody', null, 401],
    ['an auditor', 'AUDITOR', 403],
    ['whose token is over', 'OVER', 401],
  ])('is not given to %s', async (_, token, status) => {
    const refused = await pass(base, token);
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([status, null]);
  });
});

describe('the board', () => {
  test('shows the queues of this world, each read-only, with the release that a queue is of', async () => {
    const answer = (await (await look(base, '/api/queues', 'ADMIN')).json()) as { queues: Record<string, unknown>[] };
    expect(answer.queues).toMatchObject([
      { name: 'uploads', readOnlyMode: true, counts: { waiting: 1 } },
      { name: '0a1b workflows', readOnlyMode: true, counts: { waiting: 1 } },
    ]);
  });

  test('lets in no script but its own, and asks no other host', async () => {
    const page = await look(base, '/', 'ADMIN');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('x-powered-by')).toBeNull();
    const html = await page.text();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const scripts = [...html.matchAll(/<script(?! [^>]*src=)([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts).toEqual([' id="__UI_CONFIG__" type="application/json"']);
    const [, script] = /src="(static\/js\/main[^"]+)"/.exec(html) ?? [];
    expect((await look(base, `/${script}`, 'ADMIN')).status).toBe(200);
  });

  test.each(['PUT', 'POST', 'DELETE', 'PATCH'])('has no address for %s', async (method) => {
    const answer = await look(base, '/api/queues/uploads/empty', 'ADMIN', method);
    expect(answer.status).toBe(404);
    expect(await queues[0]?.getWaitingCount()).toBe(1);
  });

  test('looks at the pass anew each time', async () => {
    expect((await look(base, '/', 'AUDITOR')).status).toBe(403);
    expect((await look(base, '/', 'OVER')).status).toBe(401);
    expect((await fetch(`${base}/`)).status).toBe(401);
  });

  test('says so where Redis is away', async () => {
    const away = await serve('redis://127.0.0.1:1');
    const answer = await look(away, '/', 'ADMIN');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });
});
