import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { createStorage } from '@hh/service/storage.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createTestBank, OFFICE, type TestBank } from '../testing/bank.ts';
import {
  COUNTY,
  checker,
  compounds,
  createTestCounty,
  elsewhere,
  maker,
  person,
  type TestCounty,
} from '../testing/county.ts';
import { createFileStore } from '../upload/file.store.ts';
import { silentLog } from '../upload/testing/uploading.ts';
import { type BreakFileParts, removeBreakFile } from './break.commands.ts';
import { breakFileRoutes } from './break-file.routes.ts';
import { createBreakFileStore } from './break-file.store.ts';

const people = new Map([
  ['Bearer finance-maker', maker],
  ['Bearer finance-checker', checker],
  ['Bearer auditor', person('auditor', `AUDITOR@${COUNTY}`)],
  ['Bearer elsewhere', elsewhere],
]);
const RECEIPT = Buffer.from('%PDF-1.7\nreceipt');

let county: TestCounty;
let bank: TestBank;
let base: string;
let parts: BreakFileParts;
let breakId: string;
const server = createServer();
beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
  bank = await createTestBank(county);
  const storage = createStorage(county.connection, 0);
  parts = {
    ...bank,
    breakFiles: createBreakFileStore(county.connection),
    files: createFileStore(county.connection, storage, 'break_files'),
  };
  const routes = breakFileRoutes({
    ...parts,
    storage,
    log: silentLog,
    identify: async (authorization) => people.get(authorization ?? '') ?? null,
    uploadLimitBytes: 1_048_576,
  });
  server.on('request', express().use(nameRequest, routes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [line] = await bank.imported(OFFICE, '0.00', [{ on: '2025-03-01', amount: '6.66', memo: '往来款' }]);
  breakId = `${COUNTY}/${line}/UNEXPECTED_RECEIPT`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await bank.stop();
  await county.stop();
});

const as = (who: string) => ({ authorization: `Bearer ${who}` });
const send = (body: BodyInit, { who = 'finance-maker', of = breakId, type = 'application/pdf' } = {}) =>
  fetch(`${base}/api/break-files?break=${encodeURIComponent(of)}&fileName=${encodeURIComponent('回单.pdf')}`, {
    method: 'POST',
    headers: { ...as(who), 'content-type': type },
    body,
  });
/** A document of its own. */
async function sent(what: string, of = breakId): Promise<{ readonly id: string; readonly sha256: string }> {
  const answer = await send(Buffer.from(`%PDF-1.7\n${what}`), { of });
  expect([what, answer.status]).toEqual([what, 201]);
  return (await answer.json()) as { id: string; sha256: string };
}
const filesOf = async () => (await createBreakFileStore(county.connection).ofBreaks([`${COUNTY} ${breakId}`])).values();

describe('a document of a break', () => {
  test('is kept once, shown with who attached it, and read back byte by byte', async () => {
    const answers = await Promise.all([send(RECEIPT), send(RECEIPT), send(RECEIPT, { who: 'finance-checker' })]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const said = (await Promise.all(answers.map((answer) => answer.json()))) as { id: string; file: string }[];
    expect(new Set(said.map(({ id }) => id)).size).toBe(1);
    const [kept] = [...(await filesOf())];
    expect(kept).toMatchObject([{ fileName: '回单.pdf', kind: 'PDF', bytes: RECEIPT.length }]);
    expect(await county.auditOf('attachToBreak')).toMatchObject([{ subject: { type: 'Break', id: breakId } }]);
    // What came twice is not kept twice.
    expect(await county.connection.collection('break_files.files').countDocuments()).toBe(1);
    const read = await fetch(base + said[0]?.file, { headers: as('auditor') });
    expect(Buffer.from(await read.arrayBuffer()).equals(RECEIPT)).toBe(true);
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent('回单.pdf')}`,
      'x-content-type-options': 'nosniff',
    });
    expect((await fetch(base + said[0]?.file, { headers: as('elsewhere') })).status).toBe(404);
    expect((await fetch(base + said[0]?.file)).status).toBe(401);
  });

  test('is removed with a reason; who, when and which hash it was stay in the audit trail', async () => {
    const { id, sha256 } = await sent('待删除');
    const remove = (by = maker, reason = '传错了') => removeBreakFile(parts, by, { file: id, reason });
    expect(await remove(maker, ' ')).toMatchObject({ code: 'REASON_MISSING' });
    const stranger = person('auditor', `AUDITOR@${COUNTY}`);
    for (const other of [stranger, elsewhere]) expect(await remove(other)).toMatchObject({ code: 'NOT_FOUND' });
    const answers = await Promise.all([1, 2].map(() => remove()));
    for (const answer of answers) expect(must(answer)).toEqual({ break: breakId, fileName: '回单.pdf', sha256 });
    expect(await county.auditOf('removeBreakFile')).toMatchObject([
      { actor: { id: 'maker' }, subject: { type: 'Break', id: breakId }, reason: '传错了' },
    ]);
    expect(JSON.stringify(await county.auditOf('removeBreakFile'))).toContain(sha256);
    expect((await fetch(`${base}/api/break-files/${id}`, { headers: as('auditor') })).status).toBe(404);
    for (const collection of ['files', 'chunks'])
      expect(
        await county.connection
          .collection(`break_files.${collection}`)
          .countDocuments({ $or: [{ _id: id }, { files_id: id }] } as object),
      ).toBe(0);
    expect(await remove(checker)).toMatchObject({ code: 'NOT_FOUND' });
    // The same document may be attached once more.
    const again = await sent('待删除');
    expect([again.sha256, again.id === id]).toEqual([sha256, false]);
  });

  test('stays once the statement of its line is signed, or its share agrees on all sides', async () => {
    const { id } = await sent('已签认');
    const statements = county.connection.collection('bankStatements');
    const remove = async (file: string) => {
      const answer = await removeBreakFile(parts, maker, { file, reason: '传错了' });
      return isRefusal(answer) ? answer.code : 'removed';
    };
    await statements.updateMany({}, { $set: { state: 'SIGNED' } });
    expect(await remove(id)).toBe('STATEMENT_SIGNED');
    await statements.updateMany({}, { $set: { state: 'IMPORTED' } });
    expect(await remove(id)).toBe('removed');

    await bank.credited('JV-9101', '2025-01', 1_000_00n, [1]);
    const of = `${COUNTY}/JV-9101/2025-01/${compounds[0]}/DECLARATION_MISSING`;
    const share = await sent('分成', of);
    const allocations = county.connection.collection('allocations');
    await allocations.updateMany({ agreement: 'JV-9101' }, { $set: { state: 'RECONCILED' } });
    expect(await remove(share.id)).toBe('STATE_NOT_ALLOWED');
    await allocations.updateMany({ agreement: 'JV-9101' }, { $set: { state: 'CREDITED' } });
    expect(await remove(share.id)).toBe('removed');
    const removed = await county.auditOf('removeBreakFile');
    expect(removed).toHaveLength(3);
  });

  test.each([
    ['of a break that is not there', { of: `${COUNTY}/JV-0001/2025-01/37132200100101/UNPAID` }, RECEIPT, 404],
    ['by an auditor', { who: 'auditor' }, RECEIPT, 404],
    ['by somebody of another county', { who: 'elsewhere' }, RECEIPT, 404],
    ['of a kind that is not taken', {}, Buffer.from('<?xml version="1.0"?><a/>'), 415],
    ['that is empty', {}, Buffer.alloc(0), 400],
    ['that is too long', { type: 'text/plain' }, Buffer.alloc(1_048_577, 'a'), 413],
  ])('%s is refused', async (_, options, body, status) => {
    const before = await county.connection.collection('break_files.files').countDocuments();
    expect((await send(body, options)).status).toBe(status);
    expect(await county.connection.collection('break_files.files').countDocuments()).toBe(before);
  });
});
