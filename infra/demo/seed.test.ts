/** The demonstration is seeded once, whatever becomes of the process that seeds it: every row, every fen, every audit row. */

import { formatMoney, parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { halfEven } from '@hh/kernel/rounding.ts';
import { organization } from '@hh/organization/organization.ts';
import { property } from '@hh/property/property.ts';
import type { AskGraph, Platform } from '@hh/service/service.ts';
import { createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWorld, type World } from '../../tests/world.ts';
import { platformOf } from '../embedded.ts';
import { personas } from '../world.ts';
import { compounds } from './county.ts';
import { dyingAfter, Killed, mortal } from './killed.ts';
import { seedCounty, seedVentures } from './seed.ts';
import { streetsOf } from './streets.ts';
import { CLOSED_PERIODS, entriesOf, OPEN_PERIOD, ventures } from './ventures.ts';

const NOW = '2026-01-05T09:00:00+08:00';
const definitions = { organization, property };
type Name = keyof typeof definitions;
const names = Object.keys(definitions) as Name[];
const quiet = () => {};

describe('a county of two streets', () => {
  const streets = streetsOf(2, []);
  const uninterrupted = new Map<Name, TestSubgraph>();
  const killed = new Map<Name, TestSubgraph>();
  beforeAll(async () => {
    for (const databases of [uninterrupted, killed])
      for (const name of names) databases.set(name, await createTestSubgraph(definitions[name], NOW));
  });
  afterAll(async () => {
    for (const service of [...uninterrupted.values(), ...killed.values()]) await service.stop();
  });

  const platform = (databases: typeof killed, name: Name) => (databases.get(name) as TestSubgraph).platform;

  async function seedUntilKilledAfter(writes: number): Promise<void> {
    const dying = dyingAfter(writes);
    await seedCounty({ platformOf: (name) => dying(platform(killed, name)), progress: quiet, streets });
  }

  /** Every document of a service, without what only says when and under which random id it was written. */
  async function rowsOf({ connection }: Platform): Promise<Record<string, unknown[]>> {
    const database = connection.getClient().db(connection.name);
    const rows: Record<string, unknown[]> = {};
    for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray()) {
      if (name.startsWith('system.')) continue;
      const documents = await database.collection(name).find().toArray();
      const isUnderRandomId = name === 'audit' || name === 'outbox';
      const texts = documents.map(({ _id, at: _, event: __, ...rest }) =>
        JSON.stringify(isUnderRandomId ? rest : [_id, rest]),
      );
      rows[name] = texts.toSorted();
    }
    return rows;
  }

  test('that was killed after any of its steps carries on, and leaves what an uninterrupted one leaves', async () => {
    await seedCounty({ platformOf: (name) => platform(uninterrupted, name), progress: quiet, streets });
    // Twice through places, people, (accounts,) compounds and their buildings; what is done once is done in no time again.
    for (const writes of [1, 2, 3, 1, 1, 2, 30, 59, 60, 2, 3, 30, 59])
      await expect(seedUntilKilledAfter(writes)).rejects.toThrow(Killed);
    await seedCounty({ platformOf: (name) => platform(killed, name), progress: quiet, streets });
    for (const name of names) {
      const rows = await rowsOf(platform(killed, name));
      expect(Object.values(rows).flat().length).toBeGreaterThan(0);
      expect(rows).toEqual(await rowsOf(platform(uninterrupted, name)));
    }
  });

  test('that is there is left alone', async () => {
    const before = await Promise.all(names.map((name) => rowsOf(platform(killed, name))));
    await seedCounty({ platformOf: (name) => platform(killed, name), progress: quiet, streets });
    expect(await Promise.all(names.map((name) => rowsOf(platform(killed, name))))).toEqual(before);
  });
});

describe('the year of the ventures', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ now: NOW });
  });
  afterAll(() => world.stop());

  async function seedUntilKilledAfter(requests: number): Promise<unknown> {
    const until = mortal(requests);
    const as = personas(world.embedded);
    const dying = (persona: string): { ask: AskGraph } => ({
      ask: (document, variables) => until(() => as(persona).ask(document, variables)),
    });
    return await seedVentures({ economy: platformOf(world.embedded, 'economy'), as: dying, progress: quiet });
  }

  const share = (venture: number) => {
    let [profit, highest] = [0n, 0n];
    for (const period of CLOSED_PERIODS) {
      for (const { kind, amount } of entriesOf(venture, period))
        profit += must(parseMoney(amount)) * (kind === 'COST' ? -1n : 1n);
      if (profit > highest) highest = profit;
    }
    return halfEven(highest * 1_000n, 10_000n);
  };

  test('that was killed again and again carries on, and tells the secret of the machine in the end', async () => {
    // After a registration, an activation, making the machine, the first post, closing, declaration, approval, and late.
    for (const requests of [1, 8, 19, 21, 22, 23, 24, 200])
      await expect(seedUntilKilledAfter(requests)).rejects.toThrow(Killed);
    const client = (await seedUntilKilledAfter(0)) as { id: string; secret: string };
    const authenticate = `query ($id: ID!, $secret: String!) { authenticateClient(id: $id, secret: $secret) { enterprise } }`;
    const { authenticateClient } = await world.embedded.ask<{ authenticateClient: object | null }>(
      authenticate,
      client,
    );
    expect(authenticateClient).toEqual({ enterprise: ventures[0]?.operator });
    expect(await seedUntilKilledAfter(0)).toBeNull();
  });

  test('has every entry once, eleven closed periods with their shares credited, and December open', async () => {
    await world.settle();
    const periods = 'periods(first: 20) { edges { node { period state entryCount } } }';
    const found = 'allocation(period: $last) { state }';
    const query = `query ($code: ID!, $last: YearMonth!) { agreement(code: $code) { ${periods} ${found} } }`;
    for (const { code } of ventures) {
      const { agreement } = await world.data('auditor', query, { code, last: CLOSED_PERIODS.at(-1) });
      const year = agreement.periods.edges.map(({ node }: { node: object }) => node);
      expect(year.toSorted((a: { period: string }, b: { period: string }) => (a.period < b.period ? -1 : 1))).toEqual([
        ...CLOSED_PERIODS.map((period) => ({ period, state: 'CLOSED', entryCount: 40 })),
        { period: OPEN_PERIOD, state: 'OPEN', entryCount: 40 },
      ]);
      expect(agreement.allocation).toEqual({ state: 'CREDITED' });
    }
  });

  test('gave the owners ten percent of the highest profit of each venture, to the fen', async () => {
    const query = 'query ($codes: [ID!]!) { compounds(codes: $codes) { code publicRevenue { balance } } }';
    const { compounds: all } = await world.data('auditor', query, { codes: compounds.map(({ code }) => code) });
    const balanceOf = new Map<string, bigint>(
      all.map(({ code, publicRevenue }: { code: string; publicRevenue: { balance: string } }) => [
        code,
        must(parseMoney(publicRevenue.balance)),
      ]),
    );
    for (const [index, { terms }] of ventures.entries()) {
      const received = terms
        .flatMap(({ weights }) => weights)
        .reduce((sum, { compound }) => sum + (balanceOf.get(compound) ?? 0n), 0n);
      expect(formatMoney(received)).toBe(formatMoney(share(index)));
    }
    const total = [...balanceOf.values()].reduce((sum, balance) => sum + balance, 0n);
    expect(total).toBe(ventures.reduce((sum, _, index) => sum + share(index), 0n));
  });
});
