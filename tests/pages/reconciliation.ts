/**
 * A month at the bank, by keyboard: the maker brings what the bank shows, looks at it before, confirms, matches, splits and
 * takes back; the checker approves and signs. Touches the office's account BA-0001, and with it the shares of 2025-11 of
 * JV-0001, JV-0002, JV-0003, JV-0005 and JV-0006.
 */

import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { OFFICE, statementCsv } from '../../infra/demo/bank-lines.ts';
import { laterFiles } from '../../infra/demo/later-files.ts';
import type { Keys } from './keys.ts';
import type { Site } from './site.ts';

const WORKBENCH = `/reconciliation/${OFFICE}`;
const STATE = `query ($code: ID!) { bankAccount(code: $code) { bankBalance
  statements(first: 1) { edges { node { id state closing signedBy { id } } } }
  lines(filter: { state: UNMATCHED }) { totalCount }
  matches(last: 1) { edges { node { id state rule variance } } } } }`;
const UNDONE = `query ($code: ID!) { bankAccount(code: $code) { matches(last: 1, state: [UNDONE]) { edges { node { reason } } } } }`;

export function reconciliationPages(site: () => Site): void {
  const account = async () => (await site().program.ask('auditor', STATE, { code: OFFICE })).bankAccount;
  const undone = async () =>
    (await site().program.ask('auditor', UNDONE, { code: OFFICE })).bankAccount.matches.edges[0]?.node;
  const lastMatch = async () => (await account()).matches.edges[0].node;

  test('the maker sees what a file of the bank comes to before anything is taken, and imports it', async () => {
    const before = await account();
    const file = (await laterFiles()).find((each) => each.account === OFFICE);
    const { page, go, problems, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?view=statements`);
    await drop(page, file?.name ?? '', file?.content ?? Buffer.alloc(0));
    const proof = (await page.locator('[data-proved]').textContent()) ?? '';
    expect(proof).toMatch(/^期初余额 [\d,.]+ \+ 8 笔流水合计 -[\d,.]+ = 期末余额 [\d,.]+，相符$/);
    await page.getByText('识别出的列').click();
    await page.getByText('借方发生额').first().waitFor();
    expect((await account()).bankBalance).toBe(before.bankBalance);

    await page.getByRole('button', { name: '导入 8 笔流水' }).click();
    await page.getByText('处理完毕').waitFor();
    expect((await account()).bankBalance).toBe(/期末余额 ([\d,.]+)/.exec(proof)?.[1]?.replaceAll(',', ''));
    await page.getByRole('link', { name: '去核销' }).click();
    await rows(page, 'lines').first().waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('a charge of the bank is booked as a fee, by keys alone', async () => {
    const { page, go, keys, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?text=${encodeURIComponent('账户管理费')}`);
    await focusFirst(page, keys, 'lines');
    await keys.press('Space');
    expect(await sum(page, 'difference')).toBe('-15.00');
    await keys.press('w');
    const fee = page.getByRole('radio', { name: /银行手续费/ });
    await page.locator('input[type=radio]:focus').waitFor();
    while (!(await fee.isChecked())) await keys.press('ArrowDown');
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: /核\s?销/ }));
    await page.getByText('没有符合条件的流水').waitFor();
    await keys.to(page.locator('[data-list=items]'));
    await until(async () => (await lastMatch()).state === 'BOOKED');
    expect(await lastMatch()).toMatchObject({ rule: 'BY_HAND', variance: 'FEE' });
    await end();
  });

  test('what was matched is taken back, and matched by hand with what it belongs to', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?text=JV-0002&state=MATCHED&min=1025.81&max=1025.81`);
    await focusFirst(page, keys, 'lines');
    await page.getByText('已核销于').waitFor();
    await keys.press('u');
    await page.locator('textarea:focus').waitFor();
    await keys.type('对方要求更正');
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: /撤\s?销/ }));
    await until(async () => (await undone())?.reason === '对方要求更正');
    await keys.to(page.locator('[data-list=items]'));

    await go(`${WORKBENCH}?min=1025.81&max=1025.81`);
    await focusFirst(page, keys, 'lines');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await rows(page, 'items').first().waitFor();
    await page.keyboard.press('Space');
    expect([await sum(page, 'lines'), await sum(page, 'items'), await sum(page, 'difference')]).toEqual([
      '1025.81',
      '1025.81',
      '0.00',
    ]);
    await page.keyboard.press('Enter');
    await page.getByText('已核销 1 笔流水').first().waitFor();
    await until(async () => (await lastMatch()).state === 'BOOKED');
    expect(await lastMatch()).toMatchObject({ rule: 'BY_HAND', variance: null });
    expect(problems()).toEqual([]);
    await end();
  });

  test('a suggestion is confirmed by Enter: two payments that cancel out', async () => {
    const { bankBalance } = await account();
    const other = { on: '2025-12-29', counterparty: '郯城县测试商贸有限公司', memo: '误付' };
    const { csv } = statementCsv(OFFICE, must(parseMoney(bankBalance)), [
      { ...other, amount: 321_00n },
      { ...other, on: '2025-12-30', amount: -321_00n, memo: '误付退回' },
    ]);
    const { page, go, keys, problems, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?view=statements`);
    await drop(page, '2025-12-29.csv', Buffer.from(csv));
    await page.getByRole('button', { name: '导入 2 笔流水' }).click();
    await page.getByText('处理完毕').waitFor();
    await go(`${WORKBENCH}?min=321&max=321`);
    await focusFirst(page, keys, 'lines');
    await page.locator('[data-suggestion=REVERSED]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-batch=DONE]').waitFor();
    await page.getByText('没有符合条件的流水').waitFor();
    await keys.to(page.locator('[data-list=items]'));
    expect(await lastMatch()).toMatchObject({ rule: 'REVERSED' });
    expect(problems()).toEqual([]);
    await end();
  });

  test('keys are told by a key, and what is looked for stands in the address', async () => {
    const { page, go, keys, end } = await site().visit('finance-checker');
    await go(WORKBENCH);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('撤销当前流水的核销').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.keyboard.type('鲁南商贸');
    await page.keyboard.press('Enter');
    await until(() => new URL(page.url()).searchParams.get('text') === '鲁南商贸');
    await until(async () => (await rows(page, 'lines').count()) === 1);
    await focusFirst(page, keys, 'lines');
    await page.getByText('来款不明').waitFor();
    await keys.press('c');
    await page.locator('textarea:focus').waitFor();
    await keys.type('已电话核实，款项属其他业务');
    await keys.enter(page.getByRole('button', { name: '保存备注' }));
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('已电话核实，款项属其他业务').waitFor();
    await page.locator('[data-list=lines]:focus').waitFor();
    await end();
  });

  test('the checker signs what proves itself, and whoever imported it may not', async () => {
    const maker = await site().visit('finance-maker');
    await maker.go(`${WORKBENCH}?view=proof`);
    expect(await maker.page.getByRole('button', { name: /签\s?认/ }).count()).toBe(0);
    await maker.end();

    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go(`${WORKBENCH}?view=proof`);
    expect(await page.locator('[data-balanced=true]').textContent()).toContain('相符');
    await keys.enter(page.getByRole('button', { name: /签\s?认/ }));
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: /签\s?认/ }));
    await page.getByText('已签认').waitFor();
    await keys.to(page.getByRole('link', { name: '核销记录' }));
    expect((await account()).statements.edges[0].node).toMatchObject({ state: 'SIGNED' });
    expect(problems()).toEqual([]);
    await end();
  });

  test('the checker opens an account, by keys; what is wrong with it stands at its field', async () => {
    const { page, go, keys, barriers, problems, end } = await site().visit('finance-checker');
    await go('/reconciliation');
    await keys.enter(page.getByRole('button', { name: '登记银行账户' }));
    const dialog = page.getByRole('dialog');
    for (const [field, words] of [
      ['账户编号', 'BA-2026 A'],
      ['中文名称', '郯城县结算二户'],
      ['英文名称', 'Second account of the office'],
      ['开户银行', '郯城农商银行'],
      ['账号', '6217000000008841'],
    ] as const) {
      await keys.to(dialog.getByRole('textbox', { name: field }));
      await keys.type(words);
    }
    expect(await barriers()).toEqual([]);
    await keys.press('Enter');
    await dialog.locator('.ant-form-item', { hasText: '账户编号' }).locator('.ant-form-item-explain-error').waitFor();
    await dialog.getByRole('textbox', { name: '账户编号' }).fill('BA-2026A');
    await keys.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('郯城县结算二户').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });
}

async function drop(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.locator('[data-proved]').waitFor();
}

function rows(page: Page, list: 'lines' | 'items') {
  return page.locator(`[data-list=${list}] [role=option][aria-posinset]`);
}

/** Into a list by keyboard, on its first row. */
async function focusFirst(page: Page, keys: Keys, list: 'lines' | 'items'): Promise<void> {
  await rows(page, list).first().waitFor();
  await keys.to(page.locator(`[data-list=${list}]`));
  await keys.press('Home');
  await until(async () => (await page.locator(`[data-list=${list}] .active`).count()) === 1);
}

async function sum(page: Page, of: 'lines' | 'items' | 'difference'): Promise<string | null> {
  return await page.locator(`[data-sum=${of}] .money`).textContent();
}
