/** A volunteer joins an activity, leaves it, joins again and attends it; who is none is told how to become one. */
import { expect, test } from '@jest/globals';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const TEAM = '371322001001-T01';

export function volunteeringOfVolunteers(site: () => Site): void {
  /** The leader of the first team, which the persona is, plans an activity and opens it. */
  const open = async (title: string) => {
    const run = async (mutation: string, input: object) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { done: ${mutation}(input: $input) { ... on VolunteerActivity { id } ... on Refused { code } } }`;
      const { done } = await site().program.ask('volunteer', query, { input });
      expect(done.id).toBeDefined();
      return done.id as string;
    };
    const planned = await run('planActivity', {
      ...{ clientMutationId: title, team: TEAM, title, service: 'OTHER', place: COMPOUND, capacity: 1 },
      ...{ startsAt: '2026-02-07T09:00:00+08:00', endsAt: '2026-02-07T11:00:00+08:00', coHosts: [], sponsors: [] },
    });
    await run('openActivity', { id: planned });
    return { start: () => run('startActivity', { id: planned }) };
  };

  test('a volunteer joins, withdraws, joins again, checks in and out', async () => {
    const { start } = await open('环境清洁日');
    const { page, go, keys, problems, end } = await site().visit('volunteer', { signsIn: true, width: 390 });
    await page.waitForURL('**/mine'); // where volunteers begin
    const card = page
      .getByRole('region', { name: /正在报名的活动/ })
      .getByRole('listitem')
      .filter({ hasText: '环境清洁日' });
    await card.getByText('已报名 0 / 1 人').waitFor();
    await card.getByRole('button', { name: '报名' }).click();
    await page.getByText('已报名“环境清洁日”').waitFor();
    await card.getByText('名额已满').waitFor();

    await keys.enter(card.getByRole('button', { name: '取消报名' }));
    await card.getByText('名额会让给别人').waitFor();
    await keys.to(card.getByRole('button', { name: '取消', exact: true }));
    await keys.press('Enter');
    expect(await card.getByRole('button', { name: '取消报名' }).evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
    await keys.press('Enter');
    await keys.press('Enter');
    await page.getByText('已取消报名“环境清洁日”').waitFor();
    await keys.enter(card.getByRole('button', { name: '重新报名' }));
    await page.getByText('已报名“环境清洁日”').waitFor();

    await start();
    await go('/mine');
    await keys.enter(card.getByRole('button', { name: '签到' }));
    await page.getByText('已签到，离开时请签退').waitFor();
    await keys.enter(card.getByRole('button', { name: '签退' }));
    await page.getByText('负责人或社区确认后计入志愿服务时长').waitFor();
    const own = page
      .getByRole('region', { name: '我参加的活动' })
      .getByRole('listitem')
      .filter({ hasText: '环境清洁日' });
    await own.getByText('已签退，待确认').waitFor();
    await page.getByText(/2026 年已计入志愿服务 0 小时 0 分钟/).waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('who joins what was called off meanwhile is told so, and sees it gone', async () => {
    await open('反诈知识宣讲');
    const { page, go, problems, end } = await site().visit('volunteer', { width: 390 });
    await go('/mine');
    const card = page.getByRole('listitem').filter({ hasText: '反诈知识宣讲' });
    const join = card.getByRole('button', { name: '报名' });
    await join.waitFor();
    const query = `{ community(code: "371322001001") { volunteerActivities(filter: { state: OPEN }, last: 20) { edges { node { id title } } } } }`;
    const { community } = await site().program.ask('volunteer', query);
    const { node } = community.volunteerActivities.edges.find(
      (each: { node: { title: string } }) => each.node.title === '反诈知识宣讲',
    );
    const cancel = `mutation ($input: CancelActivityInput!) { done: cancelActivity(input: $input) { ... on VolunteerActivity { id } } }`;
    await site().program.ask('volunteer', cancel, { input: { id: node.id, reason: '场地有变' } });
    await join.click();
    await page.getByText('此处已更新为最新内容').first().waitFor();
    await join.waitFor({ state: 'detached' });
    expect(problems()).toEqual([]);
    await end();
  });

  test('a resident who is no volunteer reads how to become one, and joins nothing', async () => {
    await open('家电义修');
    const { page, go, problems, end } = await site().visit('resident', { width: 390 });
    await go('/mine?view=volunteering');
    await page.getByText('报名须是登记的志愿者').waitFor();
    await page.getByText('家电义修').first().waitFor();
    expect(await page.getByRole('button', { name: '报名' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });
}
