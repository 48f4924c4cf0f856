/**
 * Owners' money is spent by two: one proposes, a notice makes it public, another approves, and receipts follow; and what was
 * spent is taken back the same way. On what compound 37132200100101 has at the bank, after all other files.
 */
import { newId } from '@hh/kernel/id.ts';
import { formatMoney, parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

const COMPOUND = '37132200100101';
const NAME = '翠宁苑';
const TITLE = '补充电梯维修资金';
const REVENUE = 'query ($code: ID!) { compound(code: $code) { publicRevenue { balance available } } }';
const READ = 'query ($id: ID!) { publicRevenueSpending(id: $id) { state journal receipts reversalJournal } }';
const PROPOSE = `mutation ($input: ProposeSpendingInput!) { done: proposeSpending(input: $input) {
  ... on PublicRevenueSpending { id } } }`;
const DRAFT = 'mutation ($input: DraftNoticeInput!) { done: draftNotice(input: $input) { ... on Notice { id } } }';
const PUBLISH = 'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { __typename } }';

export function spendingPages(site: () => Site): void {
  const ask = (persona: string, query: string, variables: object) => site().program.ask(persona, query, variables);
  const revenue = async () => {
    const { balance, available } = (await ask('auditor', REVENUE, { code: COMPOUND })).compound.publicRevenue;
    return { balance: must(parseMoney(balance)), available: must(parseMoney(available)) };
  };
  /** The one that is proposed first, and followed from there. */
  let id = '';
  const now = async () => (await ask('auditor', READ, { id })).publicRevenueSpending;

  test('the maker proposes a spending for the maintenance fund by keys, and drafts the notice about it', async () => {
    const { page, go, keys, barriers, problems, end } = await site().visit('finance-maker');
    await go('/spending');
    await keys.enter(page.getByRole('link', { name: '提出支出' }));
    await page.getByRole('heading', { name: '提出支出' }).waitFor();
    await keys.enter(page.getByRole('button', { name: /^提\s?出$/ }));
    await page.getByText('请填写金额，如 1,234.50').waitFor();
    expect(await page.getByText('请填写', { exact: true }).count()).toBe(4);
    await keys.to(page.getByRole('combobox', { name: '小区' }), 'back');
    await keys.type(NAME);
    await page.locator('.ant-select-item-option', { hasText: NAME }).first().waitFor();
    await keys.press('Enter');
    await page.getByText('当前可用（元）').waitFor();
    await keys.enter(page.getByRole('combobox', { name: '用途' }));
    await keys.press('Enter');
    await page.getByText('表决依据').waitFor({ state: 'hidden' });
    await keys.to(page.getByRole('textbox', { name: '事由' }));
    await keys.type(TITLE);
    await keys.to(page.getByRole('textbox', { name: '金额（元）' }));
    await keys.type('0.00');
    await keys.enter(page.getByRole('button', { name: /^提\s?出$/ }));
    await page.locator('.ant-form-item', { hasText: '金额（元）' }).getByText('金额必须大于零').waitFor();
    await keys.to(page.getByRole('textbox', { name: '金额（元）' }), 'back');
    await keys.press('ControlOrMeta+a');
    await keys.type('12.50');
    expect(await barriers()).toEqual([]);
    await keys.enter(page.getByRole('button', { name: /^提\s?出$/ }));
    await page.getByRole('heading', { name: TITLE }).waitFor();
    id = new URL(page.url()).searchParams.get('spending') ?? '';
    expect(await now()).toMatchObject({ state: 'PROPOSED', journal: null });

    await keys.enter(page.getByRole('button', { name: '起草公示' }));
    const dialog = page.getByRole('dialog', { name: '起草公示' });
    expect(await dialog.getByRole('textbox', { name: '正文' }).inputValue()).toBe(
      `${NAME}拟从小区公共收益中支出 12.50 元，用途：补充维修资金，事由：${TITLE}。`,
    );
    await keys.enter(dialog.getByRole('button', { name: '起草公示' }));
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('草稿', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '审批通过' }).count()).toBe(0);
    expect(problems()).toEqual([]);
    await end();
    const checker = await site().visit('finance-checker');
    await checker.go(`/spending?spending=${id}`);
    await checker.page.getByText('须先发布关于这笔支出的公示，才能审批。').waitFor();
    await checker.end();
  });

  test('the director publishes the notice, the checker approves by it, and the owners have that much less', async () => {
    const before = await revenue();
    const director = await site().visit('committee-director');
    await director.go(`/spending?spending=${id}`);
    await director.keys.enter(director.page.getByRole('button', { name: '发布公示' }));
    await director.keys.enter(director.page.getByRole('tooltip').getByRole('button', { name: '发布公示' }));
    await director.page.getByText('公示中', { exact: true }).waitFor();
    expect(await director.page.getByRole('button', { name: '审批通过' }).count()).toBe(0);
    expect(director.problems()).toEqual([]);
    await director.end();

    const { page, go, keys, problems, end } = await site().visit('finance-checker');
    await go('/finance/approvals');
    await keys.enter(page.getByRole('link', { name: /^公共收益支出（\d+ 笔待审批）$/ }));
    await keys.enter(page.getByRole('link', { name: TITLE }));
    await keys.enter(page.getByRole('button', { name: '审批通过' }));
    await keys.enter(page.getByRole('tooltip').getByRole('button', { name: '审批通过' }));
    await page.getByText('已审批，待报销').waitFor();
    expect(await revenue()).toEqual({ balance: before.balance - 12_50n, available: before.available - 12_50n });
    const { journal } = await now();
    await keys.enter(page.getByRole('link', { name: `业主账簿序号 ${journal}` }));
    await page.waitForURL(`**/books?book=owners&view=vouchers&voucher=${journal}`);
    await page.getByRole('dialog').getByText('公共收益支出：补充维修资金').first().waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('the maker enters the receipts, and the director sees all of it and no books', async () => {
    const { journal } = await now();
    const maker = await site().visit('finance-maker');
    await maker.go('/spending?view=underway');
    await maker.page.getByRole('link', { name: TITLE }).click();
    await maker.page.getByRole('button', { name: '登记票据' }).click();
    const dialog = maker.page.getByRole('dialog', { name: '登记票据' });
    await dialog.getByRole('textbox').fill('发票 0001\n\n 发票 0002 ');
    await dialog.getByRole('button', { name: '登记票据' }).click();
    await maker.page.getByText('发票 0001、发票 0002').waitFor();
    expect(await now()).toMatchObject({ state: 'ACCOUNTED', receipts: ['发票 0001', '发票 0002'] });
    expect(maker.problems()).toEqual([]);
    await maker.end();

    const director = await site().visit('committee-director');
    await director.go(`/compounds/${COMPOUND}?view=revenue`);
    await director.page.getByRole('link', { name: '提出与审批' }).click();
    await director.page.getByRole('link', { name: TITLE }).click();
    await director.page.getByText(`业主账簿序号 ${journal}`).waitFor();
    expect(await director.page.locator('a[href^="/books"]').count()).toBe(0);
    expect(director.problems()).toEqual([]);
    await director.end();
  });

  test('what was spent is taken back by two, and the owners have it again', async () => {
    const before = await revenue();
    const maker = await site().visit('finance-maker');
    await maker.go(`/spending?spending=${id}`);
    await maker.page.getByRole('button', { name: '提出冲销' }).click();
    await maker.page.getByRole('dialog').getByRole('textbox').fill('供应商退款');
    await maker.page.getByRole('dialog').getByRole('button', { name: '提出冲销' }).click();
    await maker.page.getByText('待审批冲销').waitFor();
    expect(await maker.page.getByRole('button', { name: '审批冲销' }).count()).toBe(0);
    await maker.end();

    const { page, go, problems, end } = await site().visit('finance-checker', { width: 390, language: 'en' });
    await go(`/spending?spending=${id}`);
    await page.getByText('供应商退款').waitFor();
    await page.getByRole('button', { name: 'Approve taking it back' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Approve taking it back' }).click();
    await page.getByText('Taken back', { exact: true }).waitFor();
    expect(await revenue()).toEqual({ balance: before.balance + 12_50n, available: before.available + 12_50n });
    expect((await now()).reversalJournal).toEqual(expect.any(Number));
    expect(problems()).toEqual([]);
    await end();
  });

  test('more than is available is refused where it was approved, and nothing is spent; it is rejected with a reason', async () => {
    const before = await revenue();
    const input = { compound: COMPOUND, purpose: 'MAINTENANCE_FUND', amount: formatMoney(before.available + 1n) };
    const proposed = { ...input, clientMutationId: newId(), title: '超出可用余额' };
    const tooMuch = (await ask('committee-director', PROPOSE, { input: proposed })).done;
    const subject = { subjectType: 'PublicRevenueSpending', subjectId: tooMuch.id };
    const about = { kind: 'PUBLIC_REVENUE', place: COMPOUND, ...subject };
    const words = { clientMutationId: newId(), title: '公示', body: '拟支出。' };
    const notice = (await ask('committee-director', DRAFT, { input: { ...about, ...words } })).done;
    await ask('committee-director', PUBLISH, { input: { id: notice.id } });

    const { page, go, barriers, problems, end } = await site().visit('finance-checker');
    await go(`/spending?compound=${COMPOUND}`);
    await page.getByRole('link', { name: '超出可用余额' }).click();
    await page.getByRole('button', { name: '审批通过' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '审批通过' }).click();
    await page.locator('[data-refusal=BALANCE_TOO_LOW]').waitFor();
    expect(await barriers()).toEqual([]);
    expect(await revenue()).toEqual(before);
    await page.getByRole('button', { name: /^驳\s?回$/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('余额不足');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^驳\s?回$/ })
      .click();
    await page.getByText('已驳回').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('a director proposes for their own compound, and what was typed is there when the page is loaded anew', async () => {
    const { page, go, problems, end } = await site().visit('committee-director', { width: 390, language: 'en' });
    await go('/spending?spending=new');
    await page.locator('.ant-select', { hasText: NAME }).waitFor();
    await page.getByRole('textbox', { name: 'For what' }).fill('Lamps at building 3');
    await page.getByRole('textbox', { name: 'Amount, yuan' }).fill('1,000.00');
    await choose(page, 'Purpose', 'Common parts');
    await page.reload();
    await page.locator('.ant-select', { hasText: NAME }).waitFor();
    expect(await page.getByRole('textbox', { name: 'For what' }).inputValue()).toBe('Lamps at building 3');
    expect(await page.getByRole('textbox', { name: 'Amount, yuan' }).inputValue()).toBe('1,000.00');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.locator('.ant-form-item', { hasText: 'By which vote' }).getByText('Fill this in').waitFor();
    await page.getByRole('combobox', { name: 'By which vote' }).click();
    await page.getByText('No vote of this compound allows it.').waitFor();
    expect(problems()).toEqual([]);
    await end();
  });

  test('who has to do with no spending has no such page, and nobody sees that of another compound', async () => {
    const resident = await site().visit('resident');
    await resident.go('/spending');
    await resident.page.getByText('您没有此页面的权限').waitFor();
    await resident.end();
    const input = { compound: '37132200100102', purpose: 'MAINTENANCE_FUND', amount: '1.00', title: '别处' };
    const other = (await ask('finance-maker', PROPOSE, { input: { clientMutationId: newId(), ...input } })).done;
    const director = await site().visit('committee-director');
    await director.go('/spending?view=all');
    await director.page.getByRole('link', { name: TITLE }).waitFor();
    expect(await director.page.getByRole('link', { name: '别处' }).count()).toBe(0);
    await director.go(`/spending?spending=${other.id}`);
    await director.page.getByRole('heading', { name: '没有这笔支出' }).waitFor();
    await director.end();
  });
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.locator('.ant-select-item-option', { hasText: option }).click();
}
