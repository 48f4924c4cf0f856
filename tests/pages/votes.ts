/** Whoever runs owners' votes drafts one, makes it public and says when it is held; what has to wait is said; papers are entered. */
import { newId } from '@hh/kernel/id.ts';
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const DRAFT =
  'mutation ($input: DraftVoteInput!) { done: draftVote(input: $input) { ... on Vote { id } ... on Refused { code } } }';
const READ = 'query ($id: ID!) { vote(id: $id) { state matter channel reason opensAt notice { title } } }';
const OPEN =
  'query ($code: ID!) { compound(code: $code) { votes(filter: { state: [OPEN] }) { edges { node { id papers } } } } }';

export function votePages(site: () => Site): void {
  const ask = (persona: string, query: string, variables: object) => site().program.ask(persona, query, variables);
  const drafted = async (title: string): Promise<string> => {
    const input = { clientMutationId: newId(), compound: COMPOUND, matter: 'M1', title, text: '全文', channel: 'BOTH' };
    const { done } = await ask('committee-director', DRAFT, { input });
    expect(done.id).toBeDefined();
    return done.id;
  };
  const now = async (id: string) => (await ask('committee-director', READ, { id })).vote;
  const open = async () => (await ask('committee-director', OPEN, { code: COMPOUND })).compound.votes.edges[0].node;

  test('the director drafts a vote, publishes its notice, says by keys when it is held; the community sees what it waits for', async () => {
    const { page, go, keys, problems, end } = await site().visit('committee-director');
    await go('/votes');
    await keys.enter(page.getByRole('link', { name: '起草表决' }));
    await page.getByRole('heading', { name: '起草表决' }).waitFor();
    await keys.enter(page.getByRole('button', { name: '保存草稿' }));
    await page.getByText('请填写').first().waitFor();
    await keys.enter(page.getByRole('combobox', { name: '事项' }));
    await keys.press('ArrowDown', 'Enter');
    await keys.to(page.getByRole('textbox', { name: '标题' }));
    await keys.type('修订管理规约第七条');
    await keys.to(page.getByRole('textbox', { name: '表决内容' }));
    await keys.type('第七条改为：电动自行车停放在指定区域。');
    await page.reload();
    expect(await page.getByRole('textbox', { name: '标题' }).inputValue()).toBe('修订管理规约第七条');
    await keys.enter(page.getByRole('button', { name: '保存草稿' }));
    await page.getByRole('heading', { name: '修订管理规约第七条' }).waitFor();
    const id = String(new URL(page.url()).searchParams.get('vote'));
    expect(await now(id)).toMatchObject({ state: 'DRAFT', matter: 'M2', channel: 'BOTH' });

    await keys.enter(page.getByRole('button', { name: '起草公示' }));
    const drafting = page.getByRole('dialog', { name: '起草公示' });
    expect(await drafting.getByRole('textbox', { name: '标题' }).inputValue()).toContain('修订管理规约第七条');
    expect(await drafting.getByRole('textbox', { name: '正文' }).inputValue()).toContain('停放在指定区域');
    await keys.enter(drafting.getByRole('button', { name: '起草公示' }));
    await drafting.waitFor({ state: 'hidden' });
    await keys.enter(page.getByRole('button', { name: '发布公示' }));
    await keys.enter(page.getByRole('tooltip').getByRole('button', { name: '发布公示' }));
    await page.getByText('公示中').waitFor();

    await keys.enter(page.getByRole('button', { name: '登记公示' }), 'back');
    const noticing = page.getByRole('dialog', { name: '登记公示' });
    const send = noticing.getByRole('button', { name: '登记公示' });
    await noticing.getByLabel('开始时间').fill('2026-01-08T09:00');
    await noticing.getByLabel('截止时间').fill('2026-01-18T18:00');
    await send.click();
    await noticing.locator('.ant-form-item-explain-error').waitFor();
    await noticing.getByLabel('开始时间').fill('2026-02-01T09:00');
    await noticing.getByLabel('截止时间').fill('2026-02-10T18:00');
    await keys.enter(send);
    await noticing.waitFor({ state: 'hidden' });
    await page.getByText('2026-02-01 09:00').waitFor();
    expect(await now(id)).toMatchObject({
      state: 'NOTICED',
      opensAt: '2026-02-01T09:00:00.000+08:00',
      notice: { title: expect.stringContaining('修订管理规约第七条') },
    });
    expect(problems()).toEqual([]);
    await end();

    const community = await site().visit('community-secretary');
    await community.go('/votes');
    await community.page.getByRole('link', { name: '修订管理规约第七条' }).click();
    await community.page.getByText('到了开始时间，街道或社区才能开始投票').waitFor();
    await community.page.getByText('现在没有您可以办理的').waitFor();
    expect(await community.page.getByRole('button', { name: '开始投票' }).count()).toBe(0);
    expect(community.problems()).toEqual([]);
    await community.end();
  });

  test('one that is wrong is given up with the reason, also on a phone, and found among all', async () => {
    const id = await drafted('议事规则文本有误');
    const { page, go, problems, end } = await site().visit('committee-director', { width: 390, language: 'en' });
    await go(`/votes?vote=${id}`);
    await page.getByRole('button', { name: 'Give it up' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('漏了附件');
    await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click();
    await page.getByText('nothing more is to be done').waitFor();
    expect(await now(id)).toMatchObject({ state: 'CANCELLED', reason: '漏了附件' });
    await page.getByRole('link', { name: 'Back to the votes' }).click();
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await page.getByRole('row').filter({ hasText: '议事规则文本有误' }).getByText('Cancelled').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('papers are entered by the numbers at the doors, and what is wrong with one is said at it', async () => {
    const { id, papers } = await open();
    const { page, go, problems, end } = await site().visit('committee-director');
    await go(`/votes?vote=${id}`);
    await page.getByRole('button', { name: '登记纸质选票' }).click();
    const dialog = page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: '登记纸质选票' });
    await send.click();
    expect(await dialog.getByText('请填写').count()).toBeGreaterThan(3);
    const choose = async (door: string) => {
      await dialog.getByRole('combobox', { name: '住房' }).fill(String(door.split('-').at(-1)));
      await page.getByText(door, { exact: true }).filter({ visible: true }).last().click();
    };
    const wrong = page.locator('.ant-form-item-explain-error');
    const wrongAt = (label: string) => dialog.locator('.ant-form-item', { hasText: label }).filter({ has: wrong });
    // Whose only owner has voted online.
    await choose('1号楼-2-201');
    await dialog.getByRole('combobox', { name: '意见' }).click();
    await page.locator('.ant-select-item-option', { hasText: '弃权' }).click();
    await dialog.getByLabel('存档号').fill('选票 1-1-201');
    await dialog.getByLabel('收到时间').fill('2025-12-01T10:00');
    await send.click();
    await wrongAt('收到时间').waitFor();
    await dialog.getByLabel('收到时间').fill('2025-12-29T10:00');
    await send.click();
    await wrongAt('住房').waitFor();
    expect((await open()).papers).toBe(papers);
    await choose('1号楼-1-201');
    await wrong.first().waitFor({ state: 'hidden' });
    await send.click();
    await page.getByText('已登记 1 张').waitFor();
    expect((await open()).papers).toBe(papers + 1);
    expect(problems()).toEqual([]);
    await end();
  });

  test('the street convenes an assembly in a compound of its own and drafts for it; others have no such page', async () => {
    const { page, go, problems, end } = await site().visit('street-officer');
    await go('/votes?vote=new');
    await page.getByRole('combobox', { name: '小区' }).click();
    await page.locator('.ant-select-item-option').first().click();
    await page.getByRole('button', { name: '召开业主大会会议' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '议程' }).fill('换届选举');
    await dialog.getByRole('button', { name: '召开业主大会会议' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { today } = await ask('street-officer', '{ today }', {});
    await page.getByRole('combobox', { name: '业主大会会议' }).click();
    await page.locator('.ant-select-item-option', { hasText: today }).click();
    await page.getByRole('combobox', { name: '事项' }).click();
    await page.locator('.ant-select-item-option', { hasText: '选举业委会' }).click();
    await page.getByRole('textbox', { name: '标题' }).fill('选举第二届业委会');
    await page.getByRole('textbox', { name: '表决内容' }).fill('候选人名单见公示栏。');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('heading', { name: '选举第二届业委会' }).waitFor();
    await page.getByText(/临时会议/).waitFor();
    expect(problems()).toEqual([]);
    await end();

    const resident = await site().visit('resident');
    await resident.go('/votes');
    await resident.page.getByText('您没有此页面的权限').waitFor();
    await resident.end();
    const worker = await site().visit('community-secretary');
    await worker.go('/votes?vote=new');
    await worker.page.getByText('您的岗位不能起草表决').waitFor();
    await worker.end();
  });
}
