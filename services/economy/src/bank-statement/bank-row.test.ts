import { isRefusal } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { amountOf, momentOf, numberOf, timeOf, wordsOf } from './bank-row.ts';

const codeOf = (value: unknown) => (isRefusal(value) ? value.code : value);

describe('an amount', () => {
  test.each([
    ['1234.50', 123_450n],
    ['1,234.50', 123_450n],
    ['¥1,234.50', 123_450n],
    ['￥1，234．50', 123_450n],
    ['１２３４．５０', 123_450n],
    [' 1 234.5 ', 123_450n],
    ['人民币1,234.50元', 123_450n],
    ['CNY 1,234.50', 123_450n],
    ['1234.5000', 123_450n],
    ['-1,234.50', -123_450n],
    ['−1234.50', -123_450n],
    ['－１２３４．５０', -123_450n],
    ['¥-1,234.50', -123_450n],
    ['-¥1,234.50', -123_450n],
    ['1,234.50-', -123_450n],
    ['(1,234.50)', -123_450n],
    ['（1,234.50）', -123_450n],
    ["'88", 8_800n],
    ['+0.01', 1n],
    ['0.00', 0n],
    ['92233720368547758.07', 9_223_372_036_854_775_807n],
    ['', null],
    [' ', null],
    ['-', null],
    ['——', null],
  ])('%j is read to the fen', (cell, fen) => {
    expect(amountOf(cell)).toBe(fen);
  });

  test.each([
    ['1.234', 'AMOUNT_MALFORMED'],
    ['1,23.40', 'AMOUNT_MALFORMED'],
    ['12,34,567.00', 'AMOUNT_MALFORMED'],
    ['1.234,50', 'AMOUNT_MALFORMED'],
    ['-(1.00)', 'AMOUNT_MALFORMED'],
    ['--1.00', 'AMOUNT_MALFORMED'],
    ['1e3', 'AMOUNT_MALFORMED'],
    ['1.00 USD', 'AMOUNT_MALFORMED'],
    ['92233720368547758.08', 'AMOUNT_TOO_LARGE'],
  ])('%j is refused rather than guessed', (cell, code) => {
    expect(codeOf(amountOf(cell))).toBe(code);
  });

  test('with a decimal comma is read only where the mapping says so', () => {
    expect(amountOf('1.234,50', 'COMMA')).toBe(123_450n);
    expect(codeOf(amountOf('1,234.50', 'COMMA'))).toBe('AMOUNT_MALFORMED');
  });

  test('of any number of fen comes back, however it is written', () => {
    const write = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.replace(/\B(?=(\d{3})+(?=\.))/g, ','),
      (text) => `¥${text}`,
      (text) => text.replaceAll(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), write, (fen, writing) => {
        const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
        const text = writing(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
        expect(amountOf(fen < 0n ? `-${text}` : text)).toBe(fen);
      }),
    );
  });
});

describe('a day and its time', () => {
  test.each([
    ['2025-12-03', '2025-12-03', null],
    ['2025/12/3', '2025-12-03', null],
    ['2025.12.03', '2025-12-03', null],
    ['20251203', '2025-12-03', null],
    ['２０２５年１２月３日', '2025-12-03', null],
    ['2025-12-03 09:05', '2025-12-03', '09:05:00'],
    ['2025-12-03T09:05:06.123+08:00', '2025-12-03', '09:05:06'],
    ['20251203 090506', '2025-12-03', '09:05:06'],
    ['20251203090506', '2025-12-03', '09:05:06'],
    ['2025年12月3日 9时5分6秒', '2025-12-03', '09:05:06'],
  ])('%j are read', (cell, date, time) => {
    expect(momentOf(cell)).toEqual({ date, time });
  });

  test.each(['', '2025-13-01', '2025-02-29', '03/12/2025', '2025-12-03 25:00', '2025-12', '合计', '2025120'])(
    '%j are refused',
    (cell) => {
      expect(codeOf(momentOf(cell))).toBe('DATE_MALFORMED');
    },
  );

  test('in another order are read as the mapping says', () => {
    expect(momentOf('03/12/2025', 'DMY')).toEqual({ date: '2025-12-03', time: null });
    expect(momentOf('03/12/2025', 'MDY')).toEqual({ date: '2025-03-12', time: null });
    expect(momentOf('2025/12/03', 'DMY')).toEqual({ date: '2025-12-03', time: null });
  });

  test.each([
    ['9:05', '09:05:00'],
    ['090506', '09:05:06'],
    ['090506123', '09:05:06'],
    ['09.05.06', '09:05:06'],
    ['24:00:00', null],
    ['随时', null],
  ])('%j is a time of %s', (cell, time) => {
    expect(timeOf(cell)).toBe(time);
  });
});

describe('words and numbers', () => {
  test('stand on one line, without what marks a cell as text', () => {
    expect(wordsOf(' 结算\t中心\n专户 ')).toBe('结算 中心 专户');
    expect(wordsOf('--')).toBeNull();
    expect(numberOf("'6222 0238 0300")).toBe('622202380300');
  });

  test('that a spreadsheet has cut off, or that are nothing but zeros, tell nothing', () => {
    expect(numberOf('6.22202E+18')).toBeNull();
    expect(numberOf('00000000')).toBeNull();
  });
});
