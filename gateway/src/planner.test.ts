import { setImmediate as nextTurn } from 'node:timers/promises';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { createLog } from '@hh/service/log.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { composeSupergraph } from './compose.ts';
import { type PlannerThread, PlanningTooLong, planHere, startPlannerThread } from './planner.ts';
import { defaultSettings } from './settings.ts';
import { stripSecurity } from './strip-security.ts';
import { quietLog, sources, startFederation } from './testing/federation.ts';

const supergraphSdl = stripSecurity(composeSupergraph(sources));
const toPlan = (text: string, operationName?: string) => ({ document: parse(text), operationName });
/** So many that planning them takes several times as long as it may here. */
const CONDITIONS = Array.from({ length: 2_500 }, (_, at) => at);
const evil = `query (${CONDITIONS.map((at) => `$v${at}: Boolean!`).join(' ')}) {
  ${CONDITIONS.map((at) => `... @include(if: $v${at}) { a${at}: notes { text account { note } author { name } } }`).join(' ')}
}`;

describe('a thread that plans', () => {
  const lines: string[] = [];
  let thread: PlannerThread;
  beforeAll(() => {
    const log = createLog({ name: 'test', level: 'info' }, (line) => lines.push(line));
    thread = startPlannerThread({ supergraphSdl, config: {}, deadlineMs: 1_500, log });
  });
  afterAll(() => thread.stop());

  test('makes the plans that are made here', async () => {
    const supergraph = Supergraph.build(supergraphSdl);
    const here = planHere(new QueryPlanner(supergraph), supergraph.apiSchema());
    const asked = [
      toPlan('{ notes { text author { name } account { note } } }'),
      toPlan('query One { spoken } query Two($id: ID!) { person(id: $id) { name friends { name } } }', 'Two'),
    ];
    await thread.ready;
    for (const each of asked) expect(await thread.plan(each)).toEqual(JSON.parse(JSON.stringify(await here(each))));
  });

  test('says what was wrong with an operation', async () => {
    await expect(thread.plan(toPlan('{ nothing }'))).rejects.toThrow('Cannot query field "nothing"');
  });

  test('ends what takes too long, and plans what waited behind it', async () => {
    const [late, next] = await Promise.allSettled([thread.plan(toPlan(evil)), thread.plan(toPlan('{ spoken }'))]);
    expect(late).toMatchObject({ status: 'rejected', reason: expect.any(PlanningTooLong) });
    expect(next).toMatchObject({ status: 'fulfilled', value: { kind: 'QueryPlan' } });
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['planning took too long and was ended']);
  });
});

test('a thread that cannot read its supergraph plans nothing', async () => {
  const thread = startPlannerThread({ supergraphSdl: 'type Query', config: {}, deadlineMs: 1_000, log: quietLog });
  const waiting = thread.plan(toPlan('{ spoken }'));
  await expect(thread.ready).rejects.toThrow();
  await expect(waiting).rejects.toThrow();
  await expect(thread.plan(toPlan('{ spoken }'))).rejects.toThrow();
  await thread.stop();
});

test('a gateway answers others while an operation is planned for too long, and refuses it from then on', async () => {
  const loose = 1_000_000;
  const limits = { ...defaultSettings, MAX_TOKENS: loose, MAX_SELECTIONS: loose, MAX_COST: loose, MAX_ALIASES: loose };
  const { ask, stop } = await startFederation({ planningMs: 1_500, limits });
  const variables = Object.fromEntries(CONDITIONS.map((at) => [`v${at}`, true]));
  expect((await ask(null, '{ spoken }')).data).toEqual({ spoken: 'zh' });
  let isRefused = false;
  const late = ask(null, evil, variables).then((answer) => {
    isRefused = true;
    return answer;
  });
  let answered = 0;
  for (; !isRefused; answered += 1) {
    expect((await ask(null, '{ spoken }')).data).toEqual({ spoken: 'zh' });
    await nextTurn();
  }
  expect(answered).toBeGreaterThan(1);
  const codes = ({ errors }: { errors: { extensions: { code: string } }[] }) =>
    errors.map((each) => each.extensions.code);
  expect(codes(await late)).toEqual(['OPERATION_TOO_COMPLEX']);
  expect(codes(await ask(null, evil, variables))).toEqual(['OPERATION_TOO_COMPLEX']);
  await stop();
});
