import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@hh/kernel/id.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRunStore } from '../run/run.store.ts';
import { begin } from '../run/run.ts';
import { createTestBooks } from '../testing/books.ts';
import { createTestService, type TestService } from '../testing/service.ts';
import { createBooks } from './books.ts';
import { runOfAllocation, shareProfit } from './share-profit.ts';

let world: TestService;
beforeAll(async () => {
  world = await createTestService();
});
afterAll(() => world.close());

test('a share whose process is killed in the middle of crediting is finished by another, with nothing twice', async () => {
  const allocation = newId();
  const books = createTestBooks();
  const store = createRunStore({ connection: world.connection, holder: 'test', leaseMs: 1 });
  const id = runOfAllocation(allocation);
  const input = { allocation, agreement: 'JV-0001', period: '2025-12' };
  const { name: definition, version, steps } = shareProfit(createBooks(books.ask));
  const names = steps.map(({ name }) => name);
  const run = begin({ id, county: '371322', definition, version, input }, names, world.clock.now());
  await inTransaction(world.connection, (session) => store.insert(run, session));

  const doomed = fileURLToPath(new URL('../testing/doomed.ts', import.meta.url));
  const child = spawn(process.execPath, [doomed, world.connection.name, world.queuePrefix, allocation], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const service = await world.replica((document, variables) => books.ask(document, variables));
  await world.settle(service);
  expect((await store.byIds([id])).get(id)).toMatchObject({
    state: 'DONE',
    steps: [{ attempts: 1 }, { attempts: 2 }, { attempts: 1 }],
  });
  expect(books.effects).toEqual(['creditPublicRevenue, 37132200100101 12.34', 'recordAllocationCredited, journal 1']);
});
