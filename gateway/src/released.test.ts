/** What is kept of an operation (its document, its plan, its functions) holds nobody who asked, and nothing that was answered. */

import { setTimeout as wait } from 'node:timers/promises';
import { collectGarbage } from '@hh/service/testing/garbage.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GatewayRequest } from './gateway.ts';
import { type Federation, startFederation } from './testing/federation.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await startFederation();
});
afterAll(() => federation.stop());

const FRIENDS =
  'query ($id: ID!) { person(id: $id) { name friends { name } } notes { text author { account { code } } } }';
const NULLED = '{ broken spoken }';

/** Asked as often as it takes to be planned, interpreted, compiled and executed from what is kept. */
async function ask(query: string): Promise<WeakRef<object>[]> {
  const held: WeakRef<object>[] = [];
  for (let times = 0; times < 4; times += 1) {
    const context: GatewayRequest['context'] = { actor: null, language: 'zh', requestId: `request-${times}` };
    const variables = query.includes('$id') ? { id: 'p1' } : {};
    const answer = await federation.gateway.execute({ query, variables, context });
    held.push(new WeakRef(context), new WeakRef(variables), new WeakRef(answer));
  }
  return held;
}

test.each([
  ['through several subgraphs', FRIENDS],
  ['with an error', NULLED],
])('an operation %s lets go of whoever asked', async (_, query) => {
  const held = await ask(query);
  await wait(10);
  collectGarbage();
  expect(held.map((each) => each.deref())).toEqual(held.map(() => undefined));
});
