import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import type { RunningService } from '@hh/service/service.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRunStore } from '../run/run.store.ts';
import type { Run } from '../run/run.ts';
import { createTestBooks } from '../testing/books.ts';
import { COUNTY, createTestService, type TestService } from '../testing/service.ts';
import { runOfAllocation, titleOfRun } from './share-profit.ts';

const checker: Actor = { kind: 'PERSON', id: 'checker-1', grants: [{ role: 'FINANCE_CHECKER', scope: COUNTY }] };
const as = (actor: Actor | null) => createContext({ actor, language: 'en', requestId: 'r-1' });
const lines = [
  { compound: '37132200100101', amount: '740.74' },
  { compound: '37132200100102', amount: '493.83' },
];
/** The steps that come after it is credited. */
const LATER = [{}, {}, {}, {}, {}];
const books = createTestBooks();
let world: TestService;
let service: RunningService;

beforeAll(async () => {
  world = await createTestService();
  service = await world.replica((document, variables) => books.ask(document, variables));
});
afterAll(() => world.close());

function given(pool: readonly { compound: string; amount: string }[] = lines): string {
  const allocation = newId();
  books.effects.length = 0;
  books.share(allocation, pool);
  return allocation;
}

async function runOf(allocation: string): Promise<Run> {
  const store = createRunStore({ connection: world.connection, holder: 'test', leaseMs: 1, workflows: [] });
  const id = runOfAllocation(allocation);
  const run = (await store.byIds([id])).get(id);
  if (!run) throw new Error(`there is no run ${id}`);
  return run;
}

async function approved(allocation: string): Promise<Run> {
  await world.approve(allocation, service);
  await world.settle(service);
  return runOf(allocation);
}

function mutate(mutation: string, input: object, actor: Actor = checker) {
  return service.resolvers.Mutation[mutation](null, { input }, as(actor));
}

describe('an approved allocation', () => {
  test('is posted, credited to the owners line by line, and recorded as credited', async () => {
    const allocation = given();
    const run = await approved(allocation);
    expect(run).toMatchObject({ state: 'WAITING', parked: null, nextRunAt: new Date('2026-01-20T09:00:00+08:00') });
    expect(run.steps.slice(0, 4).map(({ name, state, attempts }) => [name, state, attempts])).toEqual([
      ['post', 'DONE', 1],
      ['credit', 'DONE', 1],
      ['record', 'DONE', 1],
      ['payment', 'WAITING', 1],
    ]);
    expect(books.effects).toEqual([
      'postAllocation',
      'creditPublicRevenue, 37132200100101 740.74, 37132200100102 493.83',
      'recordAllocationCredited, journal 1',
    ]);
    expect(books.states.get(allocation)).toBe('CREDITED');
  });

  test('has one workflow, however often its approval is announced', async () => {
    const allocation = given();
    const event = newId();
    await Promise.all([
      world.approve(allocation, service, event),
      world.approve(allocation, service, event),
      world.approve(allocation, service),
    ]);
    await world.settle(service);
    await approved(allocation);
    expect(books.effects.slice(0, 1)).toEqual(['postAllocation']);
    expect(books.effects).toHaveLength(3);
  });

  test('with a pool of zero passes straight through without a journal', async () => {
    const allocation = given([{ compound: '37132200100101', amount: '0.00' }]);
    const run = await approved(allocation);
    expect(run).toMatchObject({
      state: 'WAITING',
      steps: [{ result: { journal: null } }, { result: { journal: null } }, {}, ...LATER],
    });
    expect(books.states.get(allocation)).toBe('CREDITED');
  });

  test('is shared once when two replicas drive it and the network fails', async () => {
    const other = await world.replica((document, variables) => books.ask(document, variables));
    const allocations = Array.from({ length: 20 }, () => given());
    const failed = new Set<string>();
    books.before = async (_, key) => {
      if (failed.has(key)) return;
      failed.add(key);
      throw new Error('socket hang up');
    };
    await Promise.all(allocations.map((allocation, index) => world.approve(allocation, index % 2 ? service : other)));
    for (let round = 0; round < 4; round += 1) {
      await world.settle(service);
      world.clock.set(new Date(world.clock.now().getTime() + 60_000).toISOString());
    }
    await world.settle(service);
    books.before = async () => {};
    const runs = await Promise.all(allocations.map(runOf));
    expect(runs.map(({ state }) => state)).toEqual(allocations.map(() => 'WAITING'));
    expect(runs.map(({ steps }) => steps.slice(0, 3).map(({ attempts }) => attempts))).toEqual(
      allocations.map(() => [2, 2, 2]),
    );
    expect(books.effects).toHaveLength(60);
    await other.stop?.();
  });

  test('is shared although Redis forgets everything meanwhile', async () => {
    const allocations = Array.from({ length: 5 }, () => given());
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    books.before = () => {
      reached.resolve();
      return gate.promise;
    };
    for (const allocation of allocations) await world.approve(allocation, service);
    await reached.promise;
    await world.forgetQueues();
    books.before = async () => {};
    gate.resolve();
    await world.settle(service);
    const runs = await Promise.all(allocations.map(runOf));
    expect(runs.map(({ state }) => state)).toEqual(allocations.map(() => 'WAITING'));
    expect(books.effects).toHaveLength(15);
  });

  test('has a run that is called by its joint venture, its month and its compounds; before it is posted by what the checker approved', async () => {
    const run = await approved(given());
    expect(titleOfRun(run)).toEqual({
      zh: '红旗家政 JV-0001 · 2025-12 · 2 个小区',
      en: '红旗家政 JV-0001 · 2025-12 · 2 compounds',
    });
    const begun = { ...run, steps: run.steps.map((step) => ({ ...step, result: null })) };
    expect(titleOfRun(begun)?.en).toBe('JV-0001 · 2025-12');
    expect(titleOfRun({ ...run, definition: 'another' })).toBeNull();
  });
});

describe('a share that a book refuses', () => {
  async function refusedBy(mutation: string): Promise<string> {
    const allocation = given();
    books.refuse(mutation, 'MONTH_SEALED');
    await approved(allocation);
    books.refuse(mutation, null);
    return allocation;
  }

  test('is parked with the reason in both languages, what is done stays done', async () => {
    const run = await runOf(await refusedBy('creditPublicRevenue'));
    expect(run).toMatchObject({
      state: 'PARKED',
      parked: {
        because: 'REFUSED',
        step: 'credit',
        problem: { code: 'MONTH_SEALED', zh: '会计期间 2025-12 已封账', en: 'The book month 2025-12 is sealed' },
      },
      steps: [{ state: 'DONE' }, { state: 'FAILED', attempts: 1 }, { state: 'PENDING' }, ...LATER],
    });
    expect(books.effects).toEqual(['postAllocation']);
  });

  test('goes on from there when a person says retry, and the decision is on record', async () => {
    const allocation = await refusedBy('creditPublicRevenue');
    const answer = await mutate('retryWorkflow', {
      workflow: runOfAllocation(allocation),
      reason: ' the month is open again ',
    });
    expect(answer).toMatchObject({ __typename: 'WorkflowRetried', workflow: { state: 'RUNNING' } });
    await world.settle(service);
    const run = await runOf(allocation);
    expect(run).toMatchObject({
      state: 'WAITING',
      steps: [{ attempts: 1 }, { attempts: 2 }, { attempts: 1 }, ...LATER],
      actions: [{ kind: 'RETRY', by: 'checker-1', reason: 'the month is open again' }],
    });
    const audit = await world.connection.collection('audit').find({ 'subject.id': run.id }).toArray();
    expect(audit).toMatchObject([
      {
        county: COUNTY,
        actor: { kind: 'PERSON', id: 'checker-1' },
        action: 'retryWorkflow',
        subject: { type: 'Workflow' },
        before: { state: 'PARKED', parked: 'REFUSED' },
        after: { state: 'RUNNING', parked: null },
        reason: 'the month is open again',
        requestId: 'r-1',
      },
    ]);
  });

  test('can be undone: what was posted is reversed, the allocation goes back to its checker', async () => {
    const allocation = await refusedBy('creditPublicRevenue');
    const answer = await mutate('undoWorkflow', { workflow: runOfAllocation(allocation), reason: 'wrong rate' });
    expect(answer).toMatchObject({ __typename: 'WorkflowUndoStarted', workflow: { state: 'UNDOING' } });
    await world.settle(service);
    expect(await runOf(allocation)).toMatchObject({
      state: 'UNDONE',
      steps: [{ state: 'UNDONE' }, { state: 'UNDONE' }, { state: 'PENDING' }, ...LATER],
    });
    expect(books.effects).toEqual(['postAllocation', 'reverseCredit, wrong rate', 'reverseAllocation, wrong rate']);
    expect(books.states.get(allocation)).toBe('REJECTED');
  });

  test('cannot skip a step: money is never left out', async () => {
    const allocation = await refusedBy('creditPublicRevenue');
    const input = { workflow: runOfAllocation(allocation), step: 'credit', reason: 'done by hand' };
    expect(await mutate('skipWorkflowStep', input)).toMatchObject({
      __typename: 'Refused',
      refusal: { code: 'STEP_NOT_SKIPPABLE' },
    });
    expect(await runOf(allocation)).toMatchObject({ state: 'PARKED', actions: [] });
  });

  test.each([
    ['a machine', { ...checker, kind: 'MACHINE' as const }, 'because', 'MACHINE_NOT_ALLOWED'],
    ['the system', { ...checker, kind: 'SYSTEM' as const }, 'because', 'MACHINE_NOT_ALLOWED'],
    ['an auditor', { ...checker, grants: [{ role: 'AUDITOR' as const, scope: COUNTY }] }, 'because', 'OUT_OF_SCOPE'],
    [
      'a checker of another county',
      { ...checker, grants: [{ role: 'FINANCE_CHECKER' as const, scope: '371323' }] },
      'because',
      'NOT_FOUND',
    ],
    ['a checker without a reason', checker, '  ', 'REASON_MISSING'],
    ['a checker with a novel', checker, 'x'.repeat(501), 'VALUE_TOO_LONG'],
  ])('is not undone by %s', async (_, actor, reason, code) => {
    const allocation = await refusedBy('postAllocation');
    const before = await runOf(allocation);
    const answer = await mutate('undoWorkflow', { workflow: before.id, reason }, actor);
    expect(answer).toMatchObject({ __typename: 'Refused', refusal: { code } });
    expect(await runOf(allocation)).toEqual(before);
    expect(await world.connection.collection('audit').countDocuments({ 'subject.id': before.id })).toBe(0);
  });

  test('is decided by one of two persons who decide at the same moment', async () => {
    const allocation = await refusedBy('creditPublicRevenue');
    const workflow = runOfAllocation(allocation);
    const answers = await Promise.all([
      mutate('retryWorkflow', { workflow }),
      mutate('retryWorkflow', { workflow }, { ...checker, id: 'checker-2' }),
    ]);
    expect(answers.map((answer) => answer.__typename).sort()).toEqual(['Refused', 'WorkflowRetried']);
    await world.settle(service);
    expect((await runOf(allocation)).actions).toHaveLength(1);
  });
});

describe('a share that is credited', () => {
  test('is done when it is paid, reconciled and published, in whatever order that is told', async () => {
    const allocation = given();
    await approved(allocation);
    for (const state of ['PAID', 'RECONCILED', 'PUBLISHED'] as const) await world.reach(allocation, state, service);
    await world.settle(service);
    const run = await runOf(allocation);
    expect(run).toMatchObject({ state: 'DONE', endedAt: world.clock.now() });
    expect(run.steps.slice(3).map(({ name, state }) => [name, state])).toEqual([
      ['payment', 'DONE'],
      ['remind', 'SKIPPED'],
      ['late-payment', 'SKIPPED'],
      ['reconciliation', 'DONE'],
      ['publication', 'DONE'],
    ]);
    expect(books.effects).toHaveLength(3);
  });

  test('reminds its operator once when it is overdue, and takes a late payment', async () => {
    const allocation = given();
    await approved(allocation);
    const due = (await runOf(allocation)).nextRunAt;
    world.clock.set((due as Date).toISOString());
    await world.settle(service);
    const overdue = await runOf(allocation);
    expect(overdue).toMatchObject({ state: 'WAITING' });
    expect(overdue.steps.slice(3, 5)).toMatchObject([{ result: 'overdue' }, { attempts: 1, result: { isDue: true } }]);
    for (const state of ['PAID', 'RECONCILED', 'PUBLISHED'] as const) await world.reach(allocation, state, service);
    await world.settle(service);
    expect(await runOf(allocation)).toMatchObject({
      state: 'DONE',
      steps: [{}, {}, {}, {}, { attempts: 1 }, {}, {}, {}],
    });
  });

  test('whose reminder is refused is waited for without it, when a person skips that with a reason', async () => {
    const allocation = given();
    await approved(allocation);
    books.refuse('remindOfPayment', 'STATE_NOT_ALLOWED');
    world.clock.set(((await runOf(allocation)).nextRunAt as Date).toISOString());
    await world.settle(service);
    books.refuse('remindOfPayment', null);
    expect(await runOf(allocation)).toMatchObject({ state: 'PARKED', parked: { step: 'remind' } });
    const input = { workflow: runOfAllocation(allocation), step: 'remind', reason: 'told by telephone' };
    expect(await mutate('skipWorkflowStep', input)).toMatchObject({ __typename: 'WorkflowStepSkipped' });
    await world.settle(service);
    const skipped = await runOf(allocation);
    expect(skipped.steps.slice(4, 6)).toMatchObject([{ state: 'SKIPPED' }, { state: 'WAITING', waitsFor: 'PAID' }]);
    expect(skipped.actions).toMatchObject([{ kind: 'SKIP', step: 'remind', reason: 'told by telephone' }]);
    for (const state of ['PAID', 'RECONCILED', 'PUBLISHED'] as const) await world.reach(allocation, state, service);
    await world.settle(service);
    expect(await runOf(allocation)).toMatchObject({ state: 'DONE' });
  });

  test('is told of payments that nobody waits for, and nothing comes of it', async () => {
    await world.reach(newId(), 'PAID', service);
    await world.settle(service);
  });

  test('is undone in reverse by a person, in both books', async () => {
    const allocation = given();
    await approved(allocation);
    await mutate('undoWorkflow', { workflow: runOfAllocation(allocation), reason: 'wrong month' });
    await world.settle(service);
    const run = await runOf(allocation);
    expect(run).toMatchObject({ state: 'UNDONE', actions: [{ kind: 'UNDO', reason: 'wrong month', by: 'checker-1' }] });
    expect(run.steps.slice(0, 3).map(({ state }) => state)).toEqual(['UNDONE', 'UNDONE', 'UNDONE']);
    expect(books.effects.slice(3)).toEqual(['reverseCredit, wrong month', 'reverseAllocation, wrong month']);
  });
});
