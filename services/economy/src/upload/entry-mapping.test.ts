import { isRefusal } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import { parseEntryMapping } from './entry-mapping.ts';
import { columnsOf, delimiterOf } from './upload.ts';

type Chosen = readonly (readonly [field: string, header: string])[];

const written = (...columns: Chosen) =>
  JSON.stringify({ columns: columns.map(([field, header]) => ({ field, header })) });

function mappingOf(...columns: Chosen) {
  const mapping = parseEntryMapping(written(...columns));
  if (isRefusal(mapping)) throw new Error(mapping.message('en'));
  return mapping;
}

describe('the columns that somebody chose', () => {
  const four = [
    ['externalRef', '编号'],
    ['kind', '方向'],
    ['amount', '金额（不含税）'],
    ['occurredOn', '日子'],
  ] as const;

  test('are read by their headers as they stand in the file, and no others', () => {
    const cells = ['\uFEFF编号', '摘要', '金额（含税）', ' 金额（不含税） ', '方向', '日子'];
    const columns = columnsOf({ line: 1, cells }, mappingOf(...four));
    expect([...(columns as ReadonlyMap<string, object>)]).toEqual([
      ['externalRef', { at: 0, header: '编号' }],
      ['amount', { at: 3, header: '金额（不含税）' }],
      ['kind', { at: 4, header: '方向' }],
      ['occurredOn', { at: 5, header: '日子' }],
    ]);
  });

  test('have to be in the file, once, and have to be all that an entry needs', () => {
    const header = (...cells: readonly string[]) => ({ line: 1, cells });
    expect(columnsOf(header('编号', '方向', '金额（不含税）', '发生日期'), mappingOf(...four))).toMatchObject({
      code: 'COLUMN_MISSING',
      parameters: { column: '发生日期 occurredOn' },
    });
    expect(columnsOf(header('编号', '方向', '金额（不含税）', '日子', '日子'), mappingOf(...four))).toMatchObject({
      code: 'COLUMN_TWICE',
    });
    expect(columnsOf(header('编号', '类型', '金额', '日子'), mappingOf(['externalRef', '编号']))).toMatchObject({
      code: 'COLUMN_MISSING',
      parameters: { column: '类型 kind, 金额 amount, 发生日期 occurredOn' },
    });
  });

  test('tell what separates them, and so do many columns of which none is known', () => {
    expect(delimiterOf('编号;方向;金额（不含税）;日子, 时间', mappingOf(...four))).toBe(';');
    expect(delimiterOf('编号\t方向\t日子, 时间', null)).toBe('\t');
  });

  test.each([
    ['no JSON', '{', 'VALUE_MISSING', 'mapping'],
    ['no list', '{}', 'VALUE_MISSING', 'mapping.columns'],
    ['an empty list', '{"columns":[]}', 'VALUE_MISSING', 'mapping.columns'],
    ['a field that is not known', written(['price', '单价']), 'CHOICE_UNKNOWN', 'mapping.columns.0.field'],
    ['no header', written(['kind', ' ']), 'VALUE_MISSING', 'mapping.columns.0.header'],
    ['an endless header', written(['kind', 'x'.repeat(201)]), 'VALUE_TOO_LONG', 'mapping.columns.0.header'],
    ['a field twice', written(['kind', 'a'], ['kind', 'b']), 'COLUMN_TWICE', 'mapping'],
    ['a column twice', written(['kind', 'a'], ['memo', 'a']), 'COLUMN_TWICE', 'mapping'],
  ])('are refused with %s', (_, text, code, field) => {
    expect(parseEntryMapping(text)).toMatchObject({ code, field });
  });

  test('are none where nobody chose', () => {
    expect(parseEntryMapping(undefined)).toBeNull();
  });
});
