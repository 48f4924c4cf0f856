import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { PostedJournal } from '@hh/ledger/journal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionOf, type Page, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import { canRead, type Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import { belowKey } from '@hh/service/register/store.ts';
import type { Platform, Resolvers } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { noticeBody, noticeTitle } from '../publication-content/notice-text.ts';
import {
  hashOf,
  isAbout,
  type PublishedJournal,
  type Source,
  settlementsOf,
  textOf,
} from '../publication-content/publication-content.ts';
import { spendings } from '../spending/spending.store.ts';
import { votes } from '../vote/vote.store.ts';
import {
  type Batch,
  type Compute,
  monthsDue,
  type NotDone,
  type OfMonth,
  preparePublications,
  publicationsOf,
  publishPublications,
} from './publication.commands.ts';
import { type PublishedStore, publications } from './publication.store.ts';
import { type Due, dueKey, monthKey, type Publication } from './publication.ts';

export function publicationRegister(compute: Compute): Registered {
  return [publicationsOf(compute), { root: 'publication' }];
}

interface Parts extends Pick<Platform, 'ask' | 'clock'> {
  readonly findCompound: (code: string, context: RequestContext) => Promise<object | null>;
  readonly compute: Compute;
  readonly books: Books;
  readonly published: PublishedStore;
}

/** What of the content has the words of the graph, and what has a name of its own there. */
const CONTENT = ['openingBalance', 'closingBalance', 'availableAtBank', 'merkleRoot'] as const;

export function createPublicationResolvers(all: Registers, parts: Parts): Resolvers {
  const { store } = all;
  const { ask, books, compute, findCompound, published } = parts;
  const [rows, passed, spent] = [store(publications), store(votes), store(spendings)];
  const posted = createPosted(books);
  const postedOf = async ({ compound, seq }: PublishedJournal & Of, context: RequestContext) => {
    const journal = await load(context, posted, `${countyCode(compound)} ${seq}`);
    if (!journal) throw new Error(`the journal ${seq} is published and not in the book`);
    return journal;
  };
  const prepared = async (counties: readonly string[]) => {
    const found = counties.map(async (each) => [each, await published.months(each, { state: 'PREPARED' })] as const);
    return new Map(await Promise.all(found));
  };
  const ofContent = Object.fromEntries(CONTENT.map((name) => [name, ({ content }: Publication) => content[name]]));
  return {
    Publication: {
      ...ofContent,
      income: (publication: Publication) => publication.content.income.map((each) => ({ ...named(each), publication })),
      shares: ({ content, compound, period }: Publication) =>
        content.shares.map(({ agreement, ...share }) => ({
          ...named({ agreement, ...share }),
          settlement: { agreement, period, compound },
        })),
      receivable: (publication: Publication) =>
        publication.content.receivable.map((each) => ({ ...named(each), publication })),
      journals: journalsOf,
      // What was published before this was told belongs to its own month.
      late: ({ content }: Publication) =>
        content.late.map(({ period = content.period, ...each }) => ({ period, ...named(each) })),
      expenditure: ({ content }: Publication) =>
        content.expenditure.map(({ seq, ...rest }) => ({ ...rest, journal: seq })),
      ruleLists: ({ content }: Publication) =>
        content.ruleLists.map(({ id, ...rest }) => ({ ...rest, list: { __typename: 'RuleList', id } })),
      firstJournal: ({ content }: Publication) => content.journals[0]?.seq ?? null,
      lastJournal: ({ content }: Publication) => content.journals.at(-1)?.seq ?? null,
      text: ({ content }: Publication) => textOf(content),
    },
    PublishedIncome: {
      journals: async ({ agreement, publication }: PublishedIncome, _: unknown, context: RequestContext) => {
        const { compound } = publication;
        const found = journalsOf(publication).map(async (each) =>
          isAbout(await postedOf(each, context), compound, agreement) ? each : null,
        );
        return (await Promise.all(found)).filter((each) => each !== null);
      },
    },
    PublishedJournal: {
      settlements: async (journal: PublishedJournal & Of, _: unknown, context: RequestContext) =>
        settlementsOf(await postedOf(journal, context), journal.compound),
    },
    PublishedExpenditure: {
      spending: async ({ spending }: { spending: string }, _: unknown, context: RequestContext) => {
        const row = await loadShown(context, spent.byIds, spending);
        return row && canRead(spendings, context.actor, row) ? row : null;
      },
      vote: async ({ vote }: { vote: string | null }, _: unknown, context: RequestContext) =>
        vote && (await loadShown(context, passed.byIds, vote)),
    },
    PublicRevenue: {
      publications: async ({ code }: { code: string }, args: PageArguments, context: RequestContext) => {
        const page = pageOf(args);
        const below = { parent: code, by: 'compound', where: { isCurrent: true } };
        const found = await load(context, rows.below, belowKey({ ...below, page: turned(page) }));
        return connectionOf(
          page,
          ((found ?? []) as readonly Row[]).map((row) => ({ ...row })),
          ({ period, id }) => [period, id],
          async () => Number((await load(context, rows.below, belowKey({ ...below, page: null }))) ?? 0),
        );
      },
    },
    Query: {
      publicationPreview: async (
        _: unknown,
        { compound, period }: { compound: string; period: Period },
        { actor, language }: RequestContext,
      ) => {
        if (!canAt(actor, 'books:read', compound)) return null;
        const current = await published.months(countyCode(compound), { isCurrent: true });
        const corrects = current.get(monthKey({ compound, period })) ?? null;
        const prepared = await compute({ compound, period, corrects }, ask);
        if (isRefusal(prepared)) return { isReady: false, reason: prepared.code, message: prepared.message(language) };
        const { content } = prepared;
        const said = { title: noticeTitle(content), body: noticeBody(content), text: textOf(content) };
        return { isReady: true, ...said, contentHash: hashOf(content), closingBalance: content.closingBalance };
      },
      publicationsDue: async (
        _: unknown,
        { county: asked, period, ...args }: PageArguments & { county?: string | null; period?: Period | null },
        { actor }: RequestContext,
      ) => {
        const county = asked ?? (actor && countyOf(actor));
        if (!county || !canAt(actor, 'books:read', county)) return null;
        const page = pageOf(args);
        const sealedThrough = (await books.of(county).sealedThrough()) ?? '';
        const due = (await monthsDue(parts, county))
          .filter((each) => !period || each.period === period)
          .map((each) => ({ ...each, isSealed: each.period <= sealedThrough }));
        return connectionOf(
          page,
          among(due, page),
          (each) => [dueKey(each)],
          () => due.length,
        );
      },
    },
    Mutation: {
      preparePublications: async (_: unknown, { input }: { input: OfMonth }, { actor }: RequestContext) =>
        actor && answer(await preparePublications(all, parts, actor, input)),
      publishPublications: async (_: unknown, { input }: { input: OfMonth }, { actor }: RequestContext) =>
        actor && answer(await publishPublications(all, parts, actor, input)),
    },
    NotPublished: {
      compound: ({ compound }: NotDone, _: unknown, context: RequestContext) => findCompound(compound, context),
      code: ({ refusal }: NotDone) => refusal.code,
      message: ({ refusal }: NotDone, _: unknown, { language }: RequestContext) => refusal.message(language),
    },
    PublicationDue: {
      compound: ({ compound }: Due, _: unknown, context: RequestContext) => findCompound(compound, context),
      prepared: async ({ compound, period }: Due, _: unknown, context: RequestContext) => {
        const id = (await load(context, prepared, countyCode(compound)))?.get(monthKey({ compound, period }));
        return id ? await loadShown(context, rows.byIds, id) : null;
      },
    },
  };
}

/** Whose publication a journal stands in. */
interface Of {
  readonly compound: string;
}

type PublishedIncome = Source & { readonly publication: Publication };

function journalsOf({ compound, content }: Publication): readonly (PublishedJournal & Of)[] {
  return content.journals.map((journal) => ({ ...journal, compound }));
}

/** For loaders, by county and number: a journal is never changed, so it says what it said when it was published. */
function createPosted(books: Books) {
  return async (keys: readonly string[]): Promise<ReadonlyMap<string, PostedJournal>> => {
    const counties = Map.groupBy(keys, (key) => key.slice(0, key.indexOf(' ')));
    const found = [...counties].map(async ([county, own]) => {
      const journals = await books.of(county).journalsBySeq(own.map((key) => Number(key.slice(county.length + 1))));
      return [...journals].map(([seq, journal]) => [`${county} ${seq}`, journal] as const);
    });
    return new Map((await Promise.all(found)).flat());
  };
}

function answer(batch: Batch | Refusal) {
  return isRefusal(batch) ? refused(batch) : { __typename: 'PublicationBatch', ...batch };
}

/** A source has its name under the word for it. */
function named<Of extends Source>({ name, ...rest }: Of) {
  return { ...rest, source: name };
}

/** The page of the list the other way round: what is stored from the oldest on is shown from the newest on. */
function turned({ limit, backwards, after, before }: Page): Page {
  return { limit, backwards: !backwards, after: before, before: after };
}

/** Of months in order, those of one page, and one more where more follow. */
function among<Of extends Due>(due: readonly Of[], { limit, backwards, after, before }: Page): readonly Of[] {
  const within = due.filter(
    (each) => (!after || dueKey(each) > String(after[0])) && (!before || dueKey(each) < String(before[0])),
  );
  return (backwards ? within.toReversed() : within).slice(0, limit + 1);
}
