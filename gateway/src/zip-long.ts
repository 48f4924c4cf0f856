/**
 * A long answer of the graph goes out compressed: lists repeat their words, so little is left of it. Quickly rather than
 * well, since somebody waits. A token is in a header, so no other site can make a browser ask and then measure the answer.
 */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

/** In characters: below it a packet or two hold the answer as it is. */
const LONG = 2_048;

const zip = promisify(gzip);

export function zipLong(request: Request, response: Response, next: NextFunction): void {
  const send = response.send.bind(response);
  response.send = (body) => {
    if (typeof body !== 'string' || body.length < LONG) return send(body);
    response.vary('accept-encoding');
    if (!request.acceptsEncodings('gzip')) return send(body);
    zip(body, { level: constants.Z_BEST_SPEED }).then(
      (zipped) => send.call(response.set('content-encoding', 'gzip'), zipped),
      next,
    );
    return response;
  };
  next();
}
