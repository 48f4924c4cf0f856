import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { csvRows } from './csv-rows.ts';
import type { FileRow } from './upload.ts';

const HEADER = '凭证号,类型,金额,发生日期,摘要';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

async function rowsIn(text: string, size = 11): Promise<readonly FileRow[]> {
  return (await Array.fromAsync(csvRows(pieces(text, size)))).flat();
}

/** `2: A | b`, `3: ROW_MALFORMED`; without the header. */
async function shown(text: string, size?: number): Promise<readonly string[]> {
  const [, ...rows] = await rowsIn(text, size);
  return rows.map(
    ({ line, cells, problem }) => `${line}: ${problem?.code ?? cells.map((cell) => JSON.stringify(cell)).join(' ')}`,
  );
}

describe('rows of a CSV', () => {
  test('have the number of the line they begin in, blank lines left out', async () => {
    expect(await shown(`${HEADER}\nA,b,1,d,m\n\n  \nB,b,1,d,m\r\nC,b,1,d,m`)).toEqual([
      '2: "A" "b" "1" "d" "m"',
      '5: "B" "b" "1" "d" "m"',
      '6: "C" "b" "1" "d" "m"',
    ]);
  });

  test('may hold quotes, separators and line breaks in a cell', async () => {
    expect(await shown(`${HEADER}\nA,b,1,d,"say ""x"", then\n\ny, z"\nB,b,1,d,m\n`)).toEqual([
      String.raw`2: "A" "b" "1" "d" "say \"x\", then\n\ny, z"`,
      '5: "B" "b" "1" "d" "m"',
    ]);
  });

  test('may say of digits that they are a text', async () => {
    expect(await shown(`${HEADER}\n="0012","=1",="1,234.50",d,="m"x\n="0012",b,1,d,x="y"\n="",="b",1,d,m\n`)).toEqual([
      '2: ROW_MALFORMED',
      '3: ROW_MALFORMED',
      '4: "" "b" "1" "d" "m"',
    ]);
    expect(await shown(`${HEADER}\n="0012","=1",="1,234.50",d,m\n`)).toEqual(['2: "0012" "=1" "1,234.50" "d" "m"']);
  });

  test('may have a cell with line breaks in front', async () => {
    const text = '摘要,凭证号,类型,金额,发生日期\n"m\nn",A,b,1,d\n"o",B,b,1,d\n';
    expect(await shown(text)).toEqual([String.raw`2: "m\nn" "A" "b" "1" "d"`, '4: "o" "B" "b" "1" "d"']);
  });

  test.each([
    ['inside a cell', 'A,b,1,d,x"y'],
    ['that opens a cell and never closes it', 'A,b,1,d,"y'],
    ['after a closed cell', 'A,b,1,d,"x"y'],
    ['in pairs inside a cell', 'A,b,1,d,x"y"z'],
  ])('with a stray quote %s cost that line and no other', async (_, line) => {
    expect(await shown(`${HEADER}\nX,b,1,d,m\n${line}\nB,b,1,d,m\nC,b,1,d,m\n`)).toEqual([
      '2: "X" "b" "1" "d" "m"',
      '3: ROW_MALFORMED',
      '4: "B" "b" "1" "d" "m"',
      '5: "C" "b" "1" "d" "m"',
    ]);
  });

  test('between two stray quotes are not swallowed by one cell', async () => {
    expect(await shown(`${HEADER},冲销凭证号\nA,b,1,d,"x,\nB,b,1,d,m,\nC,b,1,d,y",\nD,b,1,d,m,\n`)).toEqual([
      '2: ROW_MALFORMED',
      '3: "B" "b" "1" "d" "m" ""',
      '4: ROW_MALFORMED',
      '5: "D" "b" "1" "d" "m" ""',
    ]);
  });

  test('with more cells than the header are malformed, unless those are empty', async () => {
    expect(await shown(`${HEADER}\nA,b,1,d,m,more\nB,b,1,d,m,,\n`)).toEqual([
      '2: ROW_MALFORMED',
      '3: "B" "b" "1" "d" "m" "" ""',
    ]);
  });

  test('of ten megabytes are refused by their line, and the rest is read', async () => {
    const text = `${HEADER}\nA,b,1,d,${'x'.repeat(10_000_000)}\nB,b,1,d,m\n`;
    expect(await shown(text, 65_536)).toEqual(['2: ROW_TOO_LONG', '3: "B" "b" "1" "d" "m"']);
  });

  test('that are as long as a cell with line breaks never ends keep the rest of the file', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `R${index},b,1,d,m`);
    const rows = await shown(`${HEADER}\nA,b,1,d,"never closed\n${many.join('\n')}\n`);
    expect(rows).toHaveLength(201);
    expect(rows[0]).toBe('2: ROW_MALFORMED');
    expect(rows[200]).toBe('202: "R199" "b" "1" "d" "m"');
  });

  test('of an empty file are none', async () => {
    expect(await rowsIn('')).toEqual([]);
    expect(await rowsIn('\n \r\n')).toEqual([]);
  });

  test('are what was written, whatever the cells hold and however the text is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ' ', '中', ';') });
    const memo = fc.string({ unit: fc.constantFrom('a', '"', '\n', '中') });
    const row = fc.tuple(fc.constant('A'), cell, cell, cell, memo);
    const separator = fc.constantFrom(',', ';', '\t');
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        separator,
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, size) => {
          const text = stringify([HEADER.split(','), ...rows], { delimiter, quoted_match: /^$/ });
          expect((await rowsIn(text, size)).slice(1).map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('have one outcome or another for each line, however its quotes lie', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ',', 'b'), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.integer({ min: 1, max: 30 }), async (body, size) => {
        const text = `${HEADER}\n${body.join('\n')}\n`;
        const [, ...rows] = await rowsIn(text, size);
        // Every line is the beginning of a row, or stands in a cell of the row before.
        const covered = rows.map(({ line: from, cells }) => [from, from + cells.join('').split('\n').length] as const);
        for (const [index] of body.entries()) {
          expect(covered.some(([from, to]) => from <= index + 2 && index + 2 < to)).toBe(true);
        }
        expect(rows).toEqual((await rowsIn(text, 1_000)).slice(1));
      }),
      { numRuns: 300 },
    );
  });
});
