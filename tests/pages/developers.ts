/** The developers' page. Its examples are asked as they stand; the one that posts sends an entry that is rejected. */

import { failureCodes } from '@hh/service/failure.ts';
import { describe, expect, test } from '@jest/globals';
import type { Site } from './site.ts';

export function developers(site: () => Site): void {
  describe('developers', () => {
    test('open each example in GraphiQL, where it is answered as it stands', async () => {
      const { page, go, end } = await site().visit(null);
      await go('/developers');
      const titles = page.locator('.ant-collapse-header');
      const addresses: string[] = [];
      for (let at = 0; at < (await titles.count()); at += 1) {
        const title = titles.nth(at);
        if ((await title.getAttribute('aria-expanded')) !== 'true') await title.click();
        const open = page.locator('.ant-collapse-item').nth(at).locator('[data-example]');
        addresses.push(String(await open.getAttribute('href')));
      }
      expect(addresses.length).toBeGreaterThanOrEqual(10);
      for (const address of addresses) {
        const asked = new URL(address, site().program.base).searchParams;
        const data = await site().program.ask(asked.get('persona'), String(asked.get('query')));
        const answers = Object.values(data as Record<string, { __typename?: string } | null>);
        expect([address, answers.includes(null)]).toEqual([address, false]);
      }
      await end();
    });

    test('find GraphiQL filled in: the query, and who asks', async () => {
      const { page, go, end } = await site().visit(null);
      await go('/developers');
      const address = await page.locator('[data-example="home"]').getAttribute('href');
      await page.goto(String(address));
      await page.locator('.graphiql-query-editor', { hasText: 'query Home' }).waitFor();
      expect(await page.locator('#asking select').inputValue()).toBe('community-secretary');
      await end();
    });

    test('find first what a Chinese term is the name of, and then what is only about it', async () => {
      const { page, go, end } = await site().visit(null);
      await go('/developers?view=schema');
      await page
        .getByRole('textbox', { name: /搜索类型/ })
        .or(page.getByRole('searchbox'))
        .first()
        .fill('诉求');
      const hits = page.locator('.hits a');
      await hits.first().waitFor();
      const found = await hits.allTextContents();
      expect(found.indexOf('ServiceRequest')).toBeGreaterThanOrEqual(0);
      expect(found.indexOf('ServiceRequest')).toBeLessThan(found.indexOf('RequestCategory'));
      await end();
    });

    test('find a type by a Chinese word of what is said of it, and go on from field to type', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/developers?view=schema');
      await page.getByRole('article', { name: 'Query' }).waitFor();
      await page
        .getByRole('searchbox')
        .or(page.getByRole('textbox', { name: /搜索类型/ }))
        .first()
        .fill('小区公共收益');
      await page.getByRole('link', { name: 'Compound.publicRevenue', exact: true }).click();
      const compound = page.getByRole('article', { name: 'Compound' });
      await compound.getByRole('link', { name: 'PublicRevenue', exact: true }).first().click();
      await page.getByRole('article', { name: 'PublicRevenue' }).waitFor();
      expect(new URL(page.url()).searchParams.get('type')).toBe('PublicRevenue');
      expect(problems()).toEqual([]);
      await end();
    });

    test('read every code that an error can have, and the limits of this gateway', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/developers?view=errors');
      const codes = await page.locator('.plain-table code').allTextContents();
      expect(codes.toSorted()).toEqual([...failureCodes].toSorted());
      const limits = await (await fetch(`${site().program.base}/api/limits`)).json();
      await page.getByText(limits.cost.toLocaleString('en-US')).first().waitFor();
      expect(problems()).toEqual([]);
      await end();
    });
  });
}
