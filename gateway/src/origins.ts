/** Which pages elsewhere may use the graph from a browser. There is no cookie: a page can only use a token that it holds. */
import type { NextFunction, Request, Response } from 'express';

export function allowOrigins(origins: readonly string[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { origin } = request.headers;
    response.vary('origin');
    if (origin === undefined || !(origins.includes(origin) || origins.includes('*'))) {
      next();
      return;
    }
    response.set({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id, x-operation-cost, retry-after, www-authenticate',
    });
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) {
      next();
      return;
    }
    response.set({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, accept-language, x-request-id',
      'access-control-max-age': '600',
    });
    response.status(204).end();
  };
}
