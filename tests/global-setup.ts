/** One mongod and one Redis for the whole run; each suite takes databases of its own. `HH_TEST_*` name stores that run already. */
import { startTestStores } from '../infra/stores.ts';

export default async function globalSetup(): Promise<void> {
  if (process.env.HH_TEST_MONGODB_URI && process.env.HH_TEST_REDIS_URL) return;
  const stores = await startTestStores();
  process.env.HH_TEST_MONGODB_URI = stores.mongoUri;
  process.env.HH_TEST_REDIS_URL = stores.redisUrl;
  (globalThis as { stopTestStores?: () => Promise<void> }).stopTestStores = () => stores.stop();
}
