import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { decode, encodingOf, withNewlines } from './encoding.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const gb18030 = (text: string) => iconv.encode(text, 'gb18030');
const encodingIn = (bytes: Buffer, size = 7) => encodingOf(inChunks(bytes, size));
const lines = '凭证号,类型\nE-1,收入\nE-2,成本\n';

describe('the encoding of a file', () => {
  test.each([
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8'],
    ['UTF-8', Buffer.from(lines), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${lines}`), 'utf-8'],
    ['GB18030', gb18030(lines), 'gb18030'],
    ['GB18030 with characters of four bytes', gb18030('摘要\n𠮷野家㐂\n'), 'gb18030'],
    // 一 is D2 BB in GB18030, which UTF-8 reads as a Cyrillic letter.
    ['GB18030 of which one line could be UTF-8', gb18030('凭证号,类型\n一\n收入\n'), 'gb18030'],
    ['GB18030 of which most lines could be UTF-8', gb18030('凭证号,类型\n一\n凭\na\n凭\n'), 'gb18030'],
  ])('is seen: %s', async (_, bytes, encoding) => {
    expect(await encodingIn(bytes)).toBe(encoding);
  });

  test('is not guessed where bytes of a UTF-8 file are spoilt: the line is named', async () => {
    const spoilt = Buffer.concat([Buffer.from(lines), Buffer.from([0xe6, 0x94, 0x0a]), Buffer.from(lines)]);
    expect(await encodingIn(spoilt)).toMatchObject({ code: 'ENCODING_INVALID', parameters: { line: 4 } });
  });

  test('is not guessed where bytes of a GB18030 file are spoilt: the line is named', async () => {
    const spoilt = Buffer.concat([gb18030(lines), Buffer.from([0xff, 0xff, 0x0a]), gb18030(lines)]);
    expect(await encodingIn(spoilt)).toMatchObject({ code: 'ENCODING_INVALID', parameters: { line: 4 } });
  });

  test('is not another than its byte order mark says', async () => {
    const mixed = Buffer.concat([Buffer.from('\uFEFFa,b\n'), gb18030(lines)]);
    expect(await encodingIn(mixed)).toMatchObject({ code: 'ENCODING_INVALID', parameters: { line: 2 } });
  });

  test('does not depend on a line that is too long to be read', async () => {
    const long = Buffer.concat([gb18030(lines), Buffer.alloc(3_000_001, 0xe4), Buffer.from('\n'), gb18030(lines)]);
    expect(await encodingIn(long, 65_536)).toBe('gb18030');
  });

  test('and the text are the same, however the bytes are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '\n', '凭', '证', '㐂', '€') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (body, size, isGb) => {
        const whole = `凭证号,类型,金额\n收入成本收入成本\n${body}`;
        const bytes = isGb ? gb18030(whole) : Buffer.from(whole);
        const encoding = await encodingIn(bytes, size);
        expect(encoding).toBe(isGb ? 'gb18030' : 'utf-8');
        if (typeof encoding !== 'string') return;
        const parts = await Array.fromAsync(decode(inChunks(bytes, size), encoding));
        expect(parts.join('')).toBe(whole);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the ends of lines', () => {
  test.each(['\n', '\r\n', '\r'])('%j make the same lines, however the bytes are cut', async (end) => {
    for (const size of [1, 2, 3, 1_000]) {
      const read = await Array.fromAsync(withNewlines(inChunks(gb18030(`凭,a${end}${end}证,b${end}`), size)));
      expect(iconv.decode(Buffer.concat(read), 'gb18030').replaceAll('\r\n', '\n')).toBe('凭,a\n\n证,b\n');
    }
  });
});
