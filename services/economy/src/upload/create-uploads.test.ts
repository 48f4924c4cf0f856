import { type Period, parsePeriod } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { applyCollection } from '@hh/service/mongo.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import mongoose from 'mongoose';
import writeXlsxFile from 'write-excel-file/node';
import { terms } from '../testing/county.ts';
import { createUploading, HEADER, lines, profitOf, type Uploading } from './testing/uploading.ts';
import { uploadCollections } from './upload.store.ts';

let world: Uploading;
beforeAll(async () => {
  world = await createUploading();
});
afterAll(() => world.stop());

const december: Period = must(parsePeriod('2025-12'));
const csv = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`;

async function totals(): Promise<{ profit: bigint; entries: number }> {
  const agreement = await world.agreements.byCode('371322', 'JV-0001');
  const period = agreement && (await world.periods.find(agreement, december));
  return { profit: (period?.revenue ?? 0n) - (period?.cost ?? 0n), entries: period?.entries ?? 0 };
}

describe('a file of entries', () => {
  beforeEach(async () => {
    for (const name of ['entries', 'entry_chains', 'agreement_periods']) {
      await world.connection.collection(name).deleteMany({});
    }
  });

  test('in GB18030 is posted row by row; bad rows are rejected, the good ones kept', async () => {
    const bad = [
      'X-1,收入,1.234,2025-12-01,P1,三位小数,',
      'X-2,收入,abc,2025-12-01,P1,不是数,',
      'X-3,收入,5.00,2025-13-01,P1,,',
    ];
    const body = iconv.encode(csv(...lines(30), ...bad), 'gb18030');
    const first = await world.upload(body);
    expect(first.said).toBe(202);
    expect(first.result).toMatchObject({ state: 'DONE', rows: 33, posted: 30, duplicate: 0, rejected: 3 });
    expect(await totals()).toEqual({ profit: profitOf(lines(30)), entries: 30 });

    const again = await world.upload(body);
    expect(again.result).toMatchObject({ state: 'DONE', posted: 0, duplicate: 30, rejected: 3 });
    expect(await totals()).toEqual({ profit: profitOf(lines(30)), entries: 30 });
  });

  test.each([
    ['UTF-8 with a byte order mark', `\uFEFF${csv(...lines(3))}`],
    ['semicolons', csv(...lines(3)).replaceAll(',', ';')],
    ['tabs', csv(...lines(3)).replaceAll(',', '\t')],
    ['Windows line ends', csv(...lines(3)).replaceAll('\n', '\r\n')],
    ['quoted cells', csv(...lines(3)).replaceAll('门店', '"门店 ""东""\n二楼"')],
  ])('is read with %s', async (_, body) => {
    expect((await world.upload(body)).result).toMatchObject({ state: 'DONE', rows: 3, posted: 3 });
    expect(await totals()).toEqual({ profit: profitOf(lines(3)), entries: 3 });
  });

  test('may be a workbook, with number and date cells', async () => {
    const rows = [
      ['externalRef', 'kind', 'amount', 'occurredOn'],
      ['W-1', 'REVENUE', 100.1, new Date(Date.UTC(2025, 11, 1))],
      [],
      ['W-2', 'COST', 0.1, '2025-12-02'],
      [1234567890123456800, 'COST', 1, '2025-12-02'],
    ];
    const file = await writeXlsxFile(rows as never, { dateFormat: 'yyyy-mm-dd' } as never).toBuffer();
    const { result, report } = await world.upload(new Uint8Array(file), { type: 'application/octet-stream' });
    expect(result).toMatchObject({ state: 'DONE', rows: 3, posted: 2, rejected: 1 });
    expect(report[3]).toMatch(/^5,1234567890123456800,REJECTED,externalRef,REF_LOST_DIGITS,/);
    expect(await totals()).toEqual({ profit: 10_000n, entries: 2 });
  });

  test('may come in a form, with its name', async () => {
    const form = new FormData();
    form.set('note', 'December');
    form.set('file', new Blob([csv(...lines(2))], { type: 'text/csv' }), '十二月.csv');
    const { id, result } = await world.upload(form, { type: '' });
    expect(result).toMatchObject({ state: 'DONE', posted: 2, fileName: '十二月.csv' });
    const kept = await world.connection.collection<{ _id: string }>('uploads').findOne({ _id: id });
    expect(kept).toMatchObject({ fileName: '十二月.csv', uploadedBy: { kind: 'PERSON', id: 'operator' } });
  });

  test('takes effect in the order of its rows: a reversal follows what it reverses', async () => {
    const rows = [
      'R-1,收入,10.00,2025-12-01,,,',
      'R-2,收入,10.00,2025-12-02,,,R-1',
      'R-4,收入,5.00,2025-12-02,,,R-3',
      'R-3,收入,5.00,2025-12-01,,,',
    ];
    const { result, report } = await world.upload(csv(...rows));
    expect(result).toMatchObject({ posted: 3, rejected: 1 });
    expect(report[3]).toMatch(/^4,R-4,REJECTED,冲销凭证号,REVERSAL_UNKNOWN,/);
    expect(await totals()).toEqual({ profit: 500n, entries: 3 });
  });

  test('is reported line by line, in both languages, with cells that no spreadsheet computes', async () => {
    const { report } = await world.upload(
      csv('=1+1,收入,1.00,2025-12-01,,,', 'A-1,其他,-1,2025-12-01,,,', 'A-2,收入,1.00,2025-12-01,,x"y,'),
    );
    expect(report[0]).toBe('\uFEFFline,externalRef,outcome,column,code,message');
    expect(report[1]).toBe("2,'=1+1,POSTED,,,");
    expect(report[2]).toMatch(
      /^3,A-1,REJECTED,类型 金额,CHOICE_UNKNOWN AMOUNT_MALFORMED,".*不是允许的取值.*is not one of.*"$/,
    );
    expect(report[3]).toMatch(/^4,,REJECTED,,ROW_MALFORMED,/);
    expect(report).toHaveLength(5);
  });

  test('is told about by events that end with it', async () => {
    const { events } = await world.upload(csv(...lines(2)));
    const answer = await world.get(events);
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const told = (await answer.text()).trim().split('\n\n');
    expect(JSON.parse(told.at(-1)?.replace(/^data: /, '') ?? '')).toMatchObject({ state: 'DONE', rows: 2, posted: 2 });
  });

  test('of two thousand rows is posted in batches that add up', async () => {
    const rows = lines(2_345);
    const { result, id } = await world.upload(csv(...rows));
    expect(result).toMatchObject({ state: 'DONE', rows: 2_345, posted: 2_345 });
    expect(await totals()).toEqual({ profit: profitOf(rows), entries: 2_345 });
    expect(await world.connection.collection('upload_rows').countDocuments({ upload: id })).toBe(3);
    const audited = await world.auditOf('postEntries');
    expect(audited.filter(({ after }) => after.upload === id).map(({ after }) => after.posted)).toEqual([
      1_000, 1_000, 345,
    ]);
  });

  test.each([
    ['a missing column', '凭证号,类型,金额\nA,收入,1\n', 'COLUMN_MISSING'],
    ['a column twice', `${HEADER},amount\nA,收入,1,2025-12-01\n`, 'COLUMN_TWICE'],
    ['no row', `${HEADER}\n\n,,,\n`, 'FILE_EMPTY'],
    ['blank lines only', '\n\n \n', 'FILE_EMPTY'],
    ['bad bytes', Buffer.concat([Buffer.from(csv(...lines(2))), Buffer.from([0xff, 0xfe, 0x0a])]), 'ENCODING_INVALID'],
    ['a ZIP that is no workbook', Buffer.from('PK\x03\x04nothing'), 'FILE_KIND_UNKNOWN'],
  ])('with %s fails as a whole, said in Chinese and English', async (_, body, code) => {
    const { said, result, report } = await world.upload(body);
    expect(said).toBe(202);
    expect(result).toMatchObject({ state: 'FAILED', posted: 0, problem: { code } });
    expect(result.problem?.message).toMatch(/\p{Script=Han}/u);
    expect(result.problem?.messageEn).toMatch(/^[A-Z]/);
    expect(report[1]).toContain(`FAILED,,${code}`);
    expect(await totals()).toEqual({ profit: 0n, entries: 0 });
  });

  test('with a row of ten megabytes loses that row only', async () => {
    const big = await createUploading({ limitBytes: 20 * 1_048_576 });
    try {
      const { result, report } = await big.upload(
        csv(...lines(2), `L-1,收入,1.00,2025-12-01,,${'长'.repeat(3_500_000)},`, ...lines(2, 3)),
      );
      expect(result).toMatchObject({ state: 'DONE', rows: 5, posted: 4, rejected: 1 });
      expect(report[3]).toMatch(/^4,,REJECTED,,ROW_TOO_LONG,第 4 行过长/);
    } finally {
      await big.stop();
    }
  });
});

describe('a file that is not taken', () => {
  const code = async (answer: Response) => ({
    status: answer.status,
    ...((await answer.json()) as { code: string; message: string; messageEn: string }),
  });

  test('is that of somebody who has not signed in', async () => {
    const said = await code(await world.send(csv(...lines(1)), { who: 'nobody' }));
    expect(said).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: '请先登录',
      messageEn: 'Sign in first',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test.each([['other-operator'], ['resident']])('is that of a %s: it is as if there was no agreement', async (who) => {
    expect(await code(await world.send(csv(...lines(1)), { who }))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('is that of finance, which may read what operators send and not send it', async () => {
    const answer = await world.send(csv(...lines(1)), { who: 'finance-maker' });
    const requestId = answer.headers.get('x-request-id');
    expect(await code(answer)).toMatchObject({ status: 403, code: 'OUT_OF_SCOPE', requestId });
  });

  test('is one for an agreement that does not exist', async () => {
    expect(await code(await world.send(csv(...lines(1)), { code: 'JV-9999' }))).toMatchObject({ status: 404 });
  });

  test.each([
    ['a PDF by its bytes', Buffer.from('%PDF-1.7 …'), 'text/csv'],
    ['an image by its bytes', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'application/octet-stream'],
    ['an image by its type', Buffer.from('a,b'), 'image/png'],
    ['JSON by its type', Buffer.from('{}'), 'application/json'],
    ['a form without a boundary', Buffer.from('a,b'), 'multipart/form-data'],
  ])('is %s', async (_, body, type) => {
    expect(await code(await world.send(body, { type }))).toMatchObject({ status: 415, code: 'FILE_KIND_UNKNOWN' });
  });

  test('is an empty one, alone or in a form', async () => {
    expect(await code(await world.send(''))).toMatchObject({ status: 400, code: 'FILE_EMPTY' });
    const form = new FormData();
    form.set('note', 'no file');
    expect(await code(await world.send(form, { type: '' }))).toMatchObject({ status: 400, code: 'FILE_EMPTY' });
  });

  /** A form of these files as its bytes. */
  const formOf = (...files: readonly string[]) => {
    const part = (content: string, index: number) =>
      `--X\r\ncontent-disposition: form-data; name="file"; filename="${index}.csv"\r\n\r\n${content}\r\n`;
    return Buffer.from(`${files.map(part).join('')}--X--\r\n`);
  };
  const type = 'multipart/form-data; boundary=X';

  test('is more than one file in a form: none of them is taken', async () => {
    const form = formOf(csv(...lines(1)).toString(), csv(...lines(1, 2)).toString());
    expect(await code(await world.send(form, { type }))).toMatchObject({ status: 400, code: 'FILES_TOO_MANY' });
    expect(await world.connection.collection('uploads').countDocuments({ fileName: /^[01].csv$/ })).toBe(0);
  });

  test('is a form that ends before its end, wherever that is; the process lives on', async () => {
    const form = formOf(csv(...lines(3)).toString());
    for (const length of [10, 60, 110, 150, form.length - 30, form.length - 6]) {
      expect(await code(await world.send(form.subarray(0, length), { type }))).toMatchObject({
        status: 400,
        code: expect.stringMatching(/^FILE_(UNREADABLE|EMPTY)$/),
      });
    }
    expect((await world.send(form, { type })).status).toBe(202);
  });

  test('is one that came whole and cannot be recorded: that is an error, and no silence', async () => {
    await world.connection.db?.command({ collMod: 'uploads', validator: { nothing: 'fits' } });
    try {
      expect((await world.send(csv(...lines(1)))).status).toBe(500);
    } finally {
      for (const spec of uploadCollections) await applyCollection(world.connection, spec);
    }
  });

  test('is one beyond the limit, whether its length is said before or not; nothing of it is kept', async () => {
    const before = await world.connection.collection('upload_files.chunks').countDocuments();
    const large = Buffer.alloc(1_200_000, 'x');
    expect(await code(await world.send(large))).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    const streamed = new ReadableStream({
      pull(controller) {
        controller.enqueue(large);
        controller.close();
      },
    });
    const answer = await fetch(`${world.base}/api/agreements/JV-0001/statements`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator', 'content-type': 'text/csv' },
      body: streamed,
      duplex: 'half',
    } as RequestInit);
    expect(await code(answer)).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    expect(await world.connection.collection('upload_files.chunks').countDocuments()).toBe(before);
  });
});

describe('a disk that is almost full', () => {
  const MEBIBYTE = 1_048_576;
  const kept = async ({ connection }: Uploading) => ({
    chunks: await connection.collection('upload_files.chunks').countDocuments(),
    files: await connection.collection('upload_files.files').countDocuments(),
    uploads: await connection.collection('uploads').countDocuments(),
    audited: await connection.collection('audit').countDocuments({ action: 'uploadStatement' }),
  });
  const nothing = { chunks: 0, files: 0, uploads: 0, audited: 0 };
  const refusal = {
    code: 'STORAGE_FULL',
    message: expect.stringMatching(/^存储空间不足/),
    messageEn: expect.stringMatching(/^The storage is almost full/),
    requestId: expect.any(String),
  };
  /** So many bytes are free; what is kept does not change that. */
  const free = (bytes: number) => ({ hasRoomFor: async (more: number) => more <= bytes });
  const endless = (bytes: number) => ({
    async *[Symbol.asyncIterator]() {
      for (let sent = 0; sent < bytes; sent += MEBIBYTE) yield Buffer.alloc(MEBIBYTE, 'x');
    },
  });

  test('takes no file that says it is longer', async () => {
    const full = await createUploading({ storage: free(1_000) });
    try {
      const answer = await full.send(csv(...lines(40)));
      expect([answer.status, await answer.json()]).toMatchObject([507, refusal]);
      expect(await kept(full)).toEqual(nothing);
      expect((await full.upload(csv(...lines(2)))).result).toMatchObject({ state: 'DONE', posted: 2 });
    } finally {
      await full.stop();
    }
  });

  test('lets go of a file that does not say so', async () => {
    let looks = 0;
    const storage = { hasRoomFor: async () => ++looks < 3 };
    const full = await createUploading({ limitBytes: 100 * MEBIBYTE, storage });
    try {
      const answer = await fetch(`${full.base}/api/agreements/JV-0001/statements`, {
        method: 'POST',
        headers: { authorization: 'Bearer operator', 'content-type': 'text/csv' },
        body: endless(40 * MEBIBYTE),
        duplex: 'half',
      } as unknown as RequestInit);
      expect([answer.status, await answer.json()]).toMatchObject([507, refusal]);
      expect([looks, await kept(full)]).toEqual([3, nothing]);
    } finally {
      await full.stop();
    }
  });

  test('leaves no file of an upload that it could not record', async () => {
    const noRoom = new mongoose.mongo.MongoServerError({ code: 14031, message: 'no room' });
    const full = await createUploading({ writing: () => () => Promise.reject(noRoom) });
    try {
      const answer = await full.send(csv(...lines(2)));
      expect([answer.status, await answer.json()]).toMatchObject([507, refusal]);
      expect(await kept(full)).toEqual(nothing);
    } finally {
      await full.stop();
    }
  });

  test('ends the work on a file; what is posted stays posted, and is not posted twice when it is sent again', async () => {
    let room = 3; // for the file, and for two thousand rows
    const full = await createUploading({ storage: { hasRoomFor: async () => room-- > 0 } });
    try {
      const body = csv(...lines(2_345));
      const first = await full.upload(body);
      expect(first.result).toMatchObject({ state: 'FAILED', rows: 2_000, posted: 2_000, problem: refusalOf(refusal) });
      expect(first.report.at(-2)).toContain('FAILED,,STORAGE_FULL');
      room = 100;
      const again = await full.upload(body);
      expect(again.result).toMatchObject({ state: 'DONE', rows: 2_345, posted: 345, duplicate: 2_000 });
    } finally {
      await full.stop();
    }
  });

  function refusalOf({ code, message, messageEn }: typeof refusal) {
    return { code, message, messageEn };
  }
});

describe('a sender who breaks off', () => {
  test('leaves nothing behind and disturbs nobody', async () => {
    const { chunks, uploads } = await counted();
    const broken = new AbortController();
    const endless = new ReadableStream({
      async pull(controller) {
        // fetch goes on reading what nobody takes any more.
        if (broken.signal.aborted) return controller.close();
        controller.enqueue(Buffer.alloc(100_000, 'x'));
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const sending = fetch(`${world.base}/api/agreements/JV-0001/statements`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator', 'content-type': 'text/csv' },
      body: endless,
      duplex: 'half',
      signal: broken.signal,
    } as RequestInit);
    const outcome = sending.then(
      () => 'answered',
      () => 'broken off',
    );
    setTimeout(() => broken.abort(), 30);
    expect(await outcome).toBe('broken off');
    expect((await world.upload(csv(...lines(1)))).result.state).toBe('DONE');
    await expect(counted()).resolves.toEqual({ chunks: chunks + 1, uploads: uploads + 1 });
  });

  async function counted() {
    const { connection } = world;
    return {
      chunks: await connection.collection('upload_files.chunks').countDocuments(),
      uploads: await connection.collection('uploads').countDocuments(),
    };
  }
});

describe('what became of a file', () => {
  test.each([
    ['other-operator', 404],
    ['resident', 404],
    ['nobody', 401],
    ['finance-maker', 200],
    ['operator', 200],
  ])('is answered to a %s with %i', async (who, status) => {
    const { status: path } = await world.upload(csv(...lines(1)));
    expect((await world.get(path, who)).status).toBe(status);
    expect((await world.get(`${path}/report`, who)).status).toBe(status);
  });

  test('is not found under another agreement', async () => {
    await world.agreed('JV-0002', terms('2025-12', 1000, [1]));
    const { id } = await world.upload(csv(...lines(1)));
    expect((await world.get(`/api/agreements/JV-0002/statements/${id}`)).status).toBe(404);
  });
});
