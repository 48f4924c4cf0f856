/** A file on its way: `fetch` does not tell how much of it has gone, so this is the older request. */
import type { Language } from '../../language/text.ts';
import { headersFor } from '../../session/headers.ts';
import { refusalOf } from './beside-graph.ts';

/** Where a file that was sent is followed. */
export interface Links {
  readonly id: string;
  readonly status: string;
  readonly events: string;
  readonly report: string;
  /** Whether this very file had come before: what is followed is what became of it then. */
  readonly isKnown: boolean;
}

export async function sendFile(
  address: string,
  file: File,
  query: Readonly<Record<string, string>>,
  language: Language,
  gone: (part: number) => void,
): Promise<Links> {
  const headers = await headersFor(language);
  const { promise, resolve, reject } = Promise.withResolvers<Links>();
  const request = new XMLHttpRequest();
  request.open('POST', `${address}?${new URLSearchParams({ ...query, fileName: file.name })}`);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  // The server looks at the first bytes; what a browser takes the name for does not matter.
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = ({ loaded, total }) => gone(total > 0 ? loaded / total : 0);
  request.onload = () =>
    request.status < 300
      ? resolve(JSON.parse(request.responseText) as Links)
      : reject(refusalOf(request.responseText, request.status));
  request.onerror = () => reject(new TypeError('the server could not be reached'));
  request.send(file);
  return await promise;
}

const HEAD_BYTES = 1_048_576;
const NEWLINE = 0x0a; // never a part of a longer character, in UTF-8 or GB18030

/** The beginning of a long file of text, in whole lines; another file is only read whole. */
export async function headOf(file: File): Promise<Blob> {
  if (file.size <= HEAD_BYTES) return file;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const isArchive = head[0] === 0x50 && head[1] === 0x4b;
  const end = head.lastIndexOf(NEWLINE) + 1;
  return isArchive || end === 0 ? file : new Blob([head.subarray(0, end)]);
}
