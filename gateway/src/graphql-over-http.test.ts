/** The audit of the GraphQL over HTTP specification that its working group keeps, on our own application. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { createHttp } from './http.ts';
import { type Federation, quietLog, startFederation } from './testing/federation.ts';

const CASES = 61;

let federation: Federation;
let server: Server;
let url: string;
beforeAll(async () => {
  federation = await startFederation();
  server = createServer(
    createHttp({
      gateway: federation.gateway,
      identify: async () => null,
      isReady: () => true,
      routers: [],
      graphiql: false,
      log: quietLog,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await federation.stop();
});

const audits = serverAudits({ url: () => url, fetchFn: fetch });

test(`the audit has ${CASES} cases`, () => {
  expect(audits).toHaveLength(CASES);
});

test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s: %s', async (_id, _name, run) => {
  const { status, ...found } = await run();
  expect({ status, why: 'reason' in found ? found.reason : null }).toEqual({ status: 'ok', why: null });
});
