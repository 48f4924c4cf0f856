/** A county with an agreement, uploads over HTTP on a port of their own, and the people who send and read files. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nameRequest } from '@hh/service/http-request.ts';
import type { Log } from '@hh/service/log.ts';
import { applyCollection } from '@hh/service/mongo.ts';
import type { Storage } from '@hh/service/storage.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { testRedisUrl } from '@hh/service/testing/store.ts';
import type { Writer } from '@hh/service/writer.ts';
import express from 'express';
import { COUNTY, createTestCounty, maker, OPERATOR, PRIVATE_FIRM, person, terms } from '../../testing/county.ts';
import { createUploads } from '../create-uploads.ts';
import { uploadCollections } from '../upload.store.ts';

export const operator = person('operator', `PARTNER@${OPERATOR}`);
const people = new Map([
  ['Bearer operator', operator],
  ['Bearer other-operator', person('other-operator', `PARTNER@${PRIVATE_FIRM}`)],
  ['Bearer finance-maker', maker],
  ['Bearer resident', person('resident', `RESIDENT@${COUNTY}001001`)],
]);

const silent = () => {};
export const silentLog = { debug: silent, info: silent, warn: silent, error: silent } as unknown as Log;

export const HEADER = '凭证号,类型,金额,发生日期,项目编码,摘要,冲销凭证号';

export interface Status {
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly problem?: {
    readonly code: string;
    readonly message: string;
    readonly messageEn: string;
    readonly line?: number;
  };
}

interface Problem {
  readonly code: string;
  readonly column: string;
  readonly message: string;
}

export interface Look {
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[]; readonly problems: Problem[] }[];
  readonly posted: number;
  readonly isWhole: boolean;
  readonly problem: { readonly code: string } | null;
}

export type Uploading = Awaited<ReturnType<typeof createUploading>>;

interface Options {
  readonly limitBytes?: number;
  readonly storage?: Storage;
  /** Stands between the uploads and the writer. */
  readonly writing?: (write: Writer['write']) => Writer['write'];
}

interface Sending {
  readonly type?: string;
  readonly who?: string;
  readonly code?: string;
  /** Which column is what. */
  readonly mapping?: object;
}

const by = (mapping: object | undefined) =>
  mapping ? `?${new URLSearchParams({ mapping: JSON.stringify(mapping) })}` : '';

export async function createUploading({ limitBytes = 1_048_576, storage, writing = (write) => write }: Options = {}) {
  const county = await createTestCounty('2026-01-05T09:00:00+08:00');
  for (const spec of uploadCollections) await applyCollection(county.connection, spec);
  await county.agreed('JV-0001', terms('2025-11', 1000, [1, 2]));
  const platform = {
    ...county,
    writer: { ...county.writer, write: writing(county.writer.write) },
    log: silentLog,
    telemetry: unwatched(),
    redisUrl: testRedisUrl(),
    queuePrefix: county.connection.name,
    settings: { ...testSettings, uploadLimitBytes: limitBytes },
    identify: async (authorization: string | undefined) => people.get(authorization ?? '') ?? null,
  };
  const uploads = createUploads({ ...county, platform, ...(storage ? { storage } : {}) });
  await uploads.start();
  const server = createServer(express().use(nameRequest, uploads.routes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const get = (path: string, who = 'operator') => fetch(base + path, { headers: { authorization: `Bearer ${who}` } });
  const send = (
    body: BodyInit | Buffer,
    { type = 'text/csv', who = 'operator', code = 'JV-0001', mapping }: Sending = {},
  ) =>
    fetch(`${base}/api/agreements/${code}/statements${by(mapping)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who}`, ...(type && { 'content-type': type }) },
      body: body as BodyInit,
    });
  /** What a look at a file says, and with which status. */
  const look = async (
    body: BodyInit | Buffer,
    { type = 'text/csv', who = 'operator', code = 'JV-0001', mapping }: Sending = {},
  ) => {
    const answer = await fetch(`${base}/api/agreements/${code}/statements/preview${by(mapping)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who}`, ...(type && { 'content-type': type }) },
      body: body as BodyInit,
    });
    return { status: answer.status, seen: (await answer.json()) as Look };
  };
  const ended = async (path: string): Promise<Status> => {
    for (;;) {
      const status = (await (await get(path)).json()) as Status;
      if (status.state !== 'RUNNING') return status;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  return {
    ...county,
    uploads,
    base,
    get,
    send,
    look,

    /** Sends a file and waits until it has ended. */
    async upload(body: BodyInit | Buffer, options: Sending = {}) {
      const sent = await send(body, options);
      const links = (await sent.json()) as { id: string; status: string; events: string; report: string };
      const status = await ended(links.status);
      const report = Buffer.from(await (await get(links.report)).arrayBuffer()).toString();
      return { ...links, said: sent.status, result: status, report: report.split('\r\n') };
    },

    async stop(): Promise<void> {
      await uploads.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await county.stop();
    },
  };
}

/** `E-1,收入,100.00,2025-12-03,P1,门店,` for each of these. */
export function lines(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    const day = String((at % 28) + 1).padStart(2, '0');
    return `E-${at},${at % 4 === 3 ? '成本' : '收入'},${1_000 + at}.${String(at % 100).padStart(2, '0')},2025-12-${day},P1,门店,`;
  });
}

/** The profit of these lines in fen. */
export function profitOf(rows: readonly string[]): bigint {
  return rows.reduce((sum, row) => {
    const [, kind, amount = ''] = row.split(',');
    const fen = BigInt(amount.replace('.', ''));
    return kind === '收入' ? sum + fen : sum - fen;
  }, 0n);
}
