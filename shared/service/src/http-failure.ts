/** How a request over HTTP fails: JSON with a code of the closed list and the request's id, never a page or a stack. */

import type { NextFunction, Request, Response } from 'express';
import { type FailureCode, failureMessage } from './failure.ts';
import { notesOf } from './http-request.ts';
import type { Log } from './log.ts';
import { isStoreAway } from './masking.ts';
import { IssuerUnreachable, TokenRefused } from './tokens.ts';

export function fail(
  response: Response,
  status: number,
  code: FailureCode,
  message: string = failureMessage(code),
): void {
  response.status(status).json(told(response, code, message));
}

const LISTENING_MS = 1_000;

/**
 * To hang up on a client that is still sending would take the answer from it: it is sent whole, and ends a second later,
 * or when the client has heard it and goes. Until then nothing more is read.
 */
export function failUnread(request: Request, response: Response, status: number, code: FailureCode): void {
  const body = JSON.stringify(told(response, code, failureMessage(code)));
  // Node reads to its end what nobody has begun to read.
  request.read(0);
  const length = Buffer.byteLength(body);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': length, connection: 'close' };
  response.writeHead(status, headers).write(body);
  const patience = setTimeout(() => response.end(), LISTENING_MS);
  response.once('close', () => clearTimeout(patience));
}

/** In the graph's shape too, so that a client meets one form of error there. */
function told(response: Response, code: FailureCode, message: string) {
  const { requestId, codes } = notesOf(response);
  codes.add(code);
  return { code, message, requestId, errors: [{ message, extensions: { code, requestId } }] };
}

/** A refusal beside the graph: what it says in both languages, and the request's id. */
export function refuseRequest(
  response: Response,
  status: number,
  said: { readonly code: string; readonly message: string; readonly messageEn: string },
): void {
  const { requestId, codes } = notesOf(response);
  codes.add(said.code);
  response.status(status).json({ ...said, requestId });
}

/** A failure beside the graph, in the same form as a refusal. */
export function refuseWithFailure(response: Response, status: number, code: FailureCode): void {
  const [messageEn = '', message = ''] = failureMessage(code).split(/ (?=\p{Script=Han})/u);
  refuseRequest(response, status, { code, message, messageEn });
}

export function notFound(_request: Request, response: Response): void {
  fail(response, 404, 'NOT_FOUND');
}

/** Express takes a handler with four arguments for its last resort; without one it answers HTML with a stack. */
export function lastResort(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) next(error);
    else if (error instanceof TokenRefused) refuseToken(response);
    else answer(error, request, response, log);
  };
}

function refuseToken(response: Response): void {
  response.set('www-authenticate', 'Bearer error="invalid_token"');
  fail(response, 401, 'UNAUTHENTICATED');
}

function answer(error: unknown, request: Request, response: Response, log: Log): void {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') fail(response, 413, 'BODY_TOO_LARGE');
  else if (status !== undefined && status >= 400 && status < 500) fail(response, 400, 'BAD_USER_INPUT');
  else {
    const isElsewhere = error instanceof IssuerUnreachable || isStoreAway(error);
    log.error({ err: error, path: request.path, requestId: notesOf(response).requestId }, 'a request failed');
    fail(response, isElsewhere ? 503 : 500, isElsewhere ? 'SUBGRAPH_UNAVAILABLE' : 'INTERNAL');
  }
}
