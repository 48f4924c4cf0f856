/**
 * 大写金额: an amount in the words that Chinese vouchers carry, by the rules of 正确填写票据和结算凭证的基本规定:
 * ends at 元 → 整; inner zeros are one 零; 角 = 0 and 分 ≠ 0 → 零 before 分. Vouchers add the prefix 人民币.
 */
import { type Fen, fitsFen } from './money.ts';
import { type Refusal, refuse, shown } from './refusal.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const UNITS: readonly (readonly [string, bigint])[] = [
  ['亿', 100_000_000n],
  ['万', 10_000n],
];

/** Fen in words, without prefix: `1234567n` → 壹万贰仟叁佰肆拾伍元陆角柒分; negative begins 负; 0 is 零元整. */
export function moneyInWords(fen: Fen): string {
  const amount = fen < 0n ? -fen : fen;
  const [yuan, jiao, cents] = [amount / 100n, Number((amount / 10n) % 10n), Number(amount % 10n)];
  const sign = fen < 0n ? '负' : '';
  const whole = yuan > 0n ? `${integerInWords(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${sign}${whole || '零元'}整`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : '';
  const hundredths = cents > 0 ? `${DIGITS[cents]}分` : '';
  return `${sign}${whole}${tenths}${hundredths}`;
}

/** 亿 and 万 split a number in two, each read by the same rule; a lower part that begins with 0 is joined by one 零. */
function integerInWords(value: bigint): string {
  for (const [unit, size] of UNITS) {
    if (value < size) continue;
    const low = value % size;
    const joined = low > 0n && low < size / 10n ? '零' : '';
    return `${integerInWords(value / size)}${unit}${joined}${low > 0n ? integerInWords(low) : ''}`;
  }
  return groupInWords(Number(value));
}

function groupInWords(group: number): string {
  let words = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      gap = words !== '';
      continue;
    }
    words += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    gap = false;
  }
  return words;
}

/** Traditional characters are accepted on a voucher as well; 圆 is the formal 元. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  負: '负',
  貳: '贰',
  叄: '叁',
  參: '叁',
  陸: '陆',
  億: '亿',
  萬: '万',
  圓: '元',
  圆: '元',
};
const WORDS_MAX = 80; // the longest amount of int64 has 45 characters
const WORDS = /^(负?)(?:([^元]+)元)?(?:零?(.)角)?(?:零?(.)分)?整?$/;

/**
 * Words to fen, in every spelling the rule allows: with or without 人民币, 整 or 正, also after 角, a 零 that may stand or
 * not, traditional characters. Refuses AMOUNT_MALFORMED for any other spelling, even one that could be guessed.
 */
export function parseMoneyInWords(text: string): Fen | Refusal {
  const words = text.length > WORDS_MAX ? '' : plainWords(text);
  const [, sign, yuan = '', jiao = '', cents = ''] = WORDS.exec(words) ?? [];
  const amount = readInteger(yuan) * 100n + readDigit(jiao) * 10n + readDigit(cents);
  const fen = sign ? -amount : amount;
  if (moneyInWords(fen) !== words) return refuse('AMOUNT_MALFORMED', { value: shown(text) });
  return fitsFen(fen) ? fen : refuse('AMOUNT_TOO_LARGE');
}

/** The one spelling that `moneyInWords` writes: what is optional in the rule is left out. */
function plainWords(text: string): string {
  return text
    .trim()
    .replace(/^人民[币幣]/, '')
    .replace(/[負貳叄參陸億萬圓圆]/g, (traditional) => TRADITIONAL[traditional] as string)
    .replace(/正$/, '整')
    .replace(/角整$/, '角')
    .replace(/(?<=[拾佰仟]万)零(?=.仟)/, '')
    .replace(/(?<=[拾佰仟]亿)零(?=.仟[^亿元]*万)/, '')
    .replace(/(?<=[拾佰仟万亿]元)零(?=.角)/, '');
}

function readDigit(word: string): bigint {
  return BigInt(Math.max(0, DIGITS.indexOf(word)));
}

/** Reads what is well written and answers anything for what is not: the caller writes it again and compares. */
function readInteger(words: string): bigint {
  for (const [unit, size] of UNITS) {
    const at = words.lastIndexOf(unit);
    if (at >= 0) return readInteger(words.slice(0, at)) * size + readInteger(words.slice(at + 1));
  }
  let group = 0n;
  for (const [, digit = '', place = ''] of words.matchAll(/([零壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/g))
    group += readDigit(digit) * 10n ** BigInt(PLACES.indexOf(place));
  return group;
}
