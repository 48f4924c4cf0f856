import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { createRemote } from './remote.ts';

const NOTICE_MS = 400;

const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(options: { answerMs: number; noticeMs?: number; graceMs?: number }): Promise<HttpServer> {
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
      await wait(options.answerMs, null, { ref: false });
      response.writeHead(200, { 'content-type': 'application/json' }).end('"done"');
    },
  });
  servers.push(server);
  return server;
}

const address = ({ port }: HttpServer) => `http://127.0.0.1:${port}`;

describe('a server that goes', () => {
  test('under load loses nothing, not even of what must not be sent twice', async () => {
    const staying = await serve({ answerMs: 2 });
    const going = await serve({ answerMs: 2 });
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
    await wait(200);
    await going.close();
    const before = answered;
    await wait(200);
    isLoaded = false;
    await Promise.all(clients);
    expect(before).toBeGreaterThan(100);
    expect(answered).toBeGreaterThan(before);
    await remote.close();
  });

  test('says so on the answer to what was under way already', async () => {
    const server = await serve({ answerMs: 100, noticeMs: 300 });
    const underWay = fetch(address(server));
    await wait(50);
    const closing = server.close();
    expect((await underWay).headers.get('connection')).toBe('close');
    await closing;
  });

  test('finishes what it has, and takes nothing new meanwhile', async () => {
    const server = await serve({ answerMs: 600, noticeMs: 100 });
    const underWay = fetch(address(server)).then((answer) => answer.json());
    await wait(50);
    const closing = server.close();
    await wait(300);
    await expect(fetch(address(server))).rejects.toThrow();
    expect(await underWay).toBe('done');
    await closing;
  });

  test('does not wait for ever for what does not end', async () => {
    const server = await serve({ answerMs: 60_000, noticeMs: 50, graceMs: 100 });
    const lost = fetch(address(server)).then(
      () => 'answered',
      () => 'lost',
    );
    await wait(50);
    const since = performance.now();
    await server.close();
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(await lost).toBe('lost');
  });
});

test('a port that is taken is an error, not a server', async () => {
  const { port } = await serve({ answerMs: 0 });
  const second = startHttpServer({ port, host: '127.0.0.1', noticeMs: 0, graceMs: 0, handle: () => undefined });
  await expect(second).rejects.toThrow('EADDRINUSE');
});
