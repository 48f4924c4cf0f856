/**
 * The account books: drilled, exported, printed, sealed, compared with what a bank says. Seals January 2025 of the
 * economy's book, which no other file does.
 */
import { readFileSync } from 'node:fs';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { shown } from '../../infra/console/browser.ts';
import type { Site } from './site.ts';

const RANGE = 'period=2025-01&through=2025-12';
const PLACE = '371322001001';
const PLACES = `{ community(code: "${PLACE}") { code name } economyBook { trialBalance(period: "2025-01", through: "2025-12") {
  tree { code community { code name } } } } }`;
const JOURNALS = `{ economyBook { journals(filter: { period: "2025-01", through: "2025-12" }, last: 100) {
  edges { node { voucherNumber } } } } }`;

export function booksPages(site: () => Site): void {
  test('an auditor follows a balance to its lines, to a voucher and to what it was posted for', async () => {
    const { page, go, problems, end } = await site().visit('auditor');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(String(request.postData()));
    });
    await go(`/books?${RANGE}`);
    expect(asked).toHaveLength(2);
    await page.getByText('试算平衡').waitFor();
    await page.getByRole('button', { name: '2241', exact: true }).click();
    await page.getByRole('heading', { name: /^2241 / }).waitFor();
    await shown(page);
    expect(new URL(page.url()).searchParams.get('account')).toBe('2241');
    await page.getByRole('button', { name: /记-/ }).first().click();
    const voucher = page.getByRole('dialog');
    await voucher.getByText('金额（大写）').waitFor();
    const text = await voucher.textContent();
    expect(text).toMatch(/人民币[零壹贰叁肆伍陆柒捌玖]/);
    expect(text).toMatch(/制单.+复核/);
    expect(text).toMatch(/来源利润分成/);
    expect(text).toMatch(/合作协议JV-000\d/);
    // The address alone brings somebody else to the same voucher.
    const address = new URL(page.url());
    await go(address.pathname + address.search);
    await page.getByRole('dialog').getByText('金额（大写）').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('what sums up a place is called as the place is, in the table, the choice of accounts and the ledger', async () => {
    const { economyBook, community } = await site().program.ask('auditor', PLACES);
    const account = economyBook.trialBalance.tree.find(({ code }: { code: string }) => code.endsWith(`.${PLACE}`));
    expect(account.community).toEqual(community);
    const { page, go, problems, end } = await site().visit('auditor');
    await go(`/books?${RANGE}`);
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: account.code, exact: true }) });
    await row.getByText(`：${community.name}`).waitFor();
    const names = await page.getByRole('region', { name: '科目余额表' }).locator('.books-code + div').allTextContents();
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => /\d{9}/.test(name))).toEqual([]);
    await row.getByRole('button').click();
    await page.getByRole('heading', { name: new RegExp(`^${account.code} .+：${community.name}$`) }).waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('what is exported holds the fen that the page shows', async () => {
    const { page, go, end } = await site().visit('finance-maker');
    await go(`/books?${RANGE}`);
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: '1002', exact: true }) });
    // Each class stands above its accounts with their sum: what is owned less what is owed and earned is nothing.
    const sums = page.getByRole('row', { name: /^(?:资产|负债|所有者权益|收入|费用)合计 / });
    const closings = await sums.evaluateAll((rows) =>
      rows.map((each) => {
        const cells = [...each.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
        return `${cells[5] === '贷' ? '-' : ''}${cells[6]}`;
      }),
    );
    expect(closings.length).toBeGreaterThan(1);
    expect(closings.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n)).toBe(0n);
    const csv = await saved(page, '导出 CSV');
    expect(csv.name).toMatch(/科目余额表.*\.csv$/);
    expect(csv.content.toString('utf8')).toContain(`1002,银行存款`);
    const bank =
      csv.content
        .toString('utf8')
        .split(/\r?\n/)
        .find((line) => line.startsWith('1002,')) ?? '';
    const shownInRow = await row.locator('.money').allTextContents();
    for (const amount of shownInRow) expect(bank).toContain(amount);
    const xlsx = await saved(page, '导出 Excel');
    expect(xlsx.name).toMatch(/\.xlsx$/);
    expect(xlsx.content.subarray(0, 2).toString()).toBe('PK');
    await end();
  });

  test('a voucher is printed from a page of its own, with who made it', async () => {
    const { page, go, problems, end } = await site().visit('auditor');
    await go(`/books?${RANGE}&view=vouchers&voucher=3`);
    const number =
      (await page
        .getByRole('dialog')
        .getByText(/记账凭证 2025-/)
        .textContent()) ?? '';
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: '打印' }).last().click();
    const printed = await opening;
    await printed.getByText('附单据').waitFor();
    const text = await printed.locator('body').textContent();
    expect(text).toContain(number.replace('记账凭证 ', ''));
    expect(text).toContain('人民币');
    expect(problems()).toEqual([]);
    await end();
  });

  test('a voucher is found by its number, the newest stand first, and months are typed', async () => {
    const { page, go, keys, barriers, problems, end } = await site().visit('auditor');
    await go(`/books?${RANGE}&view=vouchers`);
    const numbers = async () => {
      await shown(page);
      return await page.getByRole('button', { name: /^\d{4}-\d{2} 记-/ }).allTextContents();
    };
    const { edges } = (await site().program.ask('auditor', JOURNALS)).economyBook.journals;
    const newestFirst = edges.map(({ node }: { node: { voucherNumber: string } }) => node.voucherNumber).toReversed();
    expect(await numbers()).toEqual(newestFirst.slice(0, 50));
    await page.getByRole('button', { name: '下一页' }).click();
    await until(async () => (await numbers())[0] === newestFirst[50]);
    expect(await numbers()).toEqual(newestFirst.slice(50));

    const find = page.getByRole('searchbox', { name: '按凭证字号查找' });
    await keys.to(find);
    await keys.type('记-2');
    await keys.press('Enter');
    await until(async () => (await numbers()).every((number) => number.endsWith(' 记-0002')));
    expect((await numbers()).length).toBeGreaterThan(1);
    await find.fill('');
    await keys.to(find);
    await keys.type('2025-03 记-0002');
    await keys.press('Enter');
    await until(async () => (await numbers()).join() === '2025-03 记-0002');
    expect(new URL(page.url()).searchParams.get('through')).toBe('2025-03');

    // Of two choices made before a slow page has drawn the first, neither is lost.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 12 });
    await find.fill('');
    await find.press('Enter');
    const from = page.getByRole('textbox', { name: '起始期间' });
    await from.fill('2025-02');
    await from.press('Enter');
    await until(() => new URL(page.url()).searchParams.get('period') === '2025-02');
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    expect(new URL(page.url()).searchParams.has('number')).toBe(false);
    await until(async () => (await numbers()).length > 1 && (await numbers()).every((number) => number > '2025-02'));
    expect(await barriers()).toEqual([]);
    expect(problems()).toEqual([]);
    await end();
  });

  test('one person proposes to seal a month, and only another one seals it', async () => {
    const maker = await site().visit('finance-maker');
    await maker.go('/books?view=months');
    const january = (page: Page) => page.getByRole('row', { name: /^2025-01/ });
    // By keyboard alone.
    await january(maker.page).getByRole('button', { name: '提请封账' }).focus();
    await maker.page.keyboard.press('Enter');
    const asking = maker.page.getByRole('dialog');
    await asking.getByText(/张凭证/).waitFor();
    await asking.getByRole('button', { name: '提请封账' }).press('Enter');
    await january(maker.page).getByText('待封账').waitFor();
    expect(
      await january(maker.page)
        .getByRole('button', { name: /封\s*账/ })
        .count(),
    ).toBe(0);
    await maker.end();

    const checker = await site().visit('finance-checker');
    await checker.go('/books?view=months');
    await january(checker.page)
      .getByRole('button', { name: /封\s*账/ })
      .click();
    await checker.page.getByRole('dialog').getByText('此操作不可撤销').waitFor();
    await checker.page
      .getByRole('dialog')
      .getByRole('button', { name: /封\s*账/ })
      .dblclick();
    await january(checker.page).getByText('已封账').waitFor();
    const query = '{ economyBook { period(period: "2025-01") { state merkleRoot } } }';
    const { economyBook } = await site().program.ask('auditor', query);
    expect(economyBook.period.state).toBe('SEALED');
    const root = (await january(checker.page).locator('code').textContent()) ?? '';
    expect(economyBook.period.merkleRoot).toContain(root.replace('…', ''));
    expect(checker.problems()).toEqual([]);
    await checker.end();
  });

  test('a balance that a bank says and the book does not is recorded, seen to fail, and withdrawn with a reason', async () => {
    const { page, go, problems, end } = await site().visit('auditor');
    await go('/books?view=assertions&book=owners');
    await page.getByText('还没有余额核对').waitFor();
    await page.getByRole('columnheader', { name: '核对余额' }).waitFor();
    expect(await page.getByRole('textbox', { name: '起始期间' }).count()).toBe(0);
    await page.getByRole('button', { name: '登记余额核对' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('科目编码').fill('9999');
    await form.getByLabel('核对余额').fill('0.01');
    await form.getByLabel('依据说明').fill('测试对账单');
    await form.getByRole('button', { name: /登\s*记/ }).click();
    // Refused where it belongs, and what was typed is kept.
    await form.locator('.ant-form-item', { hasText: '科目编码' }).locator('.ant-form-item-explain-error').waitFor();
    expect(await form.getByLabel('依据说明').inputValue()).toBe('测试对账单');
    await form.getByLabel('科目编码').fill('1002');
    await form.getByRole('button', { name: /登\s*记/ }).click();
    const row = page.getByRole('row', { name: /测试对账单/ });
    await row.getByText('不符').waitFor();
    await row.getByRole('button', { name: /撤\s*销/ }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('登记有误');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /撤\s*销/ })
      .click();
    await row.getByText('已撤销').waitFor();
    expect(await row.textContent()).toContain('登记有误');
    expect(problems()).toEqual([]);
    await end();
  });

  test('whose accounts and which months are looked at stands in the address', async () => {
    const { page, go, end } = await site().visit('auditor', { language: 'en' });
    await go(`/books?book=owners&${RANGE}`);
    await page.getByRole('combobox', { name: 'Owner of the accounts' }).click();
    const one = page.locator('.ant-select-item-option').nth(1);
    const name = (await one.textContent()) ?? '';
    await one.click();
    await until(async () => new URL(page.url()).searchParams.get('owner') !== null);
    await page
      .getByRole('row', { name: new RegExp(name) })
      .first()
      .waitFor();
    const owner = new URL(page.url()).searchParams.get('owner') ?? '';
    const isShown = (code: string) => code.includes(owner) !== /\.BA-/.test(code);
    await until(async () => {
      const leaves = await page.getByRole('button', { name: /^\d{4}\./ }).allTextContents();
      return leaves.length > 0 && leaves.every(isShown);
    });
    await end();
  });
}

/** What a button saves, and as what. */
async function saved(page: Page, button: string): Promise<{ name: string; content: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}
