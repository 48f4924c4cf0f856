/**
 * The encoding of a file, decided on the whole of it, in bounded memory: UTF-8 where every line is; else GB18030, unless
 * most lines that speak for either are UTF-8: then some bytes are spoilt, and reading the rest as GB18030 would post
 * nonsense. A byte order mark settles it.
 *
 * A line speaks for UTF-8 when it has a character of three bytes or more, as all Chinese has there. One that is UTF-8
 * by characters of two bytes alone speaks for neither: 凭 in GB18030 is C6 BE, which UTF-8 reads as a Latin letter.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Encoding } from './upload.ts';

const NEWLINE = 0x0a; // never a part of a longer character, in either encoding
const BLOCK_MAX = 1_048_576;
/** The first byte of a character of three bytes or more in UTF-8. */
const THREE_BYTES = 0xe0;

interface Tally {
  line: number;
  hasMark: boolean;
  utf8Lines: number;
  otherLines: number;
  firstOther: number;
  firstUnreadable: number | null;
}

export async function encodingOf(bytes: AsyncIterable<Uint8Array>): Promise<Encoding | Refusal> {
  const tally: Tally = { line: 1, hasMark: false, utf8Lines: 0, otherLines: 0, firstOther: 1, firstUnreadable: null };
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  let isSkipping = false;
  for await (const bytesRead of bytes) {
    const chunk = isSkipping ? afterNewline(bytesRead) : Buffer.from(bytesRead);
    if (chunk === null) continue;
    if (isSkipping) tally.line += 1;
    isSkipping = false;
    const held = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isFirst && held.length >= 3) {
      tally.hasMark = held.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
      isFirst = false;
    }
    const end = held.lastIndexOf(NEWLINE) + 1;
    count(held.subarray(0, end), tally);
    rest = held.subarray(end);
    // A line that long is refused for its length: its bytes spoil neither the decision nor the memory.
    isSkipping = rest.length > BLOCK_MAX;
    if (isSkipping) rest = Buffer.alloc(0);
  }
  count(rest, tally);
  return decide(tally);
}

function afterNewline(chunk: Uint8Array): Buffer | null {
  const at = chunk.indexOf(NEWLINE);
  return at < 0 ? null : Buffer.from(chunk.subarray(at + 1));
}

function decide({ hasMark, utf8Lines, otherLines, firstOther, firstUnreadable }: Tally): Encoding | Refusal {
  if (otherLines === 0) return 'utf-8';
  if (hasMark || utf8Lines > otherLines) return refuse('ENCODING_INVALID', { line: firstOther });
  return firstUnreadable === null ? 'gb18030' : refuse('ENCODING_INVALID', { line: firstUnreadable });
}

function count(block: Buffer, tally: Tally): void {
  if (isAscii(block)) tally.line += newlines(block);
  else countLines(block, tally);
}

function countLines(block: Buffer, tally: Tally): void {
  for (let from = 0; from < block.length; ) {
    const at = block.indexOf(NEWLINE, from);
    const line = block.subarray(from, at < 0 ? block.length : at);
    if (!isUtf8(line)) countOther(line, tally);
    else if (line.some((byte) => byte >= THREE_BYTES)) tally.utf8Lines += 1;
    tally.line += 1;
    from += line.length + 1;
  }
}

function countOther(line: Buffer, tally: Tally): void {
  if (tally.otherLines === 0) tally.firstOther = tally.line;
  tally.otherLines += 1;
  if (tally.firstUnreadable === null && !isGb18030(line)) tally.firstUnreadable = tally.line;
}

function isGb18030(line: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(line);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

function newlines(block: Buffer): number {
  let lines = 0;
  for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

const RETURN = 0x0d; // like a newline, never a part of a longer character

/** A carriage return that stands alone ends a line as well, as spreadsheets for the Mac write it. */
export async function* withNewlines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  for await (const bytesRead of bytes) {
    const chunk = Buffer.concat([held, bytesRead]);
    // What follows the last byte decides whether it stands alone.
    const end = chunk.at(-1) === RETURN ? chunk.length - 1 : chunk.length;
    for (let at = chunk.indexOf(RETURN); at >= 0 && at < end; at = chunk.indexOf(RETURN, at + 1)) {
      if (chunk[at + 1] !== NEWLINE) chunk[at] = NEWLINE;
    }
    held = chunk.subarray(end);
    yield chunk.subarray(0, end);
  }
  if (held.length > 0) yield Buffer.from([NEWLINE]);
}

/** Few rows at a time: what is read ahead of a transaction outlives it, and fills the memory until it is collected. */
const PIECE = 32_768;

/** Text of bytes whose encoding is decided, in small pieces; the byte order mark is left out. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; from += PIECE) {
      yield decoder.decode(chunk.subarray(from, from + PIECE), { stream: true });
    }
  }
  yield decoder.decode();
}
