import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, GraphQLError, graphql } from 'graphql';
import { composeSupergraph } from './compose.ts';

/** `Money` is a word of ours too, and here it is what it likes; no root field has a rule. */
const sdl = /* GraphQL */ `
  scalar Money
  type Query {
    whoAsks: String
    double(amount: Money!): Money
    broken: String
  }
`;

const folder = mkdtempSync(join(tmpdir(), 'hh-foreign-'));
let subgraph: Server;
let gateway: ChildProcess;
let address: string;

beforeAll(async () => {
  subgraph = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(await answer(request)));
  });
  const port = await listen(subgraph);
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, composeSupergraph([{ name: 'shop', url: `http://127.0.0.1:${port}/deep/graphql?v=1`, sdl }]));
  const free = createServer();
  const own = await listen(free);
  free.close();
  address = `http://127.0.0.1:${own}`;
  gateway = spawn(process.execPath, [main, '--supergraph', file, '--port', String(own)], {
    env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'error' },
    stdio: 'inherit',
  });
  while (!(await fetch(`${address}/health`).catch(() => null))?.ok) {
    expect(gateway.exitCode).toBeNull();
    await wait(50);
  }
});
afterAll(async () => {
  const gone = new Promise((done) => gateway.once('exit', done));
  gateway.kill();
  await gone;
  subgraph.close();
  rmSync(folder, { recursive: true });
});

const main = fileURLToPath(new URL('main.ts', import.meta.url));

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const { query, variables } = JSON.parse(await text(request));
  const rootValue = {
    whoAsks: `${request.headers.authorization} at ${request.url}`,
    double: ({ amount }: { amount: number }) => amount * 2,
    broken: () => {
      throw new GraphQLError('the till is locked', { extensions: { code: 'TILL_LOCKED' } });
    },
  };
  return await graphql({ schema: buildSchema(sdl), source: query, variableValues: variables, rootValue });
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
async function ask(query: string): Promise<any> {
  const headers = { 'content-type': 'application/json', authorization: 'Basic c2hvcDpzaG9w' };
  const answered = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return await answered.json();
}

test('another graph is asked at the address in its supergraph, in the name of whoever asks', async () => {
  expect(await ask('{ whoAsks }')).toEqual({ data: { whoAsks: 'Basic c2hvcDpzaG9w at /deep/graphql?v=1' } });
});

test('a scalar of another graph is what that graph says, not what ours of the same name is', async () => {
  expect(await ask('{ double(amount: 21) }')).toEqual({ data: { double: 42 } });
});

test('an error of another graph keeps its words, its code and its path', async () => {
  expect(await ask('{ broken }')).toMatchObject({
    data: { broken: null },
    errors: [{ message: 'the till is locked', path: ['broken'], extensions: { code: 'TILL_LOCKED' } }],
  });
});

test('another graph can be introspected', async () => {
  const { data } = await ask('{ __schema { queryType { fields { name } } } }');
  expect(data.__schema.queryType.fields.map(({ name }: { name: string }) => name)).toEqual([
    'whoAsks',
    'double',
    'broken',
  ]);
});

test('a supergraph with rules is refused: nobody here would enforce them', async () => {
  const file = join(folder, 'ruled.graphql');
  const ruled = sdl.replace('whoAsks: String', 'whoAsks: String @authenticated');
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@authenticated"])';
  writeFileSync(file, composeSupergraph([{ name: 'shop', url: 'http://127.0.0.1:1/', sdl: `${link} ${ruled}` }]));
  const child = spawn(process.execPath, [main, '--supergraph', file, '--port', '0'], { stdio: 'ignore' });
  expect(await new Promise((done) => child.once('exit', done))).toBe(1);
});
