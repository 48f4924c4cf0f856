/**
 * The gateway behind a narrow port: load, execute, reload. Apollo's server and executor stand behind it, and
 * replacing them is one decision.
 */
import './telemetry.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { assertEveryRootFieldHasARule } from '@hh/service/access.ts';
import type { Caller } from '@hh/service/context.ts';
import { failure } from '@hh/service/failure.ts';
import type { Log } from '@hh/service/log.ts';
import { formatFailure } from '@hh/service/masking.ts';
import { createNotes, currentNotes, withNotes } from '@hh/service/request-notes.ts';
import { type Telemetry, unwatched } from '@hh/service/telemetry.ts';
import type { Attributes } from '@hh/service/tracing.ts';
import type { GraphQLFormattedError } from 'graphql';
import { createDocumentStore } from './documents.ts';
import type { Planned } from './executor/executable.ts';
import { createExecutor } from './executor/executor.ts';
import { judgeInput, problemsOfVariables, TOLD_PROBLEMS } from './input.ts';
import { judgeCost, type Payer } from './judge-cost.ts';
import { limitRules, type OperationLimits } from './limits.ts';
import { createPlainForm, withDefaults } from './operation.ts';
import { askedOf, planAhead, watchAsked } from './plan-ahead.ts';
import { type PlannerThread, PlanningTooLong, startPlannerThread } from './planner.ts';
import { createPlanStore, type Plan } from './plans.ts';
import { nameApart, watchRequiredNames } from './required-names.ts';
import { defaultSettings, type GatewaySettings } from './settings.ts';
import { stripSecurity } from './strip-security.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { watchDataSource } from './watched-data-source.ts';

/** Over HTTP a caller pays for what it asks; the system's own steps do not. */
export type Asker = Caller & Payer;

export interface GatewayRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly context: Caller;
}

export interface GatewayResponse {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface Gateway {
  load(): Promise<void>;
  execute(request: GatewayRequest): Promise<GatewayResponse>;
  /** Serves another supergraph once what is asked often is planned on it; what is under way finishes on the one it began with. */
  reload(supergraphSdl: string): Promise<void>;
  stop(): Promise<void>;
  /** For the HTTP integration, which needs Apollo's own server. */
  readonly server: ApolloServer<Asker>;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** With the address that stands in the supergraph; ours come from the configuration. */
  readonly dataSourceFor: (subgraph: string, url: string | undefined) => GraphQLDataSource;
  readonly log: Log;
  readonly limits?: OperationLimits;
  readonly executor?: GatewaySettings['GATEWAY_EXECUTOR'];
  /** How long a thread may take for one plan. Nothing or 0: there is none, and while something is planned nobody is answered. */
  readonly planningMs?: number;
  readonly telemetry?: Telemetry;
  /** Planned before anybody asks; where there are some, the graph does not describe itself to strangers. */
  readonly trusted?: TrustedDocuments | null;
  /** Of a graph that is not ours nothing is known but its supergraph: neither its scalars, nor its codes, nor its rules. */
  readonly isOurs?: boolean;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { log, limits = defaultSettings, telemetry = unwatched(), trusted = null, isOurs = true } = options;
  const { executor = defaultSettings.GATEWAY_EXECUTOR, planningMs = 0 } = options;
  const { metrics, tracing } = telemetry;
  const accept = isOurs ? withoutItsRules : (supergraphSdl: string) => supergraphSdl;
  const firstSdl = accept(options.supergraphSdl);
  let update: (supergraphSdl: string) => void = () => {
    throw new Error('the gateway is not loaded yet');
  };
  const config = isOurs ? planning : {};
  const plans = createPlanStore(telemetry);
  const hot = watchAsked();
  const agreed = trusted?.texts.flatMap(askedOf) ?? [];
  const startThread = (supergraphSdl: string) =>
    planningMs > 0 && executor === 'own'
      ? startPlannerThread({ supergraphSdl, config, deadlineMs: planningMs, log })
      : null;
  let thread: PlannerThread | null = null;
  const aheadOf = (supergraphSdl: string, by: PlannerThread | null) =>
    planAhead({ supergraphSdl, config, asked: [...hot.most(), ...agreed], plan: by?.plan, log });
  const apollo = new ApolloGateway({
    supergraphSdl: async (loading) => {
      update = loading.update;
      return { supergraphSdl: firstSdl };
    },
    buildService: ({ name, url }) => watchDataSource(name, options.dataSourceFor(name, url), telemetry),
    queryPlannerConfig: { ...config, cache: plans.store },
    logger: quiet(log),
  });
  const byApollo = apollo.executor;
  const own =
    executor === 'own' ? createExecutor({ apollo, plans, planOnThread: () => thread?.plan, log, telemetry }) : null;
  /** Kept for when its supergraph is live, with the functions that execute it. */
  const keepAhead = (ahead: ReadonlyMap<string, Planned>, keep: (plans: ReadonlyMap<string, Plan>) => void) => {
    for (const planned of ahead.values()) own?.prepare(planned);
    keep(new Map([...ahead].map(([key, { plan }]) => [key, plan])));
  };
  const required = watchRequiredNames<Asker>();
  const plainForm = createPlainForm(required.of);
  apollo.executor = (request) => {
    const { operation, operationName } = request;
    const named: Attributes = operationName ? { 'graphql.operation.name': operationName.slice(0, 100) } : {};
    hot.note({ ...request, operationName: request.request.operationName });
    const errors = problemsOfVariables(request);
    if (errors) return Promise.resolve({ errors });
    return tracing.entry(`graphql ${operation.operation}`, { attributes: named }, async (span) => {
      const { document, answered } = plainForm(request.schema, request.document, operationName);
      const variables = withDefaults(operation, request.request.variables);
      const fromOf = nameApart(required.of(request.schema));
      const answer =
        (await own?.execute({ request, document, variables, fromOf }).catch(refuseTooLong)) ??
        answered(await byApollo({ ...request, document, request: { ...request.request, variables } }));
      if (answer.errors) span.failed('errors');
      return answer;
    });
  };
  const server = new ApolloServer<Asker>({
    gateway: apollo,
    introspection: trusted === null,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    documentStore: createDocumentStore(),
    stopOnTerminationSignals: false,
    // A page elsewhere can't act for a reader: there is no cookie, the token is sent on purpose or not at all.
    csrfPrevention: false,
    validationRules: limitRules(limits),
    validationOptions: { maxErrors: TOLD_PROBLEMS },
    parseOptions: { maxTokens: limits.MAX_TOKENS },
    formatError: (formatted, error) => {
      const failure = isOurs ? formatFailure(formatted, error, log) : formatted;
      metrics.graphqlErrors.inc({ code: isOurs ? String(failure.extensions?.code) : 'foreign' });
      return failure;
    },
    plugins: [
      judgeInput<Asker>({ byOurScalars: isOurs }),
      required.plugin,
      rememberOperation,
      // Nobody said of a foreign graph how long its lists are.
      ...(isOurs ? [judgeCost<Asker>(limits.MAX_COST)] : []),
      answerOlderClients,
      ApolloServerPluginLandingPageDisabled(),
    ],
    logger: quiet(log),
  });

  return {
    server,
    load: async () => {
      thread = startThread(firstSdl);
      await server.start();
      await thread?.ready;
      if (agreed.length > 0) keepAhead(await aheadOf(firstSdl, thread), plans.keep);
    },
    reload: async (supergraphSdl) => {
      const nextSdl = accept(supergraphSdl);
      const next = startThread(nextSdl);
      try {
        await next?.ready;
        keepAhead(await aheadOf(nextSdl, next), plans.keepNext);
        update(nextSdl);
      } catch (error) {
        await next?.stop();
        throw error;
      }
      const before = thread;
      thread = next;
      await before?.stop();
    },
    stop: async () => {
      await server.stop();
      await thread?.stop();
    },
    async execute({ query, variables, operationName, context }) {
      const request = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      const response = await withNotes(createNotes(context.requestId), () =>
        server.executeOperation(request, { contextValue: context }),
      );
      if (response.body.kind !== 'single') throw new Error('an incremental answer was not asked for');
      return response.body.singleResult;
    },
  };
}

function refuseTooLong(error: unknown) {
  if (error instanceof PlanningTooLong) return { errors: [failure('OPERATION_TOO_COMPLEX')] };
  throw error;
}

/** The operations of ours have one way each; no caller shall make the planner compare its ten thousand. */
export const planning = { debug: { maxEvaluatedPlans: 200 } };

/** The rules of a graph of ours are enforced in its subgraphs; another one with such rules is refused by Apollo. */
function withoutItsRules(supergraphSdl: string): string {
  assertEveryRootFieldHasARule(supergraphSdl);
  return stripSecurity(supergraphSdl);
}

const rememberOperation: ApolloServerPlugin<Asker> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operationName }) => {
      const notes = currentNotes();
      if (notes) notes.operation = operationName;
    },
  }),
};

/**
 * GraphQL over HTTP, 6.4.1: who accepts the older media type by name, and not the newer, is answered 200 to every request
 * that was well formed; its errors say the rest. Others get 400 where nothing was executed.
 */
const answerOlderClients: ApolloServerPlugin<Asker> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const accepted = request.http?.headers.get('accept') ?? '';
      const isOlder = accepted.includes('application/json') && !accepted.includes('application/graphql-response+json');
      if (isOlder && request.query && response.http.status === 400) response.http.status = 200;
    },
  }),
};

/** Apollo's own words go to debug: what matters to an operator is said by us. */
function quiet(log: Log) {
  const debug = (message?: unknown) => log.debug({ apollo: String(message) }, 'apollo');
  return {
    debug,
    info: debug,
    warn: debug,
    error: (message?: unknown) => log.error({ apollo: String(message) }, 'apollo'),
  };
}
