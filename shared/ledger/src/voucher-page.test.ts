import type { Period } from '@hh/kernel/period.ts';
import { expect, test } from '@jest/globals';
import type { Line, PostedJournal } from './journal.ts';
import { day } from './testing/drafts.ts';
import { voucherPage } from './voucher-page.ts';

const line = (dimensions?: Line['dimensions']): Line => ({
  account: '1221.OPERATOR',
  debit: 1n,
  credit: 0n,
  ...(dimensions && { dimensions }),
});
const journal = {
  county: '371322',
  book: 'economy',
  seq: 7,
  month: '2025-11' as Period,
  voucherNumber: '2025-11 记-0007',
  date: day('2025-11-30'),
  effectiveOn: day('2025-11-30'),
  postedAt: new Date(0),
  memo: '利润分成',
  contentHash: '',
  previousHash: '',
  hash: 'ab'.repeat(32),
} as const;
const lastLineOf = (kind: string, lines: readonly Line[], language: 'zh' | 'en' = 'zh') => {
  const posted: PostedJournal = { ...journal, source: { kind, key: '019a-7f3e' }, lines };
  const { body } = voucherPage(posted, { accounts: new Map(), persons: new Map() }, language);
  return /<p class="proof">(.*)<\/p>/.exec(body)?.[1];
};

test('a voucher says what it was posted for in words, with the agreements and months it is about, and no id', () => {
  const share = line({ agreement: 'JV-0001', period: '2025-11' });
  const proof = `SHA-256 ${journal.hash}`;
  expect(lastLineOf('allocation', [share, share])).toBe(`序号 7 · 来源 利润分成 · JV-0001 2025-11 · ${proof}`);
  const of = (agreement: string) => line({ agreement, period: '2025-10' });
  expect(lastLineOf('bank-match', [line(), of('JV-0001'), of('JV-0002'), of('JV-0003')], 'en')).toBe(
    `Number 7 · source bank receipt or payment · JV-0001 2025-10 · JV-0002 2025-10 · … · ${proof}`,
  );
  expect(lastLineOf('company-revenue', [line({ period: '2025-11' })])).toContain('来源 强社公司收入 · 2025-11 · ');
  expect(lastLineOf('something else', [line()])).toBe(`序号 7 · 来源 其他 · ${proof}`);
});
