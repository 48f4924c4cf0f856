/**
 * An XLSX is a ZIP, and a small ZIP can unpack to more than a machine holds. Before it is read, its parts are unpacked one
 * by one against a limit, and nothing may stand in it that its directory does not name.
 */
import { constants, inflateRawSync } from 'node:zlib';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const DESCRIPTOR_MAX = 24;
const [STORED, DEFLATED] = [0, 8];
const ENTRIES_MAX = 1_000;

interface Part {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** Null for a workbook whose parts unpack to at most this many bytes. */
export function refuseArchive(file: Buffer, unpackedMax: number): Refusal | null {
  const parts = partsOf(file);
  if (!parts?.some(({ name }) => name === 'xl/workbook.xml')) return refuse('FILE_KIND_UNKNOWN');
  let left = unpackedMax;
  let end = 0;
  for (const part of parts) {
    const data = dataOf(file, part, end);
    const size = data && unpackedSize(data, part.method, left);
    if (data === null || size === null) return refuse('FILE_UNREADABLE', { why: 'ZIP' });
    if (size > left) return refuse('FILE_TOO_LARGE', { limit: `${Math.round(unpackedMax / 1_048_576)} MB` });
    left -= size;
    end = data.byteOffset - file.byteOffset + data.length;
  }
  return null;
}

/** The unpacked bytes of a part of an archive that `refuseArchive` let pass; null where there is none of this name. */
export function partOf(file: Buffer, name: string): Buffer | null {
  const part = partsOf(file)?.find((each) => each.name === name);
  const data = part && dataOf(file, part, part.offset);
  if (!data) return null;
  return part.method === STORED ? data : inflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH });
}

/** The parts that the directory at the end names, in the order in which they stand; null where there is no such directory. */
function partsOf(file: Buffer): readonly Part[] | null {
  const at = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + 22 > file.length || file.readUInt32LE(at) !== END_OF_DIRECTORY) return null;
  const count = file.readUInt16LE(at + 10);
  let position = file.readUInt32LE(at + 16);
  if (count > ENTRIES_MAX) return null;
  const parts: Part[] = [];
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > file.length || file.readUInt32LE(position) !== DIRECTORY_ENTRY) return null;
    const nameLength = file.readUInt16LE(position + 28);
    parts.push({
      name: file.toString('utf8', position + 46, position + 46 + nameLength),
      method: file.readUInt16LE(position + 10),
      packed: file.readUInt32LE(position + 20),
      offset: file.readUInt32LE(position + 42),
    });
    position += 46 + nameLength + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
  }
  return parts.sort((a, b) => a.offset - b.offset);
}

/** The packed bytes of a part that begins where the one before it ended; null where something hides in between. */
function dataOf(file: Buffer, { offset, packed }: Part, end: number): Buffer | null {
  const isNext = offset >= end && offset - end <= DESCRIPTOR_MAX;
  if (!isNext || offset + 30 > file.length || file.readUInt32LE(offset) !== LOCAL_ENTRY) return null;
  const from = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  return from + packed <= file.length ? file.subarray(from, from + packed) : null;
}

/** More than the limit where it unpacks to more; null where it does not unpack at all. */
function unpackedSize(data: Buffer, method: number, limit: number): number | null {
  if (method === STORED) return data.length;
  if (method !== DEFLATED) return null;
  try {
    const options = { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_SYNC_FLUSH };
    return inflateRawSync(data, options).length;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return limit + 1;
    if (code?.startsWith('Z_')) return null;
    throw error;
  }
}
