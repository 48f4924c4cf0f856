/** A clerk of a partner enterprise at work: on JV-0001 and its open month, which no other file touches. */
import { readFile } from 'node:fs/promises';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

const AGREEMENT = 'JV-0001';
const at = (part: string) => `/partner/agreements/${AGREEMENT}/${part}`;

export function partnerPages(site: () => Site): void {
  const amountsOf = async (externalRef: string): Promise<readonly string[]> => {
    const answer = await site().program.ask(
      'operator',
      'query($agreement: ID!, $externalRef: String!) { agreement(code: $agreement) { entries(filter: { externalRef: $externalRef }) { edges { node { amount } } } } }',
      { agreement: AGREEMENT, externalRef },
    );
    return answer.agreement.entries.edges.map(({ node }: { node: { amount: string } }) => node.amount);
  };
  const countOf = async (externalRef: string): Promise<number> => (await amountsOf(externalRef)).length;

  test('posts one entry from where they begin, by keys, once however often it is sent', async () => {
    const { page, keys, problems, end } = await site().visit('operator', { signsIn: true });
    expect(new URL(page.url()).pathname).toBe('/partner');
    await keys.enter(page.getByRole('link', { name: '报一笔' }));
    await page.locator('input:focus').waitFor(); // in the form at once
    await keys.type('PAGE-0001');
    await keys.to(page.getByLabel('金额'));
    await keys.type('1,088.5');
    // The day lies in the oldest month that takes entries; beside one of this month, that month is one key away.
    const { today } = await site().program.ask(null, '{ today }');
    const day = page.getByLabel('发生日期');
    expect(await day.inputValue()).toBe('2025-12-31');
    expect(await page.getByText('2025-12 尚未结账、尚未申报').count()).toBe(0);
    await day.fill(today);
    await day.press('Tab');
    await page.getByText('2025-12 尚未结账、尚未申报').waitFor();
    await keys.enter(page.getByRole('button', { name: '填 2025-12-31' }), 'back');
    expect(await day.inputValue()).toBe('2025-12-31');
    await day.fill('2025-12-30');
    await day.press('Tab');
    await keys.to(page.getByRole('button', { name: /登\s?记/ }));
    await keys.press('Enter', 'Enter');
    await page.getByText('PAGE-0001 已登记，计入 2025-12').waitFor();
    await page.locator('#content').getByRole('link', { name: '我的项目' }).waitFor();
    expect(await amountsOf('PAGE-0001')).toEqual(['1088.50']);
    expect(await page.getByLabel('凭证号', { exact: true }).inputValue()).toBe('PAGE-0002');
    expect(await page.getByLabel('金额').inputValue()).toBe('');
    // Whoever looks at what was posted goes on with the day of it.
    const parts = page.getByRole('navigation', { name: '项目内容' });
    await parts.getByRole('link', { name: '经营明细' }).click();
    await parts.getByRole('link', { name: '报一笔' }).click();
    expect(await day.inputValue()).toBe('2025-12-30');
    expect(problems()).toEqual([]);
    await end();
  });

  test('who posts it again is told so; with another amount it is refused where it stands, and nothing typed is lost', async () => {
    const { page, go, end } = await site().visit('operator');
    await go(at('post'));
    await fillEntry(page, { ref: 'PAGE-0007', amount: '10.00' });
    await page.keyboard.press('Enter');
    await page.getByText('PAGE-0007 已登记').waitFor();
    await fillEntry(page, { ref: 'PAGE-0007', amount: '10.00' });
    await page.keyboard.press('Enter');
    await page.getByText('PAGE-0007 以前已登记，内容相同').waitFor();
    const field = page.locator('.ant-form-item', { has: page.getByLabel('金额') });
    await fillEntry(page, { ref: 'PAGE-0008', amount: '1,2' });
    await page.keyboard.press('Enter');
    await field.getByText('金额“1,2”无效').waitFor();
    await fillEntry(page, { ref: 'PAGE-0007', amount: '10.01' });
    await page.keyboard.press('Enter');
    await field.getByText('金额“1,2”无效').waitFor({ state: 'detached' });
    await field.locator('.ant-form-item-explain-error').waitFor();
    expect(await page.getByLabel('金额').inputValue()).toBe('10.01');
    expect(await page.getByLabel('凭证号', { exact: true }).inputValue()).toBe('PAGE-0007');
    expect(await countOf('PAGE-0007')).toBe(1);
    await end();
  });

  test('keeps what was typed while there is no network, and an answer that is lost posts nothing twice', async () => {
    const { page, go, end } = await site().visit('operator');
    await go(at('post'));
    await fillEntry(page, { ref: 'LOST-0001', amount: '12.30' });
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await page.getByText('暂时连接不上服务器').waitFor();
    expect(await page.getByLabel('凭证号', { exact: true }).inputValue()).toBe('LOST-0001');
    expect(await page.getByLabel('金额').inputValue()).toBe('12.30');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /登\s?记/ }).click();
    await page.getByText('LOST-0001 已登记').waitFor();

    // The server has it, and nobody hears of it: what is sent again by itself is the same entry.
    const answers: number[] = [];
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('LOST-0002')) return await route.continue();
      const answer = await route.fetch();
      answers.push(answer.status());
      if (answers.length === 1) return await route.abort('connectionreset');
      await route.fulfill({ response: answer });
    });
    await fillEntry(page, { ref: 'LOST-0002', amount: '45.60' });
    await page.keyboard.press('Enter');
    await page.getByText('LOST-0002 以前已登记，内容相同').waitFor();
    expect(answers).toEqual([200, 200]);
    expect([await countOf('LOST-0001'), await countOf('LOST-0002')]).toEqual([1, 1]);
    await end();
  });

  test('proves an entry by a document, and takes it back by another entry', async () => {
    const { page, go, problems, end } = await site().visit('operator');
    await go(at('post'));
    await fillEntry(page, { ref: 'BACK-0001', amount: '20.00' });
    await page.keyboard.press('Enter');
    await page.getByText('BACK-0001 已登记').waitFor();
    await go(`${at('entries')}?period=2025-12&ref=BACK-0001`);
    await page.getByRole('button', { name: '展开行' }).click();
    await page.getByLabel('证明编号或链接').fill('合同 2025-77 号');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: '合同 2025-77 号' }).waitFor();
    expect(await page.getByLabel('证明编号或链接').inputValue()).toBe('');
    await page.getByRole('link', { name: '冲销这一笔' }).click();
    expect(await page.getByLabel('金额').inputValue()).toBe('20.00');
    await page.getByLabel('发生日期').fill('2025-12-30');
    await page.getByLabel('发生日期').press('Tab');
    await page.getByLabel('凭证号', { exact: true }).fill('BACK-0002');
    await page.keyboard.press('Enter');
    await page.getByText('BACK-0002 已登记').waitFor();
    await go(`${at('entries')}?period=2025-12&ref=BACK-0001`);
    await page.getByRole('button', { name: '展开行' }).click();
    await page.getByLabel('证明编号或链接').waitFor();
    expect(await page.getByRole('link', { name: '冲销这一笔' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });

  test('sees what is wrong with a file before it is sent, by keys, and takes the rejected rows back to correct them', async () => {
    const { page, go, keys, problems, end } = await site().visit('operator');
    await go(at('file'));
    const asked = page.waitForEvent('filechooser');
    await keys.enter(page.locator('input[type=file]'));
    await (await asked).setFiles(
      csvFile('十二月.csv', [
        '凭证号,类型,金额,发生日期,备注栏',
        'FILE-1,收入,100.00,2025-12-03,好',
        'FILE-2,收入,1.234,2025-12-03,坏',
        'FILE-3,成本,20.00,2025-12-04,好',
      ]),
    );
    const row = page.getByRole('row').filter({ hasText: 'FILE-2' });
    await row.getByText('将被退回').waitFor();
    expect(await row.textContent()).toMatch(/^3.*金额.*FILE-2/);
    await page.getByText('共 3 行：可登记 2 行，以前已登记 0 行，将退回 1 行').waitFor();
    expect(await countOf('FILE-1')).toBe(0);

    await keys.to(page.getByRole('button', { name: '提交，登记 2 行' }));
    await keys.press('Enter', 'Enter');
    await page.getByText('十二月.csv 处理完毕').waitFor();
    expect(await countOf('FILE-1')).toBe(1);

    const corrected = (await downloaded(page, '同上（CSV）')).replace('1.234', '1.23');
    expect(corrected).toContain('原行号,问题');
    await keys.enter(page.getByRole('button', { name: '换一个文件' }));
    await chooseFile(page, '更正.csv', corrected.split('\r\n'));
    await page.getByRole('button', { name: '提交，登记 1 行' }).click();
    await page.getByText('更正.csv 处理完毕').waitFor();
    expect(await countOf('FILE-2')).toBe(1);
    await page.getByRole('region', { name: '传过的文件' }).getByText('十二月.csv').first().waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('is told why a file cannot be read, and nothing is sent', async () => {
    const { page, go, end } = await site().visit('operator', { language: 'en' });
    await go(at('file'));
    await chooseFile(page, 'wrong.csv', ['a,b,c', '1,2,3']);
    await page.getByText('This file cannot be read; nothing was sent').waitFor();
    expect(await page.getByRole('button', { name: /^Send/ }).count()).toBe(0);
    await end();
  });

  test('sends a file with columns of its own, says once which is which, and is not asked the next month', async () => {
    const { page, go, keys, problems, end } = await site().visit('operator');
    await go(at('file'));
    await chooseFile(page, '自有.csv', [
      '编号;门店;方向;不含税价;日子',
      'OWN-1;东;收入;10.50;2025-12-05',
      'OWN-2;东;支出;2.00;2025-12-05',
      'OWN-3;东;其他;2.00;2025-12-05',
    ]);
    await page.getByText('没有认出这些列：凭证号、类型、金额、发生日期').waitFor();
    const again = page.getByRole('button', { name: '按此重新检查' });
    expect(await again.isDisabled()).toBe(true);
    for (const [field, header] of [
      ['凭证号', '编号'],
      ['类型', '方向'],
      ['金额', '不含税价'],
      ['发生日期', '日子'],
    ] as const) {
      await page.getByRole('combobox', { name: field, exact: true }).click();
      const offered = page.locator('.ant-select-dropdown:visible');
      await offered.getByTitle(header, { exact: true }).click();
      await until(async () => (await offered.count()) === 0);
    }
    await keys.to(again);
    await keys.press('Enter');
    await page.getByText('共 3 行：可登记 2 行，以前已登记 0 行，将退回 1 行').waitFor();
    const wrong = page.getByRole('row').filter({ hasText: 'OWN-3' });
    await wrong.getByText('“其他”不是一种类型：请填“收入”或“成本”').waitFor();
    expect(await page.locator('#content').textContent()).not.toMatch(/REVENUE|COST|externalRef/);
    await page.getByRole('button', { name: '提交，登记 2 行' }).click();
    await page.getByText('自有.csv 处理完毕').waitFor();
    expect(await Promise.all(['OWN-1', 'OWN-2', 'OWN-3'].map(countOf))).toEqual([1, 1, 0]);

    await page.getByRole('button', { name: '换一个文件' }).click();
    await chooseFile(page, '下一份.csv', ['编号;门店;方向;不含税价;日子', 'OWN-4;东;费用;1.00;2025-12-06']);
    await page.getByText('共 1 行：可登记 1 行').waitFor();
    await page.getByRole('button', { name: '换一个文件' }).click();
    // One whose columns are known as they are called: what was chosen for the others does not matter.
    await chooseFile(page, '单据.csv', ['单据编号,收支类型,发生额,业务日期,说明', 'OWN-5,支出,1.00,2025-12-06,水费']);
    await page.getByText('共 1 行：可登记 1 行').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('begins with a template, and sees all of the first rows at once', async () => {
    const { page, go, end } = await site().visit('operator');
    await go(at('file'));
    const template = await downloaded(page, '下载模板（CSV）');
    expect(template).toContain('凭证号,类型,金额,发生日期,项目编码,摘要,冲销凭证号');
    const rows = Array.from({ length: 19 }, (_, of) => `T-${of},收入,1.00,2025-12-03,,,`);
    await chooseFile(page, '模板.csv', [...template.trim().split('\r\n'), ...rows]);
    await page.getByText('共 20 行：可登记 19 行，以前已登记 0 行，将退回 1 行').waitFor();
    const table = page.getByRole('region', { name: '模板.csv 的前几行' });
    expect(await table.evaluate((of) => of.scrollHeight - of.clientHeight)).toBe(0);
    await end();
  });

  test('finds entries by filters that stand in the address, and saves them as a file', async () => {
    const { page, go, end } = await site().visit('operator');
    await go(`${at('entries')}?period=2025-11&kind=COST`);
    await page.getByText('共 10 条').waitFor();
    const asked =
      '{ agreement(code: "JV-0001") { entries(filter: { period: "2025-11", kind: COST }, last: 1) { edges { node { externalRef } } } } }';
    const [newest] = (await site().program.ask('operator', asked)).agreement.entries.edges;
    expect(await page.locator('tbody tr').first().textContent()).toContain(newest.node.externalRef);
    await page.getByLabel('查凭证号').fill('202511-0004');
    await page.keyboard.press('Enter');
    await page.getByText('共 1 条').waitFor();
    expect(new URL(page.url()).searchParams.get('ref')).toBe('202511-0004');
    const saved = await downloaded(page, '导出 CSV');
    expect(saved.trim().split('\r\n')).toHaveLength(41);
    await end();
  });

  test('declares the share of a month as it is expected, and sees what was paid', async () => {
    const { page, go, end } = await site().visit('operator');
    await go(at('shares'));
    await page
      .getByRole('row')
      .filter({ hasText: '2025-11' })
      .getByRole('cell', { name: '0.00', exact: true })
      .waitFor();
    await page.getByText('已多付 50.00 元').waitFor();
    await page.getByRole('button', { name: '按此填入' }).click();
    await page.getByRole('button', { name: /^申\s?报$/ }).click();
    await page.getByText('2025-12 的分成已申报').waitFor();
    await page.getByRole('button', { name: '改为这个金额' }).waitFor();
    const declared = page.getByRole('row').filter({ hasText: '2025-12' }).getByRole('cell').nth(3);
    expect(await declared.textContent()).toMatch(/^\d+\.\d\d$/);
    for (const wrong of ['1.234', '12,00.5', '-1']) {
      await page.getByLabel('申报金额（元）').fill(wrong);
      await page.keyboard.press('Enter');
      await page.getByText('金额不小于零，最多两位小数').waitFor();
      expect(await page.getByLabel('申报金额（元）').inputValue()).toBe(wrong);
    }
    await page.getByLabel('申报金额（元）').fill('1,234.5');
    await page.keyboard.press('Enter');
    await declared.getByText('1234.50').waitFor();
    await end();
  });

  test('cannot change what was declared once the share is approved, and sees that it stands', async () => {
    const asked =
      '{ agreement(code: "JV-0001") { periods(last: 24) { edges { node { period declaration { amount } allocation { state } } } } } }';
    const months: readonly {
      node: { period: string; declaration: object | null; allocation: { state: string } | null };
    }[] = (await site().program.ask('operator', asked)).agreement.periods.edges;
    const approved = months.find(
      ({ node: { declaration, allocation } }) => declaration && allocation?.state === 'RECONCILED',
    );
    const { page, go, end } = await site().visit('operator');
    await go(`${at('shares')}?month=${approved?.node.period}`);
    await page.getByText('该月分成已复核，申报不能再更改').waitFor();
    expect(await page.getByLabel('申报金额（元）').count()).toBe(0);
    expect(await page.getByRole('button', { name: '按此填入' }).count()).toBe(0);
    await end();
  });

  test('sees what is to be paid, by when by the days of the server, and to which account', async () => {
    const asked = '{ agreement(code: "JV-0002") { allocation(period: "2025-11") { dueOn daysLeft } } }';
    const { dueOn, daysLeft } = (await site().program.ask('other-operator', asked)).agreement.allocation;
    const { page, go, end } = await site().visit('other-operator');
    const days = daysLeft < 0 ? `逾期 ${-daysLeft} 天` : `剩 ${daysLeft} 天`;
    await go('/partner');
    const owed = page.locator('.ant-statistic', { hasText: /应付 .*2025-11.* 的分成/ });
    await owed.getByText(`应付日 ${dueOn} ${days}`).waitFor();
    expect(await owed.textContent()).toMatch(/\d+\.\d\d应付日/);
    await go('/partner/agreements/JV-0002/shares?month=2025-11');
    await page.getByRole('row').filter({ hasText: '2025-11' }).getByText(`应付日 ${dueOn} ${days}`).waitFor();
    const month = page.locator('.ant-card', { hasText: '申报 2025-11 的分成' });
    await month.getByText(`应付日 ${dueOn} ${days}`).waitFor();
    const account = page.locator('.ant-card', { hasText: '付款到这个账户' });
    expect(await account.textContent()).toContain('6223190010000001');
    expect(await account.textContent()).toContain('JV-0002 与所付月份');
    await end();
  });

  test('makes a machine, gives it another secret and shuts it out, by keys; a secret is shown once', async () => {
    const { page, go, keys, problems, end } = await site().visit('operator');
    await go('/partner/machines');
    await keys.to(page.getByLabel('名称'));
    await keys.type('页面测试');
    await keys.press('Enter');
    const asked = (hasText: string | RegExp) => page.locator('.ant-popconfirm button:focus', { hasText });
    const shown = page.getByRole('status').filter({ hasText: '只显示这一次' });
    const secretNow = () => shown.locator('code').nth(1).textContent();
    await shown.waitFor();
    const first = await secretNow();
    const row = page.getByRole('row').filter({ hasText: '页面测试' });
    await keys.enter(row.getByRole('button', { name: '轮换密钥' }));
    await asked('轮换密钥').waitFor();
    await keys.press('Enter');
    await until(async () => (await secretNow()) !== first);
    await keys.enter(page.getByRole('button', { name: '已保存，关闭' }), 'back');
    expect(await shown.count()).toBe(0);
    await keys.enter(row.getByRole('button', { name: /停\s?用/ }));
    await asked(/停\s?用/).waitFor();
    await keys.press('Enter');
    await row.getByText('已停用').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });
}

async function fillEntry(page: Page, { ref, amount }: { ref: string; amount: string }): Promise<void> {
  await page.getByLabel('发生日期').fill('2025-12-30');
  await page.getByLabel('发生日期').press('Tab');
  await page.getByLabel('金额').fill(amount);
  await page.getByLabel('凭证号', { exact: true }).fill(ref);
}

async function chooseFile(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(csvFile(name, lines));
}

function csvFile(name: string, lines: readonly string[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  return await readFile(await download.path(), 'utf8');
}
