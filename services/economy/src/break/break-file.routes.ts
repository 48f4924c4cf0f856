/** Documents of breaks over HTTP: sent to a break by whoever works on breaks, read by whoever may see it. */
import { pipeline } from 'node:stream/promises';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Log } from '@hh/service/log.ts';
import type { Platform } from '@hh/service/service.ts';
import { isOutOfSpace, type Storage } from '@hh/service/storage.ts';
import express, { type Request, type Router } from 'express';
import { receive } from '../upload/receive.ts';
import { refuseWith, unlessBrokenOff, whoAsks } from '../upload/sent-file.routes.ts';
import type { FileKind } from '../upload/upload.ts';
import { type BreakFileParts, findBreak } from './break.commands.ts';
import type { BreakFile } from './break-file.store.ts';

export interface BreakFileRouteParts extends BreakFileParts {
  readonly storage: Storage;
  readonly log: Log;
  readonly identify: Platform['identify'];
  readonly uploadLimitBytes: number;
}

const PATH = '/api/break-files';
const kinds: readonly FileKind[] = ['PDF', 'JPEG', 'PNG', 'XLSX', 'CSV'];
const BYTES_MAX = 20 * 1_048_576;

const contentTypes: Readonly<Record<FileKind, string>> = {
  PDF: 'application/pdf',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  XLSX: 'application/octet-stream',
  CSV: 'text/plain; charset=utf-8',
  XML: 'application/octet-stream',
};

export const pathOf = ({ id }: BreakFile): string => `${PATH}/${id}`;

export function breakFileRoutes(parts: BreakFileRouteParts): Router {
  const router = express.Router();
  router.post(PATH, async (request, response) => {
    const actor = await whoAsks(parts, request, response);
    if (!actor) return;
    const file = await unlessBrokenOff(parts, request, () => attach(parts, actor, request));
    if (file === null) return;
    if (isRefusal(file)) return refuseWith(response, file);
    const { id, fileName, bytes, sha256 } = file;
    response
      .status(201)
      .location(pathOf(file))
      .json({ id, file: pathOf(file), fileName, bytes, sha256 });
  });
  router.get(`${PATH}/:id`, async (request, response) => {
    const actor = await whoAsks(parts, request, response);
    if (!actor) return;
    const file = await parts.breakFiles.find(request.params.id);
    if (!file || !canAt(actor, 'bank-accounts:read', file.county))
      return refuseWith(response, refuse('NOT_FOUND', { what: request.params.id.slice(0, 40) }));
    response.set({
      'content-type': contentTypes[file.kind],
      'content-disposition': `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      'content-length': String(file.bytes),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    await pipeline(parts.files.open(file.id), response);
  });
  return router;
}

/** Keeps the file, then its document with its audit row; the same document again answers the first. */
async function attach(parts: BreakFileRouteParts, actor: Actor, request: Request): Promise<BreakFile | Refusal> {
  const { break: of } = request.query;
  if (typeof of !== 'string') return refuse('PARAMETER_MISSING', { field: 'break', name: 'break', example: 'id' });
  const found = await findBreak(parts, actor, of);
  if (isRefusal(found)) return found;
  const { county } = found;
  const id = newId();
  const limit = Math.min(parts.uploadLimitBytes, BYTES_MAX);
  const received = await receive(request, parts, { id, county, limit, kinds });
  if (isRefusal(received)) return received;
  reach('break-file.received');
  const attachedAt = parts.clock.now();
  const file = { id, county, break: found.id, ...received, attachedBy: actor.id, attachedAt };
  const kept = await parts.writer
    .write(async ({ session, audit }) => {
      const same = await parts.breakFiles.same(file, session);
      if (same) return same;
      await parts.breakFiles.insert(file, session);
      const { fileName, bytes, sha256 } = file;
      const subject = { type: 'Break', id: found.id };
      audit({ county, actor, action: 'attachToBreak', subject, after: { file: id, fileName, bytes, sha256 } });
      return file;
    })
    .catch((error: unknown) => {
      if (!isOutOfSpace(error)) throw error;
      return refuse('STORAGE_FULL');
    });
  if (isRefusal(kept) || kept.id !== id) await parts.files.remove(id);
  return kept;
}
