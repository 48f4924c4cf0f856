import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import { newId } from '@hh/kernel/id.ts';
import { type Period, periodOf, previousPeriod } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Ledger } from '@hh/ledger/ledger.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import { enter, move } from '@hh/service/register/commands.ts';
import type { Ask, Effect, Register, Row } from '@hh/service/register/register.ts';
import type { Registers } from '@hh/service/register/registers.ts';
import { createRegisterStore } from '@hh/service/register/store.ts';
import type { AskGraph, Platform } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { fund } from '../public-revenue/public-revenue.ts';
import { askEconomy, readBook } from '../publication-content/facts.ts';
import { noticeBody, noticeTitle } from '../publication-content/notice-text.ts';
import { contentOf } from '../publication-content/publication-content.ts';
import { spendings } from '../spending/spending.store.ts';
import { type PublishedStore, publications } from './publication.store.ts';
import { type Due, dueOf, monthKey, type Prepared, type Publication } from './publication.ts';

export interface Month {
  readonly compound: string;
  readonly period: Period;
  /** The publication that is to be corrected. */
  readonly corrects: string | null;
}

/** What a month's publication would say today; computed from what does not change any more, so it needs no transaction. */
export type Compute = (month: Month, ask: AskGraph) => Promise<Prepared | Refusal>;

export function computes({ connection, books }: Pick<Platform, 'connection'> & { books: Books }): Compute {
  const [spent, own] = [createRegisterStore(connection, spendings), createRegisterStore(connection, publications)];
  return async ({ compound, period, corrects }, ask) => {
    const book = await readBook(books.of(countyCode(compound)), spent, compound, period);
    if (isRefusal(book)) return book;
    const heard = await askEconomy(ask, compound, period);
    if (!heard) return refuse('NOT_FOUND', { field: 'compound', what: compound });
    if (heard.whyNot) return heard.whyNot;
    const corrected = corrects === null ? null : await own.get(corrects);
    const about = { compound, name: heard.name, period, corrects: corrected?.contentHash ?? null };
    return { content: contentOf(about, book, heard), allocations: heard.allocations };
  };
}

/** The register as it runs: its content comes from the book and the economy, and what is published is announced. */
export function publicationsOf(compute: Compute): Register {
  return {
    ...publications,
    asks: {
      preparePublication: (draft, _, ask) => compute(draft, ask),
      publishPublication: stillCredited,
    },
    effects: { publishPublication: announcePublished },
  };
}

/** A share that was taken back meanwhile, or came to be shared, keeps it from being published as it is. */
const stillCredited: Ask = async ({ compound, period }, _, ask) =>
  (await askEconomy(ask, compound, period))?.whyNot?.at('id') ?? null;

/** In the same transaction: whoever acts on it finds it published. */
const announcePublished: Effect = async (row, { announce, actor }) => {
  const { id, county, compound, period, corrects, allocations, content } = row as unknown as Publication;
  announce(PublicRevenuePublished, county, {
    ...{ publication: id, compound, period, corrects, allocations: [...allocations], publishedBy: actor.id },
    notice: { title: noticeTitle(content), body: noticeBody(content) },
  });
  return undefined;
};

export interface DueParts extends Pick<Platform, 'clock'> {
  readonly books: Books;
  readonly published: PublishedStore;
}

/** The months of a county's compounds that are over and not published. */
export async function monthsDue({ books, clock, published }: DueParts, county: string): Promise<readonly Due[]> {
  const [today, done] = [clock.today(), await published.months(county, { isCurrent: true })];
  return dueOf(await firstMonths(books.of(county)), new Set(done.keys()), previousPeriod(periodOf(today)), today);
}

/** Of each compound the first month in which something came into its fund. */
async function firstMonths(ledger: Ledger): Promise<ReadonlyMap<string, Period>> {
  const accounts = await ledger.accounts();
  return new Map(
    accounts.flatMap(({ code, owner, months }) => {
      const [first] = (Object.keys(months) as Period[]).toSorted();
      return owner.kind === 'COMPOUND' && code === fund(owner.code) && first ? [[owner.code, first]] : [];
    }),
  );
}

export interface OfMonth {
  readonly period: Period;
  readonly county?: string | null;
}

export interface NotDone {
  readonly compound: string;
  readonly refusal: Refusal;
}

/** What became of each compound: some may wait for a share while the others go on. */
export interface Batch {
  readonly done: readonly Row[];
  readonly refused: readonly NotDone[];
}

/** Prepares the month for every compound for which it is due and not prepared; the same again prepares what is left. */
export async function preparePublications(
  registers: Registers,
  parts: DueParts & { readonly compute: Compute },
  actor: Actor,
  { period, county: asked }: OfMonth,
): Promise<Batch | Refusal> {
  const county = asked ?? countyOf(actor);
  if (!county || !canAt(actor, 'publications:prepare', county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const prepared = await parts.published.months(county, { state: 'PREPARED' });
  const due = (await monthsDue(parts, county)).filter(
    (each) => each.period === period && !prepared.has(monthKey(each)),
  );
  const definition = publicationsOf(parts.compute);
  return await oneByOne(due, ({ compound }) =>
    enter(registers, definition, actor, { clientMutationId: newId(), compound, period, corrects: null }),
  );
}

/** Publishes what others have prepared for the month, corrections too; the same again publishes what is left. */
export async function publishPublications(
  registers: Registers,
  parts: { readonly compute: Compute },
  actor: Actor,
  { period, county: asked }: OfMonth,
): Promise<Batch | Refusal> {
  const county = asked ?? countyOf(actor);
  if (!county || !canAt(actor, 'publications:publish', county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const rows = (await registers.store(publications).find({ county, period, state: 'PREPARED' })) as readonly (Row &
    Due)[];
  const own = rows.filter(({ compound }) => canAt(actor, 'publications:publish', compound));
  const definition = publicationsOf(parts.compute);
  return await oneByOne(
    own.toSorted((one, other) => (one.compound < other.compound ? -1 : 1)),
    ({ id }) => move(registers, definition, 'publishPublication', actor, { id }),
  );
}

/** Each in a transaction of its own. */
async function oneByOne<Of extends { readonly compound: string }>(
  months: readonly Of[],
  write: (month: Of) => Promise<Row | Refusal>,
): Promise<Batch> {
  const [done, refused]: [Row[], NotDone[]] = [[], []];
  for (const month of months) {
    const row = await write(month);
    if (isRefusal(row)) refused.push({ compound: month.compound, refusal: row });
    else done.push(row);
  }
  return { done, refused };
}
