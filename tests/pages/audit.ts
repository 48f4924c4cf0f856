/** The audit trail: auditors find what was done and what it changed; administrators find it, and not what it changed. */
import { readFile } from 'node:fs/promises';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

export function auditPages(site: () => Site): void {
  test('an auditor finds what was done in words and by keys, sees what it changed, and goes on by who did it and by the object', async () => {
    const { page, go, keys, problems, end } = await site().visit('auditor');
    await go('/audit');
    await page.getByRole('button', { name: '展开行' }).first().waitFor();
    await keys.to(page.getByRole('combobox', { name: '操作' }));
    await keys.type('复核分配');
    await keys.press('Enter');
    await until(async () => new URL(page.url()).searchParams.get('action') === 'approveAllocation');
    const row = page.getByRole('row').filter({ hasText: '复核分配' }).first();
    await row.getByText('分成分配').waitFor();
    await keys.enter(row.getByRole('button', { name: '展开行' }));
    const changed = page.getByRole('region', { name: '变更内容' }).getByRole('row').filter({ hasText: '状态' });
    expect(await changed.getByRole('cell').allTextContents()).toEqual(['状态', 'COMPUTED', 'APPROVED']);
    const by = row.getByRole('link').last();
    expect(await by.textContent()).toMatch(/^\p{Script=Han}+$/u);
    await keys.enter(by);
    await until(async () => new URL(page.url()).searchParams.has('by'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('审计记录 经济服务.csv');
    const [head = '', ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(head).toMatch(/变更后$/);
    const who = new URL(page.url()).searchParams.get('by');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes(',复核分配,') || !line.includes(`,${who},`))).toEqual([]);
    await keys.enter(row.getByRole('link', { name: '全部记录' }));
    await page.getByRole('button', { name: '清除筛选' }).waitFor();
    expect(new URL(page.url()).searchParams.get('type')).toBe('Allocation');
    await go('/audit?from=2020-01-01&to=2020-01-31');
    await page.getByText('没有符合条件的记录').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('an administrator sees who did what, masked, and nothing of what it changed', async () => {
    const { page, go, problems, end } = await site().visit('admin');
    await go('/audit?action=approveAllocation');
    const row = page.getByRole('row').filter({ hasText: '复核分配' }).first();
    await row.waitFor();
    expect(await row.getByRole('link').last().textContent()).toContain('*');
    expect(await page.getByRole('button', { name: '展开行' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });
}
