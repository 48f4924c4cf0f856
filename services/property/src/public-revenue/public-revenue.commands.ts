import { contentHash } from '@hh/kernel/canonical.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import { parseJournal } from '@hh/ledger/journal.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Writer } from '@hh/service/writer.ts';
import { countyCode } from '../compound/compound.ts';
import type { OpenAccounts } from './accounts.ts';
import type { CreditStore, TakenBack } from './credit.store.ts';
import {
  type Credit,
  type CreditContent,
  checkCredit,
  creditJournal,
  creditSource,
  reversalMemo,
  reversalSource,
} from './public-revenue.ts';

/** The number of a journal in the owners' book; null when there was nothing to post. */
export interface Posted {
  readonly journal: number | null;
}

export interface PublicRevenueParts {
  readonly writer: Writer;
  readonly books: Books;
  readonly openAccounts: OpenAccounts;
  readonly credits: CreditStore;
  readonly clock: Clock;
}

/**
 * One journal for all compounds. The allocation is its key for ever: the same again answers the first, other content
 * is refused, and so is whatever comes after the undo.
 */
export async function creditPublicRevenue(parts: PublicRevenueParts, credit: Credit): Promise<Posted | Refusal> {
  const refusal = (await whyNotCredit(parts, credit)) ?? (await begin(parts, credit));
  if (refusal) return refusal;
  const journal = creditJournal(credit.allocation, credit);
  if (!journal) return { journal: null };
  const posted = await parts.books.of(countyOf(credit)).post(journal);
  return isRefusal(posted) ? posted : { journal: posted.seq };
}

/** All that could be refused is found before anything is begun: what is begun can be posted, now or by its undo. */
async function whyNotCredit({ openAccounts }: PublicRevenueParts, credit: Credit): Promise<Refusal | null> {
  const refusal = checkCredit(credit);
  if (refusal) return refusal;
  const journal = creditJournal(credit.allocation, credit);
  const parsed = journal && parseJournal(journal);
  if (isRefusal(parsed)) return parsed;
  const codes = credit.lines.map(({ compound }) => compound);
  const known = await openAccounts(codes);
  const unknown = codes.findIndex((code) => !known.has(code));
  if (unknown < 0) return null;
  return refuse('NOT_FOUND', { field: `lines.${unknown}.compound`, what: codes[unknown]?.slice(0, 40) ?? '' });
}

/** One write of one document, which has its own key: it needs no transaction. */
async function begin({ credits }: PublicRevenueParts, credit: Credit): Promise<Refusal | null> {
  const row = await credits.begin(countyOf(credit), credit);
  reach('credit.begun');
  if (row.state === 'TAKEN_BACK') return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: 'REVERSED' });
  const isSame = !row.credit || hashOf(row.credit) === hashOf(credit);
  return isSame ? null : refuse('JOURNAL_CONFLICT', { field: 'allocation' });
}

/**
 * Undoes a credit by the mirror of its journal, for good. What was begun is posted before it is taken back, so that a
 * request which is still on its way, or whose process died, meets its own journal instead of making one that stays.
 */
export async function reverseCredit(
  { writer, books, credits, clock }: PublicRevenueParts,
  { allocation, reason }: { allocation: string; reason: string },
): Promise<Posted | Refusal> {
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const now: TakenBack = { on: clock.today(), reason: words };
  const row = await writer.write(async ({ session }) => {
    const found = await credits.find(allocation, session);
    if (found?.state !== 'TAKEN_BACK') await credits.takeBack(allocation, now, session);
    return { county: found?.county ?? null, credit: found?.credit ?? null, takenBack: found?.takenBack ?? now };
  });
  if (isRefusal(row)) return row;
  const { credit, county } = row;
  const journal = credit && creditJournal(allocation, credit);
  if (!journal || !county) return { journal: null };

  const ledger = books.of(county);
  const { kind, key } = creditSource(allocation);
  const posted = await ledger.post(journal);
  if (isRefusal(posted)) return (await ledger.journalBySource(kind, key)) ? posted : { journal: null };
  const source = reversalSource(allocation);
  const reversed = await ledger.reverse(posted.seq, source, row.takenBack.on, reversalMemo(credit));
  if (!isRefusal(reversed)) return { journal: reversed.seq };
  // Another process posted this very reversal a moment before: the book may say that it is reversed already.
  const first = await ledger.journalBySource(source.kind, source.key);
  return first ? { journal: first.seq } : reversed;
}

function countyOf({ lines }: CreditContent): string {
  return countyCode(lines[0]?.compound ?? '');
}

function hashOf({ agreement, period, memo, lines }: CreditContent): string {
  return contentHash({ agreement, period, memo, lines: lines.map(({ compound, amount }) => ({ compound, amount })) });
}
