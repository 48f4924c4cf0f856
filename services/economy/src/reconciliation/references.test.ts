import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { namesIn, referencesIn, withoutMonth } from './references.ts';

describe('the references that a memo names', () => {
  test.each(
    parseTable<'memo' | 'references'>(`
    memo                                     | references
    JV-0001 2025-11                          | JV-0001 2025-11
    JV0001 202511                            | JV-0001 2025-11
    jv_0001 2025年11月分成款                 | JV-0001 2025-11
    ＪＶ－０００１　２０２５年１１月         | JV-0001 2025-11
    JV—0001 2025/11                          | JV-0001 2025-11
    JV - 0001 2025.11                        | JV-0001 2025-11
    2025年11月 JV-0001 利润分成              | JV-0001 2025-11
    支付JV-0001项目2025年1月份分成1234.50元  | JV-0001 2025-01
    JV-0001-2025-11                          | JV-0001 2025-11
    JV-0001                                  | JV-0001
    JV-0001、JV-0002 2025-11                 | JV-0001 2025-11, JV-0002 2025-11
    JV-0001 2025-10 JV-0002 2025-11          | JV-0001 2025-10, JV-0002 2025-11
    2025-10 JV-0001；2025-11 JV-0002         | JV-0001 2025-10, JV-0002 2025-11
    JV-0001 2025年10月、11月                 | JV-0001 2025-10, JV-0001 2025-11
    JV-0001 2025年9-11月                     | JV-0001 2025-09, JV-0001 2025-10, JV-0001 2025-11
    JV-0001 2025年9月至11月分成              | JV-0001 2025-09, JV-0001 2025-10, JV-0001 2025-11
    2025-11 记-0042                          | 2025-11 记-0042
    2025年11月记0042号                       | 2025-11 记-0042
    2025年11月记字第42号                     | 2025-11 记-0042
    记账凭证第42号（2025年11月）             | 2025-11 记-0042
    记42号                                   | 记-0042
    2025-11 记-0042、记-0043                 | 2025-11 记-0042, 2025-11 记-0043
    JV-0001 2025-11 2025-11 记-0042          | JV-0001 2025-11, 2025-11 记-0042
    JV-0001 2025-11 JV-0001 2025-11          | JV-0001 2025-11
  `),
  )('$memo', ({ memo, references }) => {
    expect(referencesIn(memo, ['JV']).join(', ')).toBe(references);
  });

  test.each([
    '',
    '物业费',
    '笔记12本',
    '登记2025号',
    '2025-11-03',
    '2025年11月3日付',
    '20251103001234',
    '金额2025.11元',
    'A6222021234567890',
    '13912345678',
    'TX-20251103',
    'POS12345678',
  ])('none: %s', (memo) => {
    expect(referencesIn(memo, ['JV'])).toEqual([]);
  });

  test('a month by itself is no reference, but it is heard', () => {
    expect(namesIn('2025年10月、11月房租', ['JV'])).toEqual({ references: [], months: ['2025-10', '2025-11'] });
    expect(namesIn('2025-11-03 房租', ['JV']).months).toEqual([]);
  });

  test('a reference has a part without its month', () => {
    expect(['JV-0001 2025-11', '2025-11 记-0042', 'JV-0001', '记-0042'].map(withoutMonth)).toEqual([
      'JV-0001',
      '记-0042',
      'JV-0001',
      '记-0042',
    ]);
  });
});
