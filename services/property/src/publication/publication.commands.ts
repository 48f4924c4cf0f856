import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { Ask, Effect, Register } from '@hh/service/register/register.ts';
import { createRegisterStore } from '@hh/service/register/store.ts';
import type { AskGraph, Platform } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { askEconomy, readBook } from '../publication-content/facts.ts';
import { noticeBody, noticeTitle } from '../publication-content/notice-text.ts';
import { contentOf } from '../publication-content/publication-content.ts';
import { spendings } from '../spending/spending.store.ts';
import { publications } from './publication.store.ts';
import type { Prepared, Publication } from './publication.ts';

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
