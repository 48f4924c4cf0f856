/** Who is in a post handles what people ask for: finds it, accepts it, works on it and replies; what went on meanwhile is said. */
import { newId } from '@hh/kernel/id.ts';
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const RAISE =
  'mutation ($input: RaiseRequestInput!) { done: raiseRequest(input: $input) { ... on ServiceRequest { id no } ... on Refused { code } } }';
const READ = 'query ($id: ID!) { serviceRequest(id: $id) { state reply level waitingFor extensionDays } }';

export function requestPages(site: () => Site): void {
  const ask = (persona: string, query: string, variables: object) => site().program.ask(persona, query, variables);
  const raised = async (title: string, category: string): Promise<string> => {
    const input = { channel: 'RESIDENT_APP', kind: 'PROBLEM', urgency: 'NORMAL', compound: COMPOUND, affectedCount: 1 };
    const about = { clientMutationId: newId(), title, category, description: `${title}，请尽快处理。` };
    const { done } = await ask('resident', RAISE, { input: { ...input, ...about } });
    expect(done.id).toBeDefined();
    return done.id;
  };
  const now = async (id: string) => (await ask('resident', READ, { id })).serviceRequest;

  test('a grid worker begins with what waits for the post, accepts one, lets it wait, goes on and replies, by keys', async () => {
    const id = await raised('楼道声控灯不亮', 'LIVELIHOOD');
    const { page, keys, problems, end } = await site().visit('grid-worker', { signsIn: true });
    await page.waitForURL('**/requests');
    await page.getByRole('link', { name: '全部', exact: true }).click();
    await keys.enter(page.getByRole('link', { name: '楼道声控灯不亮' }));
    await page.getByRole('heading', { name: '楼道声控灯不亮' }).waitFor();
    await keys.enter(page.getByRole('button', { name: /签\s?收/ }));
    await keys.enter(page.getByRole('button', { name: '开始办理' }));

    await keys.enter(page.getByRole('button', { name: '挂起等待' }));
    const dialog = page.getByRole('dialog', { name: '挂起等待' });
    await keys.enter(dialog.getByRole('button', { name: '挂起等待' }));
    expect(await dialog.getByText('请填写').count()).toBe(2);
    await keys.enter(dialog.getByRole('combobox', { name: '等待谁' }), 'back');
    await keys.press('ArrowDown', 'Enter');
    await keys.to(dialog.getByRole('textbox', { name: '理由' }));
    await keys.type('等配件到货');
    await keys.enter(dialog.getByRole('button', { name: '挂起等待' }));
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('等待第三方').first().waitFor();
    expect(await now(id)).toMatchObject({ state: 'WAITING', waitingFor: 'THIRD_PARTY' });

    await keys.enter(page.getByRole('button', { name: '恢复办理' }));
    await keys.enter(page.getByRole('button', { name: '办结答复' }));
    await keys.to(page.getByRole('dialog').getByRole('textbox', { name: '答复' }));
    await keys.type('已更换灯具。');
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: '办结答复' }));
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('已办结').first().waitFor();
    expect(await now(id)).toMatchObject({ state: 'RESOLVED', reply: '已更换灯具。' });
    expect(problems()).toEqual([]);
    await end();
  });

  test('more days are asked for by one, and the level above grants them', async () => {
    const id = await raised('单元门禁损坏', 'LIVELIHOOD');
    const worker = await site().visit('grid-worker');
    await worker.go(`/requests?request=${id}`);
    await worker.page.getByRole('button', { name: /签\s?收/ }).click();
    await worker.page.getByRole('button', { name: '开始办理' }).click();
    await worker.page.getByRole('button', { name: '申请延期' }).click();
    const dialog = worker.page.getByRole('dialog');
    await dialog.getByRole('spinbutton').fill('3');
    await dialog.getByRole('textbox', { name: '理由' }).fill('配件缺货');
    await dialog.getByRole('button', { name: '申请延期' }).click();
    await worker.page.getByText('配件缺货').waitFor();
    expect(await worker.page.getByRole('button', { name: /批准延期/ }).count()).toBe(0);
    await worker.end();

    const above = await site().visit('community-secretary');
    await above.go(`/requests?request=${id}`);
    await above.page.getByRole('button', { name: '批准延期 3 个工作日' }).click();
    await above.page.getByText('批准延期', { exact: true }).waitFor();
    expect(await now(id)).toMatchObject({ extensionDays: 3, state: 'IN_PROGRESS' });
    await above.end();
  });

  test('whoever was a moment too late is told, and sees what the other did', async () => {
    const id = await raised('化粪池满溢', 'LIVELIHOOD');
    const { page, go, problems, end } = await site().visit('grid-worker', { width: 390, language: 'en' });
    await go(`/requests?request=${id}`);
    const accept = 'mutation ($id: ID!) { acceptRequest(input: { id: $id }) { __typename } }';
    await ask('grid-worker', accept, { id });
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByRole('button', { name: 'Begin' }).waitFor();
    await page.getByText('What is shown here is up to date now').first().waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('one is made a part of another of the compound, and taken apart again', async () => {
    const [one, other] = [await raised('电梯异响', 'LIVELIHOOD'), await raised('电梯停运', 'LIVELIHOOD')];
    const { page, go, problems, end } = await site().visit('grid-worker');
    await go(`/requests?request=${one}`);
    await page.getByRole('button', { name: '并入另一件' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('电梯停运');
    await page.getByText(/^\d{8}-\d+ 电梯停运$/).click();
    await dialog.getByRole('button', { name: '并入另一件' }).click();
    await page.getByRole('link', { name: /电梯停运/ }).waitFor();
    expect([(await now(one)).state, (await now(other)).state]).toEqual(['MERGED', 'RECEIVED']);
    await page.getByRole('button', { name: '撤销并案' }).click();
    await page.getByRole('button', { name: '并入另一件' }).waitFor();
    expect((await now(one)).state).toBe('RECEIVED');
    expect(problems()).toEqual([]);
    await end();
  });

  test('who handles nothing has no such page, and nobody sees what lies elsewhere', async () => {
    const { page, go, end } = await site().visit('resident');
    await go('/requests');
    await page.getByText('您没有此页面的权限').waitFor();
    await end();
    const officer = await site().visit('street-officer', { signsIn: true });
    await officer.page.waitForURL('**/requests');
    await officer.page.getByText('没有待本岗位办理的诉求').or(officer.page.getByRole('table')).first().waitFor();
    await officer.go('/requests?request=nowhere');
    await officer.page.getByRole('heading', { name: '没有这件诉求' }).waitFor();
    await officer.end();
  });
}
