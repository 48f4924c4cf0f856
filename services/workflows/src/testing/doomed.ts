/** A replica in a process of its own, which never gets further than its first credit: it is there to be killed. */
import { manualClock } from '@hh/kernel/clock.ts';
import { connectMongo } from '@hh/service/mongo.ts';
import { testMongoUri } from '@hh/testing/store.ts';
import { workflows } from '../workflows.ts';
import { createTestBooks } from './books.ts';
import { platformOf } from './service.ts';

const [database = '', queuePrefix = '', allocation = ''] = process.argv.slice(2);
const books = createTestBooks();
books.share(allocation, [{ compound: '37132200100101', amount: '12.34' }]);
books.before = async (mutation) => {
  if (mutation !== 'creditPublicRevenue') return;
  process.stdout.write('crediting\n');
  await new Promise(() => {});
};
const connection = await connectMongo(testMongoUri(), database);
await workflows
  .create(platformOf({ connection, queuePrefix, clock: manualClock('2026-01-05T09:00:00+08:00'), ask: books.ask }))
  .start?.();
