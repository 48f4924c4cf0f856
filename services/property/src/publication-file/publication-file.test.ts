/** What anybody downloads of a published month. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonical, textHash } from '@hh/kernel/canonical.ts';
import type { Period } from '@hh/kernel/period.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { hashOf, type PublicationContent, textOf } from '../publication-content/publication-content.ts';
import { publicationRoutes } from './publication-file.routes.ts';
import { linesOf } from './publication-file.ts';

const source = { agreement: 'JV-0001', name: '=SUM(A1) 家政', operator: '惠民家政' };
const content: PublicationContent = {
  ...{ compound: '37132200100101', name: '和园花园', period: '2026-01' as Period, corrects: null },
  ...{ openingBalance: 1_500_00n, closingBalance: 1_880_00n, availableAtBank: 180_00n },
  income: [{ ...source, amount: 500_00n }],
  shares: [
    { ...source, revenue: 6_000_00n, cost: 1_000_00n, base: 5_000_00n, rateBp: 1_000, pool: 500_00n, amount: 500_00n },
  ],
  expenditure: [
    {
      ...{ spending: 's1', purpose: 'COMMUNITY_RUNNING', amount: 120_00n, vote: 'v1' },
      ...{ seq: 7, voucherNumber: '2026-01 记-0001' },
    },
  ],
  receivable: [{ ...source, amount: 1_700_00n }],
  late: [{ ...source, period: '2025-12' as Period, revenue: 100_00n, cost: 0n }],
  ruleLists: [{ id: 'l1', name: '收费标准清单', effectiveFrom: '2025-01-01', hash: 'a'.repeat(64) }],
  journals: [],
  merkleRoot: 'b'.repeat(64),
};
const rows: Readonly<Record<string, object>> = {
  public: {
    id: 'public',
    isPublic: true,
    state: 'PUBLISHED',
    content,
    contentHash: hashOf(content),
    correctedBy: null,
  },
  prepared: { id: 'prepared', isPublic: false, state: 'PREPARED', content, contentHash: hashOf(content) },
};

let base: string;
let close: () => void;
beforeAll(async () => {
  const publications = { get: async (id: string) => (rows[id] ?? null) as never };
  const app = express().use(nameRequest).use(publicationRoutes(publications));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/publications`;
  close = () => server.close();
});
afterAll(() => close());

describe('a published month', () => {
  test('is a table for a spreadsheet: with its mark, its sums as numbers, and nothing that it would compute', async () => {
    const response = await fetch(`${base}/public.csv`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe('栏目,项目,编号,运营企业,金额（元）,依据');
    expect(lines).toContain("收入,'=SUM(A1) 家政,JV-0001,惠民家政,500.00,");
    expect(lines).toContain('支出,社区日常运转,2026-01 记-0001,,120.00,业主表决 v1');
    expect(lines).toContain('余额,期末余额,,,1880.00,');
    expect(lines).toContain(`校验,内容校验值,,,,${hashOf(content)}`);
  });

  test('is a workbook as well', async () => {
    const response = await fetch(`${base}/public.xlsx`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  test('has every figure of its content, once', () => {
    const sections = Map.groupBy(linesOf(content), ([section]) => section);
    const counts = Object.fromEntries([...sections].map(([section, own]) => [section, own.length]));
    expect(counts).toEqual({ 余额: 3, 收入: 1, 分成计算: 1, 支出: 1, 应收未收: 1, 跨期重述: 2, 有效清单: 1, 校验: 2 });
  });

  test('prints the very text that its hash is taken of', async () => {
    const { text, contentHash } = (await (await fetch(`${base}/public.json`)).json()) as Record<string, string>;
    expect(text).toBe(textOf(content));
    expect(text).toBe(canonical(content));
    expect(textHash(text as string)).toBe(contentHash);
  });

  test.each(['prepared.json', 'prepared.csv', 'prepared.xlsx', 'nobody.json', 'public.pdf'])(
    'is not what is asked for as %s',
    async (path) => {
      expect((await fetch(`${base}/${path}`)).status).toBe(404);
    },
  );
});
