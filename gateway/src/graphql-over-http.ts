/**
 * What Apollo's server needs to know of a request, and its answer in one piece. Express would look for a tag in every
 * answer that nobody may keep, copy its text and write it apart from its head: a tenth of what a long answer costs.
 */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { Request, Response } from 'express';

/** In characters: below it a packet or two hold the answer as it is. */
const LONG = 2_048;

const zip = promisify(gzip);

export function graphqlOverHttp<Context extends BaseContext>(
  server: ApolloServer<Context>,
  contextOf: (request: Request, response: Response) => Context,
) {
  return async (request: Request, response: Response): Promise<void> => {
    const {
      status = 200,
      headers,
      body,
    } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: searchOf(request.url),
        body: request.body,
      },
      context: async () => contextOf(request, response),
    });
    if (body.kind !== 'complete') throw new Error('an incremental answer was not asked for');
    response.status(status).setHeaders(headers);
    response.end(await shortened(body.string, request, response));
  };
}

function headersOf({ headers }: Request): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return map;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

/**
 * A long answer goes out compressed: lists repeat their words, so little is left of it. Quickly rather than well, since
 * somebody waits. A token is in a header, so no other site can make a browser ask and then measure the answer.
 */
async function shortened(text: string, request: Request, response: Response): Promise<string | Buffer> {
  if (text.length < LONG) return text;
  response.vary('accept-encoding');
  if (!request.acceptsEncodings('gzip')) return text;
  response.set('content-encoding', 'gzip');
  return await zip(text, { level: constants.Z_BEST_SPEED });
}
