/**
 * What clerks do with the bank beside the straight way. Goes on with the account BA-0001 where `reconciliation.ts` leaves it,
 * signed, and with the payment that nobody can explain; then closes JV-0005 and JV-0006 for December 2025 and has them paid.
 */

import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { until } from '@hh/service/testing/until.ts';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { OFFICE, statementCsv } from '../../infra/demo/bank-lines.ts';
import type { Site } from './site.ts';

const WORKBENCH = `/reconciliation/${OFFICE}`;
const STATE = `query ($code: ID!) { bankAccount(code: $code) { bankBalance } }`;

const LAST = `query ($code: ID!) { bankAccount(code: $code) { matches(last: 1) { edges { node {
  state variance lines { amount } items { amount } approvedBy { name } } } } } }`;
const DONE = 'query ($id: ID!) { bankImport(id: $id) { state } }';
const CLOSE = `mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) {
  ... on PeriodClosed { allocation { id pool } } ... on Refused { message } } }`;
const APPROVE = 'mutation ($input: ApproveAllocationInput!) { approveAllocation(input: $input) { __typename } }';
const SHARE = 'query ($of: ID!) { agreement(code: $of) { allocation(period: "2025-12") { state } } }';

export function reconciliationWork(site: () => Site): void {
  const account = async () => (await site().program.ask('auditor', STATE, { code: OFFICE })).bankAccount;
  const lastMatch = async () =>
    (await site().program.ask('auditor', LAST, { code: OFFICE })).bankAccount.matches.edges[0].node;

  test('who signed a month is told that another checker reopens it, and one does, with a reason', async () => {
    const signer = await site().visit('finance-checker');
    await signer.go(`${WORKBENCH}?view=proof`);
    await signer.page.getByText('要改动，由另一位复核人（不是签认人）退回。').waitFor();
    expect(await named(signer.page, '退回').count()).toBe(0);

    const { page, go, problems, end } = await site().visit('other-finance-checker');
    await go(`${WORKBENCH}?view=proof`);
    await named(page, '退回').click();
    await decide(page, '退回', '漏记利息');
    await page.getByText('漏记利息').waitFor();
    expect(problems()).toEqual([]);
    await end();

    await signer.go(`${WORKBENCH}?view=proof`);
    await named(signer.page, '签认').click();
    await named(signer.page.getByRole('dialog'), '签认').click();
    await signer.page.getByText('已签认').waitFor();
    expect(signer.problems()).toEqual([]);
    await signer.end();
  });

  test('a line is split by keys, no further than it is open, and the keys go on where they were', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?text=${encodeURIComponent('鲁南商贸')}`);
    await choose(page, 'lines', 1);
    await page.keyboard.press('s');
    await keys.to(page.getByRole('dialog').getByRole('textbox'));
    await keys.type('666.01');
    await page.getByText('须与未核销金额同号，且不超过它').waitFor();
    expect(await named(page, '采用').isDisabled()).toBe(true);
    await keys.press('ControlOrMeta+a');
    await keys.type('66.00');
    await keys.enter(named(page, '采用'));
    expect(await sum(page, 'difference')).toBe('66.00');
    await until(async () => (await page.locator('[data-list=lines]:focus').count()) === 1);
    expect(problems()).toEqual([]);
    await end();
  });

  test('columns that the bank calls otherwise are mapped, tried on the file, saved, and the file is imported', async () => {
    const { bankBalance } = await account();
    const line = { on: '2025-12-31', amount: 33_30n, counterparty: '郯城县惠民家政服务有限公司', memo: '尾款' };
    const { csv } = statementCsv(OFFICE, must(parseMoney(bankBalance)), [line]);
    const content = csv.replace('借方发生额,贷方发生额', '划出,划进');
    const { page, go, problems, end } = await site().visit('finance-maker');
    await go(`${WORKBENCH}?view=statements`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '2025-12-31.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await page.locator('[data-refusal=COLUMN_MISSING]').waitFor();
    await page.getByText(/^识别出的列/).click();
    await pick(page, '收入', '划进');
    await page.getByRole('button', { name: '按此重新检查' }).click();
    await page.getByText(/借方发生额 debit/).waitFor();
    await pick(page, '支出', '划出');
    await page.getByRole('button', { name: '按此重新检查' }).click();
    await page.locator('[data-proved]').waitFor();
    await page.getByText('列映射改过，保存后才能导入。').waitFor();
    expect(await page.getByRole('button', { name: /^导入/ }).count()).toBe(0);
    await page.getByText(/^识别出的列（.+，新版式）$/).waitFor();
    await page.getByRole('button', { name: '保存为此版式的列映射' }).click();
    await page.getByRole('button', { name: '导入 1 笔流水' }).click();
    await page.getByText('处理完毕').waitFor();
    expect(must(parseMoney((await account()).bankBalance)) - must(parseMoney(bankBalance))).toBe(33_30n);
    expect(problems()).toEqual([
      'an error in the console: Failed to load resource: the server responded with a status of 400 (Bad Request)',
    ]);
    await end();
  });

  test('whoever saves a layout that was saved meanwhile sees both and chooses; one that nobody needs is removed', async () => {
    const { bankBalance } = await account();
    const line = { on: '2026-01-02', amount: 10_00n, counterparty: '郯城县惠民家政服务有限公司', memo: '尾款' };
    const { csv } = statementCsv(OFFICE, must(parseMoney(bankBalance)), [line]);
    const buffer = Buffer.from(csv.replace('借方发生额,贷方发生额', '划出,划进'));
    const open = (page: Page, times: number) =>
      page.getByText(new RegExp(`^识别出的列（.+，此版式已保存 ${times} 次）$`)).click();
    const [early, late] = [await site().visit('finance-maker'), await site().visit('finance-maker')];
    for (const { page, go } of [early, late]) {
      await go(`${WORKBENCH}?view=statements`);
      await page.locator('input[type=file]').setInputFiles({ name: '2026-01-02.csv', mimeType: 'text/csv', buffer });
      await open(page, 1);
    }
    const save = (page: Page) => page.getByRole('button', { name: '保存为此版式的列映射' }).click();
    /** What is saved is tried on the file anew, and stands there closed. */
    const lookedAt = async (page: Page, saving: () => Promise<void>) => {
      const looked = page.waitForResponse((response) => response.url().includes('/statements'));
      await saving();
      await looked;
    };
    const order = (page: Page) => page.locator('.ant-form-item', { hasText: '日期顺序' }).locator('.ant-select');
    const differs = late.page.getByRole('row').filter({ hasText: '日期顺序' });

    await pick(early.page, '日期顺序', '日.月.年');
    await lookedAt(early.page, () => save(early.page));
    await open(early.page, 2);
    await save(late.page);
    await late.page.locator('[data-refusal=CHANGED_MEANWHILE]').waitFor();
    await differs.waitFor();
    expect(await differs.getByRole('cell').allTextContents()).toEqual(['日期顺序', '日.月.年', '年-月-日']);
    expect(await late.page.getByRole('region', { name: '已保存的' }).locator('tbody tr').count()).toBe(1);
    await lookedAt(late.page, () => late.page.getByRole('button', { name: '采用已保存的' }).click());
    await open(late.page, 2);
    expect(await order(late.page).textContent()).toBe('日.月.年');

    await pick(early.page, '日期顺序', '年-月-日');
    await lookedAt(early.page, () => save(early.page));
    await open(early.page, 3);
    await save(late.page);
    await differs.waitFor();
    expect(await differs.getByRole('cell').allTextContents()).toEqual(['日期顺序', '年-月-日', '日.月.年']);
    await late.page.getByRole('button', { name: '以我的覆盖' }).click();
    await late.page.getByText('此版式已保存 4 次').waitFor();
    expect(early.problems()).toEqual([]);
    await early.end();

    const { page, keys, problems, end } = late;
    await page.getByText(/已保存的版式（1）$/).click();
    const layout = page
      .getByRole('region', { name: '已保存的版式' })
      .getByRole('row')
      .filter({ hasText: '划出 · 划进' });
    await keys.enter(named(layout, '删除'));
    await page.getByRole('tooltip').locator('button:focus').waitFor();
    await keys.press('Enter');
    await page.getByText(/已保存的版式（/).waitFor({ state: 'detached' });
    expect(problems()).toEqual([]);
    await end();
  });

  test('a break is given to whoever may work on it: looked for by name or role, chosen by keys', async () => {
    const { page, go, barriers, problems, end } = await site().visit('finance-maker');
    await go('/reconciliation?view=breaks&code=UNEXPECTED_RECEIPT');
    const row = page.getByRole('row').filter({ hasText: '鲁南商贸' });
    await row.getByText('未指派').waitFor();
    await row.getByRole('button', { name: /展开/ }).click();
    const choice = page.getByRole('combobox', { name: '经办人' });
    await choice.focus();
    await page.keyboard.press('ArrowDown');
    const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
    await offered.first().waitFor();
    expect((await offered.allTextContents()).every((each) => /^\S+( · 财务(制单|复核))+$/.test(each))).toBe(true);
    await page.keyboard.type('复核');
    const checkers = (await offered.allTextContents()).map((each) => each.split(' · ')[0]);
    expect(checkers.length).toBeGreaterThan(0);
    expect(await barriers()).toEqual([]);
    await page.keyboard.press('Enter');
    await row.getByText(`经办人 ${checkers[0]}`).waitFor();
    await page.getByRole('button', { name: '由我处理' }).click();
    await page.getByRole('button', { name: '由我处理' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '取消指派' }).click();
    await row.getByText('未指派').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('whoever was a moment too late is told, sees what somebody else did meanwhile, and can go on', async () => {
    const at = '/reconciliation?view=breaks&code=UNEXPECTED_RECEIPT';
    const [maker, checker] = [await site().visit('finance-maker'), await site().visit('finance-checker')];
    const breakOf = (page: Page) => page.getByRole('row').filter({ hasText: '鲁南商贸' });
    for (const { page, go } of [maker, checker]) {
      await go(at);
      await breakOf(page).getByRole('button', { name: /展开/ }).click();
    }
    const taken = (page: Page) => page.getByRole('button', { name: '由我处理' });
    await taken(checker.page).click();
    await taken(checker.page).waitFor({ state: 'hidden' });
    const whoseNow = (await breakOf(checker.page).textContent())?.match(/经办人 (\S+)/)?.[0] ?? '';

    await taken(maker.page).click();
    await maker.page.getByText('情况已有变化').first().waitFor();
    await breakOf(maker.page).getByText(whoseNow).waitFor();
    await taken(maker.page).click();
    await taken(maker.page).waitFor({ state: 'hidden' });
    expect(await maker.page.getByText('情况已有变化').count()).toBe(0);
    await maker.page.getByRole('button', { name: '取消指派' }).click();
    await breakOf(maker.page).getByText('未指派').waitFor();
    expect([...maker.problems(), ...checker.problems()]).toEqual([]);
    await maker.end();
    await checker.end();
  });

  test('a document of a break is attached, and taken away with a reason; the list of breaks is printed', async () => {
    const { page, go, problems, end } = await site().visit('finance-maker');
    await go('/reconciliation?view=breaks&code=UNEXPECTED_RECEIPT');
    const row = page.getByRole('row').filter({ hasText: '鲁南商贸' });
    await row.getByRole('button', { name: /展开/ }).click();
    await page.getByText('还没有附件。').waitFor();
    const receipt = { name: '回单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 receipt') };
    await page.locator('input[type=file]').setInputFiles(receipt);
    await page.getByRole('button', { name: '删除附件 回单.pdf' }).waitFor();
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: '打印差异清单' }).click();
    const printed = await opened;
    await printed.getByText('郯城县鲁南商贸有限公司').waitFor();
    await printed.getByText('回单.pdf').waitFor();
    await printed.close();

    await page.getByRole('button', { name: '删除附件 回单.pdf' }).click();
    await decide(page, '删除', '传错了文件');
    await page.getByText('还没有附件。').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  describe('of a month that was closed and paid', () => {
    beforeAll(async () => {
      const { program } = site();
      const pools: string[] = [];
      for (const agreement of ['JV-0005', 'JV-0006']) {
        const { closePeriod } = await program.ask('finance-maker', CLOSE, { input: { agreement, period: '2025-12' } });
        await program.ask('finance-checker', APPROVE, { input: { allocation: closePeriod.allocation.id } });
        await until(
          async () =>
            (await program.ask('auditor', SHARE, { of: agreement })).agreement.allocation.state === 'CREDITED',
        );
        pools.push(closePeriod.allocation.pool);
      }
      const amount = must(parseMoney(pools[0] ?? '')) - 50n;
      const paid = { on: '2026-01-04', amount, counterparty: '郯城县供销餐饮有限公司', memo: '少付尾差' };
      const wrongly = (yuan: bigint) => ({
        ...paid,
        amount: yuan * 100n,
        counterparty: '郯城县测试商贸',
        memo: '误划',
      });
      const { csv } = statementCsv(OFFICE, must(parseMoney((await account()).bankBalance)), [
        paid,
        { ...paid, amount: 30_00n, counterparty: '郯城县文旅广告有限公司', memo: '预付下月' },
        ...[111n, -111n, 222n, -222n].map(wrongly),
      ]);
      const sent = await fetch(`${program.base}/api/bank-accounts/${OFFICE}/statements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await program.token('finance-maker')}`, 'content-type': 'text/csv' },
        body: csv,
      });
      const { id } = (await sent.json()) as { id: string };
      await until(async () => (await program.ask('auditor', DONE, { id })).bankImport.state === 'DONE');
    });

    /** By a checker, who finds it among what waits; the maker finds it there too, and no way to approve it. */
    const approved = async (name: string) => {
      const waiting = `${WORKBENCH}?view=matches&matches=PROPOSED`;
      const maker = await site().visit('finance-maker');
      await maker.go(waiting);
      await maker.page.getByText('待复核').last().waitFor();
      expect(await named(maker.page, name).count()).toBe(0);
      await maker.end();
      const { page, go, problems, end } = await site().visit('finance-checker');
      await go('/finance/approvals');
      const bank = page.getByRole('region', { name: '待复核的银行核销' });
      await bank.getByRole('link', { name: '郯城县社区经济结算中心' }).click();
      await named(page, name).click();
      await named(page.getByRole('tooltip'), name).click();
      await page.getByText('没有这样的核销记录').waitFor();
      await until(async () => (await lastMatch()).state === 'BOOKED');
      expect(problems()).toEqual([]);
      await end();
    };

    test('fifty fen that are missing are written off by the maker, and by a second person', async () => {
      const { page, go, problems, end } = await site().visit('finance-maker');
      await go(WORKBENCH);
      await rows(page, 'lines').filter({ hasText: '少付尾差' }).click();
      await rows(page, 'items').filter({ hasText: 'JV-0005 2025-12' }).filter({ hasText: '供销餐饮' }).click();
      expect(await sum(page, 'difference')).toBe('-0.50');
      await page.getByRole('button', { name: /差额处理/ }).click();
      await page.getByRole('radio', { name: /尾差核销/ }).check();
      await named(page.getByRole('dialog'), '核销').click();
      await page.getByText('等待复核').first().waitFor();
      expect(await lastMatch()).toMatchObject({ state: 'PROPOSED', variance: 'WRITE_OFF', approvedBy: null });
      expect(problems()).toEqual([]);
      await end();
      await approved('复核尾差');
    });

    test('what was paid in advance is set off against a share without the bank, and a second person agrees', async () => {
      const { page, go, problems, end } = await site().visit('finance-maker');
      await go(WORKBENCH);
      await rows(page, 'lines').filter({ hasText: '预付下月' }).click();
      await page.getByRole('button', { name: /差额处理/ }).click();
      await page.getByRole('dialog').getByRole('combobox').click();
      await page.keyboard.type('文旅广告');
      await page.locator('.ant-select-dropdown:visible').getByTitle('郯城县文旅广告有限公司').click();
      await named(page.getByRole('dialog'), '核销').click();
      await until(async () => (await lastMatch()).state === 'BOOKED' && (await lastMatch()).variance === 'ADVANCE');

      await go(WORKBENCH);
      const items = rows(page, 'items').filter({ hasText: '文旅广告' });
      await items.filter({ hasText: '预收' }).click();
      await items.filter({ hasText: 'JV-0006 2025-12' }).click();
      await page.getByRole('button', { name: /^拆分/ }).click();
      await page.getByRole('dialog').getByRole('textbox').last().fill('30.00');
      await named(page, '采用').click();
      expect(await sum(page, 'difference')).toBe('0.00');
      await page.getByRole('button', { name: /^预收抵扣/ }).click();
      await page.getByText('等待复核').first().waitFor();
      expect(await lastMatch()).toMatchObject({ state: 'PROPOSED', lines: [], variance: null });
      expect(problems()).toEqual([]);
      await end();
      await approved('复核抵扣');
      expect((await lastMatch()).items.map(({ amount }: { amount: string }) => amount).toSorted()).toEqual([
        '-30.00',
        '30.00',
      ]);
    });

    test('suggestions that were confirmed in one act are taken back in one, by keys', async () => {
      const { page, go, keys, problems, end } = await site().visit('finance-maker');
      const wrong = `${WORKBENCH}?text=${encodeURIComponent('误划')}`;
      await go(wrong);
      await keys.enter(page.getByRole('button', { name: /批量确认建议/ }), 'back');
      await keys.enter(page.getByRole('button', { name: '确认 2 条建议' }));
      await page.locator('[data-batch=DONE]').waitFor();
      await page.getByText('没有符合条件的流水').waitFor();
      await keys.enter(page.getByRole('link', { name: '核销记录' }), 'back');
      await keys.enter(named(page, '撤销本批').first());
      await page.locator('textarea:focus').waitFor();
      await keys.type('认错一批');
      await keys.enter(named(page.getByRole('dialog'), '撤销'));
      await page.locator('[data-batch=DONE]').getByText('撤销 2 笔').waitFor();
      await go(wrong);
      await until(async () => (await rows(page, 'lines').count()) === 4);
      expect(problems()).toEqual([]);
      await end();
    });
  });
}

function rows(page: Page, list: 'lines' | 'items') {
  return page.locator(`[data-list=${list}] [role=option][aria-posinset]`);
}

/** The first so many of a list, by keys. */
async function choose(page: Page, list: 'lines' | 'items', count: number): Promise<void> {
  await until(async () => (await rows(page, list).count()) >= count);
  await page.locator(`[data-list=${list}]`).focus();
  await page.keyboard.press('Home');
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
  }
  await until(async () => (await page.locator(`[data-list=${list}] .chosen`).count()) === count);
}

async function sum(page: Page, of: 'difference'): Promise<string | null> {
  return await page.locator(`[data-sum=${of}] .money`).textContent();
}

/** A button of two characters has a blank between them. */
function named(within: Page | Locator, name: string): Locator {
  return within.getByRole('button', { name: new RegExp(`^${[...name].join('\\s?')}$`) });
}

async function decide(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole('dialog').getByRole('textbox').fill(reason);
  await named(page.getByRole('dialog'), name).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function pick(page: Page, field: string, header: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByTitle(header).click();
  await page.keyboard.press('Escape');
}
