/** What anybody sees of a compound's public revenue, and how an owner objects. Touches no agreement. */
import { readFileSync } from 'node:fs';
import { problemOf } from '@hh/ledger/proof.ts';
import type { Proof } from '@hh/ledger/proof-check.ts';
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const QUERY = `query ($code: ID!) { compound(code: $code) { publicRevenue { balance
  publications(first: 2) { edges { node { period closingBalance merkleRoot income { amount } } } } } } }`;

export function publicRevenuePages(site: () => Site): void {
  test('a resident reads the same fen as the graph says, month by month', async () => {
    const { compound } = await site().program.ask(null, QUERY, { code: COMPOUND });
    const { balance, publications } = compound.publicRevenue;
    const [last, before] = publications.edges.map(({ node }: { node: unknown }) => node);
    const { page, go, end } = await site().visit(null, { width: 390 });
    await go(`/public/${COMPOUND}`);
    expect(await page.locator('h1').textContent()).toContain('公共收益公示');
    expect(await page.locator('.public-revenue-balance .money').textContent()).toBe(balance);
    const closing = () => page.locator('dl > div', { hasText: '期末余额' }).locator('.money').textContent();
    expect(await closing()).toBe(last.closingBalance);
    await page.getByRole('combobox', { name: '公示月份' }).selectOption(before.period);
    await page.getByRole('heading', { name: before.period }).waitFor();
    expect(new URL(page.url()).searchParams.get('month')).toBe(before.period);
    expect(await closing()).toBe(before.closingBalance);
    await end();
  });

  test('a proof is downloaded that leads to the root on the page, which is checked there too', async () => {
    const { page, go, problems, end } = await site().visit(null);
    await go(`/public/${COMPOUND}`);
    const root = await page.locator('.hash', { hasText: '默克尔根' }).locator('code').textContent();
    const download = page.waitForEvent('download');
    await page
      .getByRole('link', { name: /下载证明/ })
      .last()
      .click();
    const file = readFileSync(await (await download).path(), 'utf8');
    const proof = JSON.parse(file) as Proof;
    expect(problemOf(proof, root ?? undefined)).toBeNull();

    const check = async (text: string) =>
      await page
        .getByLabel(/在此核对证明/)
        .setInputFiles({ name: '证明.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await check(file);
    await page.getByText(/已验证：证明.json 是上列凭证 \S+ 记-\d+/).waitFor();
    const refusals: readonly (readonly [changed: string, said: RegExp])[] = [
      [
        JSON.stringify({ ...proof, journal: proof.journal.replace(/\d/, (digit) => (digit === '1' ? '2' : '1')) }),
        /内容被改动过/,
      ],
      [JSON.stringify({ ...proof, path: proof.path.slice(1) }), /证明被改动过/],
      [JSON.stringify({ ...proof, root: proof.leaf, path: [] }), /与上方公示的默克尔根不一致/],
      [file.slice(1), /文件不是证明文件/],
    ];
    for (const [changed, said] of refusals) {
      await check(changed);
      await page.getByRole('alert').filter({ hasText: said }).waitFor();
      expect(await page.getByText('已验证').count()).toBe(0);
    }
    expect(problems()).toEqual([]);
    await end();
  });

  test('money that reached the bank is called that, and changes nothing but where it lies', async () => {
    const { page, go, end } = await site().visit(null);
    await go(`/public/${COMPOUND}?month=2025-10`);
    const arrived = page.getByRole('listitem').filter({ hasText: '银行收付' });
    expect(await arrived.first().locator('.money').allTextContents()).toEqual(['0.00', '335.93']);
    expect(await page.getByRole('listitem').filter({ hasText: '其他' }).count()).toBe(0);
    await end();
  });

  test('on paper it has the hash, and nothing to click', async () => {
    const { page, go, end } = await site().visit(null);
    await go(`/public/${COMPOUND}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.hash code').first().isVisible()).toBe(true);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('.shell-header').isVisible()).toBe(false);
    expect(await page.locator('details p').first().isVisible()).toBe(true);
    await end();
  });

  test('an owner objects, by keys, once however often they send it, and everybody reads what was decided', async () => {
    const { page, keys, problems, end } = await site().visit('owner', { signsIn: true });
    await page.waitForURL(`**/public/${COMPOUND}`); // where owners begin
    const send = page.getByRole('button', { name: '提交异议' });
    await keys.enter(send);
    await page.getByText('请写明异议内容').waitFor();
    await keys.to(page.getByRole('textbox', { name: '异议内容' }), 'back');
    await keys.type('电梯广告的收入没有列入。');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.postData()?.includes('FileObjection')) sent.push(String(request.postData()));
    });
    await keys.to(send);
    await keys.press('Enter', 'Enter');
    await page.getByText('异议已提交').waitFor();
    expect(sent).toHaveLength(1);

    await page.getByRole('region', { name: '您提出的异议' }).getByText('没有列入').waitFor();

    const checker = await site().visit('finance-checker');
    await checker.go('/finance/publications');
    const row = checker.page.getByRole('row').filter({ hasText: '没有列入' });
    await row.getByRole('button', { name: '异议不成立' }).click();
    const dialogue = checker.page.getByRole('dialog');
    await dialogue.getByRole('textbox', { name: '处理意见' }).fill('与合同、银行回单一致。');
    await dialogue.getByRole('button', { name: '异议不成立' }).click();
    await row.waitFor({ state: 'detached' });
    expect(checker.problems()).toEqual([]);
    await checker.end();

    await page.reload();
    await page.getByRole('region', { name: '您提出的异议' }).getByText('异议不成立').waitFor();
    const other = await site().visit('volunteer');
    await other.go(`/public/${COMPOUND}`);
    const decisions = other.page.locator('.public-revenue-part', { hasText: '异议处理结果（1）' });
    await decisions.getByText('异议不成立').waitFor();
    await decisions.getByText('与合同、银行回单一致。').waitFor();
    await other.page.getByText('您登录的身份不能提出').waitFor();
    expect(await other.page.getByText('没有列入').count()).toBe(0);
    await other.end();
    expect(problems()).toEqual([]);
    await end();
  });

  test('a checker ends a notice when its days are over, and nobody objects to it any more', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/finance/publications');
    const row = page
      .getByRole('region', { name: '公示中' })
      .getByRole('row')
      .filter({ hasText: '公示期已满', hasNotText: '翠宁苑' })
      .first();
    const title = (await row.getByRole('link').textContent()) ?? '';
    const address = (await row.getByRole('link').getAttribute('href')) ?? '';
    await keys.enter(row.getByRole('button', { name: '结束公示' }));
    await page.locator('.ant-popconfirm button:focus', { hasText: '结束公示' }).waitFor();
    await keys.press('Enter');
    await page.getByRole('link', { name: title }).waitFor({ state: 'detached' });
    await go(address);
    await page.getByText('异议期已结束').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('a checker ends all notices of a page whose days are over, in one act', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/finance/publications');
    const over = page.getByRole('region', { name: '公示中' }).getByRole('button', { name: '结束公示' });
    const count = await over.count();
    expect(count).toBeGreaterThan(1);
    await keys.enter(page.getByRole('button', { name: `结束本页公示期已满的 ${count} 项` }));
    await page.locator('.ant-popconfirm button:focus').waitFor();
    await keys.press('Enter');
    await page.waitForFunction(() => !document.querySelector('.ant-btn-loading'));
    const left = await site().program.ask(
      'finance-checker',
      '{ county { notices(filter: { kind: [PUBLIC_REVENUE], state: [PUBLISHED] }, first: 100) { edges { node { allowedTransitions { mutation } } } } } }',
      {},
    );
    const closable = left.county.notices.edges.filter((edge: { node: { allowedTransitions: unknown[] } }) =>
      JSON.stringify(edge.node.allowedTransitions).includes('closeNotice'),
    );
    expect(closable).toEqual([]);
    expect(problems()).toEqual([]);
    await end();
  });
}
