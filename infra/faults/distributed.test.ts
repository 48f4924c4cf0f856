/** A few schedules of the fault suite between processes: what is struck dies or sleeps, and its replica goes on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { distributed } from './deployments.ts';
import type { Schedule } from './plan.ts';
import { type FaultSuite, openFaults } from './run-faults.ts';

const SEED = 7;
/** Each service that has two, and a gateway, in the middle of what it does for the others. */
const STRUCK = [
  ['kill', 'economy', 'ledger.committed economy'],
  ['pause', 'workflows', 'step.performed share-profit.credit'],
  ['replica', 'property', 'mutation.asked creditPublicRevenue'],
  ['kill', 'gateway', 'gateway.fetched economy'],
] as const;

let suite: FaultSuite;
beforeAll(async () => {
  suite = await openFaults({ seed: SEED, lanes: 1, deploy: distributed, say: () => undefined });
});
afterAll(() => suite?.close());

test('the books are right, whichever process is killed or stopped', async () => {
  const schedules = STRUCK.map(([fault, part, point], index): Schedule => {
    const signal = fault === 'pause' ? 'SIGSTOP' : 'SIGKILL';
    return {
      job: 'MAIN',
      seed: SEED,
      index,
      fault,
      part,
      strike: { point, occurrence: 1, signal },
      isTwice: false,
      outageMs: null,
    };
  });
  const { failures, ...figures } = await suite.run(schedules);
  expect(failures).toEqual([]);
  expect(figures).toMatchObject({ struck: STRUCK.length, lost: 0, doubled: 0 });
});
