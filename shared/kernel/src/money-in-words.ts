/**
 * 大写金额: an amount in the words that Chinese vouchers carry, by the rules of 正确填写票据和结算凭证的基本规定:
 * ends at 元 → 整; inner zeros are one 零; 角 = 0 and 分 ≠ 0 → 零 before 分. Vouchers add the prefix 人民币.
 */
import { type Fen, fitsFen } from './money.ts';
import { type Refusal, refuse } from './refusal.ts';

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

const WORDS =
  /^(?:人民币)?(负?)(?:(.+?)元)?(?:零?([壹贰叁肆伍陆柒捌玖])角|(零))?(?:零?([壹贰叁肆伍陆柒捌玖])分)?(?:整|正)?$/;

/** Words to fen, in all the variants the rule allows (整 or 正, with or without after 角, 零 before 角, the prefix 人民币). */
export function parseMoneyInWords(text: string): Fen | Refusal {
  const match = WORDS.exec(text.trim());
  const malformed = refuse('AMOUNT_MALFORMED', { value: text.slice(0, 40) });
  if (!match || !/[元角分]/.test(text)) return malformed;
  const [, sign, yuan, jiao, , cents] = match;
  const whole = yuan === undefined ? 0n : parseInteger(yuan);
  if (whole === null) return malformed;
  const fen = whole * 100n + digit(jiao) * 10n + digit(cents);
  const signed = sign ? -fen : fen;
  return fitsFen(signed) ? signed : refuse('AMOUNT_TOO_LARGE');
}

function digit(word: string | undefined): bigint {
  return word === undefined ? 0n : BigInt(DIGITS.indexOf(word));
}

function parseInteger(words: string): bigint | null {
  if (words === '零') return 0n;
  let total = 0n; // what 亿 has multiplied already
  let section = 0n; // below the next 亿
  let group = 0n; // below the next 万
  let current = 0n;
  for (const word of words) {
    const value = DIGITS.indexOf(word);
    const place = PLACES.indexOf(word);
    if (value >= 0) current = BigInt(value);
    else if (place > 0) {
      group += (current === 0n ? 1n : current) * 10n ** BigInt(place);
      current = 0n;
    } else if (word === '万') {
      section += (group + current) * 10_000n;
      [group, current] = [0n, 0n];
    } else if (word === '亿') {
      total = (total + section + group + current) * 100_000_000n;
      [section, group, current] = [0n, 0n, 0n];
    } else return null;
  }
  return total + section + group + current;
}
