/** Files over HTTP: sent to an agreement or an account, followed by status or events, answered row by row in a report. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { reach } from '@hh/service/failpoint.ts';
import { refuseRequest, refuseWithFailure } from '@hh/service/http-failure.ts';
import { setActor } from '@hh/service/http-request.ts';
import type { Log } from '@hh/service/log.ts';
import type { Platform } from '@hh/service/service.ts';
import { isOutOfSpace, type Storage } from '@hh/service/storage.ts';
import type { AuditRow, Writer } from '@hh/service/writer.ts';
import express, { type Request, type Response, type Router } from 'express';
import type { FileStore } from './file.store.ts';
import { type Received, receive } from './receive.ts';
import { reportOf, saidOf, statusOf } from './report.ts';
import type { SentFile, SentFileStore } from './sent-file.store.ts';
import type { StoredProblem } from './stored-problem.ts';
import type { FileKind } from './upload.ts';

export interface SentFileParts<File extends SentFile> {
  readonly uploads: SentFileStore<File>;
  readonly files: FileStore;
  readonly storage: Storage;
  readonly writer: Writer;
  readonly log: Log;
  readonly identify: Platform['identify'];
  readonly uploadLimitBytes: number;
  /** Says that this file has something to do. */
  readonly wake: (id: string) => void;
  readonly isStopping: () => boolean;
}

/** Where a file goes to, and what is made of it when it has come. */
export interface Destination<File extends SentFile> {
  readonly county: string;
  readonly kinds: readonly FileKind[];
  /** The document of a file that came whole, and who did what to what. */
  fileOf(id: string, received: Received): File;
  readonly audit: Pick<AuditRow, 'action' | 'subject'>;
  /** One that is answered in its place, since it is the same file; null where there is none. */
  sameAs?(received: Received): Promise<File | null>;
}

export interface SentFileRules<File extends SentFile> {
  /** `/api/agreements/:code/statements` */
  readonly path: string;
  /** The code in the path of a file. */
  codeOf(file: File): string;
  destinationOf(actor: Actor, request: Request): Promise<Destination<File> | Refusal>;
  mayRead(actor: Actor, file: File): boolean;
  /** What a status says beside what all files say. */
  alsoSaid(file: File): object;
  /** What is to be known of a file though it did not fail. */
  notesOf(file: File): readonly StoredProblem[];
  /** What the column is called that tells rows apart. */
  readonly rowsBy: string;
}

const POLL_MS = 300;
const HEARTBEAT_MS = 15_000;

const statusByCode = new Map([
  ['OUT_OF_SCOPE', 403],
  ['NOT_FOUND', 404],
  ['EXPORT_TOO_LARGE', 413],
  ['FILE_TOO_LARGE', 413],
  ['FILE_KIND_UNKNOWN', 415],
  ['STORAGE_FULL', 507],
]);

export function sentFileRoutes<File extends SentFile>(parts: SentFileParts<File>, rules: SentFileRules<File>): Router {
  const router = express.Router();
  const { path } = rules;
  const said = (file: File) => ({ ...statusOf(file), ...rules.alsoSaid(file) });

  const readable = (request: Request, response: Response) => readableFile(parts, rules, request, response);

  router.post(path, async (request, response) => {
    const actor = await whoAsks(parts, request, response);
    if (!actor) return;
    const id = newId();
    const file = await unlessBrokenOff(parts, request, async () => {
      const destination = await rules.destinationOf(actor, request);
      return isRefusal(destination) ? destination : await accept(parts, actor, request, id, destination);
    });
    if (file === null) return;
    if (isRefusal(file)) return refuseWith(response, file);
    const status = `${path.replace(':code', rules.codeOf(file))}/${file.id}`;
    response
      .status(202)
      .location(status)
      .json({
        id: file.id,
        status,
        events: `${status}/events`,
        report: `${status}/report`,
        isKnown: file.id !== id,
      });
  });
  router.get(`${path}/:id`, async (request, response) => {
    const file = await readable(request, response);
    if (file) response.set('cache-control', 'no-store').json(said(file));
  });
  router.get(`${path}/:id/events`, async (request, response) => {
    const file = await readable(request, response);
    if (file) await tellEvents(parts, file, said, response);
  });
  router.get(`${path}/:id/report`, async (request, response) => {
    const file = await readable(request, response);
    if (!file) return;
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${rules.codeOf(file)}-${file.id}-report.csv"`,
      'cache-control': 'no-store',
    });
    await pipeline(
      Readable.from(reportOf(file, { rowsBy: rules.rowsBy, notes: rules.notesOf(file) }, parts.uploads.report(file))),
      response,
    );
  });
  return router;
}

/** A file that does not exist and one of somebody else look the same. */
export async function readableFile<File extends SentFile>(
  parts: Pick<SentFileParts<File>, 'uploads' | 'identify'>,
  { codeOf, mayRead }: Pick<SentFileRules<File>, 'codeOf' | 'mayRead'>,
  request: Request,
  response: Response,
): Promise<File | null> {
  const actor = await whoAsks(parts, request, response);
  if (!actor) return null;
  const { code, id } = request.params as { code: string; id: string };
  const file = await parts.uploads.find(id);
  if (file && codeOf(file) === code && mayRead(actor, file)) return file;
  refuseWith(response, refuse('NOT_FOUND', { what: id.slice(0, 40) }));
  return null;
}

/** Null where the sender was gone before all of it came, and there is nobody to answer. */
export async function unlessBrokenOff<T>(
  { log }: { readonly log: Log },
  request: Request,
  work: () => Promise<T>,
): Promise<T | null> {
  return await work().catch((error: unknown) => {
    // A request that came whole is destroyed as well by now: only one that did not was broken off.
    if (request.complete) throw error;
    log.info({ err: error }, 'somebody broke off sending a file');
    return null;
  });
}

/** Keeps the file, then its document with its audit row; only then there is something to answer. */
async function accept<File extends SentFile>(
  parts: SentFileParts<File>,
  actor: Actor,
  request: Request,
  id: string,
  destination: Destination<File>,
): Promise<File | Refusal> {
  const { county, kinds } = destination;
  const received = await receive(request, parts, { id, county, limit: parts.uploadLimitBytes, kinds });
  if (isRefusal(received)) return received;
  reach('upload.received');
  return await enter(parts, actor, id, received, destination);
}

/** A file that was kept, with its document and its audit row. */
export async function enter<File extends SentFile>(
  parts: Pick<SentFileParts<File>, 'files' | 'uploads' | 'writer' | 'wake'>,
  actor: Actor,
  id: string,
  received: Received,
  { county, fileOf, audit: what, sameAs }: Destination<File>,
): Promise<File | Refusal> {
  const same = await sameAs?.(received);
  if (same) {
    await parts.files.remove(id);
    return same;
  }
  const file = fileOf(id, received);
  const written = await parts.writer
    .write(async ({ session, audit }) => {
      await parts.uploads.insert(file, session);
      const { fileName, bytes, sha256 } = file;
      audit({ county, actor, ...what, after: { upload: id, fileName, bytes, sha256 } });
      return file;
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

/** Also for the request's line in the log, where the program writes one; null where it is answered that nobody signed in. */
export async function whoAsks(
  { identify }: { readonly identify: Platform['identify'] },
  request: Request,
  response: Response,
): Promise<Actor | null> {
  const actor = await identify(request.headers.authorization);
  setActor(response, actor);
  if (!actor) refuseWithFailure(response.set('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
  return actor;
}

/** The status each time it changes, until the file is worked off. */
async function tellEvents<File extends SentFile>(
  parts: SentFileParts<File>,
  first: File,
  said: (file: File) => object,
  response: Response,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  let isGone = false;
  response.once('close', () => {
    isGone = true;
  });
  let [told, toldAt] = ['', 0];
  for (let file: File | null = first; file && !isGone; file = await parts.uploads.find(first.id)) {
    const status = JSON.stringify(said(file));
    const isDue = performance.now() - toldAt > HEARTBEAT_MS;
    if (status !== told) response.write(`data: ${status}\n\n`);
    else if (isDue) response.write(': still running\n\n');
    if (status !== told || isDue) [told, toldAt] = [status, performance.now()];
    if (file.state !== 'RUNNING' || parts.isStopping()) break;
    await wait(POLL_MS);
  }
  response.end();
}

export function refuseWith(response: Response, refusal: Refusal): void {
  refuseRequest(response, statusByCode.get(refusal.code) ?? 400, saidOf(refusal));
}
