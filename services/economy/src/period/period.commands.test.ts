import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { approveAllocation, rejectAllocation } from '../allocation/allocation.commands.ts';
import {
  both,
  COUNTY,
  checker,
  createTestCounty,
  elsewhere,
  machine,
  maker,
  otherChecker,
  period,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { closePeriod, reopenPeriod } from './period.commands.ts';

let county: TestCounty;

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T00:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

const close = (agreement: string, month: string, actor = maker) =>
  closePeriod(county, actor, { agreement, period: period(month) });
const reopen = (agreement: string, month: string, actor = checker) =>
  reopenPeriod(county, actor, { agreement, period: period(month), reason: '漏记一笔成本' });
const stateOf = async (agreement: string, month: string) => {
  const found = must((await county.agreements.byCode(COUNTY, agreement)) ?? never());
  return (await county.periods.find(found, period(month)))?.state ?? null;
};
function never(): never {
  throw new Error('the agreement is there');
}

describe('closing a period', () => {
  test('takes the running totals, computes the share and answers both', async () => {
    await county.agreed('JV-2001', terms('2025-01', 1000, [3, 2]));
    await county.take('JV-2001', '2025-01', 12_345_67n);
    await county.take('JV-2001', '2025-01', 0n, 2_345_00n);
    const closed = must(await close('JV-2001', '2025-01'));
    expect(closed.period).toMatchObject({
      period: '2025-01',
      state: 'CLOSED',
      revenue: 12_345_67n,
      cost: 2_345_00n,
      entries: 2,
      closedBy: 'maker',
    });
    expect(closed.allocation).toMatchObject({
      state: 'COMPUTED',
      profit: 10_000_67n,
      base: 10_000_67n,
      pool: 1_000_07n,
      lines: [
        { compound: '37132200100101', amount: 600_04n },
        { compound: '37132200100102', amount: 400_03n },
      ],
      closedBy: 'maker',
    });
    expect(closed.allocation.inputsHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is possible on the first day after it, and not on its last', async () => {
    await county.agreed('JV-2002', terms('2025-05', 1000, [1]));
    county.clock.set('2025-05-31T23:59:59+08:00');
    expect(await close('JV-2002', '2025-05')).toMatchObject({ code: 'PERIOD_NOT_OVER' });
    county.clock.set('2025-06-01T00:00:00+08:00');
    expect(must(await close('JV-2002', '2025-05')).allocation.pool).toBe(0n);
  });

  test('repeating it answers the first result, whoever asks', async () => {
    await county.agreed('JV-2003', terms('2025-01', 1000, [1]));
    await county.take('JV-2003', '2025-01', 500_00n);
    const first = must(await close('JV-2003', '2025-01'));
    expect(must(await close('JV-2003', '2025-01'))).toEqual(first);
    expect(must(await close('JV-2003', '2025-01', both))).toEqual(first);
    const trail = await county.auditOf('closePeriod');
    expect(trail.filter((row) => row.after.allocation === first.allocation.id)).toHaveLength(1);
  });

  test('two who close it at once get one allocation', async () => {
    await county.agreed('JV-2004', terms('2025-01', 1000, [1]));
    await county.take('JV-2004', '2025-01', 500_00n);
    const [one, other] = await Promise.all([close('JV-2004', '2025-01'), close('JV-2004', '2025-01', both)]);
    expect(must(one).allocation).toEqual(must(other).allocation);
    expect(await county.connection.collection('allocations').countDocuments({ agreement: 'JV-2004' })).toBe(1);
  });

  test('a request that arrives late closes nothing that was reopened meanwhile, and answers no later closing', async () => {
    await county.agreed('JV-2009', terms('2025-01', 1000, [1]));
    const request = { agreement: 'JV-2009', period: period('2025-01'), closings: 0 };
    const first = must(await closePeriod(county, maker, request));
    expect(must(await closePeriod(county, maker, request))).toEqual(first);
    must(await reopen('JV-2009', '2025-01'));
    expect(await closePeriod(county, maker, request)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'closings' });
    expect(await stateOf('JV-2009', '2025-01')).toBe('OPEN');
    const second = must(await closePeriod(county, maker, { ...request, closings: 1 }));
    expect(second.allocation.id).not.toBe(first.allocation.id);
    expect(await closePeriod(county, maker, request)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });

  test('the earliest open period comes first, and nothing before the start or in a draft', async () => {
    await county.agreed('JV-2005', terms('2025-02', 1000, [1]));
    expect(await close('JV-2005', '2025-03')).toMatchObject({
      code: 'EARLIER_PERIOD_OPEN',
      parameters: { period: '2025-02' },
    });
    expect(await close('JV-2005', '2025-01')).toMatchObject({ code: 'BEFORE_AGREEMENT', field: 'period' });
  });

  test('a rejected allocation before it has to be settled first', async () => {
    await county.agreed('JV-2006', terms('2025-01', 1000, [1]));
    const { allocation } = must(await close('JV-2006', '2025-01'));
    must(await rejectAllocation(county, checker, { allocation: allocation.id, reason: '单据不全' }));
    expect(await close('JV-2006', '2025-02')).toMatchObject({ code: 'EARLIER_REJECTED' });
    must(await reopen('JV-2006', '2025-01'));
    must(await close('JV-2006', '2025-01'));
    must(await close('JV-2006', '2025-02'));
  });

  test('is for persons with the right at the place', async () => {
    await county.agreed('JV-2007', terms('2025-01', 1000, [1]));
    expect(await close('JV-2007', '2025-01', machine)).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
    expect(await close('JV-2007', '2025-01', elsewhere)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await close('JV-2007', '2025-01', checker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  test('a profit beyond what can be recorded is refused, and the period stays open', async () => {
    await county.agreed('JV-2008', terms('2025-01', 1000, [1]));
    await county.take('JV-2008', '2025-01', 2n ** 63n - 1n);
    must(await close('JV-2008', '2025-01'));
    await county.take('JV-2008', '2025-02', 1n);
    expect(await close('JV-2008', '2025-02')).toMatchObject({ code: 'AMOUNT_TOO_LARGE' });
    expect(await stateOf('JV-2008', '2025-02')).toBe('OPEN');
  });
});

describe('closing while others post', () => {
  /** Posts as a statement does: into the month while it is open, else into the earliest open one. */
  const post = (agreement: string, month: string, revenue: bigint) =>
    county.writer.write(async ({ session }) => {
      const found = (await county.agreements.byCode(COUNTY, agreement, session)) ?? never();
      const earliest = await county.periods.earliestOpen(found, session);
      const into = earliest > month ? earliest : period(month);
      const taken = { county: COUNTY, agreement, period: into, revenue, cost: 0n, entries: 1 };
      return (await county.periods.takeEntries(session, taken)) ?? into;
    });

  test('every entry counts in exactly one period, and the share is of what the period took', async () => {
    await county.agreed('JV-2011', terms('2025-01', 1000, [1]));
    await post('JV-2011', '2025-01', 1n);
    const posts = Array.from({ length: 12 }, (_, index) => post('JV-2011', '2025-01', 1n << BigInt(index + 1)));
    const closing = close('JV-2011', '2025-01');
    const into = (await Promise.all(posts)).map((each) => must(each));
    const { period: closed, allocation } = must(await closing);
    const inClosed = into.filter((month) => month === '2025-01').length;
    expect(closed.entries).toBe(inClosed + 1);
    expect(allocation.profit).toBe(closed.revenue);
    const after = await county.connection.collection('agreement_periods').find({ agreement: 'JV-2011' }).toArray();
    expect(after.reduce((sum, row) => sum + row.revenue, 0n)).toBe((1n << 13n) - 1n);
    expect(after.find((row) => row.period === '2025-01')).toMatchObject({
      state: 'CLOSED',
      revenue: allocation.profit,
    });
  });
});

describe('reopening a period', () => {
  test('is for another person than who closed it, with a reason; the allocation is superseded', async () => {
    await county.agreed('JV-2021', terms('2025-01', 1000, [1]));
    const first = must(await close('JV-2021', '2025-01', both));
    expect(await reopen('JV-2021', '2025-01', both)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await reopen('JV-2021', '2025-01', maker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(
      await reopenPeriod(county, checker, { agreement: 'JV-2021', period: period('2025-01'), reason: '' }),
    ).toMatchObject({ code: 'REASON_MISSING' });
    expect(must(await reopen('JV-2021', '2025-01'))).toMatchObject({ state: 'OPEN', closedBy: null });
    expect(await county.allocations.byId(first.allocation.id)).toMatchObject({ state: 'SUPERSEDED', isCurrent: false });

    await county.take('JV-2021', '2025-01', 100_00n);
    const second = must(await close('JV-2021', '2025-01'));
    expect(second.allocation.id).not.toBe(first.allocation.id);
    expect(second).toMatchObject({ period: { closings: 2 }, allocation: { pool: 10_00n } });
  });

  test('that names its closing opens nothing again when it arrives late', async () => {
    await county.agreed('JV-2023', terms('2025-01', 1000, [1]));
    const first = must(await close('JV-2023', '2025-01')).allocation.id;
    const request = { agreement: 'JV-2023', period: period('2025-01'), reason: '漏记', allocation: first };
    must(await reopenPeriod(county, checker, request));
    const second = must(await close('JV-2023', '2025-01')).allocation.id;
    expect(await reopenPeriod(county, checker, request)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await county.allocations.byId(second)).toMatchObject({ state: 'COMPUTED', isCurrent: true });
  });

  test('the same entries, closed again, give the same lines and the same hash', async () => {
    await county.agreed('JV-2022', terms('2025-01', 1000, [1, 1, 1]));
    await county.take('JV-2022', '2025-01', 10_00n);
    const first = must(await close('JV-2022', '2025-01')).allocation;
    must(await reopen('JV-2022', '2025-01'));
    const second = must(await close('JV-2022', '2025-01')).allocation;
    expect(second).toMatchObject({ lines: first.lines, inputsHash: first.inputsHash, inputs: first.inputs });
  });

  test('is possible for the last closed period alone, and not once its share is approved', async () => {
    await county.agreed('JV-2023', terms('2025-01', 1000, [1]));
    const first = must(await close('JV-2023', '2025-01'));
    must(await close('JV-2023', '2025-02'));
    expect(await reopen('JV-2023', '2025-01')).toMatchObject({
      code: 'NOT_LAST_CLOSED',
      parameters: { period: '2025-02' },
    });
    must(await reopen('JV-2023', '2025-02'));
    must(await approveAllocation(county, otherChecker, first.allocation.id));
    expect(await reopen('JV-2023', '2025-01')).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
      parameters: { state: 'APPROVED' },
    });
  });

  test('reopening a period at the moment the next one closes: one of the two happens', async () => {
    for (const agreement of ['JV-2024', 'JV-2025', 'JV-2026', 'JV-2027']) {
      await county.agreed(agreement, terms('2025-01', 1000, [1]));
      must(await close(agreement, '2025-01'));
      const [reopened, closed] = await Promise.all([reopen(agreement, '2025-01'), close(agreement, '2025-02')]);
      expect([isRefusal(reopened), isRefusal(closed)].filter(Boolean)).toHaveLength(1);
      const states = [await stateOf(agreement, '2025-01'), await stateOf(agreement, '2025-02')];
      expect(states).toEqual(isRefusal(reopened) ? ['CLOSED', 'CLOSED'] : ['OPEN', null]);
    }
  });

  test('reopening at the moment of approval: one of the two happens', async () => {
    for (const agreement of ['JV-2031', 'JV-2032', 'JV-2033', 'JV-2034']) {
      await county.agreed(agreement, terms('2025-01', 1000, [1]));
      const { allocation } = must(await close(agreement, '2025-01'));
      const [reopened, approved] = await Promise.all([
        reopen(agreement, '2025-01'),
        approveAllocation(county, otherChecker, allocation.id),
      ]);
      expect([isRefusal(reopened), isRefusal(approved)].filter(Boolean)).toHaveLength(1);
      expect(await county.allocations.byId(allocation.id)).toMatchObject({
        state: isRefusal(reopened) ? 'APPROVED' : 'SUPERSEDED',
      });
    }
  });
});
