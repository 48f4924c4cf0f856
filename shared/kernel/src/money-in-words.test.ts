import fc from '@hh/testing/property.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { parseMoney } from './money.ts';
import { moneyInWords, parseMoneyInWords } from './money-in-words.ts';
import { isRefusal, must } from './refusal.ts';

const anyFen = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

function read(text: string): string {
  const fen = parseMoneyInWords(text);
  return isRefusal(fen) ? fen.code : String(fen);
}

describe('an amount in words', () => {
  test.each(
    parseTable<'yuan' | 'words'>(`
    yuan                  | words
    1409.50               | 壹仟肆佰零玖元伍角
    6007.14               | 陆仟零柒元壹角肆分
    1680.32               | 壹仟陆佰捌拾元叁角贰分
    107000.53             | 壹拾万柒仟元伍角叁分
    16409.02              | 壹万陆仟肆佰零玖元零贰分
    325.04                | 叁佰贰拾伍元零肆分
    12345.67              | 壹万贰仟叁佰肆拾伍元陆角柒分
    0                     | 零元整
    0.05                  | 伍分
    0.50                  | 伍角
    0.55                  | 伍角伍分
    1010101.01            | 壹佰零壹万零壹佰零壹元零壹分
    10                    | 壹拾元整
    10000                 | 壹万元整
    10001                 | 壹万零壹元整
    1000000               | 壹佰万元整
    100000000             | 壹亿元整
    100000001             | 壹亿零壹元整
    100010000             | 壹亿零壹万元整
    100001000             | 壹亿零壹仟元整
    120000001             | 壹亿贰仟万零壹元整
    1005000000            | 壹拾亿零伍佰万元整
    1050000000            | 壹拾亿伍仟万元整
    -1.20                 | 负壹元贰角
    -0.01                 | 负壹分
    10000000000000000     | 壹亿亿元整
    92233720368547758.07  | 玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分
    -92233720368547758.08 | 负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分
  `),
  )('$yuan is $words', ({ yuan, words }) => {
    expect(moneyInWords(must(parseMoney(yuan)))).toBe(words);
  });

  test('reads back as it was written, with and without the prefix of a voucher', () => {
    fc.assert(
      fc.property(fc.oneof(anyFen, fc.bigInt({ min: -1_000_000n, max: 1_000_000n })), (fen) => {
        expect(parseMoneyInWords(moneyInWords(fen))).toBe(fen);
        expect(parseMoneyInWords(`人民币${moneyInWords(fen)}`)).toBe(fen);
      }),
      { numRuns: 1_000 },
    );
  });

  test('never has two zeros in a row, and ends with 整, 角 or 分', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(moneyInWords(fen)).toMatch(/^(?!.*零零).*[整角分]$/);
      }),
    );
  });
});

describe('words on a voucher', () => {
  test.each(
    parseTable<'words' | 'fen' | 'why'>(`
    words                                  | fen       | why
    人民币壹仟陆佰捌拾元零叁角贰分         | 168032    | 元 stands on a zero: 零 may be written before 角
    人民币壹拾万柒仟元零伍角叁分           | 10700053  | the same
    人民币壹拾万零柒仟元伍角叁分           | 10700053  | 万 stands on a zero: 零 may be written before 仟
    壹拾亿零伍仟万元整                     | 105000000000 | 亿 likewise
    壹元正                                 | 100       | 正 for 整
    壹元伍角整                             | 150       | 整 may follow 角
    壹元伍角正                             | 150       | and 正
    人民币零元整                           | 0         | nothing at all
    人民币负壹元整                         | -100      | a negative amount
    人民幣貳佰億零陸萬圓整                 | 2000006000000 | traditional characters are accepted
    壹圆整                                 | 100       | the formal 元
  `),
  )('$words reads as $fen: $why', ({ words, fen }) => {
    expect(read(words)).toBe(fen);
  });

  test.each(
    parseTable<'words' | 'why'>(`
    words              | why
                       | nothing
    元                 | no digit
    整                 | no amount
    壹元               | 元 without 整 invites an addition
    壹元伍分整         | 分 has no 整
    叁佰元伍分         | 零 is missing before 分
    壹元零伍角         | a zero where none is
    壹仟伍元整         | 零 is missing
    壹仟零零伍元整     | one zero too many
    壹拾亿伍仟元整     | 零 is missing after 亿
    拾元整             | 壹 is missing before 拾
    壹贰叁元整         | digits without places
    壹佰壹仟元整       | places out of order
    壹万壹亿元整       | units out of order
    一百元整           | the plain numerals are not for money
    壹元零角伍分       | zero 角 is written as 零 alone
    负零元整           | there is no negative nothing
    壹元整 壹元整      | twice
    人民币 壹元整      | no space may be left after the prefix
    100元整            | figures
  `),
  )('"$words" is refused: $why', ({ words }) => {
    expect(read(words)).toBe('AMOUNT_MALFORMED');
  });

  test('beyond int64 are refused', () => {
    expect(read('壹佰亿亿元整')).toBe('AMOUNT_TOO_LARGE');
  });

  test('of any length are refused without being read', () => {
    expect(read('亿'.repeat(100_000))).toBe('AMOUNT_MALFORMED');
  });

  test('with one character changed are another amount or none', () => {
    const characters = fc.constantFrom(...'零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整负');
    fc.assert(
      fc.property(anyFen, fc.nat(), characters, (fen, at, character) => {
        const words = [...moneyInWords(fen)];
        const isChanged = words[at % words.length] !== character;
        words[at % words.length] = character;
        expect(parseMoneyInWords(words.join('')) !== fen).toBe(isChanged);
      }),
      { numRuns: 1_000 },
    );
  });
});
