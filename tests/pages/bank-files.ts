/**
 * The banks of many accounts in one act: files that name their account or do not, and statements that a checker signs
 * together. Goes on where `reconciliation-work.ts` leaves the county, with owners' accounts that no other file touches.
 */
import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { numberOf, statementCsv } from '../../infra/demo/bank-lines.ts';
import { laterFiles } from '../../infra/demo/later-files.ts';
import type { Site } from './site.ts';

const [TABLE, MESSAGE, NAMELESS] = ['BA-37132200100201', 'BA-37132200100501', 'BA-37132200100901'];
/** What comes to it nobody owes. */
const UNEXPLAINED = 'BA-37132200100103';
const TWIN = 'BA-0002';
const IMPORTS = `query ($code: ID!) { bankAccount(code: $code) { imports { totalCount } lines { totalCount } } }`;
const BALANCE = 'query ($code: ID!) { bankAccount(code: $code) { bankBalance } }';
const OPEN = `mutation ($input: OpenBankAccountInput!) { openBankAccount(input: $input) { __typename } }`;

const WAITING = `{ bankStatements(state: IMPORTED, first: 200) { edges { node { id proof { balanced unrecordedCount } } } } }`;
const SIGN = `mutation ($input: SignBankStatementInput!) { signBankStatement(input: $input) { __typename } }`;

interface Waiting {
  readonly id: string;
  readonly proof: { readonly balanced: boolean | null; readonly unrecordedCount: number };
}

export function bankFiles(site: () => Site): void {
  const importsOf = async (code: string) => (await site().program.ask('auditor', IMPORTS, { code })).bankAccount;

  const waiting = async (): Promise<readonly Waiting[]> =>
    (await site().program.ask('auditor', WAITING)).bankStatements.edges.map(({ node }: { node: Waiting }) => node);

  const unexplained = async (): Promise<Buffer> => {
    const { bankBalance } = (await site().program.ask('auditor', BALANCE, { code: UNEXPLAINED })).bankAccount;
    const line = { on: '2025-12-28', amount: 3_21n, counterparty: '郯城县测试商贸有限公司', memo: '往来款' };
    const { csv } = statementCsv(UNEXPLAINED, must(parseMoney(bankBalance)), [line]);
    return Buffer.from(`账号：${numberOf(UNEXPLAINED)}\n${csv}`);
  };

  test('the maker drops the files of several accounts: each finds its own, or says why it cannot', async () => {
    const input = { code: TWIN, nameZh: '结算中心备用户', nameEn: 'Second account of the office', bank: '沂河银行' };
    const number = `9130${numberOf(TABLE)}`;
    await site().program.ask('finance-checker', OPEN, { input: { ...input, number } });
    const before = await Promise.all([TABLE, MESSAGE, NAMELESS, TWIN].map(importsOf));
    const { page, go, keys, barriers, problems, end } = await site().visit('finance-maker');
    await go('/reconciliation');
    const files = new Map((await laterFiles()).map(({ account, content }) => [account, content]));
    const of = (account: string) => files.get(account) ?? Buffer.alloc(0);
    await drop(page, {
      'table.xlsx': of(TABLE),
      'message.xml': of(MESSAGE),
      'nameless.csv': of(NAMELESS),
      'stranger.csv': Buffer.from(`账号：6223190029999999\n${of(NAMELESS).toString().replace('\ufeff', '')}`),
      'broken.csv': Buffer.from('a,b\n1,2\n'),
      'unexplained.csv': await unexplained(),
      'again.xml': of(MESSAGE),
    });
    await row(page, 'table.xlsx')
      .getByText(/账号尾号为 …\d{4} 的账户有 2 个，请选择账户/)
      .waitFor();
    await row(page, 'nameless.csv').getByText('文件中没有账号，请选择账户').waitFor();
    await row(page, 'stranger.csv').getByText('没有账号尾号为 …9999 的账户，请选择账户').waitFor();
    await row(page, 'broken.csv')
      .getByText(/缺少|没有/)
      .first()
      .waitFor();
    await row(page, 'again.xml').getByText('可以导入').waitFor();
    expect(await row(page, 'message.xml').textContent()).toMatch(
      new RegExp(`${MESSAGE}2025-12-26 – 2025-12-261[\\d,.]+ \\+ [\\d,.]+ = [\\d,.]+，相符可以导入`),
    );
    expect(await barriers()).toEqual([]);

    await choose(page, row(page, 'table.xlsx'), TABLE);
    await keys.to(row(page, 'nameless.csv').getByRole('combobox'));
    await keys.type('0901');
    await page.locator('.ant-select-item-option', { hasText: NAMELESS }).waitFor();
    await keys.press('Enter');
    await row(page, 'nameless.csv').getByText('可以导入').waitFor();
    await keys.enter(row(page, 'stranger.csv').getByRole('button', { name: /移出列表/ }));
    expect(await Promise.all([TABLE, MESSAGE, NAMELESS, TWIN].map(importsOf))).toEqual(before);

    await keys.enter(page.getByRole('button', { name: '全部导入（5 个文件，5 笔流水）' }));
    await page.getByText('已处理 5 / 6 个文件').waitFor();
    await row(page, 'table.xlsx')
      .getByText(/导入 1 笔 · 其中自动核销 [01] 笔/)
      .waitFor();
    await row(page, 'message.xml').getByText('导入 1 笔 · 其中自动核销 1 笔').waitFor();
    await row(page, 'nameless.csv')
      .getByText(/导入 1 笔/)
      .waitFor();
    await row(page, 'again.xml').getByText('这份文件已经导入过，没有重复导入').waitFor();
    const after = await Promise.all([TABLE, MESSAGE, NAMELESS, TWIN].map(importsOf));
    const added = after.map((each, at) => [
      each.imports.totalCount - before[at].imports.totalCount,
      each.lines.totalCount - before[at].lines.totalCount,
    ]);
    expect(added).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    await keys.enter(row(page, 'message.xml').getByRole('link'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/reconciliation/${MESSAGE}`);
    expect(problems()).toEqual([]);
    await end();
  });

  test('the checker signs what is explained in one act; what is not stays, and one that is refused keeps no other', async () => {
    const maker = await site().visit('finance-maker');
    await maker.go('/reconciliation?view=statements');
    await maker.page.getByText('由您导入，须由另一人签认').first().waitFor();
    expect(await maker.page.getByRole('checkbox').count()).toBe(0);
    await maker.end();

    const before = await waiting();
    const explained = before.filter(({ proof }) => proof.balanced && proof.unrecordedCount === 0);
    const { page, go, keys, barriers, problems, end } = await site().visit('finance-checker');
    await go('/reconciliation?view=statements');
    const open = page.getByRole('row').filter({ hasText: UNEXPLAINED }).last();
    await open.getByText(/笔流水未入账，逐份签认/).waitFor();
    expect(await open.getByRole('checkbox').isDisabled()).toBe(true);
    const chosen = page.getByRole('checkbox', { checked: true });
    const count = await chosen.count();
    expect(count).toBeGreaterThan(2);
    await keys.to(chosen.last());
    await keys.press('Space');
    // Somebody else is quicker with the first of them.
    const input = { statement: explained[0]?.id };
    await site().program.ask('other-finance-checker', SIGN, { input });
    await keys.enter(page.getByRole('button', { name: `签认所选 ${count - 1} 份` }));
    const asking = page.getByRole('dialog');
    await asking.getByText('流水不再改动').waitFor();
    expect(await barriers()).toEqual([]);
    expect(await waiting()).toHaveLength(before.length - 1);
    await keys.enter(asking.getByRole('button', { name: `签认所选 ${count - 1} 份` }));
    const results = page.getByRole('region', { name: '签认结果' }).locator('tbody tr');
    await until(async () => (await results.getByText('已签认', { exact: true }).count()) === count - 2);
    expect(await results.first().textContent()).not.toMatch(/已签认$/);
    expect(await waiting()).toHaveLength(before.length - (count - 1));
    expect(problems()).toEqual([]);
    await end();
  });

  test('the list of accounts is narrowed by a name, a code or the end of a number, also on a phone', async () => {
    const { page, go, keys, barriers, problems, end } = await site().visit('finance-maker', {
      language: 'en',
      width: 390,
    });
    await go('/reconciliation');
    const shown = page.getByRole('region', { name: 'Bank accounts' }).locator('tbody tr');
    for (const text of [MESSAGE.slice(-6), numberOf(MESSAGE).slice(-4)]) {
      await page.getByRole('searchbox', { name: 'Find an account' }).fill('');
      await keys.to(page.getByRole('searchbox', { name: 'Find an account' }));
      await keys.type(text);
      await keys.press('Enter');
      await page.getByText('1 in all').waitFor();
      expect(await shown.count()).toBe(1);
      expect(await shown.textContent()).toContain(MESSAGE);
    }
    await drop(page, { 'nothing.csv': Buffer.from('a,b\n1,2\n') });
    await row(page, 'nothing.csv').getByText('The file names no account: choose it').waitFor();
    expect(await barriers()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });
}

async function drop(page: Page, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const chosen = Object.entries(files).map(([name, buffer]) => ({ name, mimeType: 'text/csv', buffer }));
  await page.locator('input[type=file]').setInputFiles(chosen);
}

function row(page: Page, file: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: file, exact: true }) });
}

async function choose(page: Page, of: Locator, account: string): Promise<void> {
  await of.getByRole('combobox').click();
  await page.locator('.ant-select-item-option', { hasText: account }).click();
  await of.getByText('可以导入').waitFor();
}
