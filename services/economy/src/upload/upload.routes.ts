/** Files of entries over HTTP: sent to an agreement, followed by status or events, answered row by row in a report. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { reach } from '@hh/service/failpoint.ts';
import { refuseRequest, refuseWithFailure } from '@hh/service/http-failure.ts';
import { setActor } from '@hh/service/http-request.ts';
import type { Platform } from '@hh/service/service.ts';
import { isOutOfSpace } from '@hh/service/storage.ts';
import express, { type Request, type Response, type Router } from 'express';
import type { Agreement } from '../agreement/agreement.ts';
import { findOperated } from '../statement/statement.commands.ts';
import type { UploadParts } from './process-upload.ts';
import { type Received, receive } from './receive.ts';
import { reportOf, saidOf, statusOf } from './report.ts';
import type { Upload } from './upload.store.ts';

export interface RouteParts extends UploadParts {
  readonly identify: Platform['identify'];
  readonly uploadLimitBytes: number;
  /** Says that this upload has something to do. */
  readonly wake: (id: string) => void;
  readonly isStopping: () => boolean;
}

const POLL_MS = 300;
const HEARTBEAT_MS = 15_000;

const statusByCode = new Map([
  ['OUT_OF_SCOPE', 403],
  ['NOT_FOUND', 404],
  ['FILE_TOO_LARGE', 413],
  ['FILE_KIND_UNKNOWN', 415],
  ['STORAGE_FULL', 507],
]);

export function uploadRoutes(parts: RouteParts): Router {
  const router = express.Router();
  const path = '/api/agreements/:code/statements';
  router.post(path, async (request, response) => {
    const actor = await whoAsks(parts, request, response);
    if (!actor) return unauthenticated(response);
    const upload = await accept(parts, actor, request).catch((error: unknown) => {
      // A request that came whole is destroyed as well by now: only one that did not was broken off.
      if (request.complete) throw error;
      parts.log.info({ err: error }, 'somebody broke off sending a file');
      return null;
    });
    if (upload === null) return;
    if (isRefusal(upload)) return refuseWith(response, upload);
    const status = `/api/agreements/${upload.agreement}/statements/${upload.id}`;
    response
      .status(202)
      .location(status)
      .json({
        id: upload.id,
        status,
        events: `${status}/events`,
        report: `${status}/report`,
      });
  });
  router.get(`${path}/:id`, async (request, response) => {
    const upload = await readable(parts, request, response);
    if (upload) response.set('cache-control', 'no-store').json(statusOf(upload));
  });
  router.get(`${path}/:id/events`, async (request, response) => {
    const upload = await readable(parts, request, response);
    if (upload) await tellEvents(parts, upload, response);
  });
  router.get(`${path}/:id/report`, async (request, response) => {
    const upload = await readable(parts, request, response);
    if (!upload) return;
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${upload.agreement}-${upload.id}-report.csv"`,
      'cache-control': 'no-store',
    });
    await pipeline(Readable.from(reportOf(upload, parts.uploads.report(upload))), response);
  });
  return router;
}

/** Keeps the file, then the upload with its audit row; only then there is something to answer. */
async function accept(parts: RouteParts, actor: Actor, request: Request): Promise<Upload | Refusal> {
  const agreement = await findOperated(parts, actor, 'entries:post', String(request.params.code));
  if (isRefusal(agreement)) return agreement;
  const { county } = agreement;
  const id = newId();
  const received = await receive(request, parts, { id, county, limit: parts.uploadLimitBytes, kinds: ['CSV', 'XLSX'] });
  if (isRefusal(received)) return received;
  reach('upload.received');
  const upload = uploadOf(id, agreement, received, actor, parts.clock.now());
  const written = await parts.writer
    .write(async ({ session, audit }) => {
      await parts.uploads.insert(upload, session);
      const { fileName, bytes, sha256 } = upload;
      const subject = { type: 'Agreement', id: agreement.id };
      audit({ county, actor, action: 'uploadStatement', subject, after: { upload: id, fileName, bytes, sha256 } });
      return upload;
    })
    .catch(async (error: unknown) => {
      if (!isOutOfSpace(error)) throw error;
      await parts.files.remove(id);
      return refuse('STORAGE_FULL');
    });
  if (!isRefusal(written)) parts.wake(id);
  reach('upload.accepted');
  return written;
}

function uploadOf(id: string, agreement: Agreement, received: Received, actor: Actor, now: Date): Upload {
  const { county, code, id: agreementId, community, operator } = agreement;
  return {
    id,
    county,
    agreement: code,
    agreementId,
    community,
    operator,
    ...received,
    state: 'RUNNING',
    uploadedBy: { kind: actor.kind, id: actor.id },
    uploadedAt: now,
    startedAt: null,
    endedAt: null,
    encoding: null,
    batches: 0,
    attempts: 0,
    rows: 0,
    posted: 0,
    duplicate: 0,
    rejected: 0,
    problem: null,
  };
}

/** An upload that does not exist and one of somebody else look the same. */
/** Also for the request's line in the log, where the program writes one. */
async function whoAsks(parts: RouteParts, request: Request, response: Response): Promise<Actor | null> {
  const actor = await parts.identify(request.headers.authorization);
  setActor(response, actor);
  return actor;
}

async function readable(parts: RouteParts, request: Request, response: Response): Promise<Upload | null> {
  const actor = await whoAsks(parts, request, response);
  if (!actor) {
    unauthenticated(response);
    return null;
  }
  const { code, id } = request.params as { code: string; id: string };
  const upload = await parts.uploads.find(id);
  if (upload && upload.agreement === code && canAt(actor, 'entries:read', upload.community, upload.operator)) {
    return upload;
  }
  refuseWith(response, refuse('NOT_FOUND', { what: id.slice(0, 40) }));
  return null;
}

/** The status each time it changes, until the upload has ended. */
async function tellEvents(parts: RouteParts, first: Upload, response: Response): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  let isGone = false;
  response.once('close', () => {
    isGone = true;
  });
  let [said, saidAt] = ['', 0];
  for (let upload: Upload | null = first; upload && !isGone; upload = await parts.uploads.find(first.id)) {
    const status = JSON.stringify(statusOf(upload));
    const isDue = performance.now() - saidAt > HEARTBEAT_MS;
    if (status !== said) response.write(`data: ${status}\n\n`);
    else if (isDue) response.write(': still running\n\n');
    if (status !== said || isDue) [said, saidAt] = [status, performance.now()];
    if (upload.state !== 'RUNNING' || parts.isStopping()) break;
    await wait(POLL_MS);
  }
  response.end();
}

function unauthenticated(response: Response): void {
  refuseWithFailure(response.set('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
}

function refuseWith(response: Response, refusal: Refusal): void {
  refuseRequest(response, statusByCode.get(refusal.code) ?? 400, saidOf(refusal));
}
