/** A county with two bank accounts, their files over HTTP on a port of their own, and the people who send and read them. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nameRequest } from '@hh/service/http-request.ts';
import { applyCollection } from '@hh/service/mongo.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { testRedisUrl } from '@hh/service/testing/store.ts';
import type { Writer } from '@hh/service/writer.ts';
import express from 'express';
import { COUNTY, checker, compounds, createTestCounty, maker, OPERATOR, person } from '../../testing/county.ts';
import { type Status, silentLog } from '../../upload/testing/uploading.ts';
import { type BankAccount, bankAccountsCollection } from '../bank-account.store.ts';
import { bankLinesCollection } from '../bank-line.store.ts';
import { bankStatementsCollection } from '../bank-statement.store.ts';
import { bankImportCollections, createBankImports } from '../create-bank-imports.ts';
import { endOf } from '../number-end.ts';
import { ACCOUNT } from './corpus.ts';

const people = new Map([
  ['Bearer finance-maker', maker],
  ['Bearer finance-checker', checker],
  ['Bearer auditor', person('auditor', `AUDITOR@${COUNTY}`)],
  ['Bearer operator', person('operator', `PARTNER@${OPERATOR}`)],
  ['Bearer elsewhere', person('elsewhere', 'FINANCE_MAKER@371323')],
]);

export const office: BankAccount = {
  id: 'a-1',
  county: COUNTY,
  code: 'BA-0001',
  book: 'economy',
  compound: null,
  name: { zh: '结算中心专户', en: 'Settlement office' },
  bank: '沂河农商银行',
  numberEnd: endOf(ACCOUNT),
  ledgerAccount: '1002.BA-0001',
};
const owners: BankAccount = {
  ...office,
  id: 'a-2',
  code: `BA-${compounds[0]}`,
  book: 'owners',
  compound: compounds[0],
  ledgerAccount: `1002.${compounds[0]}`,
};

export interface BankStatus extends Status {
  readonly id: string;
  readonly statement: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly notes: readonly { readonly code: string; readonly message: string; readonly messageEn: string }[];
}

export type Banking = Awaited<ReturnType<typeof createBanking>>;

export async function createBanking({
  writing = (write) => write,
  following = async () => {},
}: {
  /** Stands between the imports and the writer. */
  readonly writing?: (write: Writer['write']) => Writer['write'];
  /** Is tried before what follows an import is told. */
  readonly following?: () => Promise<void>;
} = {}) {
  const county = await createTestCounty('2026-01-05T09:00:00+08:00');
  for (const spec of [bankAccountsCollection, bankStatementsCollection, bankLinesCollection, ...bankImportCollections])
    await applyCollection(county.connection, spec);
  const platform = {
    ...county,
    writer: { ...county.writer, write: writing(county.writer.write) },
    log: silentLog,
    telemetry: unwatched(),
    redisUrl: testRedisUrl(),
    queuePrefix: county.connection.name,
    settings: testSettings,
    identify: async (authorization: string | undefined) => people.get(authorization ?? '') ?? null,
  };
  /** The statements that what follows an import was told of. */
  const told: string[] = [];
  const imports = createBankImports({
    platform,
    imported: async (_account, statement) => {
      await following();
      told.push(statement);
    },
  });
  for (const account of [office, owners]) {
    await county.writer.write(async ({ session }) => {
      await imports.accounts.insert(account, session);
      return true;
    });
  }
  await imports.start();
  const server = createServer(express().use(nameRequest, imports.routes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const get = (path: string, who = 'finance-maker') =>
    fetch(base + path, { headers: { authorization: `Bearer ${who}` } });
  const post = (body: BodyInit | Buffer, { who = 'finance-maker', code = 'BA-0001', below = '' } = {}) =>
    fetch(`${base}/api/bank-accounts/${code}/statements${below}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who}`, 'content-type': 'application/octet-stream' },
      body: body as BodyInit,
    });
  /** A look at a file whose account is not known yet. */
  const whose = (body: BodyInit | Buffer, who = 'finance-maker') =>
    fetch(`${base}/api/bank-accounts/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who}`, 'content-type': 'application/octet-stream' },
      body: body as BodyInit,
    });
  const ended = async (path: string): Promise<BankStatus> => {
    for (;;) {
      const status = (await (await get(path)).json()) as BankStatus;
      if (status.state !== 'RUNNING') return status;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  return {
    ...county,
    imports,
    told,
    get,
    post,
    whose,

    /** Sends a file and waits until it has ended. */
    async send(body: BodyInit | Buffer, code = 'BA-0001') {
      const sent = await post(body, { code });
      const links = (await sent.json()) as {
        id: string;
        status: string;
        events: string;
        report: string;
        isKnown: boolean;
      };
      const result = await ended(links.status);
      const report = (await (await get(links.report)).text()).split('\r\n');
      return { ...links, said: sent.status, result, report };
    },

    lines: (account = 'BA-0001') =>
      county.connection.collection('bankLines').find({ account }).sort({ bookedOn: 1, _id: 1 }).toArray(),
    statements: (account = 'BA-0001') =>
      county.connection.collection('bankStatements').find({ account }).sort({ to: 1 }).toArray(),

    /** As a county without any file. */
    async clear(): Promise<void> {
      for (const name of ['bankLines', 'bankStatements', 'bankImports', 'bankImportRows', 'bankMappings'])
        await county.connection.collection(name).deleteMany({});
      told.length = 0;
    },

    async stop(): Promise<void> {
      await imports.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await county.stop();
    },
  };
}
