/** The books of one kind, one for each county: each has its own queue and its own head. */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Log } from '@hh/service/log.ts';
import type { Metrics } from '@hh/service/metrics.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { type BookCode, createLedger, type Ledger } from './ledger.ts';

export interface Books {
  /** The book of a county, the same object each time. */
  of(county: string): Ledger;
  /** Resolves when everything that was posted to any of them is answered. */
  close(): Promise<void>;
}

export function createBooks(options: {
  readonly connection: Connection;
  readonly book: BookCode;
  readonly clock: Clock;
  readonly log?: Log;
  readonly metrics?: Metrics;
}): Books {
  const ledgers = new Map<string, Ledger>();
  return {
    of: (county) => {
      const ledger = ledgers.get(county) ?? createLedger({ ...options, county });
      ledgers.set(county, ledger);
      return ledger;
    },
    close: async () => {
      await Promise.all([...ledgers.values()].map((ledger) => ledger.close()));
    },
  };
}
