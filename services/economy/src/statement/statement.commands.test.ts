import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { type Page, parsePage } from '@hh/service/connection.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endAgreement } from '../agreement/agreement.commands.ts';
import { approveAllocation } from '../allocation/allocation.commands.ts';
import { closePeriod } from '../period/period.commands.ts';
import {
  COUNTY,
  checker,
  createTestCounty,
  elsewhere,
  maker,
  OPERATOR,
  PRIVATE_FIRM,
  period,
  person,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { chainAfter, EMPTY_CHAIN } from './chain.ts';
import { periodKey } from './declaration.store.ts';
import { attachEvidence, declareShare, disputeEntry, resolveDispute } from './entry.commands.ts';
import { type Entry, effectOf, type RawEntry } from './entry.ts';
import { postEntries, type RowOutcome } from './statement.commands.ts';
import { agreementKey } from './statement.store.ts';

const operator = person('operator', `PARTNER@${OPERATOR}`);
const stranger = person('stranger', `PARTNER@${PRIVATE_FIRM}`);

let county: TestCounty;
let codes = 0;

beforeAll(async () => {
  county = await createTestCounty('2025-06-15T09:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

/** An agreement of its own for each test. */
async function agreed(): Promise<string> {
  codes += 1;
  const code = `JV-${7000 + codes}`;
  await county.agreed(code, terms('2025-03', 1000, [1, 2]));
  return code;
}

function revenue(externalRef: string, amount: string, occurredOn: string, more: RawEntry = {}): RawEntry {
  return { externalRef, kind: 'REVENUE', amount, occurredOn, ...more };
}

const post = (agreement: string, ...entries: readonly RawEntry[]) =>
  postEntries(county, operator, { agreement, entries });

async function posted(agreement: string, ...entries: readonly RawEntry[]): Promise<string> {
  return outcomes(must(await post(agreement, ...entries)));
}

function outcomes(rows: readonly RowOutcome[]): string {
  return rows.map(({ outcome }) => outcome).join(' ');
}

async function totalsOf(code: string, month: string) {
  const agreement = await county.agreements.byCode(COUNTY, code);
  const found = agreement && (await county.periods.find(agreement, period(month)));
  return found && { revenue: found.revenue, cost: found.cost, entries: found.entries };
}

const pageOfAll = must(parsePage({ first: 200 }));
const entriesIn = (code: string, month: string, page: Page = pageOfAll): Promise<readonly Entry[]> =>
  county.statements.entriesOf(COUNTY, code, period(month), page);
const codeOf = (result: unknown) => (isRefusal(result) ? result.code : 'done');
const close = (agreement: string, month: string) => closePeriod(county, maker, { agreement, period: period(month) });

describe('posting', () => {
  test('takes entries into their periods, whose totals run with them', async () => {
    const code = await agreed();
    const rows = [
      revenue('A', '100.00', '2025-03-05'),
      revenue('B', '30.00', '2025-03-06', { kind: 'COST' }),
      revenue('C', '7.00', '2025-04-01', { projectCode: 'P1', memo: '四月' }),
      revenue('A-R', '100.00', '2025-04-02', { reverses: 'A' }),
    ];
    expect(await posted(code, ...rows)).toBe('POSTED POSTED POSTED POSTED');
    expect(await totalsOf(code, '2025-03')).toEqual({ revenue: 10_000n, cost: 3_000n, entries: 2 });
    expect(await totalsOf(code, '2025-04')).toEqual({ revenue: -9_300n, cost: 0n, entries: 2 });
    const [a, b] = await entriesIn(code, '2025-03');
    expect(a).toMatchObject({ externalRef: 'A', amount: 10_000n, ordinal: 1, reversedBy: 'A-R', late: false });
    expect(b).toMatchObject({ externalRef: 'B', ordinal: 2, reversedBy: null, postedBy: { id: 'operator' } });
    expect((await entriesIn(code, '2025-04'))[1]).toMatchObject({ reverses: 'A', source: { kind: 'API', line: 4 } });
  });

  test('the same request again posts nothing and answers the first entries', async () => {
    const code = await agreed();
    const rows = [revenue('A', '1.00', '2025-03-05'), revenue('B', '2.00', '2025-03-05')];
    const first = must(await post(code, ...rows));
    const again = must(await post(code, ...rows));
    expect(outcomes(again)).toBe('DUPLICATE DUPLICATE');
    expect(again.map(({ entry }) => entry?.id)).toEqual(first.map(({ entry }) => entry?.id));
    expect(await totalsOf(code, '2025-03')).toEqual({ revenue: 300n, cost: 0n, entries: 2 });
  });

  test('a rejected row neither stops its neighbours nor uses up its key', async () => {
    const code = await agreed();
    expect(await posted(code, revenue('A', '1.234', '2025-03-05'), revenue('B', '1', '2025-03-05'))).toBe(
      'REJECTED POSTED',
    );
    expect(await posted(code, revenue('A', '1.23', '2025-03-05'))).toBe('POSTED');
  });

  test('other content under a used key is rejected and names the field', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '5', '2025-03-05'));
    const [row] = must(await post(code, revenue('A', '1', '2025-03-05')));
    expect(row?.problems.map(({ code: problem, field }) => [problem, field])).toEqual([['ENTRY_DIFFERS', 'amount']]);
    expect(row?.problems[0]?.message('en')).toContain('amount');
  });

  test('the same key may be used under another agreement', async () => {
    const [one, other] = [await agreed(), await agreed()];
    expect(await posted(one, revenue('A', '5', '2025-03-05'))).toBe('POSTED');
    expect(await posted(other, revenue('A', '9', '2025-03-05'))).toBe('POSTED');
  });

  test('many at once post each entry once, and lose none', async () => {
    const code = await agreed();
    const rows = Array.from({ length: 20 }, (_, index) => revenue(`A-${index}`, '1.00', '2025-03-05'));
    const answers = await Promise.all([0, 5, 10, 3, 0, 10].map((from) => post(code, ...rows.slice(from, from + 10))));
    const all = answers.flatMap((answer) => must(answer));
    expect(all.filter(({ outcome }) => outcome === 'POSTED')).toHaveLength(20);
    expect(all.filter(({ outcome }) => outcome === 'REJECTED')).toEqual([]);
    expect(await totalsOf(code, '2025-03')).toEqual({ revenue: 2_000n, cost: 0n, entries: 20 });
    expect((await entriesIn(code, '2025-03')).map(({ ordinal }) => ordinal)).toEqual(rows.map((_, index) => index + 1));
  });

  test('two reversals of one entry at once: one is posted', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '5', '2025-03-05'));
    const answers = await Promise.all(
      ['R', 'S'].map((ref) => post(code, revenue(ref, '5', '2025-03-06', { reverses: 'A' }))),
    );
    expect(answers.map((answer) => outcomes(must(answer))).sort()).toEqual(['POSTED', 'REJECTED']);
  });

  test('needs between 1 and 1,000 entries', async () => {
    const code = await agreed();
    expect(codeOf(await post(code))).toBe('LIST_SIZE');
    const tooMany = Array.from({ length: 1_001 }, (_, index) => revenue(`A-${index}`, '1', '2025-03-05'));
    expect(codeOf(await post(code, ...tooMany))).toBe('LIST_SIZE');
  });

  test.each([
    ['another enterprise', stranger],
    ['another county', elsewhere],
  ])('by %s is as if the agreement did not exist', async (_, actor) => {
    const input = { entries: [revenue('A', '1', '2025-03-05')] };
    const known = await postEntries(county, actor, { ...input, agreement: await agreed() });
    const unknown = await postEntries(county, actor, { ...input, agreement: 'JV-0404' });
    for (const refusal of [known, unknown]) expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: 'agreement' });
  });

  test('by finance, which may read the agreement, lies outside its scope', async () => {
    const input = { agreement: await agreed(), entries: [revenue('A', '1', '2025-03-05')] };
    expect(codeOf(await postEntries(county, maker, input))).toBe('OUT_OF_SCOPE');
  });

  test('leaves an audit row for each request', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '1', '2025-03-05'));
    const agreement = await county.agreements.byCode(COUNTY, code);
    const rows = (await county.auditOf('postEntries')).filter(({ subject }) => subject.id === agreement?.id);
    expect(rows).toEqual([expect.objectContaining({ after: { rows: 1, posted: 1 } })]);
  });
});

describe('a period that is closed', () => {
  test('sends a late entry into the earliest open one and restates it against its own month', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    must(await close(code, '2025-03'));
    const late = [
      revenue('B', '5', '2025-03-31'),
      revenue('C', '2', '2025-03-31', { kind: 'COST' }),
      revenue('A-R', '10', '2025-03-31', { reverses: 'A' }),
    ];
    expect(await posted(code, ...late)).toBe('POSTED POSTED POSTED');
    expect(await totalsOf(code, '2025-03')).toEqual({ revenue: 1_000n, cost: 0n, entries: 1 });
    expect(await totalsOf(code, '2025-04')).toEqual({ revenue: -500n, cost: 200n, entries: 3 });
    const key = agreementKey({ county: COUNTY, code });
    expect((await county.statements.restatementsOf([key])).get(key)).toEqual([
      { period: '2025-03', revenue: -500n, cost: 200n, entryCount: 3 },
    ]);
  });

  test('closed while entries are posted: each entry lies in one period, and the totals agree', async () => {
    const code = await agreed();
    const rows = Array.from({ length: 30 }, (_, index) => revenue(`A-${index}`, '1.00', '2025-03-05'));
    const [closed] = await Promise.all([
      close(code, '2025-03'),
      ...rows.map((row) => post(code, row).then((answer) => must(answer))),
    ]);
    const inMarch = await entriesIn(code, '2025-03');
    const inApril = await entriesIn(code, '2025-04');
    expect(inMarch.length + inApril.length).toBe(30);
    expect(must(closed).period.revenue).toBe(BigInt(inMarch.length) * 100n);
    expect(must(closed).allocation.inputs.entries.count).toBe(inMarch.length);
    expect((await totalsOf(code, '2025-04'))?.revenue ?? 0n).toBe(BigInt(inApril.length) * 100n);
    expect(inApril.every(({ late }) => late)).toBe(true);
  });

  test('is explained by a chain that its entries give again', async () => {
    const code = await agreed();
    await posted(code, revenue('B', '1', '2025-03-05'), revenue('A', '2', '2025-03-04'));
    await posted(code, revenue('C', '3', '2025-03-03', { memo: '三' }));
    const entries = await entriesIn(code, '2025-03');
    expect(await county.statements.entryFacts(COUNTY, code, period('2025-03'))).toEqual({
      count: 3,
      hash: entries.reduce<string>(chainAfter, EMPTY_CHAIN),
    });
    const sum = entries.map(effectOf).reduce((total, effect) => total + effect.revenue - effect.cost, 0n);
    expect(sum).toBe((await totalsOf(code, '2025-03'))?.revenue);
  });

  test('of the last day of an agreement takes nothing any more', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '1', '2025-03-05'));
    must(await endAgreement(county, checker, { agreement: code, endsOn: '2025-03-31' as never, reason: '到期' }));
    expect(await posted(code, revenue('B', '1', '2025-03-31'), revenue('C', '1', '2025-04-01'))).toBe(
      'POSTED REJECTED',
    );
    must(await close(code, '2025-03'));
    const [again, late] = must(await post(code, revenue('A', '1', '2025-03-05'), revenue('D', '1', '2025-03-05')));
    expect(again?.outcome).toBe('DUPLICATE');
    expect(late?.problems.map((problem) => problem.code)).toEqual(['AGREEMENT_NOT_ACTIVE']);
  });
});

describe('a list of entries', () => {
  test('turns its pages without losing or repeating one, backwards too', async () => {
    const code = await agreed();
    const rows = Array.from({ length: 7 }, (_, index) => revenue(`Z-${7 - index}`, '1', `2025-0${3 + (index % 3)}-05`));
    await posted(code, ...rows);
    const agreement = { county: COUNTY, code };
    const all = await county.statements.page(agreement, {}, pageOfAll);
    expect(all.map((entry) => entry.period)).toEqual([...all.map((entry) => entry.period)].sort());
    const cursor = all[2] as Entry;
    const after = { limit: 2, backwards: false, after: [cursor.period, cursor.ordinal], before: null };
    const before = { limit: 2, backwards: true, after: null, before: [cursor.period, cursor.ordinal] };
    // One row more than the page, to say whether more follow.
    expect(await county.statements.page(agreement, {}, after)).toEqual(all.slice(3, 6));
    expect(await county.statements.page(agreement, {}, before)).toEqual([all[1], all[0]]);
    expect(await county.statements.count(agreement, {})).toBe(7);
    expect(await county.statements.count(agreement, { period: period('2025-03') })).toBe(3);
    expect(await county.statements.countEntries(COUNTY, code, period('2025-03'))).toBe(3);
  });
});

describe('disputes and evidence', () => {
  test('a disputed entry keeps its period from approval until the dispute is resolved', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    const key = { agreement: code, externalRef: 'A' };
    must(await disputeEntry(county, maker, { ...key, reason: '金额与发票不符' }));
    expect(codeOf(await disputeEntry(county, checker, { ...key, reason: '另一个理由' }))).toBe('STATE_NOT_ALLOWED');
    const { allocation } = must(await close(code, '2025-03'));
    expect(codeOf(await approveAllocation(county, checker, allocation.id))).toBe('ENTRY_DISPUTED');
    const resolved = must(await resolveDispute(county, checker, { ...key, resolution: '已核对发票' }));
    expect(resolved).toMatchObject({ isDisputed: false, disputes: [{ openedBy: 'maker', resolvedBy: 'checker' }] });
    expect(codeOf(await approveAllocation(county, checker, allocation.id))).toBe('done');
  });

  test('a request that arrives late disputes nothing anew, and ends no later dispute', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    const key = { agreement: code, externalRef: 'A' };
    const dispute = { ...key, reason: '存疑', disputes: 0 };
    const resolve = { ...key, resolution: '已核对', disputes: 1 };
    for (const _ of [1, 2]) must(await disputeEntry(county, maker, dispute));
    for (const _ of [1, 2]) must(await resolveDispute(county, checker, resolve));
    expect(codeOf(await disputeEntry(county, maker, dispute))).toBe('CHANGED_MEANWHILE');
    must(await disputeEntry(county, maker, { ...dispute, reason: '仍存疑', disputes: 1 }));
    expect(codeOf(await resolveDispute(county, checker, resolve))).toBe('CHANGED_MEANWHILE');
  });

  test('a dispute and an approval at once: one of them is refused', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    const { allocation } = must(await close(code, '2025-03'));
    const both = await Promise.all([
      disputeEntry(county, maker, { agreement: code, externalRef: 'A', reason: '存疑' }),
      approveAllocation(county, checker, allocation.id),
    ]);
    expect([
      ['STATE_NOT_ALLOWED', 'done'],
      ['done', 'ENTRY_DISPUTED'],
    ]).toContainEqual(both.map(codeOf));
  });

  test('is for finance: not for the operator, and with a reason', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    const key = { agreement: code, externalRef: 'A' };
    expect(codeOf(await disputeEntry(county, operator, { ...key, reason: 'x' }))).toBe('OUT_OF_SCOPE');
    expect(codeOf(await disputeEntry(county, maker, { ...key, reason: ' ' }))).toBe('REASON_MISSING');
    expect(codeOf(await resolveDispute(county, maker, { ...key, resolution: 'x' }))).toBe('STATE_NOT_ALLOWED');
    const unknown = { agreement: code, externalRef: 'B', reason: 'x' };
    expect(codeOf(await disputeEntry(county, maker, unknown))).toBe('NOT_FOUND');
  });

  test('a cost above the limit keeps its period open until it is proven or taken back', async () => {
    const code = await agreed();
    const cost = (ref: string, more: RawEntry = {}) =>
      revenue(ref, '50000.01', '2025-03-05', { kind: 'COST', ...more });
    await posted(code, cost('A'), cost('B'), revenue('C', '50000.00', '2025-03-05', { kind: 'COST' }));
    const blocking = () =>
      county.statements.blockingEntries(COUNTY, code, period('2025-03'), { costEvidenceLimit: 5_000_000n });
    expect(await blocking()).toEqual({ disputed: [], withoutEvidence: ['A', 'B'] });
    expect(codeOf(await close(code, '2025-03'))).toBe('EVIDENCE_MISSING');
    const key = { agreement: code, externalRef: 'A' };
    must(await attachEvidence(county, operator, { ...key, reference: '合同-1' }));
    const twice = must(await attachEvidence(county, maker, { ...key, reference: ' 合同-1' }));
    expect(twice.evidence).toHaveLength(1);
    await posted(code, cost('B-R', { reverses: 'B' }));
    expect(await blocking()).toEqual({ disputed: [], withoutEvidence: [] });
    expect(codeOf(await close(code, '2025-03'))).toBe('done');
  });
});

describe('the share that an operator declares', () => {
  const declare = (agreement: string, month: string, amount: bigint, actor = operator) =>
    declareShare(county, actor, { agreement, period: period(month), amount });

  test('may be replaced until the allocation is approved, and what it replaced is kept', async () => {
    const code = await agreed();
    await posted(code, revenue('A', '10', '2025-03-05'));
    must(await declare(code, '2025-03', 90n));
    must(await declare(code, '2025-03', 90n));
    const second = must(await declare(code, '2025-03', 100n));
    expect(second.history.map(({ amount }) => amount)).toEqual([90n]);
    const { allocation } = must(await close(code, '2025-03'));
    must(await approveAllocation(county, checker, allocation.id));
    expect(codeOf(await declare(code, '2025-03', 100n))).toBe('done');
    expect(codeOf(await declare(code, '2025-03', 101n))).toBe('DECLARATION_DIFFERS');
    expect(await county.statements.declared(COUNTY, code, period('2025-03'))).toBe(100n);
  });

  test('that says how many it saw replaces no later one when it arrives late', async () => {
    const request = { agreement: await agreed(), period: period('2025-03'), amount: 90n, declarations: 0 };
    must(await declareShare(county, operator, request));
    must(await declareShare(county, operator, { ...request, amount: 100n, declarations: 1 }));
    expect(codeOf(await declareShare(county, operator, request))).toBe('CHANGED_MEANWHILE');
    expect(await county.statements.declared(COUNTY, request.agreement, period('2025-03'))).toBe(100n);
  });

  test('may come after approval, once', async () => {
    const code = await agreed();
    const { allocation } = must(await close(code, '2025-03'));
    must(await approveAllocation(county, checker, allocation.id));
    expect(codeOf(await declare(code, '2025-03', 7n))).toBe('done');
    expect(codeOf(await declare(code, '2025-03', 8n))).toBe('DECLARATION_DIFFERS');
  });

  test.each<[string, string, bigint, typeof operator, string]>([
    ['for a period before the agreement', '2025-02', 1n, operator, 'BEFORE_AGREEMENT'],
    ['for a month to come', '2025-07', 1n, operator, 'PERIOD_NOT_OVER'],
    ['below zero', '2025-03', -1n, operator, 'NUMBER_OUT_OF_RANGE'],
    ['by another enterprise', '2025-03', 1n, stranger, 'NOT_FOUND'],
    ['by finance', '2025-03', 1n, maker, 'OUT_OF_SCOPE'],
  ])('is refused %s', async (_, month, amount, actor, problem) => {
    expect(codeOf(await declare(await agreed(), month, amount, actor))).toBe(problem);
  });

  test('is read for many periods at once', async () => {
    const code = await agreed();
    must(await declare(code, '2025-03', 0n));
    must(await declare(code, '2025-04', 5n));
    const keys = ['2025-03', '2025-04', '2025-05'].map((month) => ({
      county: COUNTY,
      agreement: code,
      period: period(month),
    }));
    const found = await county.statements.declarationsOf(keys);
    expect(keys.map((key) => found.get(periodKey(key)))).toEqual([0n, 5n, undefined]);
  });
});
