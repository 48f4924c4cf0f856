/** A few schedules of the fault suite, and that it knows every step there is. `npm run faults` runs as many as wanted. */
import { readFileSync } from 'node:fs';
import { stories } from '@hh/workflows/workflows.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { definitions } from '../services.ts';
import { embedded } from './deployments.ts';
import { type Fault, type Schedule, scheduleOf } from './plan.ts';
import { type Discovered, type FaultSuite, openFaults } from './run-faults.ts';

const SEED = 7;
const FAULTS: readonly Fault[] = ['again', 'flush', 'outage', 'hang', 'mongod', 'power', 'replica', 'pause'];
const BOUNDARIES = [
  ['MAIN', 'upload.taken'],
  ['MAIN', 'writer.written closePeriod'],
  ['MAIN', 'writer.committed approveAllocation'],
  ['MAIN', 'writer.written sealMonth'],
  ['MAIN', 'mutation.asked creditPublicRevenue'],
  ['MAIN', 'step.performed share-profit.record'],
  ['MAIN', 'writer.committed retryWorkflow'],
  ['BANK', 'bank-statement.begun'],
  ['BANK', 'match.owed'],
  ['BANK', 'match.posted'],
  ['BANK', 'match.reversed'],
  ['BANK', 'match-batch.held'],
  ['BANK', 'writer.committed undoMatchBatch'],
  ['BANK', 'writer.written reopenBankStatement'],
  ['BANK', 'relay.delivered PublicRevenuePublished'],
] as const;

/** Mutations that the jobs go without, beside those of registers. A new one is in a job, or stands here. */
const besideTheMainJob = [
  'assignBreak',
  'carryEconomyYear',
  'castBallot',
  'commentOnBreak',
  'postRevenue',
  'proposeEconomyYear',
  'recordPaperBallots',
  'recordPersonDetails',
  'remindOfPayment',
  'removeBankMapping',
  'removeBreakFile',
  'requestCorrection',
  'requestErasure',
  'requestExport',
  'reverseRevenue',
  'skipWorkflowStep',
];

let suite: FaultSuite;
let found: Discovered;
beforeAll(async () => {
  suite = await openFaults({ seed: SEED, lanes: 2, deploy: embedded, say: () => undefined });
  found = await suite.discover();
});
afterAll(() => suite?.close());

const points = () => found.reached.map(({ point }) => point);
const each = (steps: readonly string[], names: readonly string[]) =>
  names.flatMap((name) => steps.map((step) => `${step} ${name}`));

describe('the failpoints of the jobs', () => {
  test('are there for each step of each workflow, on its way and on its way back', () => {
    // Its shares are not overdue: nobody is reminded.
    const names = stories(async () => Promise.reject(new Error('nobody asks'))).flatMap(({ name, steps }) =>
      steps
        .filter((step) => step.kind === 'CALL' && step.name !== 'remind')
        .flatMap((step) => [`${name}.${step.name}`, `${name}.${step.name}.undo`]),
    );
    expect(points()).toEqual(expect.arrayContaining(each(['step.begun', 'step.performed', 'step.saved'], names)));
  });

  test('are there for each command in the audit trail', () => {
    expect(found.commands.length).toBeGreaterThan(10);
    expect(points()).toEqual(expect.arrayContaining(each(['writer.written', 'writer.committed'], found.commands)));
  });

  test('are there for each mutation of the graph, but for those that are named', () => {
    const sdl = parse(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'));
    const mutations = sdl.definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value === 'Mutation'
        ? (type.fields ?? []).map((field) => field.name.value)
        : [],
    );
    const ofRegisters = new Set(
      definitions
        .flatMap(({ registers = [] }) => registers)
        .flatMap(({ create, states = {} }) => [create.mutation, ...Object.keys(states)]),
    );
    const unreached = mutations.filter(
      (name) => !points().includes(`mutation.answered ${name}`) && !ofRegisters.has(name),
    );
    expect(unreached.sort()).toEqual(besideTheMainJob);
  });

  test('are there for events, journals of both books and uploads', () => {
    const events = ['relay.claimed', 'relay.delivered', 'relay.acknowledged', 'inbox.handled', 'inbox.committed'];
    expect(points()).toEqual(
      expect.arrayContaining([
        ...each(events, ['AllocationApproved', 'AllocationReached', 'PublicRevenuePublished']),
        ...each(['ledger.written', 'ledger.committed'], ['economy', 'owners']),
        'upload.received',
        'upload.accepted',
        'upload.taken',
        'upload.ended',
        'bank-statement.begun',
        'bank-statement.finished',
        'match.owed',
        'match.posted',
        'match.booked',
        'match.reversed',
        'match-batch.begun',
        'match-batch.taken',
        'match-batch.held',
        'match-batch.ended',
      ]),
    );
  });
});

describe('the books are right', () => {
  test('whatever is killed, stopped or taken away in the middle of the job', async () => {
    const schedules = drawn();
    const { failures, ...figures } = await suite.run(schedules);
    expect(failures).toEqual([]);
    expect(figures).toMatchObject({ schedules: schedules.length, struck: schedules.length, lost: 0, doubled: 0 });
  }, 1_200_000);
});

/** The first schedule of each fault but the long outages, and a kill at each of the jobs' boundaries. */
function drawn(): readonly Schedule[] {
  const short = Array.from({ length: 200 }, (_, index) => scheduleOf(SEED, index, found.places)).filter(
    ({ outageMs }) => outageMs === null,
  );
  const others = FAULTS.map((fault) => short.find((schedule) => schedule.fault === fault) as Schedule);
  const kills = BOUNDARIES.map(([job, point], index): Schedule => {
    const part = found.reached.find((reached) => reached.job === job && reached.point === point)?.part ?? '';
    const strike = { point, occurrence: 1, signal: 'SIGKILL' } as const;
    return { job, seed: SEED, index: 1_000 + index, fault: 'kill', part, strike, isTwice: false, outageMs: null };
  });
  return [...others, ...kills];
}
