/**
 * `npm run verify-books`: replays every book from its first journal and names the first thing that is wrong by the
 * number of the journal. Reads only; works beside a running instance, on a stopped one, and on `MONGODB_URI`.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { storedBooks, verifyStoredBook } from '@hh/ledger/verify.store.ts';
import type { Verdict } from '@hh/ledger/verify.ts';
import { connectMongo } from '@hh/service/mongo.ts';
import type { Config } from './config.ts';
import { processesWith } from './setup/processes.mjs';
import { StartError, startStores } from './stores.ts';

/** The services that keep a book. */
const KEEPERS = ['economy', 'property'];

interface OpenStore {
  readonly mongoUri: string;
  stop(): Promise<void>;
}

type Where = Pick<Config, 'DATA_DIR' | 'MONGODB_URI' | 'REDIS_URL' | 'DATABASE_PREFIX'>;

/** Are all books right? Throws a StartError, whose message is for a person, when there is no database to ask. */
export async function verifyBooks(config: Where, print: (line: string) => void): Promise<boolean> {
  const store = await openStore(config);
  try {
    let books = 0;
    let isRight = true;
    for (const service of KEEPERS) {
      const connection = await connectMongo(store.mongoUri, `${config.DATABASE_PREFIX}_${service}`);
      try {
        for (const key of await storedBooks(connection)) {
          const verdict = await verifyStoredBook(connection, key);
          print(lineOf(`${key.county} ${key.book}`, verdict));
          isRight &&= verdict.wrong === null;
          books += 1;
        }
      } finally {
        await connection.close();
      }
    }
    if (books === 0) print('no book has been begun 尚无账簿');
    return isRight;
  } finally {
    await store.stop();
  }
}

function lineOf(book: string, { journals, accounts, sealedMonths, assertions, wrong }: Verdict): string {
  const asserted = assertions === 0 ? '' : `, ${assertions} asserted balances`;
  const counts = `${journals} journals, ${accounts} accounts, ${sealedMonths} sealed months${asserted}`;
  return `${book}: ${counts}: ${wrong ? `WRONG at journal ${wrong.seq}: ${wrong.what}: ${wrong.detail}` : 'ok'}`;
}

async function openStore({ DATA_DIR, MONGODB_URI, REDIS_URL }: Where): Promise<OpenStore> {
  const nothingToStop = async () => undefined;
  if (MONGODB_URI) return { mongoUri: MONGODB_URI, stop: nothingToStop };
  const dataDir = resolve(DATA_DIR);
  if (!existsSync(join(dataDir, 'mongo')))
    throw new StartError(
      `There are no data in ${dataDir}: run npm start first, or set DATA_DIR.`,
      '该目录中没有数据。',
    );
  const running = portOfRunning(dataDir);
  if (running) return { mongoUri: `mongodb://127.0.0.1:${running}/?directConnection=true`, stop: nothingToStop };
  return await startStores({
    dataDir,
    ...(REDIS_URL && { redisUrl: REDIS_URL }),
    deathSignal: 'TERM',
    log: () => undefined,
  });
}

/** The port of the mongod that an instance runs on this folder, so that it need not be stopped. */
function portOfRunning(dataDir: string): string | null {
  const [pid] = processesWith('--dbpath', realpathSync(join(dataDir, 'mongo')));
  if (pid === undefined) return null;
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return words[words.indexOf('--port') + 1] ?? null;
}
