/**
 * How an allocation moves on after it is credited: PAID when its operator owes nothing of it any more, RECONCILED when all
 * four sides agree and no clearing account holds anything of it, PUBLISHED when every compound has published its month. What
 * is taken back leads back. Whoever changes one of the sides asks in his own transaction; all meet on the allocation's
 * document, so the last of them sees what the others did. ECONOMY.md, Reconciliation.
 */
import { AllocationReached } from '@hh/events/allocation-reached.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { Transaction } from '@hh/service/writer.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { AllocationKey, AllocationStore } from './allocation.store.ts';
import { type Allocation, isCredited } from './computation.ts';
import { isPaid, isSettled, type ShareSides, sidesOf } from './sides.ts';
import type { AllocationStep } from './states.ts';

interface Share {
  readonly agreement: string | null;
  readonly period: string | null;
}

export interface Advance {
  /** What was declared matters once a share is credited; before, the credit looks. */
  declared(key: AllocationKey, transaction: Transaction): Promise<void>;
  /** The allocations of these shares, each once. */
  shares(county: string, shares: readonly Share[], transaction: Transaction): Promise<void>;
  /** One that the transaction has written already. */
  written(allocation: Allocation, transaction: Transaction): Promise<void>;
}

export function createAdvance(parts: {
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly items: BookItemStore;
}): Advance {
  const { allocations, statements, items } = parts;

  async function written(allocation: Allocation, { session, announce }: Transaction): Promise<void> {
    // Before it is credited, and when it was taken back, payment does not move it.
    if (!isCredited(allocation)) return;
    const { id, county, agreement, period } = allocation;
    const own = await items.ofShares(county, [{ agreement, period }], session);
    // What was declared matters only where all is paid.
    const declared = sidesOf(allocation, null, own).every(isPaid)
      ? await statements.declaration({ county, agreement, period }, session)
      : null;
    const standing = standingOf(allocation, sidesOf(allocation, declared?.amount ?? null, own));
    for (const state of await stepTo(allocations, allocation, standing, session))
      announce(AllocationReached, county, { allocation: id, state });
  }

  return {
    written,
    declared: async (key, transaction) => {
      const allocation = await allocations.fence(key, transaction.session, ORDER);
      if (allocation) await written(allocation, transaction);
    },
    shares: async (county, shares, transaction) => {
      const keys = new Map(shares.map(({ agreement, period }) => [`${agreement} ${period}`, { agreement, period }]));
      for (const { agreement, period } of keys.values()) {
        if (agreement === null || period === null) continue;
        const key = { county, agreement, period: period as Period };
        const allocation = await allocations.fence(key, transaction.session);
        if (allocation) await written(allocation, transaction);
      }
    },
  };
}

type Standing = 'CREDITED' | 'PAID' | 'RECONCILED' | 'PUBLISHED';

/** Where an allocation stands by the sides of its shares. */
function standingOf({ lines, publishedBy }: Allocation, sides: readonly ShareSides[]): Standing {
  if (!sides.every(isPaid)) return 'CREDITED';
  if (!sides.every(isSettled)) return 'PAID';
  const published = new Set(publishedBy);
  return lines.every(({ compound }) => published.has(compound)) ? 'PUBLISHED' : 'RECONCILED';
}

const ON: Readonly<Partial<Record<string, { readonly mutation: AllocationStep; readonly to: Standing }>>> = {
  CREDITED: { mutation: 'recordPaid', to: 'PAID' },
  PAID: { mutation: 'recordReconciled', to: 'RECONCILED' },
  RECONCILED: { mutation: 'recordPublished', to: 'PUBLISHED' },
};
const ORDER: readonly Standing[] = ['CREDITED', 'PAID', 'RECONCILED', 'PUBLISHED'];

/** Step by step, each a transition of the table; answers the states that it reached. */
async function stepTo(
  allocations: AllocationStore,
  { id, state }: Allocation,
  standing: Standing,
  session: Transaction['session'],
): Promise<readonly Standing[]> {
  const reached: Standing[] = [];
  let now: string = state;
  if ((ORDER as readonly string[]).indexOf(now) > ORDER.indexOf(standing)) {
    await allocations.step(id, 'reopenPayment', session);
    now = 'CREDITED';
  }
  while (now !== standing) {
    const step = ON[now];
    if (!step) throw new Error(`nothing leads on from ${now}`);
    await allocations.step(id, step.mutation, session);
    reached.push(step.to);
    now = step.to;
  }
  return reached;
}
