/** What one operation asks of the databases, as the driver sends it: for tests that count or explain it, and benchmarks. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Telemetry, unwatched } from '@hh/service/telemetry.ts';
import { noTracing } from '@hh/service/tracing.ts';
import type { Embedded } from './embedded.ts';

export interface AskedCommand {
  readonly service: string;
  readonly name: string;
  /** Null where it is of no collection. */
  readonly collection: string | null;
  /** As it could be sent again by somebody else. */
  readonly command: Readonly<Record<string, unknown>>;
}

/** Connections that are opened with it tell their commands. */
export function watchedCommands(): Telemetry {
  return { ...unwatched(), tracing: { ...noTracing, isOn: true } };
}

/** Of the session, the cluster and the transaction: what is not said again. */
const OF_THE_SESSION = /^(?:\$|lsid$|txnNumber$|maxTimeMS$)/;

/** Answers a function that answers what a work asks; what goes on beside it, such as a sweep, is not in it. */
export function commandsOf({ parts }: Embedded): (work: () => Promise<unknown>) => Promise<readonly AskedCommand[]> {
  const working = new AsyncLocalStorage<AskedCommand[]>();
  for (const [service, { platform }] of parts)
    platform.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      const of: unknown = command[commandName];
      working.getStore()?.push({
        service,
        name: commandName,
        collection: typeof of === 'string' ? of : null,
        command: Object.fromEntries(Object.entries(command).filter(([key]) => !OF_THE_SESSION.test(key))),
      });
    });
  return async (work) => {
    const asked: AskedCommand[] = [];
    await working.run(asked, work);
    return asked;
  };
}
