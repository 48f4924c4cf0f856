/** Files that browsers load: read, compressed and hashed once, and kept. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

export interface Page {
  readonly body: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

export async function pageOf(body: Buffer): Promise<Page> {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return { body, zipped: await promisify(gzip)(body), etag };
}

export function sendPage(request: Request, response: Response, { body, zipped, etag }: Page): void {
  response.set({ etag }).vary('accept-encoding');
  if (request.fresh) response.status(304).end();
  else if (request.acceptsEncodings('gzip')) response.set('content-encoding', 'gzip').send(zipped);
  else response.send(body);
}
