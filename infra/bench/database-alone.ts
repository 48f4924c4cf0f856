/** What an operation asks of the database, recorded in a graph of its own on the same stores, to be asked again with no graph before it. */
import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { settingsOf } from '@hh/service/config.ts';
import { createLog } from '@hh/service/log.ts';
import { type AskedCommand, commandsOf, watchedCommands } from '../asked-commands.ts';
import { parseConfig } from '../config.ts';
import { type Embedded, platformOf, startEmbedded } from '../embedded.ts';
import type { Environment } from '../program.ts';
import type { BenchOptions } from './bench.ts';

export interface Recorded {
  readonly commands: readonly AskedCommand[];
  /** All of them at once. */
  readonly ask: () => Promise<unknown>;
}

export interface Recorder {
  record(actor: Actor, query: string, variables: object): Promise<Recorded>;
  stop(): Promise<void>;
}

export async function startRecorder(
  { mongoUri, redisUrl }: Pick<BenchOptions, 'mongoUri' | 'redisUrl'>,
  environment: Environment,
): Promise<Recorder> {
  const config = parseConfig(environment);
  const embedded = await startEmbedded({
    mongoUri,
    redisUrl,
    prefix: config.DATABASE_PREFIX,
    clock: await businessClock(mongoUri, config.DATABASE_PREFIX, config.DEMO),
    log: createLog({ name: 'recorder', level: 'warn' }),
    telemetry: watchedCommands(),
    limits: config,
    settings: settingsOf(config),
    identify: async () => null,
  });
  const commands = commandsOf(embedded);
  return {
    record: async (actor, query, variables) => {
      const asked = await commands(async () => {
        const context = { actor, language: 'zh' as const, requestId: newId() };
        const { errors } = await embedded.gateway.execute({ query, variables: { ...variables }, context });
        if (errors) throw new Error(JSON.stringify(errors).slice(0, 2_000));
      });
      return { commands: asked, ask: again(embedded, asked) };
    },
    stop: () => embedded.stop(),
  };
}

/** What goes on with a cursor cannot be asked again: its number is gone. What writes would write again. */
const READS = ['find', 'aggregate', 'count', 'distinct'];

function again(embedded: Embedded, commands: readonly AskedCommand[]): () => Promise<unknown> {
  const asked = commands
    .filter(({ name }) => READS.includes(name))
    .map(({ service, command: { startTransaction: _, autocommit: __, readConcern: ___, ...command } }) => {
      const { connection } = platformOf(embedded, service);
      return { db: connection.getClient().db(connection.name), command };
    });
  return async () => await Promise.all(asked.map(({ db, command }) => db.command({ ...command })));
}
