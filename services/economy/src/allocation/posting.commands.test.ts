import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closePeriod } from '../period/period.commands.ts';
import {
  COUNTY,
  checker,
  compounds,
  createTestCounty,
  maker,
  OPERATOR,
  period,
  system,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { approveAllocation } from './allocation.commands.ts';
import type { Allocation } from './computation.ts';
import { payable, receivable } from './journal.ts';
import { postAllocation, recordCredited, reverseAllocation } from './posting.commands.ts';
import { createSettlements, settlementId } from './settlement.ts';
import { isSettled } from './sides.ts';

let county: TestCounty;

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

async function approved(agreement: string, month: string, revenue: bigint): Promise<Allocation> {
  if (!(await county.agreements.byCode(COUNTY, agreement)))
    await county.agreed(agreement, terms('2025-01', 1000, [3, 2]));
  await county.take(agreement, month, revenue);
  const { allocation } = must(await closePeriod(county, maker, { agreement, period: period(month) }));
  return must(await approveAllocation(county, checker, allocation.id));
}

const book = () => county.books.of(COUNTY);
const post = ({ id }: Allocation) => postAllocation(county, { key: `alloc-${id}.post`, allocation: id });
const credit = ({ id }: Allocation, ownersJournal: number | null) =>
  recordCredited(county, { key: `alloc-${id}.record`, allocation: id, ownersJournal });
const undo = ({ id }: Allocation) =>
  reverseAllocation(county, system, { key: `alloc-${id}.post.undo`, allocation: id, reason: '收款账户有误' });
const openOf = async ({ agreement, period: month }: Allocation) => {
  const accounts = [receivable(OPERATOR), ...compounds.map(payable)];
  return await book().openItems({ accounts, dimensions: { agreement, period: month } });
};

describe('posting an approved allocation', () => {
  test('the operator owes each compound’s share, one pair of lines for each', async () => {
    const allocation = await approved('JV-4001', '2025-01', 12_345_67n);
    const posted = must(await post(allocation));
    expect(posted).toMatchObject({
      agreement: 'JV-4001',
      agreementName: '合作项目 JV-4001',
      period: '2025-01',
      lines: [
        { compound: compounds[0], amount: 740_74n },
        { compound: compounds[1], amount: 493_83n },
      ],
    });
    const journal = await book().journal(posted.journal ?? 0);
    const about = (compound: string) => ({ agreement: 'JV-4001', period: '2025-01', compound });
    expect(journal).toMatchObject({
      effectiveOn: '2025-01-31',
      voucherNumber: posted.voucherNumber,
      source: { kind: 'allocation', key: allocation.id },
      postedBy: 'maker',
      approvedBy: 'checker',
      lines: [
        { account: `1221.${OPERATOR}`, debit: 740_74n, dimensions: about(compounds[0]) },
        { account: `2241.${compounds[0]}`, credit: 740_74n, dimensions: about(compounds[0]) },
        { account: `1221.${OPERATOR}`, debit: 493_83n, dimensions: about(compounds[1]) },
        { account: `2241.${compounds[1]}`, credit: 493_83n, dimensions: about(compounds[1]) },
      ],
    });
    expect(await county.allocations.byId(allocation.id)).toMatchObject({
      state: 'POSTED',
      journal: posted.journal,
      voucherNumber: posted.voucherNumber,
    });
  });

  test('asked again, or twice at once, it answers the same journal', async () => {
    const allocation = await approved('JV-4002', '2025-01', 500_00n);
    const [one, other] = await Promise.all([post(allocation), post(allocation)]);
    expect(must(one)).toEqual(must(other));
    expect(must(await post(allocation))).toEqual(must(one));
    expect(await book().countJournals({ agreement: 'JV-4002' })).toBe(1);
  });

  test('a pool of zero has no journal and passes straight through', async () => {
    const allocation = await approved('JV-4003', '2025-01', 0n);
    expect(must(await post(allocation))).toMatchObject({ journal: null, voucherNumber: null });
    expect(must(await credit(allocation, null))).toMatchObject({ state: 'CREDITED' });
    expect(await book().countJournals({ agreement: 'JV-4003' })).toBe(0);
  });

  test('nothing is posted before approval, and a step’s key stands for one allocation', async () => {
    await county.agreed('JV-4004', terms('2025-01', 1000, [1]));
    await county.take('JV-4004', '2025-01', 100_00n);
    const { allocation } = must(await closePeriod(county, maker, { agreement: 'JV-4004', period: period('2025-01') }));
    expect(await post(allocation)).toMatchObject({ code: 'STATE_NOT_ALLOWED', parameters: { state: 'COMPUTED' } });
    must(await approveAllocation(county, checker, allocation.id));
    must(await post(allocation));
    const other = await approved('JV-4005', '2025-01', 100_00n);
    expect(await postAllocation(county, { key: `alloc-${allocation.id}.post`, allocation: other.id })).toMatchObject({
      code: 'KEY_REUSED',
    });
  });
});

describe('recording that the owners’ book has credited', () => {
  test('follows the posting; asked again it answers the same, with another journal it is refused', async () => {
    const allocation = await approved('JV-4011', '2025-01', 500_00n);
    expect(await credit(allocation, 7)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    must(await post(allocation));
    expect(must(await credit(allocation, 7))).toMatchObject({ state: 'CREDITED', ownersJournal: 7 });
    expect(must(await credit(allocation, 7))).toMatchObject({ state: 'CREDITED', ownersJournal: 7 });
    expect(await credit(allocation, 8)).toMatchObject({ code: 'KEY_REUSED' });
  });
});

describe('taking an allocation back', () => {
  test('posts the mirror of its journal and leaves nothing open; the period can then be reopened', async () => {
    const allocation = await approved('JV-4021', '2025-01', 500_00n);
    must(await post(allocation));
    const { journal } = must(await undo(allocation));
    expect(await book().journal(journal ?? 0)).toMatchObject({ effectiveOn: '2025-06-01', memo: '收款账户有误' });
    expect((await openOf(allocation)).every(({ open }) => open === 0n)).toBe(true);
    expect(await county.allocations.byId(allocation.id)).toMatchObject({
      state: 'REJECTED',
      rejectedBy: 'system',
      rejectedReason: '收款账户有误',
    });
    expect(must(await undo(allocation))).toEqual({ journal });
    expect(await post(allocation)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('is refused once a later period is closed, and changes nothing', async () => {
    const allocation = await approved('JV-4022', '2025-01', 500_00n);
    must(await post(allocation));
    must(await closePeriod(county, maker, { agreement: 'JV-4022', period: period('2025-02') }));
    expect(await undo(allocation)).toMatchObject({ code: 'LATER_PERIOD_CLOSED' });
    expect(await county.allocations.byId(allocation.id)).toMatchObject({ state: 'POSTED' });
  });

  test('one that was paid is not taken back by the workflow', async () => {
    const allocation = await approved('JV-4023', '2025-01', 500_00n);
    must(await post(allocation));
    await county.connection
      .collection<{ _id: string }>('allocations')
      .updateOne({ _id: allocation.id }, { $set: { state: 'PAID' } });
    expect(await undo(allocation)).toMatchObject({ code: 'STATE_NOT_ALLOWED', parameters: { state: 'PAID' } });
    expect(await book().countJournals({ agreement: 'JV-4023' })).toBe(1);
  });

  test('at the moment of posting: whatever comes first, a rejected allocation leaves nothing open', async () => {
    for (const agreement of ['JV-4024', 'JV-4025', 'JV-4026']) {
      const allocation = await approved(agreement, '2025-01', 500_00n);
      const [, reversed] = await Promise.all([post(allocation), undo(allocation)]);
      expect(isRefusal(reversed)).toBe(false);
      expect(await county.allocations.byId(allocation.id)).toMatchObject({ state: 'REJECTED' });
      expect((await openOf(allocation)).every(({ open }) => open === 0n)).toBe(true);
    }
  });
});

describe('where a share stands', () => {
  const sidesOf = async (allocation: Allocation) => {
    const settlements = createSettlements(county);
    const ids = allocation.lines.map(({ compound }) => settlementId({ ...allocation, compound }));
    const sides = await settlements(ids);
    return ids.map((id) => sides.get(id));
  };

  test('declared is divided as the pool is; nothing is paid until a receipt is matched to the line', async () => {
    const allocation = await approved('JV-4031', '2025-01', 12_345_67n);
    must(await post(allocation));
    expect(await sidesOf(allocation)).toMatchObject([
      { declared: null, allocated: 740_74n, paid: 0n },
      { declared: null, allocated: 493_83n, paid: 0n },
    ]);

    const receipt = {
      account: '1002',
      name: { zh: '银行存款', en: 'Bank' },
      owner: { kind: 'SETTLEMENT_OFFICE', code: COUNTY },
    } as const;
    await book().openAccounts([{ ...receipt, code: '1002.BA-0001' }]);
    const dimensions = { agreement: 'JV-4031', period: '2025-01', compound: compounds[0] };
    must(
      await book().post({
        source: { kind: 'receipt', key: 'R-1' },
        date: '2025-02-20' as LocalDate,
        memo: '收到分成款',
        lines: [
          { account: '1002.BA-0001', debit: 740_74n },
          { account: receivable(OPERATOR), credit: 740_74n, dimensions },
        ],
      }),
    );
    must(
      await book().post({
        source: { kind: 'transfer', key: 'T-1' },
        date: '2025-02-21' as LocalDate,
        memo: '转付小区',
        lines: [
          { account: payable(compounds[0]), debit: 740_74n, dimensions },
          { account: '1002.BA-0001', credit: 740_74n },
        ],
      }),
    );
    const [first, second] = await sidesOf(allocation);
    expect(first).toMatchObject({ paid: 740_74n, payable: 0n });
    expect(second).toMatchObject({ paid: 0n });
    if (!first || !second) throw new Error('both shares are there');
    expect(isSettled({ ...first, declared: 740_74n, credited: 740_74n })).toBe(true);
    expect(isSettled({ ...first, declared: 740_74n, credited: 740_73n })).toBe(false);
    expect(isSettled({ ...first, declared: null, credited: 740_74n })).toBe(false);
    expect(isSettled({ ...second, declared: 493_83n, credited: 493_83n })).toBe(false);
  });
});
