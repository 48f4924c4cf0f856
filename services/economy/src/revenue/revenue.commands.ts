/** Posting a month of a revenue point to the economy's book, and taking it back. The book is the only place it stands in. */
import type { Clock } from '@hh/kernel/clock.ts';
import { lastDay } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { money, period } from '@hh/kernel/shape.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Ledger, PostedJournal } from '@hh/ledger/ledger.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { RowOf } from '@hh/service/register/register.ts';
import type { Registers } from '@hh/service/register/registers.ts';
import type { Writer } from '@hh/service/writer.ts';
import { companies, revenuePoints, ruleLists } from '../company/company.store.ts';
import { feesOn } from '../company/company.ts';
import {
  accountsFor,
  checkCharges,
  isRevenue,
  pointOf,
  type RevenueDraft,
  revenueJournal,
  reversalSource,
  wasOpen,
} from './revenue.ts';

export interface RevenueParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly books: Books;
  readonly registers: Registers;
}

/** Once for each point and month: the same again answers the first, another amount is refused by the book. */
export async function postRevenue(
  parts: RevenueParts,
  actor: Actor,
  { point: code, ...draft }: RevenueDraft & { readonly point: string },
): Promise<PostedJournal | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  for (const [name, parsed] of [
    ['amount', money.parse(draft.amount)],
    ['period', period.parse(draft.period)],
  ] as const)
    if (isRefusal(parsed)) return parsed.at(name);
  const found = await pointWithCompany(parts, code);
  if (isRefusal(found)) return found.at('point');
  const { point, company } = found;
  if (!canAt(actor, 'companies:run', point.place)) return refuse('OUT_OF_SCOPE', { field: 'point' });
  if (!wasOpen(point, draft.period)) return refuse('POINT_NOT_OPEN', { field: 'period', period: draft.period });
  const states = { $in: ['IN_FORCE', 'SUPERSEDED'] };
  const lists = await parts.registers.store(ruleLists).find({ company: company.id, kind: 'FEE', state: states });
  const fees = feesOn(lists as readonly RowOf<typeof ruleLists>[], lastDay(draft.period));
  const refusal = checkCharges(fees, point.kind, draft);
  if (refusal) return refusal;

  const ledger = parts.books.of(company.county);
  await ledger.openAccounts(accountsFor(point, company));
  const journal = await standing(ledger, (revision) => revenueJournal(point, company, draft, revision));
  const posted = await ledger.post({ ...journal, postedBy: actor.id });
  if (isRefusal(posted)) return posted.at(posted.code === 'DATE_IN_FUTURE' ? 'period' : 'point');
  return await audited(parts, actor, 'postRevenue', code, posted);
}

/** Another person than who posted it takes a month back; then it can be posted again. */
export async function reverseRevenue(
  parts: RevenueParts,
  actor: Actor,
  { county, journal: seq, reason }: { readonly county: string; readonly journal: number; readonly reason: string },
): Promise<PostedJournal | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const ledger = parts.books.of(county);
  const journal = await ledger.journal(seq);
  const found = journal && isRevenue(journal) ? await pointWithCompany(parts, pointOf(journal)) : null;
  if (!journal || !found || isRefusal(found)) return refuse('NOT_FOUND', { field: 'journal', what: String(seq) });
  if (!canAt(actor, 'companies:decide', found.point.place)) return refuse('OUT_OF_SCOPE', { field: 'journal' });
  if (journal.postedBy === actor.id) return refuse('SAME_PERSON', { field: 'journal' });
  const source = reversalSource(journal);
  const first = await ledger.journalBySource(...sourceOf(source));
  const reversed = first ?? (await ledger.reverse(seq, source, parts.clock.today(), words, actor.id));
  return isRefusal(reversed)
    ? reversed.at('journal')
    : await audited(parts, actor, 'reverseRevenue', found.point.code, reversed, words);
}

async function pointWithCompany({ registers }: Pick<RevenueParts, 'registers'>, code: string) {
  const point = await registers.store(revenuePoints).get(code);
  const company = point && (await registers.store(companies).get(point.company));
  if (!point || !company) return refuse('NOT_FOUND', { what: code.slice(0, 40) });
  return { point: point as RowOf<typeof revenuePoints>, company: company as RowOf<typeof companies> };
}

/** The journal of the revision that is not taken back: posted already, or the next one to be. */
async function standing<Journal extends { readonly source: PostedJournal['source'] }>(
  ledger: Ledger,
  journalOf: (revision: number) => Journal,
): Promise<Journal> {
  for (let revision = 1; ; revision += 1) {
    const journal = journalOf(revision);
    const posted = await ledger.journalBySource(...sourceOf(journal.source));
    if (!posted || !(await ledger.journalBySource(...sourceOf(reversalSource(posted))))) return journal;
  }
}

function sourceOf({ kind, key }: PostedJournal['source']): [string, string] {
  return [kind, key];
}

/** The book has it by now; the trail follows, once for each journal. */
async function audited(
  { writer }: RevenueParts,
  actor: Actor,
  action: string,
  point: string,
  journal: PostedJournal,
  reason?: string,
): Promise<PostedJournal | Refusal> {
  const after = { journal: journal.seq, voucherNumber: journal.voucherNumber };
  const said = await writer.write(
    async ({ audit }) => {
      const subject = { type: 'RevenuePoint', id: point };
      audit({ county: journal.county, actor, action, subject, after, ...(reason ? { reason } : {}) });
      return after;
    },
    { key: `${action} ${journal.county} ${journal.seq}`, request: after },
  );
  return isRefusal(said) ? said : journal;
}
