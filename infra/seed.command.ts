/**
 * `npm run seed`: fills the stores of a distributed deployment with the demonstration county, by the same commands and
 * the same graph as its users, and ends. Before the services start or beside them; again, it finds everything done.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { travellingClock } from '@hh/kernel/clock.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { ConfigError, settingsOf } from '@hh/service/config.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { type Config, parseConfig } from './config.ts';
import { startEmbedded } from './embedded.ts';
import { seedDemonstration } from './world.ts';

const progress = (line: string) => console.log(`  ${line}`);

async function seed(config: Config, mongoUri: string, redisUrl: string): Promise<void> {
  const clock = travellingClock(await businessClock(mongoUri, config.DATABASE_PREFIX, config.DEMO));
  const embedded = await startEmbedded({
    mongoUri,
    redisUrl,
    prefix: config.DATABASE_PREFIX,
    clock,
    log: createLog({ name: 'seed', level: config.LOG_LEVEL }),
    telemetry: unwatched(),
    limits: config,
    settings: settingsOf(config),
    identify: async () => null,
  });
  try {
    const client = await seedDemonstration(embedded, clock, config, progress);
    while (!(await embedded.isIdle())) await wait(100);
    if (client?.secret) progress(`client_id ${client.id}  client_secret ${client.secret} (shown this once 仅显示一次)`);
  } finally {
    await embedded.stop();
  }
}

try {
  const config = parseConfig(process.env);
  const { MONGODB_URI, REDIS_URL } = config;
  if (!MONGODB_URI || !REDIS_URL || !config.DEMO)
    throw new ConfigError('Seeding needs MONGODB_URI, REDIS_URL and DEMO=on. 需要 MONGODB_URI、REDIS_URL 和 DEMO=on。');
  await seed(config, MONGODB_URI, REDIS_URL);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
