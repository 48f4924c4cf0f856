import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@hh/service/config.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { apiSchemaSdl } from './compose.ts';
import { createHttp } from './http.ts';
import { type Federation, quietLog, startFederation, system } from './testing/federation.ts';
import { hashOf, manifestOf, readTrustedDocuments, trusted } from './trusted-documents.ts';

const SPOKEN = '# the language of the page\n{ spoken }\n';
const SEVERAL = 'query A { spoken } mutation B($key: ID!) { step(key: $key) }';
const telemetry = unwatched();
let federation: Federation;
let server: Server;
let base: string;

beforeAll(async () => {
  const documents = trusted([SPOKEN, SEVERAL]);
  federation = await startFederation({ trusted: documents, telemetry });
  server = createServer(
    createHttp({
      gateway: federation.gateway,
      identify: async (authorization) => (authorization ? system : null),
      isReady: () => true,
      routers: [],
      graphiql: true,
      trusted: documents,
      log: quietLog,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await federation.stop();
});

async function answerOf(response: Response) {
  const body = await response.json();
  return [response.status, body.data ?? body.errors[0].extensions.code];
}

const post = async (body: object, headers: Record<string, string> = {}) =>
  await answerOf(
    await fetch(base, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );
const get = async (parameters: Record<string, string>) =>
  await answerOf(await fetch(`${base}?${new URLSearchParams(parameters)}`));
const apollo = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

describe('a document that was agreed on', () => {
  test.each([
    ['by its identifier', { documentId: `sha256:${hashOf(SPOKEN)}` }],
    ['by its hash alone', { documentId: hashOf(SPOKEN) }],
    ['by the extension of Apollo', { extensions: apollo(hashOf(SPOKEN)) }],
    ['by its text', { query: SPOKEN }],
    ['by both, of which the identifier counts', { documentId: hashOf(SPOKEN), query: '{ headcount }' }],
    ['by the name of one of its operations', { documentId: hashOf(SEVERAL), operationName: 'A' }],
  ])('is run %s', async (_, body) => {
    expect(await post(body)).toEqual([200, { spoken: 'zh' }]);
  });

  test('is run by GET as well, where it changes nothing', async () => {
    expect(await get({ documentId: `sha256:${hashOf(SPOKEN)}` })).toEqual([200, { spoken: 'zh' }]);
    expect(await get({ extensions: JSON.stringify(apollo(hashOf(SPOKEN))) })).toEqual([200, { spoken: 'zh' }]);
    expect(await get({ query: SPOKEN })).toEqual([200, { spoken: 'zh' }]);
    const step = { documentId: hashOf(SEVERAL), operationName: 'B', variables: '{"key": "k"}' };
    expect(await get(step)).toEqual([405, 'BAD_USER_INPUT']);
  });

  test('was planned before anybody asked', async () => {
    const misses = async () =>
      (await telemetry.metrics.planLookups.get()).values.find(({ labels }) => labels.result === 'miss')?.value ?? 0;
    await post({ query: SPOKEN });
    await post({ documentId: hashOf(SEVERAL), operationName: 'A' });
    expect(await misses()).toBe(0);
  });
});

describe('any other document', () => {
  test.each<[string, object]>([
    ['a text that is one sign longer', { query: `${SPOKEN} ` }],
    ['a hash that nobody knows', { documentId: `sha256:${'0'.repeat(64)}` }],
    ['a hash that Apollo would learn', { query: '{ headcount }', extensions: apollo(hashOf('{ headcount }')) }],
    ['what the graph says of itself', { query: '{ __schema { types { name } } }' }],
  ])('is refused: %s', async (_, body) => {
    expect(await post(body)).toEqual([400, 'DOCUMENT_NOT_TRUSTED']);
  });

  test('is refused by GET, whatever the body says', async () => {
    expect(await get({ query: '{ headcount }' })).toEqual([400, 'DOCUMENT_NOT_TRUSTED']);
    expect(await answerOf(await fetch(`${base}?query={headcount}`, { method: 'POST' }))).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
  });

  test.each([[[{ query: SPOKEN }]], [{}], [{ documentId: 7 }], [{ query: 7 }]])('%j is no request', async (body) => {
    expect(await post(body)).toEqual([400, 'BAD_USER_INPUT']);
  });

  test('is run for the system, whose steps it is made of', async () => {
    expect(await post({ query: 'mutation { step(key: "k") }' }, { authorization: 'Bearer system' })).toEqual([
      200,
      { step: 'k' },
    ]);
  });

  test('has no page to be written on', async () => {
    const response = await fetch(base, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).not.toContain('html');
  });
});

describe('the manifest', () => {
  const schema = () => buildSchema(apiSchemaSdl(federation.supergraphSdl));
  const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
  const file = join(folder, 'manifest.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is written from files and read again', () => {
    const { manifest, problems } = manifestOf([{ name: 'several.graphql', text: SEVERAL }], schema());
    expect(problems).toEqual([]);
    expect(manifest.operations).toEqual([{ id: hashOf(SEVERAL), name: 'A, B', type: 'query', body: SEVERAL }]);
    writeFileSync(file, JSON.stringify(manifest));
    const documents = readTrustedDocuments(file);
    expect([documents.textOf(hashOf(SEVERAL)), documents.textOf(hashOf(SPOKEN))]).toEqual([SEVERAL, null]);
  });

  test('names the files that the graph could not answer', () => {
    const files = [
      { name: 'a.graphql', text: '{ nothing }' },
      { name: 'b.graphql', text: '{ spoken' },
    ];
    expect(manifestOf(files, schema()).problems).toEqual([
      'a.graphql: Cannot query field "nothing" on type "Query".',
      'b.graphql: Syntax Error: Expected Name, found <EOF>.',
    ]);
  });

  test.each([
    ['is not there', null],
    ['is no manifest', '{"operations": []}'],
    [
      'says another hash than that of its text',
      JSON.stringify(
        manifestOf([{ name: 'a', text: SPOKEN }], buildSchema('type Query { spoken: String }')).manifest,
      ).replace('spoken', 'broken'),
    ],
  ])('ends the start where it %s', (_, text) => {
    if (text === null) rmSync(file, { force: true });
    else writeFileSync(file, text);
    expect(() => readTrustedDocuments(file)).toThrow(ConfigError);
  });
});
