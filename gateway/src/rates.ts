/**
 * How often a client may do something in a minute. Gateways that share a Redis share one budget; while it does not
 * answer, each counts by itself: a client then gets a budget at each of them, and nobody waits.
 */
import type { Log } from '@hh/service/log.ts';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';

export interface Rate {
  /** Takes points of what the client has left in this minute, one if not said; false when it was less. */
  take(client: string, points?: number): Promise<boolean>;
  isSpent(client: string): Promise<boolean>;
}

export interface Rates {
  perMinute(name: string, budget: number): Rate;
  stop(): void;
}

interface RatesOptions {
  readonly redisUrl: string | undefined;
  /** Stands before the names of the keys; a Redis may serve several deployments. */
  readonly prefix: string;
  readonly log: Log;
}

/** How long a request waits for Redis, and for how long nobody asks it again after that. */
const ANSWER_MS = 100;
const AWAY_MS = 1_000;

type Counter = Pick<RateLimiterMemory, 'consume' | 'get'>;

export function localRates(): Rates {
  return { perMinute: (_, budget) => rateOf(memory(budget)), stop: () => {} };
}

export function createRates({ redisUrl, prefix, log }: RatesOptions): Rates {
  if (redisUrl === undefined) return localRates();
  const client = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: ANSWER_MS,
  });
  client.on('error', (error) => log.debug({ err: error }, 'redis'));
  let awayUntil = 0;

  const insured = (shared: Counter, own: Counter): Counter => {
    const either = async <Answer>(ask: (counter: Counter) => Promise<Answer>): Promise<Answer> => {
      if (performance.now() < awayUntil) return await ask(own);
      try {
        return await ask(shared);
      } catch (reason) {
        if (!(reason instanceof Error)) throw reason;
        awayUntil = performance.now() + AWAY_MS;
        log.warn({ err: reason }, 'Redis does not answer: this gateway counts requests by itself');
        return await ask(own);
      }
    };
    return {
      consume: (key, points) => either((counter) => counter.consume(key, points)),
      get: (key) => either((counter) => counter.get(key)),
    };
  };
  return {
    perMinute: (name, budget) => {
      const keyPrefix = `${prefix}:rate:${name}`;
      const shared = new RateLimiterRedis({ storeClient: client, points: budget, duration: 60, keyPrefix });
      return rateOf(insured(shared, memory(budget)));
    },
    stop: () => client.disconnect(),
  };
}

function memory(budget: number): RateLimiterMemory {
  return new RateLimiterMemory({ points: budget, duration: 60 });
}

function rateOf(counter: Counter): Rate {
  return {
    take: (client, points = 1) =>
      counter.consume(client, points).then(
        () => true,
        (reason: RateLimiterRes | Error) => {
          if (reason instanceof Error) throw reason;
          return false;
        },
      ),
    isSpent: async (client) => {
      const taken = await counter.get(client);
      return taken !== null && taken.remainingPoints <= 0;
    },
  };
}
