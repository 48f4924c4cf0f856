/** The one way to write, against the real store: all of it or nothing, once, and the winner of a race is found. */

import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import { contentHash } from '@hh/kernel/canonical.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import { createTestStore, type TestStore } from './testing/store.ts';
import { createWriter, type Transaction, type Writer, writerCollections } from './writer.ts';

const actor: Actor = { kind: 'PERSON', id: 'p1', grants: [] };
const payload = { allocation: 'a1', agreement: 'JV-0001', period: '2025-12' };

let store: TestStore;
let writer: Writer;
let announced = 0;

beforeAll(async () => {
  const things = { name: 'things', indexes: [{ name: 'name', key: { name: 1 }, unique: true }] };
  store = await createTestStore([...writerCollections, things]);
  writer = createWriter({
    connection: store.connection,
    clock: manualClock('2026-01-05T09:00:00+08:00'),
    relay: {
      firstDelayMs: 1_000,
      take: (rows) => {
        announced += rows.length;
      },
    },
  });
});
beforeEach(async () => {
  announced = 0;
  for (const name of ['things', 'commands', 'audit', 'outbox']) await store.connection.collection(name).deleteMany({});
});
afterAll(() => store.drop());

const counts = async () => {
  const count = (name: string) => store.connection.collection(name).countDocuments();
  return {
    things: await count('things'),
    audit: await count('audit'),
    outbox: await count('outbox'),
    commands: await count('commands'),
  };
};

async function addThing({ session, audit, announce }: Transaction, name: string): Promise<{ name: string }> {
  await store.connection.collection('things').insertOne({ name }, { session });
  audit({ county: '371322', actor, action: 'addThing', subject: { type: 'Thing', id: name } });
  announce(AllocationApproved, '371322', payload);
  return { name };
}

/** Somebody else's commit that the primary has and a majority has not journaled yet: so it is for a moment after each. */
async function addedMeanwhile(name: string, key: string): Promise<void> {
  const { connection } = store;
  const commands = connection.collection<{ _id: string }>('commands');
  const answered = { _id: key, requestHash: contentHash({ name }), answer: { name }, at: new Date() };
  await connection.getClient().withSession((session) =>
    session.withTransaction(
      async () => {
        await connection.collection('things').insertOne({ name }, { session });
        await commands.insertOne(answered, { session });
      },
      { writeConcern: { w: 1, journal: false } },
    ),
  );
}

describe('a write', () => {
  test('commits effect, audit, event and key together', async () => {
    await writer.write((transaction) => addThing(transaction, 'one'), { key: 'k1', request: { name: 'one' } });
    expect(await counts()).toEqual({ things: 1, audit: 1, outbox: 1, commands: 1 });
    expect(announced).toBe(1);
  });

  test('that is refused leaves nothing, whatever it had written before it said no', async () => {
    const answer = await writer.write(async (transaction) => {
      await addThing(transaction, 'one');
      return refuse('REASON_MISSING');
    });
    expect(isRefusal(answer) && answer.code).toBe('REASON_MISSING');
    expect(await counts()).toEqual({ things: 0, audit: 0, outbox: 0, commands: 0 });
    expect(announced).toBe(0);
  });

  test('that the server gives up in the middle of a statement runs again', async () => {
    let runs = 0;
    const write = writer.write(async (transaction) => {
      runs += 1;
      await addThing(transaction, 'slow');
      const slow = { $where: `sleep(${runs === 1 ? 6_000 : 0}) || true` };
      await store.connection.collection('things').find(slow, { session: transaction.session }).toArray();
      return true;
    });
    expect(await write).toBe(true);
    expect(runs).toBe(2);
    expect((await counts()).things).toBe(1);
  });

  test('that fails leaves nothing and says so', async () => {
    const write = writer.write(async (transaction) => {
      await addThing(transaction, 'one');
      throw new Error('a bug');
    });
    await expect(write).rejects.toThrow('a bug');
    expect(await counts()).toEqual({ things: 0, audit: 0, outbox: 0, commands: 0 });
  });

  test('with a key answers the first result for ever, and refuses other content under it', async () => {
    const once = { key: 'k1', request: { name: 'one' } };
    const first = await writer.write((transaction) => addThing(transaction, 'one'), once);
    const again = await writer.write((transaction) => addThing(transaction, 'two'), once);
    expect([first, again]).toEqual([{ name: 'one' }, { name: 'one' }]);
    const other = await writer.write((transaction) => addThing(transaction, 'two'), {
      key: 'k1',
      request: { name: 'two' },
    });
    expect(isRefusal(other) && other.code).toBe('KEY_REUSED');
    expect((await counts()).things).toBe(1);
  });

  test('of twenty at once under one key has one effect and one answer', async () => {
    const once = { key: 'k1', request: { name: 'one' } };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => writer.write((transaction) => addThing(transaction, 'one'), once)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"name":"one"}']));
    expect(await counts()).toEqual({ things: 1, audit: 1, outbox: 1, commands: 1 });
  });

  test('that loses a race for a unique name looks again and finds the winner', async () => {
    const things = store.connection.collection<{ name: string }>('things');
    const addOnce = () =>
      writer.write(async (transaction) => {
        const known = await things.findOne({ name: 'one' }, { session: transaction.session });
        return known ? { name: known.name } : await addThing(transaction, 'one');
      });
    const answers = await Promise.all(Array.from({ length: 10 }, addOnce));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ name: 'one' })));
    expect((await counts()).things).toBe(1);
  });

  test('that is refused for what was committed a moment ago shows it to whoever reads next, the key’s answer first', async () => {
    const things = store.connection.collection('things');
    const once = (name: string) => ({ key: `key of ${name}`, request: { name } });
    const addOnce = async (name: string, key?: ReturnType<typeof once>) =>
      await writer.write(async (transaction) => {
        const isThere = await things.findOne({ name }, { session: transaction.session });
        return isThere ? refuse('KEY_REUSED') : await addThing(transaction, name);
      }, key);
    for (const name of ['one', 'two', 'three']) {
      await addedMeanwhile(name, once(name).key);
      expect(await addOnce(name, once(name))).toEqual({ name });
    }
    for (const name of ['four', 'five', 'six']) {
      await addedMeanwhile(name, once(name).key);
      expect(isRefusal(await addOnce(name))).toBe(true);
      expect(await things.findOne({ name })).toMatchObject({ name });
    }
  });
});
