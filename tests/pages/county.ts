/** The county's pages: read by everybody, and nothing on them is changed. */
import { describe, expect, test } from '@jest/globals';
import type { Site } from './site.ts';

export function county(site: () => Site): void {
  describe('the county', () => {
    test('prints each figure beside what is published, and opens it to its rows', async () => {
      const { page, go, keys, problems, end } = await site().visit(null);
      await go('/county');
      expect(await page.locator('[data-figure]').count()).toBe(58);
      const hubs = page.locator('[data-figure="hubHouseholds"]');
      expect(await hubs.locator('.figure-name').textContent()).toBe('党员中心户');
      expect(await hubs.locator('.figure-published').textContent()).toBe('公布 4300余户');
      expect(await page.locator('[data-figure="profitShareBp"] .figure-value').textContent()).toBe('10%');

      await keys.enter(page.locator('[data-figure="premisesAreaM2"]'));
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('img', { name: /收回用房面积：近12个月/ }).waitFor();
      await drawer.getByRole('region', { name: '明细：公共服务用房' }).getByText('1号楼底层101室').first().waitFor();
      expect(new URL(page.url()).searchParams.get('figure')).toBe('premisesAreaM2');
      await keys.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      await page.locator('[data-figure="premisesAreaM2"]:focus').waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('opens a share to shares, a list to its name and text, and what has no rows to where it comes from', async () => {
      const { page, go, problems, end } = await site().visit(null);
      const drawer = page.getByRole('dialog');
      await go('/county?figure=discountMinPayBp');
      const discounts = drawer.getByRole('region', { name: '明细：居民优惠' });
      await discounts.getByRole('row').nth(1).waitFor();
      const shares = await discounts.getByRole('cell', { name: /^[\d.]+%$/ }).allTextContents();
      expect(shares).toHaveLength((await discounts.getByRole('row').count()) - 1);
      expect(shares.filter((share) => !['70%', '75%', '80%', '85%', '90%'].includes(share))).toEqual([]);
      await go('/county?figure=ruleListKinds');
      await drawer
        .getByRole('cell', { name: /^收费标准清单.*各增收点按本清单/ })
        .first()
        .waitFor();
      await go('/county?figure=initiatives');
      await drawer.getByRole('cell', { name: /^街道赋权扩能行动.*街道吹哨/ }).waitFor();
      await go('/county?figure=profitShareBp');
      await drawer.getByText(/取自现行合作协议的分成条款/).waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('calls each figure and what it is counted from in the language of who reads', async () => {
      const { page, go, end } = await site().visit(null, { language: 'en' });
      await go('/county');
      const names = await page.locator('.figure-name').allTextContents();
      expect(names.filter((name) => /\p{Script=Han}|[a-z][A-Z]/u.test(name))).toEqual([]);
      await go('/county?figure=visitIssuesResolved');
      await page.getByRole('dialog').getByRole('region', { name: 'Rows: Request' }).waitFor();
      await end();
    });

    test('shows the four tiers down to a hub household, by keys alone', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/county?view=organization');
      await page.getByRole('tree', { name: '四级组织架构' }).focus();
      const open = async (below: string) => {
        await page.keyboard.press('ArrowRight');
        await page.getByRole('tree').getByText(below, { exact: true }).waitFor();
        await page.keyboard.press('ArrowDown');
      };
      await open('翠宁苑党支部');
      await open('1号楼、2号楼党小组');
      await open('ZXH-00001');
      await page.keyboard.press('Enter');
      await page.locator('.ant-card-head-title', { hasText: 'ZXH-00001' }).waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('draws where the money went, and says the same in a table that adds up', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/county?view=money&months=2025');
      await page.getByRole('img', { name: /资金流向图/ }).waitFor();
      const asked = `{ county { publishedMoney(from: "2025-01", to: "2025-12") { ventures { agreement pool income { amount } } } } }`;
      const [venture] = (await site().program.ask(null, asked)).county.publishedMoney.ventures;
      const shared = await page
        .getByRole('region', { name: '合作项目与分成（元）' })
        .locator('.money')
        .allTextContents();
      expect(shared).toContain(venture.pool);
      await go('/county?view=money&months=2024-12');
      await page.getByText('所选期间没有已公示的公共收益').waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('leads from a figure to a compound, and from there to who is responsible and what its owners have', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/county?figure=branches');
      await page.getByRole('dialog').getByRole('link', { name: '翠宁苑', exact: true }).first().click();
      await page.waitForURL(/\/compounds\/37132200100101$/);
      await page.getByRole('link', { name: '公共收益', exact: true }).click();
      await page.getByRole('cell', { name: '2025-10', exact: true }).waitFor();
      await page.getByRole('link', { name: '第一社区' }).click();
      await page.getByRole('link', { name: '翠宁苑', exact: true }).waitFor();
      await page.getByRole('columnheader', { name: '公示余额（元）' }).waitFor();
      expect(await page.getByRole('columnheader', { name: '未办结诉求' }).count()).toBe(0);
      expect(problems()).toEqual([]);
      await end();
    });

    test('names the director who begins there as the director of the committee', async () => {
      const { me } = await site().program.ask('committee-director', '{ me { person { name } } }');
      const { page, problems, end } = await site().visit('committee-director', { signsIn: true });
      expect(page.url()).toMatch(/\/compounds\/37132200100101$/);
      const director = page.locator('.ant-descriptions-item-container', { hasText: '业委会主任' });
      expect(await director.locator('.ant-descriptions-item-content').textContent()).toMatch(
        new RegExp(`^${me.person.name[0]}(?:\\*|${me.person.name.slice(1)})$`),
      );
      expect(problems()).toEqual([]);
      await end();
    });

    test('calls what owners have today and what was published last by two words, also beside one another', async () => {
      const words = async (persona: string, path: string) => {
        const { page, go, end } = await site().visit(persona);
        await go(path);
        await page.locator('.money').first().waitFor();
        const text = String(await page.locator('#content').textContent());
        await end();
        return ['当前余额（元）', '公示余额（元）'].filter((word) => text.includes(word));
      };
      const [community, compound] = ['/communities/371322001001', '/compounds/37132200100101'];
      expect(await words('volunteer', community)).toEqual(['公示余额（元）']);
      expect(await words('community-secretary', community)).toEqual(['当前余额（元）']);
      expect(await words('branch-secretary', community)).toEqual(['当前余额（元）', '公示余额（元）']);
      expect(await words('property-manager', compound)).toEqual(['公示余额（元）']);
      expect(await words('property-manager', `${compound}?view=revenue`)).toEqual(['公示余额（元）']);
      expect(await words('committee-director', compound)).toEqual(['当前余额（元）']);
    });

    test('tells on a phone who has signed in and which day it is, and offers residents nothing for developers', async () => {
      const { me, today } = await site().program.ask('resident', '{ today me { person { name } } }');
      const menuOf = async (persona: string | null) => {
        const { page, go, keys, problems, end } = await site().visit(persona, { width: 390 });
        await go('/county');
        await keys.enter(page.getByRole('button', { name: '菜单' }));
        const shown = page.getByRole('navigation', { name: '菜单' }).locator('a, span').filter({ visible: true });
        const menu = (await shown.allTextContents()).join('\n');
        expect(problems()).toEqual([]);
        await end();
        return menu;
      };
      const resident = await menuOf('resident');
      expect(resident).toContain(`已登录：${me.person.name} 居民`);
      expect(resident).toContain(`业务日期 ${today}`);
      expect(resident).not.toContain('开发者');
      const stranger = await menuOf(null);
      expect(stranger).toContain('开发者');
      expect(stranger).not.toContain('已登录');
      expect(await menuOf('admin')).toContain('开发者');
      expect(await menuOf('operator')).toContain('开发者');
    });

    test('lists all places, page by page, to whoever finds none or types nothing', async () => {
      const { page, go, keys, problems, end } = await site().visit(null, { width: 390 });
      await go('/county?find=没有这个名字');
      await keys.enter(page.getByRole('button', { name: '查看全部小区' }));
      const all = page.getByRole('list', { name: '全部社区和小区' });
      await all.getByRole('link', { name: '翠宁苑', exact: true }).waitFor();
      expect(await all.getByRole('listitem').count()).toBe(10);
      await keys.enter(page.getByRole('button', { name: '下一页' }));
      await all.getByRole('link', { name: '第十一社区' }).waitFor();
      await go('/county');
      await keys.enter(page.getByRole('button', { name: '查找' }));
      await all.getByRole('link', { name: '第一社区' }).waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('finds a compound by its initials and by keys for somebody who knows no code, and leads to what its owners have', async () => {
      const { page, go, keys, problems, end } = await site().visit(null, { width: 390 });
      await go('/');
      const find = page.getByRole('searchbox', { name: '找我的小区或社区' });
      await keys.to(find);
      await keys.type('没有这个名字');
      await keys.press('Enter');
      await page.getByText('没有名称含“没有这个名字”的小区或社区').waitFor();
      await keys.press('ControlOrMeta+a');
      await keys.type('cny');
      await keys.enter(page.getByRole('button', { name: '查找' }));
      await keys.enter(page.getByRole('link', { name: '翠宁苑 公共收益公示' }));
      await page.getByRole('heading', { name: '翠宁苑 · 小区公共收益公示' }).waitFor();
      await keys.enter(page.getByRole('link', { name: '第一社区' }));
      await page.getByRole('heading', { name: '第一社区' }).waitFor();
      expect(problems()).toEqual([]);
      await end();
    });

    test('tells a stranger that requests are not for them, and shows them to the secretary, who begins at the community', async () => {
      const path = '/compounds/37132200100101?view=requests';
      const stranger = await site().visit(null);
      await stranger.go(path);
      const whose = /由承办的网格员、楼栋长、社工、党支部书记/;
      await stranger.page.getByText(whose).waitFor();
      await stranger.page.locator('#content').getByRole('link', { name: '登录' }).waitFor();
      await stranger.end();
      const manager = await site().visit('property-manager');
      await manager.go(path);
      await manager.page.getByText(whose).waitFor();
      expect(await manager.page.locator('#content').getByRole('link', { name: '登录' }).count()).toBe(0);
      await manager.end();
      const secretary = await site().visit('community-secretary', { signsIn: true });
      expect(secretary.page.url()).toMatch(/\/communities\/371322001001$/);
      await secretary.go(path);
      await secretary.page.getByRole('region', { name: '未办结诉求' }).getByText('已升级').waitFor();
      await secretary.page.getByRole('link', { name: '我的社区' }).click();
      await secretary.page.getByRole('heading', { name: '第一社区' }).waitFor();
      expect(secretary.problems()).toEqual([]);
      await secretary.end();
    });

    test('shows how figures grew, the ones that somebody chooses', async () => {
      const { page, go, problems, end } = await site().visit(null);
      await go('/county?view=trends&trends=stations,branches');
      await page.getByRole('img', { name: /小区党支部：近12个月/ }).waitFor();
      await page.getByRole('img', { name: /党群服务站：近12个月/ }).waitFor();
      expect(await page.locator('.trends .ant-card-head-title').allTextContents()).toEqual([
        '党群服务站',
        '小区党支部',
      ]);
      await page.getByText('以表格查看').first().click();
      await page.getByRole('rowheader', { name: '2025-12-31' }).first().waitFor();
      expect(problems()).toEqual([]);
      await end();
    });
  });
}
