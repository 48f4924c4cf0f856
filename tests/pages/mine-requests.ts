/** A resident asks for something, reads what became of it, rates it and has it gone on with. */
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const MOVE = 'id version';

export function requestsOfResidents(site: () => Site): void {
  const move = async (mutation: string, input: object) => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { done: ${mutation}(input: $input) { ... on ServiceRequest { ${MOVE} } ... on Refused { code } } }`;
    const { done } = await site().program.ask('branch-secretary', query, { input });
    expect(done.id).toBeDefined();
  };

  test('a resident raises a request, and what was typed outlives a lost connection and a page loaded anew', async () => {
    const { page, keys, problems, end } = await site().visit('resident', { signsIn: true, width: 390 });
    await page.waitForURL(`**/public/${COMPOUND}`); // where residents begin
    await keys.enter(page.getByRole('link', { name: '我的事项：' }));
    await keys.enter(page.getByRole('link', { name: '提出诉求' }));
    const send = page.getByRole('button', { name: '提交诉求' });
    await keys.enter(send);
    const title = page.getByRole('textbox', { name: '标题' });
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('alert').allTextContents()).toEqual(['请填写', '请填写', '请选择']);
    await keys.to(title);
    await keys.type('楼道堆放杂物');
    await keys.to(page.getByRole('textbox', { name: '具体情况' }));
    await keys.type('1 号楼 2 单元一楼，已有一周。');
    await keys.to(page.getByRole('radio', { name: '小区治理' }));
    await keys.press('Space');
    await keys.to(page.getByRole('textbox', { name: '涉及人数' }));
    await keys.press('Backspace');
    await keys.type('200000');
    await keys.enter(send);
    await page.getByRole('alert').filter({ hasText: '数值超出允许范围' }).waitFor(); // at its field, in the graph's words
    expect(await page.getByRole('textbox', { name: '涉及人数' }).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('textbox', { name: '涉及人数' }).fill('3');

    await page.route('**/graphql', (route) => route.abort());
    await send.click();
    await page.getByText('暂时连接不上服务器，您填写的内容仍在').waitFor();
    await page.unroute('**/graphql');
    problems(); // the browser says itself that it could not
    await page.reload();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '中文' }).click();
    expect(await title.inputValue()).toBe('楼道堆放杂物');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.postData()?.includes('RaiseRequest')) sent.push(String(request.postData()));
    });
    await keys.to(send);
    await keys.press('Enter', 'Enter');
    await page.getByText(/诉求已提交，编号 \d{8}-\d+/).waitFor();
    expect(sent).toHaveLength(1);
    await page.getByRole('heading', { name: '楼道堆放杂物' }).waitFor();
    await page.getByText('1 号楼 2 单元一楼，已有一周。').waitFor();
    await page.getByText('小区党支部书记', { exact: false }).first().waitFor();
    expect(problems()).toEqual([]);

    // Whoever signs in next in the same tab finds nothing of it.
    await keys.enter(page.getByRole('link', { name: '← 我的诉求' }));
    await keys.enter(page.getByRole('link', { name: '提出诉求' }));
    await title.fill('只是草稿');
    await keys.enter(page.getByRole('button', { name: '退出' }), 'back');
    await page.getByRole('link', { name: '登录' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await end();
  });

  test('a resident reads the reply, rates it once, and has it gone on with', async () => {
    const { page, go, keys, problems, end } = await site().visit('resident', { width: 390 });
    await go('/mine');
    await keys.enter(page.getByRole('link', { name: '楼道堆放杂物' }).first());
    await page.getByText('已受理').first().waitFor();
    const id = new URL(page.url()).searchParams.get('request') ?? '';
    expect(await page.getByRole('button', { name: '提交评价' }).count()).toBe(0);
    await move('acceptRequest', { id });
    await move('startRequest', { id });
    await move('resolveRequest', { id, reply: '杂物已清走。' });

    await go('/mine');
    await page.getByText('请您评价').first().waitFor();
    await page.getByRole('link', { name: '楼道堆放杂物' }).first().click();
    await page.getByText('杂物已清走。').first().waitFor();
    const send = page.getByRole('button', { name: '提交评价' });
    await send.click();
    expect(await page.getByRole('alert').allTextContents()).toEqual(['请选择', '请选择', '请选择']);
    for (const [question, first, steps] of [
      ['承办人与您联系过吗', '是', []],
      ['问题解决了吗', '是', ['ArrowRight']],
      ['您满意吗', '满意', ['ArrowRight', 'ArrowRight']],
    ] as const) {
      const answers = page.getByRole('radiogroup', { name: question });
      await keys.to(answers.getByRole('radio', { name: first, exact: true }));
      await keys.press('Space', ...steps);
    }
    await keys.enter(send);
    await page.getByText('您的评价已计入满意率').waitFor();
    await page.getByText('未解决').waitFor();
    expect(await send.count()).toBe(0);

    await keys.enter(page.getByRole('button', { name: '要求重新办理' }));
    await keys.enter(page.getByRole('button', { name: '要求重新办理' }));
    await page.getByText('请填写哪里没有解决').waitFor();
    await page.getByRole('textbox', { name: '哪里没有解决' }).fill('又堆上了。');
    await keys.enter(page.getByRole('button', { name: '要求重新办理' }));
    await page.getByText('已重新办理，由上一级督办').waitFor();
    await page.locator('.mine-steps').getByText('又堆上了。').waitFor();
    expect(await page.getByRole('button', { name: '要求重新办理' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });

  test('nobody reads a request of somebody else', async () => {
    const { page, go, end } = await site().visit('resident', { width: 390 });
    await go('/mine');
    await page.getByRole('link', { name: '楼道堆放杂物' }).first().click();
    await page.getByRole('heading', { name: '楼道堆放杂物' }).waitFor();
    const address = page.url();
    await end();
    const other = await site().visit('owner', { width: 390 });
    await other.go(address);
    await other.page.getByText('没有这件诉求，或不是您提出的').waitFor();
    await other.end();
  });
}
