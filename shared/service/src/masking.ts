/**
 * What an error may say to a caller: a code of the closed list, its sentence, the path and the request's id.
 * Anything else is a defect of ours: it goes to the log whole, and to the caller as INTERNAL.
 */

import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FailureCode, failureMessage, isFailureCode } from './failure.ts';
import type { Log } from './log.ts';
import { currentNotes } from './request-notes.ts';

/** Apollo's and the executor's own codes, in the words of our list. */
const translated: Readonly<Record<string, FailureCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
};

/** How the driver calls it when the store is away. By name: the gateway knows no store. */
const STORE_AWAY =
  /^(?:Mongo(?:Network|NetworkTimeout|ServerSelection|PoolCleared|NotConnected|OperationTimeout)|PoolClearedOnNetwork)Error$/;

export function isStoreAway(error: unknown): boolean {
  return error instanceof Error && STORE_AWAY.test(error.name);
}

/** What graphql-js says of an operation too large to parse or to validate; it parses what is nested by calling itself. */
const GIVEN_UP =
  /^Syntax Error: Document contains more th|^Validation aborted\.$|^Maximum call stack size exceeded$| recursively requests too many selections\.$/;

/** A sentence may quote what the caller wrote, which may be anything. */
const LONGEST_MESSAGE = 1_000;

/** An error as it leaves a subgraph. */
export function maskSubgraphError(
  error: GraphQLError,
  log: Log,
  where: { readonly subgraph: string; readonly requestId: string },
): GraphQLError {
  const said = codeOf(error.extensions) ?? codeOf(extensionsOf(error.originalError));
  if (!said) log.error({ err: error.originalError ?? error, ...where, path: error.path }, 'a resolver failed');
  const code = said ?? (isStoreAway(error.originalError) ? 'SUBGRAPH_UNAVAILABLE' : 'INTERNAL');
  return new GraphQLError(said ? error.message : failureMessage(code), {
    ...(error.path ? { path: error.path } : {}),
    extensions: { code },
  });
}

/** The last look at every error of an answer, whoever made it. */
export function formatFailure(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const notes = currentNotes();
  const known = knownFailure(formatted, error);
  if (!known) {
    const problem = { path: formatted.path, code: formatted.extensions?.code, problem: formatted.message };
    log.error({ requestId: notes?.requestId, ...problem }, 'an operation failed');
  }
  const { code, message } = known ?? { code: 'INTERNAL', message: failureMessage('INTERNAL') };
  notes?.codes.add(code);
  return {
    message: message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message,
    ...(formatted.path ? { path: formatted.path } : {}),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    extensions: { code, ...(notes ? { requestId: notes.requestId } : {}) },
  };
}

/** Apollo names what validation reports by its own code, and keeps the rule's own error beneath. */
function knownFailure(
  { message, extensions }: GraphQLFormattedError,
  error: unknown,
): { readonly code: FailureCode; readonly message: string } | null {
  if (GIVEN_UP.test(message))
    return { code: 'OPERATION_TOO_COMPLEX', message: failureMessage('OPERATION_TOO_COMPLEX') };
  const beneath = error instanceof GraphQLError ? codeOf(extensionsOf(error.originalError)) : undefined;
  const code = beneath ?? codeOf(extensions);
  return code ? { code, message } : null;
}

function extensionsOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  return error instanceof GraphQLError ? error.extensions : undefined;
}

function codeOf(extensions: Readonly<Record<string, unknown>> | undefined): FailureCode | undefined {
  const code = extensions?.code;
  if (isFailureCode(code)) return code;
  return typeof code === 'string' ? translated[code] : undefined;
}
