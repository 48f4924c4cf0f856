/** A look at a file before it is sent: it comes over HTTP as it will, and is kept only as long as it is looked at. */
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Request, Router } from 'express';
import { receive } from './receive.ts';
import { refuseWith, type SentFileParts, unlessBrokenOff, whoAsks } from './sent-file.routes.ts';
import type { SentFile } from './sent-file.store.ts';
import type { FileKind } from './upload.ts';

type Parts = Pick<SentFileParts<SentFile>, 'files' | 'storage' | 'log' | 'identify' | 'uploadLimitBytes'>;

const PREVIEW_BYTES_MAX = 20 * 1_048_576;

export function previewRoute(
  router: Router,
  parts: Parts,
  path: string,
  look: (actor: Actor, request: Request) => Promise<object | Refusal>,
): void {
  router.post(`${path}/preview`, async (request, response) => {
    const actor = await whoAsks(parts, request, response);
    if (!actor) return;
    const seen = await unlessBrokenOff(parts, request, () => look(actor, request));
    if (seen === null) return;
    if (isRefusal(seen)) return refuseWith(response, seen);
    response.set('cache-control', 'no-store').json(seen);
  });
}

export async function whileKept<Seen>(
  parts: Parts,
  request: Request,
  { county, kinds }: { readonly county: string; readonly kinds: readonly FileKind[] },
  look: (id: string, kind: FileKind) => Promise<Seen>,
): Promise<Seen | Refusal> {
  const id = newId();
  const limit = Math.min(parts.uploadLimitBytes, PREVIEW_BYTES_MAX);
  const received = await receive(request, parts, { id, county, limit, kinds });
  if (isRefusal(received)) return received;
  try {
    return await look(id, received.kind);
  } finally {
    await parts.files.remove(id);
  }
}
