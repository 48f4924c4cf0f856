import { newId } from '@hh/kernel/id.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import type { RunningService } from '@hh/service/service.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import { createTestBooks } from './testing/books.ts';
import { COUNTY, createTestService, type TestService } from './testing/service.ts';
import { workflows } from './workflows.ts';

const books = createTestBooks();
const done = newId();
const parked = newId();
let world: TestService;
let service: RunningService;
let schema: GraphQLSchema;

beforeAll(async () => {
  world = await createTestService();
  service = await world.replica((document, variables) => books.ask(document, variables));
  // The rules of access are those of the composed supergraph: the scenarios hold them.
  const rules = { of: () => [], ofType: () => [] };
  schema = createSubgraph({ definition: workflows, running: service, rules });
  for (const allocation of [done, parked]) {
    books.share(allocation, [{ compound: '37132200100101', amount: '1.00' }]);
    books.refuse('creditPublicRevenue', allocation === parked ? 'MONTH_SEALED' : null);
    await world.approve(allocation, service);
    await world.settle(service);
  }
});
afterAll(() => world.close());

function person(role: Role, scope = COUNTY): Actor {
  return { kind: 'PERSON', id: `person-${role}`, grants: [{ role, scope }] };
}

async function ask(source: string, variableValues: Record<string, unknown> = {}, actor: Actor = person('AUDITOR')) {
  const contextValue = createContext({ actor, language: 'zh', requestId: 'r-1' });
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
  if (errors) throw errors[0];
  return JSON.parse(JSON.stringify(data));
}

describe('the graph of workflows', () => {
  test('shows the workflow of an allocation, step by step', async () => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Allocation { id workflow { id state steps { name state attempts startedAt endedAt lastError } } }
      }
    }`;
    const representations = [done, parked, 'unknown'].map((id) => ({ __typename: 'Allocation', id }));
    const at = '2026-01-05T09:00:00.000+08:00';
    const passed = { state: 'DONE', attempts: 1, startedAt: at, endedAt: at, lastError: null };
    const pending = { state: 'PENDING', attempts: 0, startedAt: null, endedAt: null, lastError: null };
    const later = ['payment', 'remind', 'late-payment', 'reconciliation', 'publication'].map((name) => ({
      name,
      ...pending,
    }));
    expect(await ask(query, { representations })).toEqual({
      _entities: [
        {
          id: done,
          workflow: {
            id: `alloc-${done}`,
            state: 'WAITING',
            steps: [
              { name: 'post', ...passed },
              { name: 'credit', ...passed },
              { name: 'record', ...passed },
              { name: 'payment', ...passed, state: 'WAITING', endedAt: null },
              ...later.slice(1),
            ],
          },
        },
        {
          id: parked,
          workflow: {
            id: `alloc-${parked}`,
            state: 'PARKED',
            steps: [
              { name: 'post', ...passed },
              { name: 'credit', ...passed, state: 'FAILED', endedAt: null, lastError: '会计期间 2025-12 已封账' },
              { name: 'record', ...pending },
              ...later,
            ],
          },
        },
        { id: 'unknown', workflow: null },
      ],
    });
  });

  test('says why a workflow is parked, in the language that is asked for', async () => {
    const query = `query ($id: ID!) {
      workflow(id: $id) {
        definition version parkedBecause parkedCode zh: parkedReason en: parkedReason(language: EN) nextTryAt endedAt
        signals { name at takenBy }
      }
    }`;
    expect(await ask(query, { id: `alloc-${parked}` })).toEqual({
      workflow: {
        definition: 'share-profit',
        version: 2,
        parkedBecause: 'REFUSED',
        parkedCode: 'MONTH_SEALED',
        zh: '会计期间 2025-12 已封账',
        en: 'The book month 2025-12 is sealed',
        nextTryAt: null,
        endedAt: null,
        signals: [],
      },
    });
  });

  const list = `query ($county: ID, $filter: WorkflowFilter, $first: Int, $after: String) {
    workflows(county: $county, filter: $filter, first: $first, after: $after) {
      totalCount edges { cursor node { id state } } pageInfo { hasNextPage endCursor }
    }
  }`;

  test('lists the workflows of a county by page and state', async () => {
    const ids = [done, parked].sort().map((allocation) => `alloc-${allocation}`);
    const { workflows: first } = await ask(list, { first: 1 });
    expect(first).toMatchObject({ totalCount: 2, edges: [{ node: { id: ids[0] } }], pageInfo: { hasNextPage: true } });
    const { workflows: second } = await ask(list, { first: 1, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ edges: [{ node: { id: ids[1] } }], pageInfo: { hasNextPage: false } });
    const { workflows: inNeed } = await ask(list, {
      filter: { state: 'PARKED', definition: 'share-profit' },
      county: COUNTY,
    });
    expect(inNeed).toMatchObject({ totalCount: 1, edges: [{ node: { id: `alloc-${parked}` } }] });
    const { workflows: open } = await ask(list, { filter: { isOpen: true, definition: 'share-profit' } });
    expect(open).toMatchObject({ totalCount: 2 });
    const { workflows: ended } = await ask(list, { filter: { isOpen: false } });
    expect(ended).toMatchObject({ totalCount: 0, edges: [] });
    const { workflows: none } = await ask(list, { filter: { definition: 'another' } });
    expect(none).toMatchObject({ totalCount: 0, edges: [] });
  });

  test('shows another county nothing, and says so by null where it names ours', async () => {
    const elsewhere = person('AUDITOR', '371323');
    expect(await ask(list, {}, elsewhere)).toMatchObject({ workflows: { totalCount: 0, edges: [] } });
    expect(await ask(list, { county: COUNTY }, elsewhere)).toEqual({ workflows: null });
    const query = 'query ($id: ID!) { workflow(id: $id) { id } }';
    expect(await ask(query, { id: `alloc-${done}` }, elsewhere)).toEqual({ workflow: null });
  });

  test('answers a refused decision as data, with code, message and field', async () => {
    const mutation = `mutation ($input: SkipWorkflowStepInput!) {
      skipWorkflowStep(input: $input) { __typename ... on Refused { code message field } }
    }`;
    const input = { workflow: `alloc-${parked}`, step: 'credit', reason: 'done by hand' };
    expect(await ask(mutation, { input }, person('FINANCE_CHECKER'))).toEqual({
      skipWorkflowStep: {
        __typename: 'Refused',
        code: 'STEP_NOT_SKIPPABLE',
        message: '步骤 credit 不允许跳过',
        field: 'step',
      },
    });
  });

  test('says what who looks may decide, and about which allocation', async () => {
    const query =
      'query ($id: ID!) { workflow(id: $id) { allocation { id } allowedTransitions { mutation requires } } }';
    const retry = { mutation: 'retryWorkflow', requires: [] };
    const undo = { mutation: 'undoWorkflow', requires: ['reason'] };
    const of = async (allocation: string, role: Role) =>
      (await ask(query, { id: `alloc-${allocation}` }, person(role))).workflow;
    expect(await of(parked, 'ADMIN')).toEqual({ allocation: { id: parked }, allowedTransitions: [retry, undo] });
    expect(await of(done, 'FINANCE_CHECKER')).toEqual({ allocation: { id: done }, allowedTransitions: [undo] });
    expect(await of(parked, 'AUDITOR')).toEqual({ allocation: { id: parked }, allowedTransitions: [] });
  });

  test('answers a decision with the workflow, who decided included', async () => {
    books.refuse('creditPublicRevenue', null);
    const mutation = `mutation ($input: RetryWorkflowInput!) {
      retryWorkflow(input: $input) {
        ... on WorkflowRetried { workflow { state nextTryAt actions { kind step reason by { id } at } } }
      }
    }`;
    const answer = await ask(mutation, { input: { workflow: `alloc-${parked}` } }, person('FINANCE_CHECKER'));
    const at = '2026-01-05T09:00:00.000+08:00';
    expect(answer).toEqual({
      retryWorkflow: {
        workflow: {
          state: 'RUNNING',
          nextTryAt: at,
          actions: [{ kind: 'RETRY', step: null, reason: null, by: { id: 'person-FINANCE_CHECKER' }, at }],
        },
      },
    });
    await world.settle(service);
    expect(await ask('query ($id: ID!) { workflow(id: $id) { state } }', { id: `alloc-${parked}` })).toEqual({
      workflow: { state: 'WAITING' },
    });
  });

  test('tells the trail of a workflow: what a person decided, to auditors of the county', async () => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on AuditTrail { workflows { totalCount edges { node { action by before after } } } }
      }
    }`;
    const trail = { __typename: 'AuditTrail', county: COUNTY, type: 'Workflow', id: `alloc-${parked}` };
    const { _entities } = await ask(query, { representations: [trail] });
    const line = {
      action: 'retryWorkflow',
      by: 'person-FINANCE_CHECKER',
      before: expect.stringContaining('PARKED'),
      after: expect.stringContaining('RUNNING'),
    };
    expect(_entities).toEqual([{ workflows: { totalCount: 1, edges: [{ node: line }] } }]);
    const elsewhere = await ask(query, { representations: [trail] }, person('AUDITOR', '371323'));
    expect(elsewhere).toEqual({ _entities: [{ workflows: null }] });
  });
});
