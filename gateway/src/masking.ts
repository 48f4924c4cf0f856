/**
 * What an error may say to a caller: a code of the closed list, its sentence, the path and the request's id.
 * Anything else is a defect of ours: it goes to the log whole, and to the caller as INTERNAL.
 */
import { type FailureCode, failureMessage, isFailureCode } from '@hh/service/failure.ts';
import type { Log } from '@hh/service/log.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Apollo's and the executor's own codes, in the words of our list. */
const translated: Readonly<Record<string, FailureCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
};

/** An error as it leaves a subgraph. `path` tells a failing field from variables that do not fit. */
export function maskSubgraphError(error: GraphQLError, log: Log, subgraph: string): GraphQLError {
  const code =
    codeOf(error.extensions) ??
    codeOf(
      error.originalError && 'extensions' in error.originalError
        ? (error.originalError as GraphQLError).extensions
        : undefined,
    );
  if (code) return restated(error, code, error.message);
  if (!error.originalError && !error.path) return restated(error, 'BAD_USER_INPUT', error.message);
  log.error({ err: error.originalError ?? error, subgraph, path: error.path }, 'a resolver failed');
  return restated(error, 'INTERNAL', failureMessage('INTERNAL'));
}

function restated(error: GraphQLError, code: FailureCode, message: string): GraphQLError {
  return new GraphQLError(message, { ...(error.path ? { path: error.path } : {}), extensions: { code } });
}

function codeOf(extensions: Readonly<Record<string, unknown>> | undefined): FailureCode | undefined {
  const code = extensions?.code;
  if (isFailureCode(code)) return code;
  return typeof code === 'string' ? translated[code] : undefined;
}

/** The last look at every error of an answer, whoever made it. */
export function formatFailure(formatted: GraphQLFormattedError, requestId: string, log: Log): GraphQLFormattedError {
  const code = codeOf(formatted.extensions);
  if (!code)
    log.error(
      { requestId, path: formatted.path, code: formatted.extensions?.code, problem: formatted.message },
      'an operation failed',
    );
  const extensions = { code: code ?? 'INTERNAL', requestId };
  const message = code ? formatted.message : failureMessage('INTERNAL');
  return {
    message,
    ...(formatted.path ? { path: formatted.path } : {}),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    extensions,
  };
}
