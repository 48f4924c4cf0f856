/** Carrying a year forward, proposed by one person and made by another. */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, type Capability, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Books } from './books.ts';
import type { Ledger } from './ledger.ts';
import type { BookYear } from './year.ts';

interface Parts {
  readonly books: Books;
  readonly writer: Writer;
  readonly clock: Clock;
}

export interface YearCommand {
  readonly year: number;
  readonly county: string | null;
}

export async function proposeYear(
  { books, writer, clock }: Parts,
  actor: Actor,
  { year, county: asked }: YearCommand,
): Promise<BookYear | Refusal> {
  const ledger = ledgerFor(books, actor, asked, 'books:propose-sealing');
  if (isRefusal(ledger)) return ledger;
  const refusal = await ledger.checkCarrying(year);
  if (refusal) return refusal;
  const by = { proposedBy: actor.id, proposedAt: clock.now() };
  await writer.write(async ({ session, audit }) => {
    if (await ledger.years.propose(year, by, session))
      audit({ ...subjectOf(ledger, actor, year), action: 'proposeYear' });
    return true;
  });
  return await ledger.years.find(year);
}

const ATTEMPTS = 5;

/**
 * Says who carries it, under the condition that somebody else has proposed it; then posts what is left, each owner's
 * journal by itself. Broken off anywhere it is asked for again, and goes on: what is posted has nothing left.
 */
export async function carryYear(
  { books, writer, clock }: Parts,
  actor: Actor,
  { year, county: asked }: YearCommand,
): Promise<BookYear | Refusal> {
  const ledger = ledgerFor(books, actor, asked, 'books:seal');
  if (isRefusal(ledger)) return ledger;
  const before = await ledger.years.find(year);
  if (before.state === 'CARRIED') return before;
  const refusal = await ledger.checkCarrying(year);
  if (refusal) return refusal;
  if (before.proposedBy === null) return refuse('YEAR_NOT_PROPOSED', { field: 'year', year });
  const written = await writer.write(async ({ session, audit }) => {
    const by = { carriedBy: actor.id, carriedAt: clock.now() };
    if (!(await ledger.years.carry(year, by, session))) return refuse('SAME_PERSON', { field: 'year' });
    audit({ ...subjectOf(ledger, actor, year), action: 'carryYear' });
    return true;
  });
  if (isRefusal(written)) return written;
  const who = { postedBy: before.proposedBy, approvedBy: actor.id };
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    const left = await ledger.years.left(year);
    if (left.length === 0) return await ledger.years.find(year);
    await ledger.openAccounts(left.flatMap(({ opens }) => opens));
    const posted = await Promise.all(left.map(({ draft }) => ledger.post({ ...draft, ...who })));
    // Another who carries it may have posted the same revision of more or less: what is left then is looked at again.
    const refused = posted.filter(isRefusal).find(({ code }) => code !== 'JOURNAL_CONFLICT');
    if (refused) return refused.at('year');
  }
  throw new Error(`journals keep coming into ${year}: it could not be carried forward in ${ATTEMPTS} attempts`);
}

function subjectOf({ county, book }: Ledger, actor: Actor, year: number) {
  return { county, actor, subject: { type: 'BookYear', id: `${book} ${year}` }, after: { year } };
}

function ledgerFor(books: Books, actor: Actor, asked: string | null, capability: Capability): Ledger | Refusal {
  const county = asked ?? countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  return county && canAt(actor, capability, county) ? books.of(county) : refuse('OUT_OF_SCOPE', { field: 'county' });
}
