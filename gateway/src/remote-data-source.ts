/**
 * The way to a subgraph in a process of its own. Equal queries of one identity that are under way at once are asked
 * once; a subgraph that does not answer costs its own fields, each by `SUBGRAPH_UNAVAILABLE`.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Caller } from '@hh/service/context.ts';
import { failure, isFailureCode } from '@hh/service/failure.ts';
import type { Log } from '@hh/service/log.ts';
import { type Remote, Unavailable } from '@hh/service/remote.ts';
import { parseAnswer } from '@hh/service/remote-ask.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { lostPaths } from './lost-paths.ts';

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

export interface RemoteSubgraph {
  readonly name: string;
  readonly remote: Remote;
  readonly path?: string;
  /** The header by which the caller is known there. */
  readonly authorizationOf: (caller: Caller) => string | Promise<string>;
  /** What a subgraph may say of an error; others than our own say what they like. */
  readonly asFailure?: (error: GraphQLFormattedError) => GraphQLError;
  readonly log: Log;
}

export function createRemoteDataSource(subgraph: RemoteSubgraph): GraphQLDataSource {
  const { name, remote, path = '/graphql', authorizationOf, asFailure = heldAgainstTheList, log } = subgraph;
  const underWay = new Map<string, Promise<string>>();

  async function ask(caller: Caller, body: string, isQuery: boolean): Promise<string> {
    const { language, requestId } = caller;
    const headers = {
      'content-type': 'application/json',
      'accept-language': language,
      'x-request-id': requestId,
      authorization: await authorizationOf(caller),
    };
    const { body: answer } = await remote.post({ path, headers, body, isRepeatable: isQuery });
    return answer;
  }

  /** The text is shared and each asker reads it for itself: answers are built into one another later. */
  function askOnce(caller: Caller, body: string): Promise<string> {
    const key = [caller.actor?.kind === 'SYSTEM', caller.authorization, caller.language, body].join('\n');
    const known = underWay.get(key);
    if (known) return known;
    const asking = ask(caller, body, true).finally(() => {
      if (underWay.get(key) === asking) underWay.delete(key);
    });
    underWay.set(key, asking);
    return asking;
  }

  /** Whoever asks after a mutation sees what it did: no query that began before it is joined any more. */
  const change = (caller: Caller, body: string) => ask(caller, body, false).finally(() => underWay.clear());

  return {
    async process({ request, context }) {
      const caller = context as Caller;
      const { query = '', variables, operationName } = request;
      const body = JSON.stringify({ query, variables, operationName });
      const isQuery = !/^\s*mutation\b/.test(query);
      try {
        const { data, errors } = parseAnswer(await (isQuery ? askOnce(caller, body) : change(caller, body)));
        return { data, ...(errors ? { errors: errors.map(asFailure) } : {}) } as Answer;
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        log.warn({ err: error, subgraph: name, requestId: caller.requestId }, 'a subgraph does not answer');
        return { data: null, errors: lostPaths(query, variables).map(unavailable) } as Answer;
      }
    },
  };
}

function unavailable(path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = failure('SUBGRAPH_UNAVAILABLE');
  return new GraphQLError(message, { path, extensions });
}

/** Masked where it was made; held against the closed list once more, since it came over a wire. */
function heldAgainstTheList({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  const code = extensions?.code;
  const known = isFailureCode(code) ? new GraphQLError(message, { extensions: { code } }) : failure('INTERNAL');
  return path ? new GraphQLError(known.message, { path, extensions: known.extensions }) : known;
}
