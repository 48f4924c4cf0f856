/**
 * Operations: what is stuck is found, understood and tried again; how the parts are; the board of the queues; roles.
 * Parks the runs of JV-0004 and JV-0003 for November 2025 by hand, as if what they wait for had not come or had been refused,
 * and hands them back waiting.
 */
import { connectMongo } from '@hh/service/mongo.ts';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import { people } from '../../infra/demo/people.ts';
import type { Site } from './site.ts';

const runOf = (agreement: string) =>
  `{ agreement(code: "${agreement}") { allocation(period: "2025-11") { workflow { id state } } } }`;

const LATEST = '{ workflows(last: 1) { edges { node { title(language: ZH) } } } }';

interface ParkedRun {
  readonly _id: string;
  readonly steps: readonly { readonly name: string }[];
}

export function operationsPages(site: () => Site): void {
  test('an administrator begins here, and sees that all is well', async () => {
    const { page, problems, end } = await site().visit('admin', { signsIn: true });
    expect(new URL(page.url()).pathname).toBe('/operations');
    await page.getByText('各服务、数据库和队列均正常').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(String(request.postData()));
    });
    await page.reload();
    await page.getByText('各服务、数据库和队列均正常').waitFor();
    expect(asked).toHaveLength(2);
    await page.getByRole('link', { name: '状况与队列' }).click();
    for (const queue of ['银行对账单导入', '流程']) {
      await page
        .getByRole('row', { name: new RegExp(`^${queue} `) })
        .getByText('正常')
        .waitFor();
    }
    expect(problems()).toEqual([]);
    await end();
  });

  test('what is stuck is found, looked into and tried again with a reason, by keys', async () => {
    const parked = await park(site());
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/operations');
    await page.getByText('有 1 个流程待人工处理').waitFor();
    await keys.enter(page.getByRole('button', { name: '只看这些' }));
    await until(async () => new URL(page.url()).searchParams.get('state') === 'PARKED');
    const row = page.getByRole('row', { name: /JV-0004/ });
    await row.getByText('等待的事情未按时发生').waitFor();
    await keys.enter(row.getByRole('button', { name: /JV-0004/ }));
    const run = page.getByRole('dialog', { name: '流程' });
    await run.getByText('等待各小区公示').waitFor();
    await run.getByText('一直没有等到公示').first().waitFor();
    await keys.enter(run.getByRole('button', { name: /重\s*试/ }));
    const asking = page.getByRole('dialog').filter({ hasText: '将从' });
    await asking.getByText('已完成的步骤不会再做一遍').waitFor();
    await asking.locator('textarea:focus').waitFor();
    await keys.type('已催促公示');
    await keys.to(asking.getByRole('button', { name: /重\s*试/ }));
    await keys.press('Enter', 'Enter');
    await run.getByRole('listitem').filter({ hasText: '已催促公示' }).waitFor();
    await asking.waitFor({ state: 'hidden' });
    await keys.press('Escape');
    await page.locator('.ant-drawer').waitFor({ state: 'detached' });
    await keys.to(page.getByRole('combobox', { name: '状态' }), 'back');
    await until(async () => {
      const { workflow } = (await site().program.ask('auditor', runOf('JV-0004'))).agreement.allocation;
      return workflow.id === parked && /RUNNING|WAITING/.test(workflow.state);
    });
    const actions = `{ workflow(id: "${parked}") { actions { kind reason } } }`;
    const { workflow } = await site().program.ask('auditor', actions);
    expect(workflow.actions).toEqual([{ kind: 'RETRY', reason: '已催促公示' }]);
    expect(problems()).toEqual([]);
    await end();
  });

  test('a reminder that is refused is skipped with a reason, by keys, and the run waits on for the payment', async () => {
    await parkReminder(site());
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/operations?state=PARKED');
    await keys.enter(page.getByRole('button', { name: /JV-0003/ }));
    const run = page.getByRole('dialog', { name: '流程' });
    await keys.enter(run.getByRole('button', { name: '跳过此步骤' }));
    const asking = page.getByRole('dialog', { name: '跳过此步骤' });
    await asking.getByText('将不再执行，流程接着做下一步').waitFor();
    await page.locator('textarea:focus').waitFor();
    expect(await asking.getByRole('button', { name: '跳过此步骤' }).isDisabled()).toBe(true);
    await keys.type('已电话告知运营方');
    await keys.enter(asking.getByRole('button', { name: '跳过此步骤' }));
    await run.getByRole('listitem').filter({ hasText: '已电话告知运营方' }).waitFor();
    await until(async () => {
      const { workflow } = (await site().program.ask('auditor', runOf('JV-0003'))).agreement.allocation;
      return workflow.state === 'WAITING';
    });
    expect(await run.getByRole('button', { name: '跳过此步骤' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
  });

  test('undoing says first what it takes back, and needs a reason', async () => {
    const { page, go, keys, end } = await site().visit('finance-checker');
    await go('/operations');
    await keys.enter(page.getByRole('button', { name: /JV-0003/ }));
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: '撤销整个流程' }));
    const asking = page.getByRole('dialog').filter({ hasText: '将按相反顺序撤销' });
    await asking.getByText('在社区经济账簿过账').waitFor();
    expect(await asking.getByRole('button', { name: '撤销整个流程' }).isDisabled()).toBe(true);
    await keys.enter(asking.getByRole('button', { name: /取\s*消/ }));
    await asking.waitFor({ state: 'hidden' });
    await page.locator('.ant-drawer button:focus', { hasText: '撤销整个流程' }).waitFor();
    await end();
  });

  test('a run whose share is paid is not offered to be undone', async () => {
    const { page, go, end } = await site().visit('finance-checker');
    await go('/operations');
    await page.getByRole('button', { name: /JV-0004/ }).click();
    await page.getByText('等待各小区公示').last().waitFor();
    expect(await page.getByRole('button', { name: '撤销整个流程' }).count()).toBe(0);
    await end();
  });

  test('who may only read is offered nothing to do', async () => {
    const { page, go, end } = await site().visit('auditor');
    await go('/operations');
    await page.getByRole('button', { name: /JV-0004/ }).click();
    await page.getByText('等待各小区公示').last().waitFor();
    expect(await page.getByRole('button', { name: /重\s*试|撤销整个流程/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: '状况与队列' }).count()).toBe(0);
    await end();
  });

  test('the board of the queues is an administrator’s, to look at and not to touch', async () => {
    const { base, token } = site().program;
    expect((await fetch(`${base}/api/queues/`)).status).toBe(401);
    const pass = async (persona: string) =>
      await fetch(`${base}/api/queues/pass`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token(persona)}` },
      });
    expect((await pass('auditor')).status).toBe(403);
    const given = (await pass('admin')).headers.get('set-cookie') ?? '';
    expect(given).toMatch(/^queues=[^;]+; Max-Age=600; Path=\/api\/queues; .*HttpOnly; SameSite=Strict$/);
    const cookie = given.slice(0, given.indexOf(';'));
    const emptying = await fetch(`${base}/api/queues/api/queues/workflows/empty`, {
      method: 'PUT',
      headers: { cookie },
    });
    expect(emptying.status).toBe(404);

    const { page, go, problems, end } = await site().visit('admin');
    await go('/operations?view=health');
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: /打开队列面板/ }).click();
    const board = await opening;
    await board.getByText('bank-statement-imports').first().waitFor();
    const answer = await board.reload();
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    await board.getByText('bank-statement-imports').first().waitFor();
    expect(await board.evaluate(() => document.cookie)).toBe('');
    expect(problems()).toEqual([]);
    await end();
  });

  test('an administrator sees by name what a run is about, and where a role holds', async () => {
    const { page, go, end } = await site().visit('admin');
    const { workflows } = await site().program.ask('admin', LATEST);
    const { title } = workflows.edges[0].node;
    expect(title).toMatch(/^.+ JV-\d{4} · 2025-\d\d · \d+ 个小区$/);
    await go('/operations?state=ALL');
    await page.getByRole('button', { name: title }).waitFor();
    await go('/operations?view=accounts&show=accounts');
    await page.getByText('小区党支部书记 · 翠宁苑').waitFor();
    await end();
  });

  test('an administrator finds whom they mean by number, gives a role and takes it back with a reason', async () => {
    const somebody = people[0] as (typeof people)[number];
    const { page, go, problems, end } = await site().visit('admin');
    await go('/operations?view=accounts');
    await page
      .getByRole('button', { name: /授\s*权/ })
      .first()
      .click();
    const form = page.getByRole('dialog');
    await form.getByLabel('完整的电话号码').fill(somebody.phone);
    await form.getByRole('button', { name: /查\s*找/ }).click();
    const found = form.getByRole('radiogroup', { name: '找到的人员' });
    await found.waitFor();
    expect(await found.getByRole('radio').isChecked()).toBe(true);
    const told = await found.textContent();
    expect(told).toMatch(/^[^*]\*+[^*]?(?: · [^*]+)+$/);
    expect(told).not.toContain(somebody.name);
    expect(await form.getByRole('button', { name: /授\s*权/ }).isDisabled()).toBe(true);
    await form.getByLabel('范围编码').fill('第三社区');
    await page.getByTitle('第三社区 371322001003').click();
    expect(await form.getByLabel('范围编码').inputValue()).toBe('371322001003');
    await form.getByRole('button', { name: /授\s*权/ }).click();
    const row = page.getByRole('row', { name: /第三社区/ });
    await row.getByText('有效').waitFor();
    await row.getByRole('button', { name: /收\s*回/ }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('岗位调整');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /收\s*回/ })
      .click();
    await row.getByText('岗位调整').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });
}

/** What its months of waiting would have made of the run; answers its id. */
async function park(site: Site): Promise<string> {
  const said = { code: 'SIGNAL_MISSING', zh: '一直没有等到公示', en: 'It has waited for the publication in vain' };
  return await parkAt(site, runOf('JV-0004'), { because: 'SIGNAL_MISSING', step: 'publication', problem: said });
}

/** As if the payment were overdue and the notice of it refused. */
async function parkReminder(site: Site): Promise<void> {
  const said = { code: 'NOT_FOUND', zh: '运营方没有可通知的人', en: 'The operator has nobody to be told' };
  await parkAt(site, runOf('JV-0003'), { because: 'REFUSED', step: 'remind', problem: said }, [
    ['payment', { state: 'DONE', result: 'overdue' }],
    ['remind', { result: null, endedAt: null }],
    ['late-payment', { state: 'PENDING', startedAt: null, waitsUntil: null, waitsFor: null }],
  ]);
}

type Parked = { readonly because: string; readonly step: string; readonly problem: object };

async function parkAt(
  { program }: Site,
  query: string,
  parked: Parked,
  steps: readonly (readonly [step: string, become: object])[] = [],
): Promise<string> {
  const { agreement } = await program.ask('auditor', query);
  const { id } = agreement.allocation.workflow;
  const port = /mongod listens on 127\.0\.0\.1:(\d+)/.exec(program.output())?.[1];
  const connection = await connectMongo(`mongodb://127.0.0.1:${port}/?replicaSet=rs0`, 'hh_workflows');
  try {
    const runs = connection.collection<ParkedRun>('runs');
    const become = [...steps, [parked.step, { state: 'FAILED', lastError: parked.problem }] as const];
    for (const [step, values] of become) {
      const set = Object.entries(values).map(([name, value]) => [`steps.$[step].${name}`, value]);
      await runs.updateOne(
        { _id: id },
        { $set: { ...Object.fromEntries(set), state: 'PARKED', parked, nextRunAt: null }, $inc: { revision: 1 } },
        { arrayFilters: [{ 'step.name': step }] },
      );
    }
  } finally {
    await connection.close();
  }
  return id;
}
