/** A federation small enough to see through, for the tests of the gateway: people, accounts, notes. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { sumFen } from '@hh/kernel/money.ts';
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { accessRules } from '@hh/service/access.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { createLog, type Log } from '@hh/service/log.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers, ServiceDefinition } from '@hh/service/service.ts';
import { createSubgraph, subgraphSdl } from '@hh/service/subgraph.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import type { GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../compose.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import type { OperationLimits } from '../limits.ts';
import { createLocalDataSource } from '../local-data-source.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';

type Tiny = Pick<ServiceDefinition, 'name' | 'sdl'> & { readonly resolvers: Resolvers };

const people = new Map([
  ['p1', { id: 'p1', name: 'Zhang San', phone: '13800000001', friends: ['p2'] }],
  ['p2', { id: 'p2', name: 'Li Si', phone: '13800000002', friends: ['p1'] }],
]);

/** How often each batch of people was loaded: an N+1 would show here. */
export const batches: string[][] = [];

async function peopleById(ids: readonly string[]) {
  batches.push([...ids]);
  return new Map(ids.flatMap((id) => (people.has(id) ? [[id, people.get(id)] as const] : [])));
}

const personOf = async (context: RequestContext, id: string) => {
  const person = await load(context, peopleById, id);
  return person && { ...person };
};

const peopleService: Tiny = {
  name: 'organization',
  sdl: [new URL('./federation/people.graphql', import.meta.url)],
  resolvers: {
    Query: {
      person: (_: unknown, { id }: { id: string }, context: RequestContext) => personOf(context, id),
      named: () => [
        { __typename: 'Person', ...people.get('p1') },
        { __typename: 'Team', name: 'Red Scarf' },
      ],
      search: () => [
        { __typename: 'Person', ...people.get('p2') },
        { __typename: 'Team', name: 'Red Scarf' },
      ],
      headcount: () => people.size,
      broken: () => {
        throw new Error('E11000 duplicate key error collection: hh_economy.agreements');
      },
      spoken: (_: unknown, __: unknown, context: RequestContext) => context.language,
    },
    Mutation: {
      step: (_: unknown, { key }: { key: string }) => key,
      post: (_: unknown, { input }: { input: { entries: { amount: bigint }[] } }) => {
        const total = sumFen(input.entries.map(({ amount }) => amount));
        if (isRefusal(total)) return refused(total);
        return total > 0n
          ? { __typename: 'Posted', total }
          : refused(refuse('AMOUNT_NOT_POSITIVE', { field: 'entries.0.amount' }));
      },
    },
    Person: {
      __resolveReference: ({ id }: { id: string }, context: RequestContext) => personOf(context, id),
      diary: () => ({ text: 'Dear diary' }),
      friends: ({ friends }: { friends: string[] }, _: unknown, context: RequestContext) =>
        Promise.all(friends.map((id) => personOf(context, id))),
    },
  },
};

const accountsService: Tiny = {
  name: 'economy',
  sdl: [new URL('./federation/accounts.graphql', import.meta.url)],
  resolvers: {
    Query: {
      accountsSince: (_: unknown, { day, first }: { day: string; first: number }) =>
        ['A1', 'A2', 'A3'].slice(0, first).map((code) => ({ code, balance: 123_457n, openedOn: day })),
    },
    Account: {
      __resolveReference: async ({ code }: { code: string }) => ({ code, balance: 123_457n, openedOn: '2025-01-01' }),
    },
    Person: {
      __resolveReference: (reference: object) => ({ ...reference }),
      contact: ({ phone }: { phone: string | null }) => (phone ? `call ${phone}` : null),
      account: () => ({ code: 'A1', balance: 123_457n, openedOn: '2025-01-01' }),
    },
  },
};

const notesService: Tiny = {
  name: 'property',
  sdl: [new URL('./federation/notes.graphql', import.meta.url)],
  resolvers: {
    Query: { notes: () => ['n1', 'n2'].map(noteOf) },
    Account: { note: ({ code }: { code: string }) => `a note on ${code}` },
    Note: { __resolveReference: async ({ id }: { id: string }) => noteOf(id) },
  },
};

function noteOf(id: string) {
  return {
    id,
    text: 'paid twice',
    account: { __typename: 'Account', code: 'A1' },
    author: { __typename: 'Person', id: id === 'n1' ? 'p1' : 'p2' },
  };
}

export const services = [peopleService, accountsService, notesService];

export const sources = services.map((definition) => ({
  name: definition.name,
  url: `http://${definition.name}.internal/graphql`,
  sdl: subgraphSdl(definition),
}));

export const quietLog: Log = createLog({ name: 'test', level: 'silent' });

export interface Federation {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly gateway: Gateway;
  /** Answers as the caller of the graph gets them; `as` null is nobody. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
  ask(as: Actor | null, query: string, variables?: Record<string, unknown>): Promise<any>;
  stop(): Promise<void>;
}

export async function startFederation(
  options: {
    log?: Log;
    telemetry?: Telemetry;
    trusted?: TrustedDocuments;
    executor?: 'own' | 'apollo';
    planningMs?: number;
    limits?: OperationLimits;
    dataSourceFor?: (name: string, local: GraphQLDataSource) => GraphQLDataSource;
  } = {},
): Promise<Federation> {
  const log = options.log ?? quietLog;
  const supergraphSdl = composeSupergraph(sources);
  const rules = accessRules(supergraphSdl);
  const subgraphs = new Map(
    services.map((definition) => [
      definition.name as string,
      createSubgraph({ definition, running: { resolvers: definition.resolvers }, rules }),
    ]),
  );
  const gateway = createGateway({
    supergraphSdl,
    log,
    ...(options.telemetry ? { telemetry: options.telemetry } : {}),
    trusted: options.trusted ?? null,
    ...(options.executor ? { executor: options.executor } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    planningMs: options.planningMs ?? 0,
    dataSourceFor: (name) => {
      const schema = subgraphs.get(name) as GraphQLSchema;
      const local = createLocalDataSource(createSubgraphExecutor({ name, schema, log }));
      return options.dataSourceFor?.(name, local) ?? local;
    },
  });
  await gateway.load();
  return {
    supergraphSdl,
    subgraphs,
    gateway,
    ask: async (actor, query, variables = {}) =>
      JSON.parse(
        JSON.stringify(
          await gateway.execute({ query, variables, context: { actor, language: 'zh', requestId: 'request-1' } }),
        ),
      ),
    stop: () => gateway.stop(),
  };
}

export function personWith(...roles: Role[]): Actor {
  return { kind: 'PERSON', id: `person-${roles.join('-')}`, grants: roles.map((role) => ({ role, scope: '371322' })) };
}

export const machine: Actor = {
  kind: 'MACHINE',
  id: 'client-1',
  grants: [{ role: 'PARTNER', scope: '91371322MA3C000001' }],
};
export const system: Actor = { kind: 'SYSTEM', id: 'system', grants: [] };
