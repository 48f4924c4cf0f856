import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { startFederation } from '../testing/federation.ts';
import { createExecutor, type ToExecute } from './executor.ts';

async function executionsOf(telemetry: ReturnType<typeof unwatched>): Promise<object> {
  const { values } = await telemetry.metrics.executions.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.by, value]));
}

test.each(['own', 'apollo'] as const)('the executor is the one that is set: %s', async (executor) => {
  const telemetry = unwatched();
  const federation = await startFederation({ telemetry, executor });
  const answers = [await federation.ask(null, '{ spoken }'), await federation.ask(null, '{ spoken }')];
  await federation.stop();
  expect(answers).toEqual([{ data: { spoken: 'zh' } }, { data: { spoken: 'zh' } }]);
  expect(await executionsOf(telemetry)).toEqual(executor === 'own' ? { own: 2 } : {});
});

test('what is prepared is looked at before it is asked', () => {
  const lines: string[] = [];
  const { prepare } = createExecutor({
    apollo: {} as never,
    plans: { find: () => undefined, planned: () => {} },
    log: createLog({ name: 'test', level: 'info' }, (line) => lines.push(line)),
    telemetry: unwatched(),
  });
  const schema = buildSchema('type Query { a: Int }');
  const plan = { kind: 'QueryPlan', node: { kind: 'Defer' } } as never;
  prepare({ schema, document: parse('{ a }'), operationName: null, plan, typesOf: () => new Set() });
  expect(lines.map((line) => JSON.parse(line).what)).toEqual(['Defer']);
});

test('what is not known of a plan is left to Apollo, counted and said once', async () => {
  const lines: string[] = [];
  const telemetry = unwatched();
  const schema = buildSchema('type Query { a: Int }');
  const apollo = { schema, supergraphSchema: schema, serviceMap: {} };
  const plan = () => ({ kind: 'QueryPlan', node: { kind: 'Defer' } });
  const { execute } = createExecutor({
    apollo: apollo as never,
    plans: { find: plan as never, planned: () => {} },
    log: createLog({ name: 'test', level: 'info' }, (line) => lines.push(line)),
    telemetry,
  });
  const document = parse('{ a }');
  const request = { schema, document, operationName: null, queryHash: 'x', request: {} };
  const asked = { request, document, variables: {}, fromOf: (name: string) => name } as unknown as ToExecute;
  expect([await execute(asked), await execute(asked)]).toEqual([null, null]);
  expect(lines.map((line) => JSON.parse(line).what)).toEqual(['Defer']);
  expect(await executionsOf(telemetry)).toEqual({ apollo: 2 });

  // A supergraph that goes live in between: the request belongs to the one before.
  const late = {
    ...asked,
    request: { ...request, schema: buildSchema('type Query { b: Int }') },
  } as unknown as ToExecute;
  expect(await execute(late)).toBeNull();
});
