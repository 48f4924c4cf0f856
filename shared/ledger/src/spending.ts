/**
 * A journal that spends from an account in the transaction of another write, or takes such a spending back: both are there,
 * or neither, and never more is spent than there is. All is read in that transaction and the account is written in it, so of two who would take the last
 * of it the second runs again, on what is left then; of two who would take back the same, the second finds it taken back.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import { balanceOf, fitsTurnover } from './balance.ts';
import { type JournalDraft, type PostedJournal, parseJournal, reversalsAmong } from './journal.ts';
import { type BookKey, bookCollections, journalsAndReversals, rowId, writeBatch } from './ledger.store.ts';
import { buildBatch, refusalOf } from './writer.ts';

/** A source that is posted already is a defect of the caller, whose own write happens once: the unique index throws. */
export async function spendWithin(
  book: BookKey & { readonly connection: Connection; readonly clock: Clock },
  draft: JournalDraft,
  from: string,
  session: Session,
): Promise<PostedJournal | Refusal> {
  const { connection, clock } = book;
  const key = { county: book.county, book: book.book };
  const content = parseJournal(draft);
  if (isRefusal(content)) return content;
  const { accounts, heads } = bookCollections(connection);
  const ids = [...new Set(content.lines.map(({ account }) => rowId(key, account)))];
  const rows = await accounts.find({ _id: { $in: ids } }, { session }).toArray();
  const open = new Map(rows.map((row) => [row.code, row]));
  const { reverses } = content;
  const related = reverses === undefined ? [] : await journalsAndReversals(connection, key, [reverses], session);
  const unsound = refusalOf(content, { accounts: open, today: clock.today(), ...reversalsAmong(related) });
  if (unsound) return unsound;

  const own = content.lines.filter(({ account }) => account === from);
  const left = own.reduce((sum, line) => sum + balanceOf(line), balanceOf(open.get(from) ?? { debit: 0n, credit: 0n }));
  if (left < 0n) return refuse('BALANCE_TOO_LOW');
  const head = await heads.findOne({ _id: rowId(key) }, { session });
  if (!head) throw new Error('an account has a balance, and its book has no head');
  const batch = buildBatch(head, [content], { ...key, now: clock.now() });
  if (![...batch.turnover.values()].every(fitsTurnover)) return refuse('AMOUNT_TOO_LARGE', { field: 'lines' });
  await writeBatch(connection, key, batch, session);
  return batch.journals[0] as PostedJournal;
}
