/** A resident makes a wish, the branch publishes it, a volunteer fulfils it, and the resident says that it has come true. */
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

export function wishesOfResidents(site: () => Site): void {
  test('a wish comes true', async () => {
    const { page, go, keys, problems, end } = await site().visit('resident', { width: 390 });
    await go('/mine?view=wishes');
    await keys.enter(page.getByRole('link', { name: '许下心愿' }));
    const send = page.getByRole('button', { name: '提交心愿' });
    await page.getByLabel('预算').fill('五十元');
    await send.click();
    expect(await page.getByRole('alert').allTextContents()).toEqual(['请填写', '请选择', '请填写金额，如 50 或 50.00']);
    await page.getByRole('textbox', { name: '心愿' }).fill('一副老花镜');
    await page.getByRole('radio', { name: '老年人' }).check();
    await page.getByLabel('预算').fill('50');
    await keys.enter(send);
    await page.getByText('心愿已提交，由小区党支部发布').waitFor();
    const own = page.getByRole('region', { name: '我的微心愿' }).getByRole('listitem').first();
    await own.getByText('待发布').waitFor();
    await own.getByText('50.00').waitFor();

    const ask = `{ me { person { wishes(last: 1) { edges { node { code } } } } } }`;
    const { me } = await site().program.ask('resident', ask);
    const id = me.person.wishes.edges[0].node.code;
    const publish = `mutation ($input: PublishWishInput!) { done: publishWish(input: $input) { ... on Wish { state } } }`;
    expect(await site().program.ask('branch-secretary', publish, { input: { id } })).toEqual({
      done: { state: 'PUBLISHED' },
    });

    const volunteer = await site().visit('volunteer', { width: 390 });
    await volunteer.go('/mine?view=wishes&open.last=1');
    const open = volunteer.page.getByRole('region', { name: /待认领的微心愿/ });
    const next = open.getByRole('button', { name: '下一页' });
    while ((await open.getByText('一副老花镜').count()) === 0 && (await next.isEnabled())) await next.click();
    const offered = open.getByRole('listitem').filter({ hasText: '一副老花镜' }).last();
    await volunteer.keys.enter(offered.getByRole('button', { name: '认领' }));
    await offered.getByText('认领后请在 14 天内办好').waitFor();
    await volunteer.keys.press('Enter');
    await volunteer.page.getByText(/已认领，请在 \d{4}-\d{2}-\d{2} 前办好/).waitFor();
    const claimed = volunteer.page.getByRole('region', { name: '我认领的微心愿' }).getByRole('listitem').first();
    await volunteer.keys.enter(claimed.getByRole('button', { name: '开始办理' }));
    await volunteer.page.getByText('送到后请点“已送达”').waitFor();
    await volunteer.keys.enter(claimed.getByRole('button', { name: '已送达' }));
    await volunteer.page.getByText('等许愿人或党支部确认').waitFor();
    expect(volunteer.problems()).toEqual([]);
    await volunteer.end();

    await go('/mine?view=wishes');
    await own.getByText('已送达，待确认').waitFor();
    await keys.enter(own.getByRole('button', { name: '确认心愿已实现' }));
    await keys.type('很合适，谢谢');
    await keys.enter(own.getByRole('button', { name: '确认心愿已实现' }));
    await page.getByText('已确认，谢谢').waitFor();
    await own.getByText('已实现').waitFor();
    await own.getByText('很合适，谢谢').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('a wish is withdrawn with a reason, and not without', async () => {
    const { page, go, keys, problems, end } = await site().visit('owner', { width: 390 });
    await go('/mine?view=wishes&wish=new');
    await page.getByRole('textbox', { name: '心愿' }).fill('一处歇脚点');
    await page.getByRole('radio', { name: '新就业群体' }).check();
    await keys.enter(page.getByRole('button', { name: '提交心愿' }));
    const own = page.getByRole('region', { name: '我的微心愿' }).getByRole('listitem').first();
    const withdraw = own.getByRole('button', { name: '撤回心愿' });
    await keys.enter(withdraw);
    await keys.enter(withdraw);
    await own.getByText('请填写撤回原因').waitFor();
    await keys.type('已自行解决');
    await keys.enter(withdraw);
    await page.getByText('心愿已撤回').waitFor();
    await own.getByText('已自行解决').waitFor();
    expect(await withdraw.count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });
}
