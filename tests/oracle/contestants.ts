/** The demonstration county behind a federated graph and behind one plain schema, on the same databases. */

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { directoryOf } from '@hh/gateway/directory.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { newId } from '@hh/kernel/id.ts';
import { type Actor, parseGrant } from '@hh/service/actor.ts';
import { businessClock } from '@hh/service/business-time.ts';
import type { Caller } from '@hh/service/context.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { supergraphFile } from '../../infra/compose.ts';
import { seedVentures } from '../../infra/demo/seed.ts';
import { type Embedded, platformOf, startEmbedded } from '../../infra/embedded.ts';
import { personas } from '../../infra/world.ts';
import { startDistributed } from '../distributed.ts';
import { createWorld } from '../world.ts';
import type { Answer } from './answer.ts';
import type { Ask } from './compare.ts';
import { createPlainServer } from './plain.ts';
import { COMPOUND } from './values.ts';

export interface Contestants {
  readonly federated: Ask;
  readonly plain: Ask;
  stop(): Promise<void>;
}

/** The gateway and its subgraphs in this process. Takes the stores of the tests. */
export async function inOneProcess(): Promise<Contestants> {
  const world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND });
  const { embedded } = world;
  try {
    const as = personas(embedded);
    await seedVentures({ economy: platformOf(embedded, 'economy'), as, progress: () => {} });
    await world.settle();
  } catch (error) {
    await world.stop();
    throw error;
  }
  const callerAs = createCallers(embedded);
  return {
    federated: async (persona, operation) => {
      const { data, errors = [] } = await embedded.gateway.execute({ ...operation, context: await callerAs(persona) });
      return { data, errors };
    },
    plain: plainly(embedded),
    stop: () => world.stop(),
  };
}

/** The gateway and each service in processes of their own, asked over HTTP; the plain schema in this one beside them. */
export async function inProcesses(): Promise<Contestants> {
  const distributed = await startDistributed({ replicas: 1 });
  const { mongoUri, redisUrl, replicas } = distributed;
  await distributed.run('infra/seed.command.ts');
  await Promise.all(replicas.map((replica) => replica.start()));
  const embedded = await startEmbedded({
    mongoUri,
    redisUrl,
    prefix: 'hh',
    clock: await businessClock(mongoUri, 'hh', true),
    log: createLog({ name: 'plain', level: 'error' }),
    telemetry: unwatched(),
    limits: defaultSettings,
    settings: testSettings,
    identify: async () => null,
  });
  while (!(await embedded.isIdle())) await wait(50);
  const [gateway] = distributed.of('gateway');
  if (!gateway) throw new Error('there is no gateway');
  return {
    federated: overHttp(gateway.url),
    plain: plainly(embedded),
    stop: async () => {
      await embedded.stop();
      await distributed.stop();
    },
  };
}

function plainly(embedded: Embedded): Ask {
  const callerAs = createCallers(embedded);
  const supergraphSdl = readFileSync(supergraphFile, 'utf8');
  const log = createLog({ name: 'plain', level: 'error' });
  const { ask } = createPlainServer({ supergraphSdl, subgraphs: embedded.subgraphs, log });
  return async (persona, operation) => await ask(operation, await callerAs(persona));
}

function createCallers({ ask }: Embedded): (persona: string | null) => Promise<Caller> {
  const directory = directoryOf(ask);
  const known = new Map<string, Promise<Actor>>();
  const find = async (persona: string): Promise<Actor> => {
    const account = await directory.demoAccount(persona);
    if (!account) throw new Error(`no such persona: ${persona}`);
    const grants = account.grants.map(parseGrant).filter((grant) => grant !== null);
    return { kind: 'PERSON', id: account.person, grants };
  };
  return async (persona) => {
    const stranger = { actor: null, language: 'zh' as const, requestId: newId() };
    if (persona === null) return stranger;
    const actor = known.get(persona) ?? find(persona);
    known.set(persona, actor);
    return { ...stranger, actor: await actor };
  };
}

function overHttp(base: string): Ask {
  const tokens = new Map<string, string>();
  const post = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const answer = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh', ...headers },
      body: JSON.stringify(body),
    });
    return await answer.json();
  };
  const tokenOf = async (persona: string): Promise<string> => {
    const known = tokens.get(persona);
    if (known) return known;
    const { access_token } = (await post('/auth/demo', { persona })) as { access_token: string };
    tokens.set(persona, access_token);
    return access_token;
  };
  return async (persona, operation) => {
    const headers = persona === null ? {} : { authorization: `Bearer ${await tokenOf(persona)}` };
    const { data, errors = [] } = (await post('/graphql', operation, headers)) as Partial<Answer>;
    return { data, errors };
  };
}
