/** What comes in over HTTP as one file: the body itself, or the one file of a form. Its first bytes say what it is. */
import { finished, type Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Storage } from '@hh/service/storage.ts';
import type { Request } from 'express';
import { type FileStore, type KeptFile, tooLarge } from './file.store.ts';
import { type FileKind, kindOfFile } from './upload.ts';
import { workbookBytesMax } from './xlsx-rows.ts';

/** Clients name a file in many ways; what else they name is none of ours. */
const acceptedTypes = new Set([
  '',
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/csv',
  'application/octet-stream',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/xml',
  'text/xml',
]);
/** Only where such a document is taken. */
const documentTypes: ReadonlyMap<string, FileKind> = new Map([
  ['application/pdf', 'PDF'],
  ['image/jpeg', 'JPEG'],
  ['image/png', 'PNG'],
]);

const HEAD_BYTES = 512;
const FORM_OVERHEAD = 65_536;

/** Under which id a file is kept, and what of it is taken. */
export interface Taking {
  readonly id: string;
  readonly county: string;
  readonly limit: number;
  readonly kinds: readonly FileKind[];
}

export interface Received extends KeptFile {
  readonly kind: FileKind;
  readonly fileName: string;
}

interface Sent {
  readonly content: Readable;
  readonly fileName: string | null;
  /** What is wrong with what follows the file; null once all of it came and nothing is. */
  readonly rest: Promise<Refusal | null>;
}

/** Keeps the file of a request under this id, before anything is answered. */
export async function receive(
  request: Request,
  { files, storage }: { readonly files: FileStore; readonly storage: Storage },
  file: Taking,
): Promise<Received | Refusal> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const document = documentTypes.get(type);
  if (!acceptedTypes.has(type) && !(document && file.kinds.includes(document))) return refuse('FILE_KIND_UNKNOWN');
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > file.limit + FORM_OVERHEAD) return tooLarge(file.limit);
  if (!(await storage.hasRoomFor(length))) return refuse('STORAGE_FULL');
  const sent: Sent | Refusal =
    type === 'multipart/form-data'
      ? await fileOfForm(request)
      : { content: request, fileName: null, rest: Promise.resolve(null) };
  if (isRefusal(sent)) return sent;

  const content = sent.content.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array>;
  const kept = await keep(content, files, file).catch(async (error: unknown) => {
    const refusal = request.complete ? await sent.rest : null;
    if (refusal) return refusal;
    throw error;
  });
  if (isRefusal(kept)) {
    // Whoever sends goes on sending before it listens: what is left is let go by, so that it hears the refusal.
    await content.return?.();
    sent.content.resume();
    return kept;
  }
  const refusal = await sent.rest;
  if (refusal) return refusal;
  return { ...kept, fileName: nameOf(sent.fileName ?? request.query.fileName, kept.kind) };
}

/** Keeps what comes; its first bytes say what it is. */
export async function keep(
  content: AsyncIterator<Uint8Array>,
  files: FileStore,
  { id, county, limit: most, kinds }: Taking,
): Promise<Omit<Received, 'fileName'> | Refusal> {
  const head = await headOf(content);
  if (head.length === 0) return refuse('FILE_EMPTY');
  const kind = kindOfFile(head);
  if (kind === null || !kinds.includes(kind)) return refuse('FILE_KIND_UNKNOWN');
  const limit = kind === 'CSV' ? most : Math.min(most, workbookBytesMax);
  const kept = await files.keep(id, county, joined(head, content), limit);
  return isRefusal(kept) ? kept : { ...kept, kind };
}

async function headOf(content: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const { done, value } = await content.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The one file of a form; what breaks the request or the form breaks the file, so that half a file is never kept. */
async function fileOfForm(request: Request): Promise<Sent | Refusal> {
  if (!/boundary=/i.test(request.headers['content-type'] ?? '')) return refuse('FILE_KIND_UNKNOWN');
  return await new Promise((resolve) => {
    const headers = request.headers as typeof request.headers & { 'content-type': string };
    const form = new Busboy({ headers, limits: { files: 1, fields: 20, fieldSize: 1_024, parts: 21 } });
    const rest = Promise.withResolvers<Refusal | null>();
    let content: Readable | null = null;
    let refusal: Refusal | null = null;
    const end = (problem: Refusal | null) => {
      rest.resolve(problem);
      resolve(problem ?? refuse('FILE_EMPTY'));
    };
    const breakOff = (error: Error) => {
      request.unpipe(form);
      request.resume();
      content?.destroy(error);
      end(refuse('FILE_UNREADABLE', { why: 'multipart/form-data' }));
    };
    form.on('file', (_field, stream, fileName) => {
      content = stream;
      // The form reports its own end as an error of the file as well, whether or not anybody still reads the file.
      stream.on('error', breakOff);
      resolve({ content: stream, fileName, rest: rest.promise });
    });
    form.on('filesLimit', () => {
      refusal = refuse('FILES_TOO_MANY', { field: 'file' });
    });
    form.on('finish', () => end(refusal));
    form.on('error', (error) => breakOff(error as Error));
    finished(request, { writable: false }, (error) => error && breakOff(error));
    request.pipe(form);
  });
}

/** The last part of whatever path it has, for people to recognize. */
function nameOf(name: unknown, kind: FileKind): string {
  const text = typeof name === 'string' ? name.toWellFormed().normalize('NFC') : '';
  const last = (text.split(/[\\/]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim();
  return last === '' ? `statement.${kind.toLowerCase()}` : [...last].slice(-120).join('');
}
