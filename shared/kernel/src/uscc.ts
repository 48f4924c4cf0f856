/**
 * Unified social credit code 统一社会信用代码, GB 32100-2015: registrar, category, six digits of the place,
 * nine characters of the organisation code with its own check character (GB 11714), one check character.
 */
import { must, type Refusal, refuse, shown } from './refusal.ts';

export type Uscc = string & { readonly __kind: 'Uscc' };

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // without I, O, S, V, Z
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The code, trimmed and in capitals, as a value that is known to be right.
 * Refuses USCC_INVALID for a wrong length or alphabet, and for either check character.
 */
export function parseUscc(value: unknown): Uscc | Refusal {
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  const isValid =
    /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code) &&
    organisationCheck(code.slice(8, 16)) === code[16] &&
    check(code.slice(0, 17)) === code[17];
  return isValid ? (code as Uscc) : refuse('USCC_INVALID', { value: shown(value) });
}

/** A valid code for demonstration data: an enterprise (91) of a county, from a serial of eight characters; throws for others. */
export function usccFor(county: string, serial: string): Uscc {
  const body = `91${county}${serial}${organisationCheck(serial)}`;
  return must(parseUscc(`${body}${check(body)}`));
}

function check(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(body[index] as string), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(body[index] as string),
    0,
  );
  const digit = 11 - (sum % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}
