import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { createRemote } from './remote.ts';
import { until } from './testing/until.ts';

const NOTICE_MS = 400;

const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Serving {
  /** Until when an answer takes. */
  readonly answer?: () => Promise<unknown>;
  readonly noticeMs?: number;
  readonly graceMs?: number;
}

/** Counts what arrived, so that a test goes on when its request is under way and not after a while. */
let arrived = 0;

async function serve(options: Serving = {}): Promise<HttpServer> {
  const server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    noticeMs: options.noticeMs ?? NOTICE_MS,
    graceMs: options.graceMs ?? 2_000,
    handle: async (request, response) => {
      if (request.url === '/health/ready') {
        response.writeHead(server.isLeaving() ? 503 : 200).end();
        return;
      }
      arrived += 1;
      await options.answer?.();
      response.writeHead(200, { 'content-type': 'application/json' }).end('"done"');
    },
  });
  servers.push(server);
  return server;
}

const address = ({ port }: HttpServer) => `http://127.0.0.1:${port}`;

/** A request that has arrived; its answer is a promise in an object, or one would wait for that too. */
async function arriving(server: HttpServer): Promise<{ readonly answer: Promise<Response> }> {
  const before = arrived;
  const answer = fetch(address(server));
  answer.catch(() => undefined);
  await until(() => arrived > before);
  return { answer };
}

const isRefused = (server: HttpServer) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });

describe('a server that goes', () => {
  test('under load loses nothing, not even of what must not be sent twice', async () => {
    const staying = await serve({ answer: () => wait(2) });
    const going = await serve({ answer: () => wait(2) });
    const urls = [address(going), address(staying)];
    const remote = createRemote({ name: 'economy', urls, timeoutMs: 5_000, idleMs: NOTICE_MS / 2 });
    const post = () => remote.post({ path: '/', headers: {}, body: '""', isRepeatable: false });
    let isLoaded = true;
    let answered = 0;
    const clients = Array.from({ length: 24 }, async (_, client) => {
      // Some send without pause, some so rarely that their connections are dropped in between.
      for (; isLoaded; answered += 1) {
        expect(await post()).toEqual({ status: 200, body: '"done"' });
        if (client % 2 === 0) await wait(client * 15);
      }
    });
    await until(() => answered > 100);
    await going.close();
    const before = answered;
    await until(() => answered > before + 100);
    isLoaded = false;
    await Promise.all(clients);
    await remote.close();
  });

  test('says so on the answer to what was under way already', async () => {
    const done = Promise.withResolvers<void>();
    const server = await serve({ answer: () => done.promise });
    const { answer } = await arriving(server);
    const closing = server.close();
    done.resolve();
    expect((await answer).headers.get('connection')).toBe('close');
    await closing;
  });

  test('finishes what it has, and takes nothing new meanwhile', async () => {
    const done = Promise.withResolvers<void>();
    const server = await serve({ answer: () => done.promise, noticeMs: 100, graceMs: 20_000 });
    const { answer } = await arriving(server);
    const closing = server.close();
    await until(() => isRefused(server));
    done.resolve();
    expect(await (await answer).json()).toBe('done');
    await closing;
  });

  test('does not wait for ever for what does not end', async () => {
    const never = new Promise(() => undefined);
    const server = await serve({ answer: () => never, noticeMs: 50, graceMs: 100 });
    const { answer } = await arriving(server);
    await server.close();
    await expect(answer).rejects.toThrow();
  });
});

test('a port that is taken is an error, not a server', async () => {
  const { port } = await serve();
  const second = startHttpServer({ port, host: '127.0.0.1', noticeMs: 0, graceMs: 0, handle: () => undefined });
  await expect(second).rejects.toThrow('EADDRINUSE');
});
