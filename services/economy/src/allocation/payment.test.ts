import type { LocalDate } from '@hh/kernel/period.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import type { Allocation } from './computation.ts';
import { daysLeft, dueOn } from './payment.ts';

describe('the last day for the payment of a share', () => {
  test.each(
    parseTable<'name' | 'state' | 'approvedAt' | 'pool' | 'today' | 'due' | 'left'>(`
    name                              | state      | approvedAt                | pool | today      | due        | left
    before it is approved             | COMPUTED   |                           | 100  | 2025-12-10 |            |
    on the day of the approval        | APPROVED   | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-10 | 2025-12-25 | 15
    approved late in the evening      | POSTED     | 2025-12-10T23:59:59+08:00 | 100  | 2025-12-11 | 2025-12-25 | 14
    approved at midnight in Shanghai  | CREDITED   | 2025-12-11T00:00:00+08:00 | 100  | 2025-12-11 | 2025-12-26 | 15
    on the last day                   | CREDITED   | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-25 | 2025-12-25 | 0
    the day after, over the year      | CREDITED   | 2025-12-17T09:00:00+08:00 | 100  | 2026-01-02 | 2026-01-01 | -1
    nothing is shared                 | CREDITED   | 2025-12-10T09:00:00+08:00 | 0    | 2025-12-25 |            |
    the operator has paid             | PAID       | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-31 | 2025-12-25 |
    all four sides agree              | RECONCILED | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-31 | 2025-12-25 |
    published                         | PUBLISHED  | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-31 | 2025-12-25 |
    approved, and taken back          | REJECTED   | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-25 |            |
    its period was opened again       | SUPERSEDED | 2025-12-10T09:00:00+08:00 | 100  | 2025-12-25 |            |
  `),
  )('$name: $due, $left days', ({ state, approvedAt, pool, today, due, left }) => {
    const approved = approvedAt ? new Date(approvedAt) : null;
    const allocation = { state: state as Allocation['state'], approvedAt: approved, pool: BigInt(pool) };
    expect([dueOn(allocation), daysLeft(allocation, today as LocalDate)]).toEqual([
      due || null,
      left ? Number(left) : null,
    ]);
  });
});
