/**
 * What the settlement office does in the browser: a maker closes a month, a checker approves it, both draft and activate,
 * both publish a month, and anybody of finance tries other terms. On JV-0002, JV-0003 and JV-0004 in December 2025, on the owners'
 * book of November 2025, and on an agreement of its own, JV-5601.
 */
import { usccFor } from '@hh/kernel/uscc.ts';
import { until } from '@hh/service/testing/until.ts';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

const AGREEMENT = 'JV-0002';
const MONTH = '2025-12';
const DRAFTED = 'JV-5601';

const CLOSE =
  'mutation($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename ... on Refused { message } } }';
const DISPUTE =
  'mutation($input: DisputeEntryInput!) { disputeEntry(input: $input) { __typename ... on Refused { message } } }';
const REOPEN =
  'mutation($input: ReopenPeriodInput!) { reopenPeriod(input: $input) { __typename ... on Refused { message } } }';
const RESOLVE =
  'mutation($input: ResolveDisputeInput!) { resolveDispute(input: $input) { __typename ... on Refused { message } } }';

export function financePages(site: () => Site): void {
  const ask = async (persona: string, query: string, variables: object = {}) =>
    await site().program.ask(persona, query, variables);
  const monthOf = async () => {
    const { agreement } = await ask(
      'auditor',
      `{ agreement(code: "${AGREEMENT}") { period(period: "${MONTH}") { state closings preview { pool } allocation { state pool } } } }`,
    );
    return agreement.period;
  };

  test('begins at the month board, which asks the graph for it at once', async () => {
    const { page, go, problems, end } = await site().visit('finance-maker', { signsIn: true });
    expect(new URL(page.url()).pathname).toBe('/finance');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(String(request.postData()));
    });
    await go(`/finance?period=${MONTH}`);
    await page.getByRole('link', { name: `去结账 ${AGREEMENT}` }).waitFor();
    expect(asked).toHaveLength(2);
    expect(problems()).toEqual([]);
    await end();
  });

  test('closes a month by its maker, by keys, who has seen what it will share; pressed twice it is closed once', async () => {
    const { preview } = await monthOf();
    const { page, go, keys, problems, end } = await site().visit('finance-maker');
    await go(`/finance?period=${MONTH}`);
    await keys.enter(page.getByRole('link', { name: `去结账 ${AGREEMENT}` }));
    const closing = page.locator('.ant-card', { hasText: '结账后将会' });
    await closing.getByText(preview.pool).first().waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (String(request.postData()).includes('ClosePeriod')) sent.push(request.url());
    });
    await keys.to(closing.getByRole('button', { name: /结\s*账/ }));
    await keys.press('Enter', 'Enter');
    await page.getByText('待复核').first().waitFor();
    await keys.to(page.getByRole('link', { name: '查看分成及计算' }));
    expect(sent).toHaveLength(1);
    expect(await monthOf()).toMatchObject({
      state: 'CLOSED',
      closings: 1,
      allocation: { state: 'COMPUTED', pool: preview.pool },
    });
    expect(problems()).toEqual([]);
    await end();
  });

  test('shows the maker that the share is for somebody else to approve', async () => {
    const { page, go, end } = await site().visit('finance-maker');
    await go('/finance/approvals');
    const row = page.getByRole('row', { name: new RegExp(`${AGREEMENT}.*${MONTH}`) });
    await row.getByText('由您结账，须由另一人复核').waitFor();
    expect(await row.getByRole('button', { name: /复核通过|驳\s*回/ }).count()).toBe(0);
    await end();
  });

  test('lets the checker reject it with a reason and reopen its month, which the maker closes again', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    const say = async (what: RegExp, words: string) => {
      await page.locator('textarea:focus').waitFor();
      await keys.type(words);
      await keys.enter(page.getByRole('dialog').getByRole('button', { name: what }));
    };
    await go('/finance/approvals');
    const row = page.getByRole('row', { name: new RegExp(`${AGREEMENT}.*${MONTH}`) });
    await keys.to(row.getByRole('button', { name: /^驳\s*回$/ }));
    // Left, and opened again: the keys are where they were, and in the words again.
    await keys.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await keys.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await keys.press('Enter');
    await say(/^驳\s*回$/, '缺成本凭证');
    await row.getByText('驳回理由：缺成本凭证').waitFor();
    await keys.enter(row.getByRole('button', { name: '反结账' }));
    await say(/^反结账$/, '补录成本');
    await row.waitFor({ state: 'detached' });
    await keys.to(page.getByRole('link', { name: '公示的发布' }));
    expect(await monthOf()).toMatchObject({ state: 'OPEN', allocation: null });
    expect(problems()).toEqual([]);
    await end();
    await ask('finance-maker', CLOSE, { input: { agreement: AGREEMENT, period: MONTH, closings: 1 } });
    expect(await monthOf()).toMatchObject({ state: 'CLOSED', closings: 2, allocation: { state: 'COMPUTED' } });
  });

  test('tells the checker at the share why it can not be approved, and approves it when that is resolved', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/finance/approvals');
    const entry = { agreement: AGREEMENT, externalRef: '202512-0001' };
    await ask('finance-maker', DISPUTE, { input: { ...entry, reason: '与流水不符' } });
    const row = page.getByRole('row', { name: new RegExp(`${AGREEMENT}.*${MONTH}`) });
    await keys.enter(row.getByRole('button', { name: '复核通过' }));
    await asked(page, '复核通过');
    await keys.press('Enter');
    await row.locator('[data-refusal="ENTRY_DISPUTED"]').waitFor();
    expect((await monthOf()).allocation.state).toBe('COMPUTED');
    await ask('finance-maker', RESOLVE, { input: { ...entry, resolution: '已核对' } });
    await keys.press('Enter');
    await asked(page, '复核通过');
    await keys.press('Enter');
    await row.waitFor({ state: 'detached' });
    await keys.to(page.getByRole('link', { name: '公示的发布' }));
    expect((await monthOf()).allocation.state).not.toBe('COMPUTED');
    expect(problems()).toEqual([]);
    await end();
  });

  test('explains the share down to its entries, and shows how it goes on by itself', async () => {
    await until(async () => (await monthOf()).allocation.state === 'CREDITED');
    const { page, go, end } = await site().visit('auditor');
    await go(`/finance/allocations/${AGREEMENT}/${MONTH}`);
    await page.getByText('等待运营方付款').waitFor();
    await page.getByText('剩 15 天').waitFor();
    await page.getByText('202512-0001').waitFor();
    expect(await page.getByRole('button', { name: /复核通过|驳\s*回|反结账/ }).count()).toBe(0);
    await go(`/finance?period=${MONTH}`);
    await page
      .getByRole('row', { name: new RegExp(AGREEMENT) })
      .getByText('剩 15 天')
      .waitFor();
    await end();
  });

  test('tries another rate: the sum changes, and it stands in the address', async () => {
    const { page, go, problems, end } = await site().visit('auditor');
    await go(`/finance/what-if?agreement=${AGREEMENT}`);
    const sums = page.getByRole('status').filter({ hasText: '差额' });
    await sums.getByText('0.00', { exact: true }).waitFor();
    await page.getByRole('spinbutton', { name: '分成比例' }).fill('20');
    await page.keyboard.press('Enter');
    await sums.getByText(/^\+/).waitFor();
    expect(new URL(page.url()).searchParams.get('rate')).toBe('2000');
    expect(problems()).toEqual([]);
    await end();
  });

  test('drafts an agreement by one and puts it into force by another; a refusal stands at its field', async () => {
    const maker = await site().visit('finance-maker');
    await maker.go('/finance/agreements/new');
    const { page } = maker;
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name }).click();
      await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
      // One that is fading still lies over the next.
      await until(async () => (await page.locator('.ant-select-dropdown:visible').count()) === 0);
    };
    await page.getByLabel('协议编号').fill(AGREEMENT);
    await page.getByLabel('名称').fill('幸福食堂二店');
    await page.getByRole('button', { name: '登记企业' }).click();
    const entering = page.getByRole('dialog');
    await entering.getByLabel('统一社会信用代码').fill('91371322MA00000000');
    await entering.getByLabel('名称').fill('郯城县新食餐饮有限公司');
    await entering.getByLabel('行业').fill('餐饮');
    await entering.getByRole('button', { name: '登记企业' }).click();
    await entering.locator('.ant-form-item-explain-error').waitFor();
    await entering.getByLabel('统一社会信用代码').fill(usccFor('371322', 'MA0NEW01'));
    await entering.getByRole('button', { name: '登记企业' }).click();
    await entering.waitFor({ state: 'hidden' });
    await page.getByRole('combobox', { name: '运营企业' }).fill('新食');
    await choose('运营企业', '郯城县新食餐饮有限公司');
    await choose('所属社区', '第二社区');
    await choose('经营业态', '社区食堂');
    await page.getByRole('combobox', { name: '受益小区 1' }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    await page.getByRole('button', { name: '保存草稿' }).click();
    const code = page.locator('.ant-form-item', { hasText: '协议编号' });
    await code.locator('.ant-form-item-explain-error').waitFor();
    expect(await page.getByLabel('名称').inputValue()).toBe('幸福食堂二店');
    await page.getByLabel('协议编号').fill(DRAFTED);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('由您起草，须由另一人确认生效').first().waitFor();
    expect(maker.problems()).toEqual([]);
    await maker.end();

    const checker = await site().visit('finance-checker');
    await checker.go('/finance/approvals');
    await checker.page.getByRole('listitem').filter({ hasText: DRAFTED }).getByRole('link', { name: '查看' }).click();
    await checker.page.getByRole('button', { name: '协议生效' }).click();
    await checker.page.getByRole('tooltip').getByRole('button', { name: '协议生效' }).click();
    await until(async () => {
      const { agreement } = await ask('auditor', `{ agreement(code: "${DRAFTED}") { state } }`);
      return agreement.state === 'ACTIVE';
    });
    expect(checker.problems()).toEqual([]);
    await checker.end();
  });

  test('closes many months in one act: each is seen before, and each has its own outcome', async () => {
    const { page, go, keys, problems, end } = await site().visit('finance-maker');
    await go(`/finance?period=${MONTH}`);
    await page.getByRole('link', { name: '批量结账' }).click();
    const boxes = page.getByRole('checkbox', { name: /^结账 / });
    await boxes.first().waitFor();
    for (const box of await boxes.all()) if (await box.isEnabled()) await box.uncheck();
    for (const code of ['JV-0004', 'JV-0003']) {
      await keys.to(page.getByRole('checkbox', { name: `结账 ${code}` }), 'back');
      await keys.press('Space');
    }
    const { agreement } = await ask(
      'auditor',
      '{ agreement(code: "JV-0003") { period(period: "2025-12") { preview { pool } } } }',
    );
    const row = (code: string) => page.getByRole('row', { name: new RegExp(code) });
    // The comma between thousands is drawn by the style sheet.
    expect(await row('JV-0003').textContent()).toContain(agreement.period.preview.pool);

    // Closed and opened again meanwhile: it is not what was looked at.
    const other = { agreement: 'JV-0004', period: MONTH };
    await ask('finance-maker', CLOSE, { input: other });
    await ask('finance-checker', REOPEN, { input: { ...other, reason: '补充资料' } });
    await keys.enter(page.getByRole('button', { name: '对所选 2 份结账' }));
    await asked(page, '对所选 2 份结账');
    await keys.press('Enter');
    await row('JV-0003').getByText('已结账，等待另一人复核').waitFor();
    await row('JV-0004').getByText('情况已有变化').waitFor();
    await until(async () => (await page.getByRole('button', { name: '对所选 1 份结账' }).count()) === 1);
    expect(problems()).toEqual([]);
    await end();
  });

  test('publishes a month of every compound, by keys: sealed, prepared and published, each step by one and then another', async () => {
    const at = '/finance/publications?period=2025-11';
    const [maker, checker] = [await site().visit('finance-maker'), await site().visit('finance-checker')];
    const decide = async (name: RegExp) => {
      await checker.keys.enter(checker.page.getByRole('button', { name }));
      await asked(checker.page, name);
      await checker.keys.press('Enter');
    };
    await maker.go(at);
    await maker.keys.enter(maker.page.getByRole('button', { name: '提请封账' }));
    await maker.page.getByText('由您提请，须由另一人封账').waitFor();
    await checker.go(at);
    await decide(/^封\s*账$/);
    await checker.page.getByText('已封账').first().waitFor();
    await maker.go(at);
    await maker.keys.enter(maker.page.getByRole('button', { name: '编制全部' }));
    await maker.page.getByText(/已编制 \d+ 个小区/).waitFor();
    expect(await maker.page.getByText('由您编制，须由另一人发布').count()).toBeGreaterThan(0);
    await checker.go(at);
    await decide(/^发布他人编制的全部公示$/);
    await checker.page.getByText(/已发布 \d+ 个小区/).waitFor();
    await checker.keys.to(checker.page.getByRole('alert').getByRole('link', { name: '翠宁苑', exact: true }));
    const { publicationsDue } = await ask('auditor', '{ publicationsDue(period: "2025-11") { totalCount } }');
    expect(publicationsDue.totalCount).toBe(0);
    expect([...maker.problems(), ...checker.problems()]).toEqual([]);
    await maker.end();
    await checker.end();
  });
}

/** The question beside a button, which has taken the keys. */
async function asked(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('tooltip').locator('button:focus', { hasText: name }).waitFor();
}
