/**
 * The gateway behind a narrow port: load, execute, reload. Apollo's server and executor stand behind it, and
 * replacing them is one decision.
 */
import './telemetry.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { RequestContext } from '@hh/service/context.ts';
import type { Log } from '@hh/service/log.ts';
import type { GraphQLFormattedError, ValidationRule } from 'graphql';
import { formatFailure } from './masking.ts';
import { stripSecurity } from './strip-security.ts';

/** Who asks, in which language, under which id: what a caller of the gateway says beside the operation. */
export type Caller = Pick<RequestContext, 'actor' | 'language' | 'requestId'>;

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
  /** Serves another supergraph from now on; operations under way finish on the one they began with. */
  reload(supergraphSdl: string): void;
  stop(): Promise<void>;
  /** For the HTTP integration, which needs Apollo's own server. */
  readonly server: ApolloServer<Caller>;
}

export function createGateway(options: {
  supergraphSdl: string;
  dataSourceFor: (subgraph: string) => GraphQLDataSource;
  log: Log;
  validationRules?: readonly ValidationRule[];
  maxTokens?: number;
}): Gateway {
  const { log } = options;
  let update: (supergraphSdl: string) => void = () => {
    throw new Error('the gateway is not loaded yet');
  };
  const apollo = new ApolloGateway({
    supergraphSdl: async ({ update: accept }) => {
      update = accept;
      return { supergraphSdl: stripSecurity(options.supergraphSdl) };
    },
    buildService: ({ name }) => options.dataSourceFor(name),
    logger: quiet(log),
  });
  const server = new ApolloServer<Caller>({
    gateway: apollo,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationRules: [...(options.validationRules ?? [])],
    parseOptions: { maxTokens: options.maxTokens ?? 5_000 },
    formatError: (formatted) => formatFailure(formatted, '', log),
    plugins: [
      {
        requestDidStart: async ({ contextValue }) => ({
          willSendResponse: async ({ response }) => {
            if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
            for (const error of response.body.singleResult.errors)
              Object.assign(error.extensions ?? {}, { requestId: contextValue.requestId });
          },
        }),
      },
    ],
    logger: quiet(log),
  });

  return {
    server,
    load: () => server.start(),
    reload: (supergraphSdl) => update(stripSecurity(supergraphSdl)),
    stop: () => server.stop(),
    async execute({ query, variables, operationName, context }) {
      const response = await server.executeOperation(
        { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) },
        { contextValue: context },
      );
      if (response.body.kind !== 'single') throw new Error('an incremental answer was not asked for');
      return response.body.singleResult;
    },
  };
}

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
