/**
 * Follows the journals of a book by their numbers, which are in the order of their commits: the cursor moves in the
 * transaction of what it read, so no journal is left out and none counts twice. Whoever asks for items follows first.
 */
import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { PostedJournal } from '@hh/ledger/journal.ts';
import { encodeCursor } from '@hh/service/connection.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { BookItemStore } from './book-item.store.ts';
import { changesOf, type FollowedJournal } from './book-item.ts';

export type Follow = (county: string, book: BookCode) => Promise<void>;

export interface FollowParts {
  readonly books: Books;
  readonly items: BookItemStore;
  readonly ask: AskGraph;
}

const JOURNALS_AT_ONCE = 200;

export function createFollowing({ books, items, ask }: FollowParts): Follow {
  const underWay = new Map<string, Promise<void>>();

  async function follow(county: string, book: BookCode): Promise<void> {
    for (;;) {
      const from = await items.cursor(county, book);
      const journals =
        book === 'economy'
          ? (await books.of(county).readFrom(from, JOURNALS_AT_ONCE)).map(ofOwnBook)
          : await ownersJournals(ask, county, from);
      const last = journals.at(-1);
      if (!last) return;
      const changes = journals.flatMap((journal) => changesOf(county, book, journal));
      await items.follow(county, book, from, last.seq, changes);
      if (journals.length < JOURNALS_AT_ONCE) return;
    }
  }

  return (county, book) => {
    const key = `${county}/${book}`;
    // One that began before this question may have read before what it is asked about: so it waits for that one, then reads.
    const following = (underWay.get(key) ?? Promise.resolve()).then(
      () => follow(county, book),
      () => follow(county, book),
    );
    underWay.set(key, following);
    const forget = () => {
      if (underWay.get(key) === following) underWay.delete(key);
    };
    following.then(forget, forget);
    return following;
  };
}

function ofOwnBook({ lines, ...journal }: PostedJournal): FollowedJournal {
  return {
    ...journal,
    lines: lines.map(({ account, debit, credit, dimensions, memo }) => ({
      account,
      debit,
      credit,
      ...dimensions,
      ...(memo ? { memo } : {}),
    })),
  };
}

const OWNERS_JOURNALS = `
  query OwnersJournals($county: ID!, $after: String!, $first: Int!) {
    ownersBook(county: $county) {
      journals(first: $first, after: $after) {
        edges { node {
          seq voucherNumber effectiveOn memo
          source { kind key }
          lines { account { code } debit credit agreement period compound memo }
        } }
      }
    }
  }`;

interface OwnersJournals {
  readonly ownersBook: {
    readonly journals: { readonly edges: readonly { readonly node: OwnersJournal }[] };
  } | null;
}

interface OwnersJournal {
  readonly seq: number;
  readonly voucherNumber: string;
  readonly effectiveOn: LocalDate;
  readonly memo: string;
  readonly source: FollowedJournal['source'];
  readonly lines: readonly {
    readonly account: { readonly code: string };
    readonly debit: string;
    readonly credit: string;
    readonly agreement: string | null;
    readonly period: string | null;
    readonly compound: string | null;
    readonly memo: string | null;
  }[];
}

async function ownersJournals(ask: AskGraph, county: string, seq: number): Promise<readonly FollowedJournal[]> {
  const variables = { county, after: encodeCursor([seq]), first: JOURNALS_AT_ONCE };
  const { ownersBook } = await ask<OwnersJournals>(OWNERS_JOURNALS, variables);
  return (ownersBook?.journals.edges ?? []).map(({ node: { lines, ...journal } }) => ({
    ...journal,
    lines: lines.map(({ account, debit, credit, ...about }) => ({
      ...about,
      account: account.code,
      debit: fen(debit),
      credit: fen(credit),
    })),
  }));
}

function fen(text: string): Fen {
  return must(parseMoney(text));
}
