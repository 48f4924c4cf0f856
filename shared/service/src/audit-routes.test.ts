/** A part of the trail as a file: who may have it, what of it, and which lines. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { manualClock } from '@hh/kernel/clock.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { Actor } from './actor.ts';
import { auditRoutes } from './audit-routes.ts';
import { nameRequest } from './http-request.ts';
import { platformCollections } from './platform.ts';
import type { AskGraph } from './service.ts';
import { createTestStore, type TestStore } from './testing/store.ts';
import { actorWith } from './testing/subgraph.ts';
import { createWriter } from './writer.ts';

const COUNTY = '371322';
const callers: Readonly<Record<string, Actor>> = {
  auditor: actorWith('auditor', `AUDITOR@${COUNTY}`),
  admin: actorWith('admin', `ADMIN@${COUNTY}`),
  clerk: actorWith('clerk', `FINANCE_MAKER@${COUNTY}`),
};
const names: Readonly<Record<string, string>> = { maker: '=王小明', checker: '李红' };
const ask = (async (_: string, { id }: { id: string }) => ({ person: { name: names[id] } })) as unknown as AskGraph;

/** What the graph calls what was done, and to what. */
const SDL = `
extend type Query { first: Int }
type Mutation { "Amends the terms 修改条款; of an agreement." amendTerms: Int }
"An agreement 合作协议." type Agreement { id: ID! }
type Person @key(fields: "id", resolvable: false) { id: ID! }
`;
const folder = mkdtempSync(join(tmpdir(), 'hh-audit-'));
const sdl = join(folder, 'audit.graphql');
writeFileSync(sdl, SDL);

let store: TestStore;
let server: Server;
beforeAll(async () => {
  store = await createTestStore(platformCollections);
  const clock = manualClock('2025-11-01T08:00:00+08:00');
  const writer = createWriter({ connection: store.connection, clock });
  const acts: readonly (readonly [by: Actor, action: string, type: string, id: string, county?: string])[] = [
    [{ kind: 'PERSON', id: 'maker', grants: [] }, 'amendTerms', 'Agreement', 'JV-0001'],
    [{ kind: 'PERSON', id: 'checker', grants: [] }, 'assertBalance', 'Agreement', 'JV-0001'],
    [{ kind: 'MACHINE', id: 'client-1', grants: [] }, 'postEntries', 'Entry', '+1'],
    [{ kind: 'PERSON', id: 'maker', grants: [] }, 'amendTerms', 'Agreement', 'JV-0009', '370000'],
  ];
  for (const [day, [actor, action, type, id, county = COUNTY]] of acts.entries()) {
    clock.set(`2025-11-0${day + 1}T08:00:00+08:00`);
    await writer.write(async ({ audit }) => {
      audit({ county, actor, action, subject: { type, id }, reason: '更正', before: { rateBp: 800 }, after: { day } });
      return true;
    });
  }
  const identify = async (authorization: string | undefined) => callers[authorization ?? ''] ?? null;
  const definition = { name: 'economy', sdl: [pathToFileURL(sdl)], registers: [] } as const;
  const app = express().use(nameRequest, auditRoutes(definition, { connection: store.connection, ask, identify }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await store.drop();
  rmSync(folder, { recursive: true });
});

async function saved(caller: string, query = '', format = 'csv') {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/audit/economy/lines.${format}${query}`, {
    headers: { authorization: caller },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, bytes, text: bytes.toString('utf8'), headers: answer.headers };
}

const lines = (text: string) => text.trimEnd().split('\r\n').slice(1);

describe('the trail as a file', () => {
  test('has the lines of the county in words, the newest first, and nothing that a spreadsheet would compute', async () => {
    const { status, text, headers } = await saved('auditor');
    expect([status, text[0], headers.get('cache-control')]).toEqual([200, '\uFEFF', 'no-store']);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('审计记录 经济服务.csv');
    expect(text).toContain('时间,操作,对象类型,对象编号,操作人,操作人编号,操作人类型,原因,变更前,变更后');
    expect(lines(text).map((line) => line.split(',').slice(0, 8))).toEqual([
      ['2025-11-03T08:00:00.000+08:00', 'postEntries', 'Entry', "'+1", '', 'client-1', 'MACHINE', '更正'],
      ['2025-11-02T08:00:00.000+08:00', '登记余额核对', '合作协议', 'JV-0001', '李红', 'checker', 'PERSON', '更正'],
      ['2025-11-01T08:00:00.000+08:00', '修改条款', '合作协议', 'JV-0001', "'=王小明", 'maker', 'PERSON', '更正'],
    ]);
    expect(lines(text)[2]).toContain('"{""rateBp"":800}"');
  });

  test.each([
    ['?action=amendTerms', ['修改条款']],
    ['?by=client-1', ['postEntries']],
    ['?from=2025-11-02&to=2025-11-02', ['登记余额核对']],
    ['?type=Agreement&id=JV-0001', ['修改条款', '登记余额核对']],
    ['?action=unknown', []],
  ])('has what the page is narrowed to: %s', async (query, actions) => {
    const { text } = await saved('auditor', query);
    expect(lines(text).map((line) => line.split(',')[1])).toEqual(actions);
  });

  test('has neither names nor what was changed for who may read neither', async () => {
    const { text } = await saved('admin');
    expect(text.split('\r\n')[0]).toMatch(/操作人类型$/);
    expect(lines(text)[2]).toBe('2025-11-01T08:00:00.000+08:00,修改条款,合作协议,JV-0001,,maker,PERSON');
    expect(text).not.toMatch(/王小明|更正|rateBp/);
  });

  test('is a workbook too', async () => {
    const { status, bytes } = await saved('auditor', '', 'xlsx');
    expect([status, bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });

  test.each([
    ['nobody', '', 401, 'UNAUTHENTICATED'],
    ['clerk', '', 403, 'OUT_OF_SCOPE'],
    ['auditor', '?county=370000', 403, 'OUT_OF_SCOPE'],
    ['auditor', '?id=JV-0001', 400, 'VALUE_MISSING'],
    ['auditor', '?from=yesterday', 400, 'DATE_MALFORMED'],
  ])('is refused to %s with %j by %i %s', async (caller, query, status, code) => {
    const answer = await saved(caller, query);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
  });
});
