/**
 * One service as it runs, on a database of its own, asked as the gateway asks it and guarded by what the composed
 * supergraph says. For tests of a service's own words; stories of several services belong into scenarios.
 */

import { readFileSync } from 'node:fs';
import { manualClock } from '@hh/kernel/clock.ts';
import { getNamedType, graphql, isUnionType } from 'graphql';
import { accessRules } from '../access.ts';
import { type Actor, parseGrant } from '../actor.ts';
import { createContext } from '../context.ts';
import { createLog } from '../log.ts';
import type { Platform, RunningService, ServiceDefinition } from '../service.ts';
import { createSubgraph } from '../subgraph.ts';
import { unwatched } from '../telemetry.ts';
import { createWriter, writerCollections } from '../writer.ts';
import { testSettings } from './settings.ts';

import { createTestStore, type TestStore } from './store.ts';

const supergraph = new URL('../../../../gateway/supergraph.graphql', import.meta.url);

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  readonly data: any;
  readonly codes: readonly unknown[];
}

export interface TestSubgraph {
  readonly platform: Platform;
  readonly running: RunningService;
  ask(actor: Actor | null, source: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** A mutation with one input: what it answers of the row, or `{ code, field }` of the refusal. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  write(actor: Actor, mutation: string, input: object, fields?: string): Promise<any>;
  /** One field of the entities with these keys, as an entity hop asks for it. */
  entities(actor: Actor | null, selection: string, representations: readonly object[]): Promise<Answer>;
  /**
   * The questions that reached the database while this ran, each as `operation collection`; counted by the database
   * itself. A long answer comes in several batches, which belong to their question.
   */
  readsDuring(work: () => Promise<unknown>): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export function actorWith(id: string, ...grants: readonly string[]): Actor {
  return { kind: 'PERSON', id, grants: grants.map(parseGrant).filter((grant) => grant !== null) };
}

export const systemActor: Actor = { kind: 'SYSTEM', id: 'test', grants: [] };

/** `ask` answers for the other services; without it whatever is asked whether it is known is known. */
export async function createTestSubgraph(
  definition: ServiceDefinition,
  now: string,
  ask: Platform['ask'] = elsewhere,
): Promise<TestSubgraph> {
  const store = await createTestStore([...writerCollections, ...definition.collections]);
  const { connection } = store;
  const clock = manualClock(now);
  const platform: Platform = {
    connection,
    clock,
    writer: createWriter({ connection, clock }),
    log: createLog({ level: 'silent', name: 'test' }),
    telemetry: unwatched(),
    redisUrl: '',
    queuePrefix: connection.name,
    ask,
    settings: testSettings,
    identify: async () => null,
  };
  const running = definition.create(platform);
  const schema = createSubgraph({ definition, running, rules: accessRules(readFileSync(supergraph, 'utf8')) });

  const askHere: TestSubgraph['ask'] = async (actor, source, variableValues = {}) => {
    const contextValue = createContext({ actor, language: 'zh', requestId: 'test-request' });
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    return {
      data: JSON.parse(JSON.stringify(data ?? null)),
      codes: errors?.map(({ extensions, message }) => extensions.code ?? message) ?? [],
    };
  };

  return {
    platform,
    running,
    ask: askHere,
    write: async (actor, mutation, input, fields = 'id') => {
      const field = schema.getMutationType()?.getFields()[mutation];
      const answers = getNamedType(field?.type);
      if (!field || !isUnionType(answers)) throw new Error(`no mutation ${mutation} answers a union`);
      const row = answers.getTypes().find(({ name }) => name !== 'Refused');
      const { data, codes } = await askHere(
        actor,
        `mutation($input: ${field.args[0]?.type}) { answer: ${mutation}(input: $input) { ... on ${row} { ${fields} } ... on Refused { code field } } }`,
        { input },
      );
      if (codes.length > 0) throw new Error(`${mutation}: ${codes.join(', ')}`);
      return data.answer;
    },
    entities: (actor, selection, representations) =>
      askHere(
        actor,
        `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
        { representations },
      ),
    readsDuring: (work) => readsDuring(store, work),
    stop: async () => {
      await running.stop?.();
      await store.drop();
    },
  };
}

/** This test has one service only: what it asks whether others know is known, and nobody answers anything else. */
const elsewhere: Platform['ask'] = async <Data>(_: string, { keys }: Readonly<Record<string, unknown>>) => {
  if (!Array.isArray(keys)) throw new Error('this test has one service only: nobody answers it');
  return { found: keys } as Data;
};

/** The same, and of single objects of other services, by the field and the id they are asked for by, what is said here. */
export function elsewhereIs(objects: Readonly<Record<string, Readonly<Record<string, object>>>>): Platform['ask'] {
  return async <Data>(document: string, variables: Readonly<Record<string, unknown>>) =>
    variables.keys
      ? await elsewhere<Data>(document, variables)
      : (Object.fromEntries(
          Object.entries(objects).map(([field, byId]) => [field, byId[String(variables.id)] ?? null]),
        ) as Data);
}

async function readsDuring({ connection }: TestStore, work: () => Promise<unknown>): Promise<readonly string[]> {
  const database = connection.getClient().db(connection.name);
  const begun = new Date();
  await database.command({ profile: 2 });
  try {
    await work();
  } finally {
    await database.command({ profile: 0 });
  }
  const rows = await database
    .collection('system.profile')
    .find({ ts: { $gte: begun }, ns: { $not: /\.system\./ }, op: { $in: ['query', 'command'] } })
    .sort({ ts: 1 })
    .toArray();
  const reads = rows.filter(({ op, command }) => op !== 'command' || 'aggregate' in command || 'distinct' in command);
  return reads.map(({ op, ns }) => `${op} ${String(ns).split('.')[1]}`);
}
