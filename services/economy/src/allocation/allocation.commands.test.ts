import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closePeriod } from '../period/period.commands.ts';
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
  person,
  system,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { approveAllocation, rejectAllocation } from './allocation.commands.ts';
import type { Allocation } from './computation.ts';
import { reverseAllocation } from './posting.commands.ts';

let county: TestCounty;

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

async function closed(agreement: string, month: string, actor = maker): Promise<Allocation> {
  await county.take(agreement, month, 1_000_00n);
  return must(await closePeriod(county, actor, { agreement, period: period(month) })).allocation;
}

async function computed(agreement: string, actor = maker): Promise<Allocation> {
  await county.agreed(agreement, terms('2025-01', 1000, [1, 1]));
  return await closed(agreement, '2025-01', actor);
}

const eventsOf = async (allocation: Allocation) =>
  (await county.announced()).filter(({ payload }) => (payload as { allocation: string }).allocation === allocation.id);

describe('approving an allocation', () => {
  test('the person who closed a period cannot approve its allocation, whatever grants they hold', async () => {
    const allocation = await computed('JV-3001', both);
    expect(await approveAllocation(county, both, allocation.id)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await county.allocations.byId(allocation.id)).toMatchObject({ state: 'COMPUTED', approvedBy: null });
    expect(await eventsOf(allocation)).toEqual([]);
  });

  test('another person can; the approval is announced once, with the change', async () => {
    const allocation = await computed('JV-3002');
    const approved = must(await approveAllocation(county, checker, allocation.id));
    expect(approved).toMatchObject({ state: 'APPROVED', approvedBy: 'checker', approvedAt: county.clock.now() });
    expect(await eventsOf(allocation)).toMatchObject([
      {
        name: 'AllocationApproved',
        county: COUNTY,
        payload: { allocation: allocation.id, agreement: 'JV-3002', period: '2025-01' },
        subscriber: 'workflows',
      },
    ]);
    expect(must(await approveAllocation(county, checker, allocation.id))).toEqual(approved);
    expect(await eventsOf(allocation)).toHaveLength(1);
    const trail = (await county.auditOf('approveAllocation')).filter((row) => row.subject.id === allocation.id);
    expect(trail).toMatchObject([
      { actor: { id: 'checker' }, before: { state: 'COMPUTED' }, after: { state: 'APPROVED' } },
    ]);
  });

  test('two who approve at once, one of them the person who closed: the other one’s approval stands', async () => {
    for (const agreement of ['JV-3003', 'JV-3004', 'JV-3005']) {
      const allocation = await computed(agreement, both);
      const [own, other] = await Promise.all([
        approveAllocation(county, both, allocation.id),
        approveAllocation(county, checker, allocation.id),
      ]);
      expect(isRefusal(own)).toBe(true);
      expect(must(other)).toMatchObject({ state: 'APPROVED', approvedBy: 'checker' });
    }
  });

  test('two checkers at once: one approves, the other is told, the share starts once', async () => {
    const allocation = await computed('JV-3006');
    const answers = await Promise.all([
      approveAllocation(county, checker, allocation.id),
      approveAllocation(county, otherChecker, allocation.id),
    ]);
    expect(answers.filter(isRefusal)).toMatchObject([{ code: 'STATE_NOT_ALLOWED', parameters: { state: 'APPROVED' } }]);
    expect(await eventsOf(allocation)).toHaveLength(1);
  });

  test('a machine never approves, nor does a checker of another county', async () => {
    const allocation = await computed('JV-3007');
    expect(await approveAllocation(county, machine, allocation.id)).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
    expect(await approveAllocation(county, elsewhere, allocation.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await approveAllocation(county, maker, allocation.id)).toMatchObject({ code: 'SAME_PERSON' });
    const otherMaker = person('other-maker', `FINANCE_MAKER@${COUNTY}`);
    expect(await approveAllocation(county, otherMaker, allocation.id)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  test('earlier periods come first', async () => {
    const first = await computed('JV-3008');
    const second = await closed('JV-3008', '2025-02');
    expect(await approveAllocation(county, checker, second.id)).toMatchObject({
      code: 'EARLIER_NOT_APPROVED',
      parameters: { period: '2025-01' },
    });
    must(await approveAllocation(county, checker, first.id));
    must(await approveAllocation(county, checker, second.id));
  });

  test('what was approved and then taken back is not approved again', async () => {
    const allocation = await computed('JV-3009');
    must(await approveAllocation(county, checker, allocation.id));
    const step = { key: 'alloc.post.undo', allocation: allocation.id, reason: '账户有误' };
    must(await reverseAllocation(county, system, step));
    expect(await approveAllocation(county, checker, allocation.id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });
});

describe('rejecting an allocation', () => {
  test('needs a reason and another person than who closed; repeating it answers the first result', async () => {
    const allocation = await computed('JV-3011', both);
    const reject = (actor: typeof both, reason: string) =>
      rejectAllocation(county, actor, { allocation: allocation.id, reason });
    expect(await reject(checker, '  ')).toMatchObject({ code: 'REASON_MISSING' });
    expect(await reject(both, '成本过高')).toMatchObject({ code: 'SAME_PERSON' });
    const rejected = must(await reject(checker, '成本过高'));
    expect(rejected).toMatchObject({ state: 'REJECTED', rejectedBy: 'checker', rejectedReason: '成本过高' });
    expect(must(await reject(checker, '成本过高'))).toEqual(rejected);
    expect(await approveAllocation(county, otherChecker, allocation.id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await eventsOf(allocation)).toEqual([]);
  });
});
