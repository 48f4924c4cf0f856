/** One book of every county: each county keeps its own, opened when it is first asked for. */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Log } from '@hh/service/log.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { type BookCode, createLedger, type Ledger } from './ledger.ts';

export interface Books {
  of(county: string): Ledger;
  close(): Promise<void>;
}

export function createBooks(options: { connection: Connection; book: BookCode; clock: Clock; log: Log }): Books {
  const open = new Map<string, Ledger>();
  return {
    of(county) {
      const known = open.get(county);
      if (known) return known;
      const ledger = createLedger({ ...options, county });
      open.set(county, ledger);
      return ledger;
    },
    close: async () => {
      await Promise.all([...open.values()].map((ledger) => ledger.close()));
    },
  };
}
