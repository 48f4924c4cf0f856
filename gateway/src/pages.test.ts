import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@hh/service/log.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHttp } from './http.ts';
import { pagesOf } from './pages.ts';
import { startFederation } from './testing/federation.ts';
import { hashOf } from './trusted-documents.ts';

const QUERY = 'query Spoken { spoken }';
const html = { accept: 'text/html,application/xhtml+xml' };

let folder: string;
let federation: Awaited<ReturnType<typeof startFederation>>;
let server: Server;
let base: string;

beforeAll(async () => {
  const log = createLog({ name: 'test', level: 'silent' });
  federation = await startFederation({ log });
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>console</title>');
  await writeFile(join(folder, 'dist', 'assets', 'main-1a2b.js'), 'export {};\n'.repeat(200));
  const operations = [{ id: hashOf(QUERY), name: 'Spoken', type: 'query', body: QUERY }];
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(join(folder, 'documents.json'), JSON.stringify(manifest));
  const pages = pagesOf(folder, 'https://id.example.org/realms/county');
  const { gateway } = federation;
  server = createServer(
    createHttp({ gateway, identify: async () => null, isReady: () => true, routers: [], graphiql: true, pages, log }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await federation.stop();
  await rm(folder, { recursive: true });
});

async function ask(body: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${base}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
const named = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

describe('the pages', () => {
  test.each(['/', '/finance/books', '/public/37132200100101'])('are one document for a browser at %s', async (path) => {
    const response = await fetch(`${base}${path}`, { headers: html });
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>console</title>']);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' https://id.example.org;");
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test.each(['/api/nothing', '/auth/nothing', '/missing.js', '/assets/main-gone.js', '/built-from.txt/x.js'])(
    'are not what stands at %s',
    async (path) => {
      expect((await fetch(`${base}${path}`, { headers: html })).status).toBe(404);
    },
  );

  test('are not for a program that asks for JSON', async () => {
    const response = await fetch(`${base}/nothing`, { headers: { accept: 'application/json' } });
    expect([response.status, (await response.json()).code]).toEqual([404, 'NOT_FOUND']);
  });

  test('have files that browsers keep for ever, compressed, and are asked for again by their hash', async () => {
    const response = await fetch(`${base}/assets/main-1a2b.js`);
    expect(await response.text()).toContain('export {}');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
    const etag = response.headers.get('etag') as string;
    // Else fetch says that it wants nothing that is kept.
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await fetch(`${base}/`, { headers: { ...html, ...headers } })).status).toBe(200);
    expect((await fetch(`${base}/assets/main-1a2b.js`, { headers })).status).toBe(304);
  });

  test('leave GraphiQL where it is', async () => {
    const response = await fetch(`${base}/graphql`, { headers: html });
    expect(await response.text()).toContain('GraphiQL');
  });
});

describe('a document of the pages', () => {
  test('is asked by its hash', async () => {
    expect(await ask(named(hashOf(QUERY)))).toEqual({ status: 200, body: { data: { spoken: 'zh' } } });
    expect(await ask({ documentId: `sha256:${hashOf(QUERY)}` })).toMatchObject({ status: 200 });
  });

  test('that the gateway does not know is to be sent as text, as clients understand it', async () => {
    const { body } = await ask(named(hashOf('query Newer { spoken }')));
    expect(body.errors[0].message).toBe('PersistedQueryNotSupported');
    expect(await ask({ query: 'query Newer { spoken }', ...named(hashOf('query Newer { spoken }')) })).toMatchObject({
      body: { data: { spoken: 'zh' } },
    });
  });

  test('is not put in the place of another text', async () => {
    const { body } = await ask({ query: '{ __typename }', ...named(hashOf(QUERY)) });
    expect(body).toEqual({ data: { __typename: 'Query' } });
  });
});
