/** Refuses what is estimated to cost too much before anything is planned, and tells every caller the estimate. */
import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { failureMessage } from '@hh/service/failure.ts';
import { LeastRecent } from '@hh/service/least-recent.ts';
import { currentNotes } from '@hh/service/request-notes.ts';
import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { createCostOf } from './cost.ts';

export const COST_HEADER = 'x-operation-cost';

const KEPT_ESTIMATES = 5_000;

type Resolved = Pick<GraphQLRequestContext<object>, 'queryHash' | 'request' | 'schema' | 'document'> & {
  readonly operation: OperationDefinitionNode;
};

/** Whoever pays for its operations by what they cost. */
export interface Payer {
  /** False when the client has not that much left in this minute. */
  readonly pay?: (cost: number) => Promise<boolean>;
}

export function judgeCost<Context extends Payer>(limit: number): ApolloServerPlugin<Context> {
  let estimate: (resolved: Resolved) => number;
  return {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ coreSupergraphSdl }) => {
        if (coreSupergraphSdl === undefined) throw new Error('costs are read from a supergraph');
        estimate = createEstimate(coreSupergraphSdl);
      },
    }),
    requestDidStart: async () => ({
      didResolveOperation: async ({ response, contextValue, ...resolved }) => {
        const cost = estimate(resolved as Resolved);
        response.http.headers.set(COST_HEADER, String(cost));
        const notes = currentNotes();
        if (notes) notes.cost = cost;
        if (cost > limit) throw tooDear(cost, limit);
        if (contextValue.pay && !(await contextValue.pay(cost))) {
          response.http.headers.set('retry-after', '60');
          throw spent();
        }
      },
    }),
  };
}

/** An operation costs the same again for the same numbers and conditions. */
function createEstimate(supergraphSdl: string): (resolved: Resolved) => number {
  const costOf = createCostOf(supergraphSdl);
  const known = new LeastRecent<string, number>(KEPT_ESTIMATES);
  return ({ queryHash, request, schema, document, operation }) => {
    const variables = request.variables ?? {};
    const counted = (operation.variableDefinitions ?? [])
      .filter(counts)
      .map(({ variable }) => variables[variable.name.value]);
    const key = JSON.stringify([queryHash, request.operationName, counted]);
    const before = known.get(key);
    if (before !== undefined) return before;
    return known.set(key, costOf({ schema, operation, fragments: fragmentsOf(document), variables }));
  };
}

/** Whether a variable can be the length of a list, or decide whether a field is there. */
function counts({ type }: VariableDefinitionNode): boolean {
  const named: TypeNode = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && (named.name.value === 'Int' || named.name.value === 'Boolean');
}

function fragmentsOf(document: GraphQLRequestContext<object>['document']): Map<string, FragmentDefinitionNode> {
  const fragments = document?.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments?.map((fragment) => [fragment.name.value, fragment]));
}

function tooDear(cost: number, limit: number): GraphQLError {
  const message = `${failureMessage('OPERATION_TOO_COMPLEX')}: it is estimated to cost ${cost}, and may cost ${limit} 预计成本 ${cost}，上限 ${limit}`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_TOO_COMPLEX', http: { status: 400 } } });
}

function spent(): GraphQLError {
  const message = `${failureMessage('RATE_LIMITED')}: what your operations may cost in a minute is used up 本分钟的成本额度已用完`;
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', http: { status: 429 } } });
}
