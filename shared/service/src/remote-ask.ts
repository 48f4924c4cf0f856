/** Asks the graph as the system does, from a process of one's own, through a gateway. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Remote, Unavailable } from './remote.ts';
import type { AskGraph } from './service.ts';
import type { SystemTokens } from './system-token.ts';

/** Every step carries a key, so it may be sent again. Throws the first error of an answer. */
export function createRemoteAsk(gateway: Remote, tokens: SystemTokens): AskGraph {
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const answer = await gateway.post({
      path: '/graphql',
      headers: { 'content-type': 'application/json', authorization: await tokens.authorization() },
      body: JSON.stringify({ query, variables }),
      isRepeatable: true,
    });
    return dataOf<Data>(parseAnswer(answer.body));
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** What was asked for; throws the first error of an answer. */
export function dataOf<Data>({ data, errors }: Answer): Data {
  const [error] = errors ?? [];
  if (error)
    throw new GraphQLError(error.message, {
      ...(error.path ? { path: error.path } : {}),
      ...(error.extensions ? { extensions: error.extensions } : {}),
    });
  return data as Data;
}

/** An answer in the graph's shape; `Unavailable` for anything else. */
export function parseAnswer(body: string): Answer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw new Unavailable('the answer is no JSON', { cause: error });
  }
  const answer = parsed as Answer | null;
  if (typeof answer !== 'object' || answer === null || !(answer.data || Array.isArray(answer.errors)))
    throw new Unavailable('the answer is not in the shape of the graph');
  return answer;
}
