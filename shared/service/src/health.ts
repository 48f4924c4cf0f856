/** What a service tells of how it is: its database, its outbox, its queues. What does not answer in time is null. */
import { READ_MS, type Reading } from './metrics.ts';
import { pingMongo } from './mongo.ts';
import type { Relay } from './relay.ts';
import type { Platform, Resolvers, ServiceDefinition } from './service.ts';
import { within } from './within.ts';

/** The one there is. */
export const SYSTEM_HEALTH = 'system';

export function healthResolvers(
  { name, queues = [] }: Pick<ServiceDefinition, 'name' | 'queues'>,
  { connection, log, telemetry: { metrics } }: Pick<Platform, 'connection' | 'log' | 'telemetry'>,
  relay: Pick<Relay, 'oldest'>,
): Resolvers {
  const told = async <T>(what: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await within(READ_MS, read);
    } catch (error) {
      log.warn({ err: error, what }, 'a part does not answer');
      return null;
    }
  };
  const databaseMs = async () => {
    const before = performance.now();
    await pingMongo(connection);
    return Math.ceil(performance.now() - before);
  };
  return {
    SystemHealth: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      [name]: async () => {
        const [ms, oldestEventAt, jobs, swept] = await Promise.all([
          told('database', databaseMs),
          told('outbox', () => relay.oldest(READ_MS)),
          metrics.queueJobs.read(),
          metrics.queueSwept.read(),
        ]);
        return { databaseMs: ms, oldestEventAt, queues: queues.map((queue) => queueHealth(queue, jobs, swept)) };
      },
    },
  };
}

function queueHealth(name: string, jobs: readonly Reading[], swept: readonly Reading[]) {
  const of = (readings: readonly Reading[], state?: string) =>
    readings.find(({ labels = {} }) => labels.queue === name && labels.state === state)?.value ?? null;
  const seconds = of(swept);
  return {
    name,
    waiting: of(jobs, 'waiting'),
    active: of(jobs, 'active'),
    sweptSecondsAgo: seconds === null ? null : Math.floor(seconds),
  };
}
