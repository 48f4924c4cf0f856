import { describe, expect, test } from '@jest/globals';
import { parseTable, toTable } from './table.ts';

describe('a text table', () => {
  test('names its fields in the header and gives one object for each row', () => {
    const rows = parseTable(`
      name  | fen  | words

      plain | 100  | 壹元整
      empty |      | 零元整
    `);
    expect(rows).toEqual([
      { name: 'plain', fen: '100', words: '壹元整' },
      { name: 'empty', fen: '', words: '零元整' },
    ]);
  });

  test('is refused where a row has too few or too many cells, or a column appears twice', () => {
    expect(() => parseTable('a | b\n1')).toThrow('1 cells where the header has 2: 1');
    expect(() => parseTable('a | b\n1 | 2 | 3')).toThrow('3 cells');
    expect(() => parseTable('a | a\n1 | 2')).toThrow('a column appears twice');
  });

  test('is written from what was found, with aligned columns and empty cells for nothing', () => {
    const found = [
      { compound: '幸福里', amount: 123_457n, state: 'POSTED' },
      { compound: 'B2', amount: 0n, state: null },
    ];
    expect(toTable(found, ['compound', 'amount', 'state'])).toBe(
      'compound | amount | state\n幸福里   | 123457 | POSTED\nB2       | 0      |',
    );
  });

  test('reads back as it was written', () => {
    const rows = [
      { name: 'one', fen: '1' },
      { name: '', fen: '22' },
    ];
    expect(parseTable(toTable(rows, ['name', 'fen']))).toEqual(rows);
  });

  test('cannot hold a cell that would read back as two', () => {
    expect(() => toTable([{ name: 'a|b' }], ['name'])).toThrow('a cell cannot hold');
  });
});
