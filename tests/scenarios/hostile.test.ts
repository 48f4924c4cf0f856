/** Requests that are made to hurt are refused in words a caller can read, and who asks well is answered in between. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '@hh/gateway/http.ts';
import { createLog } from '@hh/service/log.ts';
import { collectGarbage } from '@hh/service/testing/garbage.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hostileKinds, hostileRequests } from '../../infra/bench/hostile-corpus.ts';
import { createWorld, type World } from '../world.ts';

const ROUNDS = 4;
const SEED = 20_250_101;
const GOOD = '{ county(code: "371322") { name communities { code compounds { name publicRevenue { balance } } } } }';

let world: World;
let server: Server;
let url: string;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00' });
  server = createServer(
    createHttp({
      gateway: world.embedded.gateway,
      identify: async () => null,
      isReady: () => true,
      routers: [],
      graphiql: false,
      log: createLog({ name: 'test', level: 'silent' }),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.stop();
});

async function ask(body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, bytes: text.length, body: JSON.parse(text) };
}

const askWell = () => ask(JSON.stringify({ query: GOOD }), { 'content-type': 'application/json' });

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('whoever asks to hurt is refused with a code, and who asks well is answered as before', async () => {
  const expected = (await askWell()).body;
  expect(expected.data.county.communities.length).toBeGreaterThan(1);
  const before = heapBytes();
  const strange: object[] = [];
  for (const { kind, body, headers, codes } of hostileRequests(hostileKinds * ROUNDS, SEED)) {
    const [answer, good] = await Promise.all([ask(body, headers), askWell()]);
    const found = (answer.body.errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
    const isRefused = answer.status >= 400 && answer.status < 500 && found.length > 0 && answer.body.data === undefined;
    if (!isRefused || found.some((code: never) => !codes.includes(code)) || answer.bytes > 150_000)
      strange.push({
        kind,
        status: answer.status,
        bytes: answer.bytes,
        said: JSON.stringify(answer.body).slice(0, 300),
      });
    expect(good.body).toEqual(expected);
  }
  expect(strange).toEqual([]);
  expect(heapBytes() - before).toBeLessThan(64 * 1024 * 1024);
});
