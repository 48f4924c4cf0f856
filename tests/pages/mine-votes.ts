/** An owner casts a ballot in the open vote of their compound, changes it, and sees no choice of anybody, not even their own. */
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

export function votesOfOwners(site: () => Site): void {
  test('an owner votes by keys, once however often they send it, and differently while it is open', async () => {
    const { page, go, keys, problems, end } = await site().visit('owner', { width: 390 });
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.postData()?.includes('CastBallot')) sent.push(String(request.postData()));
    });
    await go('/mine?view=votes');
    const open = page
      .getByRole('region', { name: '正在进行的表决' })
      .getByRole('listitem')
      .filter({ hasText: '投票中' });
    await keys.enter(open.getByRole('link'));
    await page.getByText('三分之二以上参与').waitFor();
    const next = page.getByRole('button', { name: '下一步' });
    await keys.enter(next);
    await page.getByRole('alert').filter({ hasText: '请选择' }).waitFor();
    await page.getByRole('radio', { name: '同意' }).check();
    await keys.enter(next);
    await page.getByText(/投“同意”。.*截止前可以改投/).waitFor();
    expect(sent).toHaveLength(0);
    await keys.to(page.getByRole('button', { name: '重新选择' }));
    await keys.press('Enter');
    await page.getByRole('radio', { name: '反对' }).check();
    await keys.enter(next);
    await page.getByText(/投“反对”/).waitFor();
    await keys.press('Enter', 'Enter');
    await page.getByText('已投票，您的选票已收到').waitFor();
    expect(sent).toHaveLength(1);

    await page.reload();
    await page.getByRole('heading', { name: '改投' }).waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toMatch(/AGAINST/);
    await page.getByRole('radio', { name: '弃权' }).check();
    await keys.enter(next);
    await keys.press('Enter');
    await page.getByText('已投票，您的选票已收到').waitFor();
    expect(new Set(sent.map((body) => JSON.parse(body).variables.input.clientMutationId)).size).toBe(2);
    expect(problems()).toEqual([]);
    await end();
  });

  test('an owner reads what was counted, in totals', async () => {
    const { page, go, problems, end } = await site().visit('owner', { width: 390 });
    await go('/mine?view=votes');
    await page.getByRole('region', { name: '以往表决' }).getByRole('link').first().click();
    const rows = page.getByRole('region', { name: '计票结果' }).getByRole('row');
    await rows.filter({ hasText: '参与表决' }).waitFor();
    expect(await rows.count()).toBe(6);
    expect(await page.getByRole('button', { name: '下一步' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });

  test('who owns nothing there is told why they cannot vote', async () => {
    const owner = await site().visit('owner', { width: 390 });
    await owner.go('/mine?view=votes');
    await owner.page
      .getByRole('region', { name: '正在进行的表决' })
      .getByRole('listitem')
      .filter({ hasText: '投票中' })
      .getByRole('link')
      .click();
    await owner.page.getByRole('heading', { name: '改投' }).waitFor();
    const id = new URL(owner.page.url()).searchParams.get('vote');
    await owner.end();
    const query = 'query ($id: ID!) { canIVote(vote: $id) { canVote message } }';
    const { canIVote } = await site().program.ask('resident', query, { id });
    expect(canIVote).toEqual({ canVote: false, message: expect.stringContaining('名册') });
    const resident = await site().visit('resident', { width: 390 });
    await resident.go('/mine');
    expect(await resident.page.getByRole('link', { name: '表决' }).count()).toBe(0);
    await resident.end();
  });
}
