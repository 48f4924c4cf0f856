import { describe, expect, test } from '@jest/globals';
import { parseReason } from './reason.ts';
import { isRefusal } from './refusal.ts';

describe('a reason', () => {
  test.each([
    ['is trimmed and composed', '  cafe\u0301 ', 'caf\u00e9'],
    ['may have several lines', '金额有误\n见附件', '金额有误\n见附件'],
    ['may have 500 characters', '长'.repeat(500), '长'.repeat(500)],
    ['counts a rare character as one', '𠮷'.repeat(500), '𠮷'.repeat(500)],
    ['is kept as the database keeps it', 'a\ud800', 'a\ufffd'],
    ['of 501 characters', '长'.repeat(501), 'reason VALUE_TOO_LONG'],
    ['of nothing', '', 'reason REASON_MISSING'],
    ['of blanks', ' \u3000\n', 'reason REASON_MISSING'],
    ['with a null character', 'a\0b', 'reason TEXT_MALFORMED'],
  ])('%s', (_name, given, expected) => {
    const reason = parseReason(given);
    expect(isRefusal(reason) ? `${reason.field} ${reason.code}` : reason).toBe(expected);
  });
});
