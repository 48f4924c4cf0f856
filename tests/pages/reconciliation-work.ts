/**
 * What clerks do with the bank beside the straight way. Goes on with the account BA-0001 where `reconciliation.ts` is, and
 * with the payment that nobody can explain.
 */

import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Site } from './site.ts';

export function reconciliationWork(site: () => Site): void {
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
