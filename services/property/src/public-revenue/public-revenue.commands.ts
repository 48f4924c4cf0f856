import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { CompoundStore } from '../compound/compound.store.ts';
import { countyCode } from '../compound/compound.ts';
import type { CreditStore } from './credit.store.ts';
import { accountsOf, type Credit, creditJournal, creditSource, reversalSource } from './public-revenue.ts';

/** The number of a journal in the owners' book; null when there was nothing to post. */
export interface Posted {
  readonly journal: number | null;
}

export interface PublicRevenueParts {
  readonly writer: Writer;
  readonly books: Books;
  readonly compounds: CompoundStore;
  readonly credits: CreditStore;
  readonly clock: Clock;
}

/** One journal for all compounds. The allocation is the journal's key: crediting it again answers the first one. */
export async function creditPublicRevenue(parts: PublicRevenueParts, credit: Credit): Promise<Posted | Refusal> {
  const codes = credit.lines.map(({ compound }) => compound);
  const known = await parts.compounds.byCodes(codes);
  const unknown = codes.find((code) => !known.has(code));
  if (unknown) return refuse('NOT_FOUND', { field: 'lines', what: unknown });
  const [county, other] = [...new Set(codes.map(countyCode))];
  if (!county || other) return refuse('OUT_OF_SCOPE', { field: 'lines' });
  const ledger = parts.books.of(county);
  await ledger.openAccounts([...known.values()].flatMap(accountsOf));

  const begun = await parts.writer.write(async ({ session }) =>
    parts.credits.begin(credit.allocation, county, session),
  );
  if (isRefusal(begun)) return begun;
  const journal = creditJournal(credit);
  const isTakenBack = async () => (await parts.credits.find(credit.allocation))?.state === 'REVERSED';
  if (await isTakenBack()) return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: 'REVERSED' });
  if (!journal) return { journal: null };
  const posted = await ledger.post(journal);
  if (isRefusal(posted)) return posted;
  // An undo that came between the two looks found no journal to reverse: it is reversed here.
  if (!(await isTakenBack())) return { journal: posted.seq };
  await reverseJournal(parts, county, credit.allocation, credit.memo);
  return refuse('STATE_NOT_ALLOWED', { field: 'allocation', state: 'REVERSED' });
}

/** Undoes a credit by the mirror of its journal, for good: a request to credit that comes later is refused. */
export async function reverseCredit(
  parts: PublicRevenueParts,
  { allocation, reason }: { allocation: string; reason: string },
): Promise<Posted | Refusal> {
  const marked = await parts.writer.write(async ({ session }) => parts.credits.takeBack(allocation, session));
  if (isRefusal(marked)) return marked;
  const county = (await parts.credits.find(allocation))?.county;
  return county ? await reverseJournal(parts, county, allocation, reason) : { journal: null };
}

async function reverseJournal(
  { books, clock }: PublicRevenueParts,
  county: string,
  allocation: string,
  memo: string,
): Promise<Posted | Refusal> {
  const ledger = books.of(county);
  const [credited, source] = [creditSource(allocation), reversalSource(allocation)];
  const reversal = await ledger.journalBySource(source.kind, source.key);
  if (reversal) return { journal: reversal.seq };
  const journal = await ledger.journalBySource(credited.kind, credited.key);
  if (!journal) return { journal: null };
  const reversed = await ledger.reverse(journal.seq, source, clock.today(), memo);
  return isRefusal(reversed) ? reversed : { journal: reversed.seq };
}
