import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { notFound } from '@hh/service/http-failure.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { type HttpServer, startHttpServer } from '@hh/service/http-server.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { readSheet } from 'read-excel-file/node';
import { bookRoutes } from './book.routes.ts';
import { createBooks } from './books.ts';
import { ledgerCollections } from './ledger.ts';
import { accounts, day, transfer } from './testing/drafts.ts';

const county = '371322';
const people: Record<string, Actor> = Object.fromEntries(
  ['AUDITOR@371322', 'FINANCE_MAKER@371322', 'COUNTY_OFFICER@371322', 'AUDITOR@371323'].map((grant) => {
    const [role, scope] = grant.split('@') as ['AUDITOR', string];
    return [`Bearer ${grant}`, { kind: 'PERSON', id: grant, grants: [{ role, scope }] }];
  }),
);

let store: TestStore;
let server: HttpServer;

beforeAll(async () => {
  store = await createTestStore(ledgerCollections);
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const books = createBooks({ connection: store.connection, book: 'economy', clock });
  const ledger = books.of(county);
  await ledger.openAccounts(accounts);
  const drafts = [
    transfer('a', '2025-01-31', '1221.OPERATOR', '2241.B01', 12_345n),
    { ...transfer('b', '2025-01-31', '1221.OPERATOR', '2241.B02', 5n), memo: '=HYPERLINK("http://x")' },
    transfer('c', '2025-02-10', '1002.BA-0001', '1221.OPERATOR', 350n),
  ];
  for (const draft of drafts) must(await ledger.post({ ...draft, postedBy: 'maker', approvedBy: 'checker' }));
  const evil = transfer('<script>alert(1)</script>', '2025-02-11', '5603', '1002.BA-0001', 100_000n);
  must(await ledger.post({ ...evil, memo: '"><img src=x onerror=alert(1)>', postedBy: '<b>' }));
  must(await ledger.post(transfer('by itself', '2025-12-12', '1221.OPERATOR', '2241.B01', 1n)));
  must(await ledger.seal('2025-01' as Period, { proposedBy: 'maker', sealedBy: 'checker' }));
  const by = { recordedBy: 'auditor', recordedAt: clock.now() };
  const asserted = [
    { id: 'b', account: '1002', on: day('2025-02-28'), amount: 0n, basis: 'COUNT' as const, note: '年审', ...by },
    {
      id: 'a',
      account: '1221',
      on: day('2025-01-31'),
      amount: 12_350n,
      basis: 'CONFIRMATION' as const,
      note: '回函',
      ...by,
    },
  ];
  await inTransaction(store.connection, async (session) => {
    for (const assertion of asserted) await ledger.assertions.insert(assertion, session);
  });
  const names: Record<string, string> = { maker: '张三', checker: '李四<i>' };
  const app = express().use(
    nameRequest,
    bookRoutes({
      books,
      book: 'economy',
      identify: async (token) => people[token ?? ''] ?? null,
      ask: async <Data>(_: string, { id }: Readonly<Record<string, unknown>>) => {
        const name = names[String(id)];
        return { person: name ? { name } : null } as Data;
      },
    }),
    notFound,
  );
  server = await startHttpServer({ handle: app, port: 0, host: '127.0.0.1', noticeMs: 0, graceMs: 1_000 });
});
afterAll(async () => {
  await server.close();
  await store.drop();
});

async function get(path: string, who = 'AUDITOR@371322', language = 'zh'): Promise<Response> {
  const headers = { ...(who && { authorization: `Bearer ${who}` }), 'accept-language': language };
  return await fetch(`http://127.0.0.1:${server.port}/api/books/economy/${path}`, { headers });
}
const rowsOf = async (response: Response) => (await response.text()).trimEnd().split('\r\n');

describe('the books as files', () => {
  test('the table of balances, with sides in words and amounts without sign', async () => {
    const response = await get('balances.csv?period=2025-01&through=2025-02&level=1');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(
      '科目余额表 2025-01至2025-02.csv',
    );
    expect(await rowsOf(response)).toEqual([
      '科目编码,科目名称,级次,权属人,年初方向,年初余额,期初方向,期初余额,本期借方,本期贷方,本年累计借方,本年累计贷方,期末方向,期末余额',
      '1002,银行存款,1,,平,0.00,平,0.00,3.50,1000.00,3.50,1000.00,贷,996.50',
      '1221,其他应收款·代收分成,1,,平,0.00,平,0.00,123.50,3.50,123.50,3.50,借,120.00',
      '2241,其他应付款·应付小区公共收益,1,,平,0.00,平,0.00,0.00,123.50,0.00,123.50,贷,123.50',
      '5603,科目 5603,1,OFFICE,平,0.00,平,0.00,1000.00,0.00,1000.00,0.00,借,1000.00',
    ]);
  });

  test('the subsidiary ledger of a synthetic account, with the totals of each month and of the year', async () => {
    expect(await rowsOf(await get('accounts/1221/lines.csv?period=2025-01&through=2025-02'))).toEqual([
      '日期,凭证字号,科目编码,摘要,借方金额,贷方金额,方向,余额',
      '2025-01-01,,,上年结转,,,平,0.00',
      '2025-01-31,2025-01 记-0001,1221.OPERATOR,凭证 a,123.45,0.00,借,123.45',
      `2025-01-31,2025-01 记-0002,1221.OPERATOR,"'=HYPERLINK(""http://x"")",0.05,0.00,借,123.50`,
      ',,,2025-01 本月合计,123.50,0.00,借,123.50',
      ',,,本年累计,123.50,0.00,借,123.50',
      '2025-02-10,2025-02 记-0001,1221.OPERATOR,凭证 c,0.00,3.50,借,120.00',
      ',,,2025-02 本月合计,0.00,3.50,借,120.00',
      ',,,本年累计,123.50,3.50,借,120.00',
    ]);
  });

  test('the general ledger, the journal and the list of accounts, in English where that is asked for', async () => {
    expect(await rowsOf(await get('accounts/1221.OPERATOR/months.csv?period=2025-02', undefined, 'en'))).toEqual([
      'Month,"Side, opening",Opening,Debit,Credit,Debit since January,Credit since January,Side,Closing',
      '2025-02,Dr,123.50,0.00,3.50,123.50,3.50,Dr,120.00',
    ]);
    const journals = await rowsOf(await get('journals.csv?period=2025-01'));
    expect(journals).toHaveLength(5);
    expect(journals[2]).toBe('2025-01-31,2025-01 记-0001,1,凭证 a,2241.B01,科目 2241.B01,0.00,123.45');
    expect((await rowsOf(await get('accounts.csv')))[1]).toBe('1002.BA-0001,科目 1002.BA-0001,OFFICE,贷,996.50');
  });

  test('asserted balances, each beside the book as of its day', async () => {
    expect(await rowsOf(await get('assertions.csv'))).toEqual([
      '日期,科目编码,依据,依据说明,方向,核对余额,方向,账面余额,相符,撤销原因',
      '2025-01-31,1221,询证函,回函,借,123.50,借,123.50,是,',
      '2025-02-28,1002,盘点,年审,平,0.00,贷,996.50,否,',
    ]);
  });

  test('the same as a workbook, with numbers', async () => {
    const response = await get('accounts/1221/lines.xlsx?period=2025-01');
    const rows = (await readSheet(Buffer.from(await response.arrayBuffer()))) as unknown[][];
    expect(rows[2]).toEqual(['2025-01-31', '2025-01 记-0001', '1221.OPERATOR', '凭证 a', 123.45, 0, '借', 123.45]);
    expect(rows[3]?.[3]).toBe('=HYPERLINK("http://x")');
  });

  test.each([
    ['balances.csv?period=2025-01', '', 401, 'UNAUTHENTICATED'],
    ['balances.csv?period=2025-01', 'COUNTY_OFFICER@371322', 403, 'OUT_OF_SCOPE'],
    ['balances.csv?period=2025-01&county=371322', 'AUDITOR@371323', 403, 'OUT_OF_SCOPE'],
    ['vouchers/1.html', 'COUNTY_OFFICER@371322', 403, 'OUT_OF_SCOPE'],
    ['balances.csv', undefined, 400, 'PARAMETER_MISSING'],
    ['journals.xlsx?through=2025-01', undefined, 400, 'PARAMETER_MISSING'],
    ['balances.csv?period=2025', undefined, 400, 'PERIOD_MALFORMED'],
    ['balances.csv?period=2025-02&through=2025-01', undefined, 400, 'ENDS_BEFORE_START'],
    ['balances.csv?period=2025-02&level=9', undefined, 400, 'CHOICE_UNKNOWN'],
    ['accounts/9999/lines.csv?period=2025-01', undefined, 404, 'NOT_FOUND'],
    ['accounts/9999/months.xlsx?period=2025-01', undefined, 404, 'NOT_FOUND'],
    ['vouchers/99.html', undefined, 404, 'NOT_FOUND'],
    ['vouchers/x.html', undefined, 404, 'NOT_FOUND'],
    ['balances.pdf?period=2025-01', undefined, 404, 'NOT_FOUND'],
  ])('%s for %p is refused', async (path, who, status, code) => {
    const response = await get(path, who);
    expect([response.status, (await response.json()) as object]).toMatchObject([status, { code }]);
  });
});

describe('a voucher as a page', () => {
  test('has the amount in words, and who made, checked and posted it', async () => {
    const response = await get('vouchers/1.html', 'FINANCE_MAKER@371322');
    const page = await response.text();
    for (const part of [
      '<h1>记账凭证</h1>',
      '2025年1月31日',
      '2025-01 记-0001',
      '123.45',
      '合计（大写）：人民币壹佰贰拾叁元肆角伍分',
    ])
      expect(page).toContain(part);
    expect(page).toContain('制单：张三');
    expect(page).toContain('复核：李四&lt;i&gt;');
    expect(page).toContain('记账：李四&lt;i&gt;');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('is in English for whoever asks for that, by header or in its address', async () => {
    const byHeader = await (await get('vouchers/1.html', undefined, 'en')).text();
    expect(await (await get('vouchers/1.html?lang=en')).text()).toBe(byHeader);
    for (const part of [
      '<html lang="en">',
      '<h1>Accounting voucher</h1>',
      '2025-01-31',
      '2025-01 记-0001',
      'Total, in words: 人民币壹佰贰拾叁元肆角伍分',
      'Prepared by: 张三',
      'Papers attached: ____',
    ])
      expect(byHeader).toContain(part);
    const system = await (await get('vouchers/5.html?lang=en')).text();
    expect(system).toContain('Checked by: System');
    // The address wins over the header.
    expect(await (await get('vouchers/1.html?lang=zh', undefined, 'en')).text()).toContain('<h1>记账凭证</h1>');
  });

  test('has no person’s name on what follows from rules alone', async () => {
    const page = await (await get('vouchers/5.html')).text();
    for (const part of ['制单：系统', '复核：系统', '记账：系统']) expect(page).toContain(part);
    expect(await (await get('vouchers/4.html')).text()).toContain('复核：<');
  });

  test('escapes whatever it is given, and shows thousands', async () => {
    const page = await (await get('vouchers/4.html')).text();
    expect(page).not.toMatch(/<script|<img|<b>/);
    expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain('制单：&lt;b&gt;');
    expect(page).toContain('1,000.00');
    expect(page).toContain('人民币壹仟元整');
  });
});
