/**
 * Pages below the rows of a list: one question to the database for all parents, and for each of them the same page as
 * it would get alone, by an index. A loader then serves `compounds { buildings(first: 5) }` by one call.
 */
import { type Page, pageQuery } from './connection.ts';
import type { Connection } from './mongo.ts';

export interface ChildrenOf {
  readonly collection: string;
  /** The field that holds the parent's key; may be inside of an array. */
  readonly parent: string;
  /** Does a parent's key begin the keys of what lies in it, as the codes of places do? */
  readonly isWithin?: boolean;
  /** What every child matches beside, as an index begins. */
  readonly where: object;
}

/** One question about the children of several parents: a page of them, in the order of some fields, or how many there are. */
export interface Asked extends Omit<ChildrenOf, 'collection'> {
  readonly parents: readonly string[];
  readonly page: Page | null;
  readonly fields: readonly string[];
}

/** For each parent the rows of its page, and one more where more follow; none for a parent without children. */
export async function childPages<Row>(
  connection: Connection,
  { collection, ...children }: ChildrenOf,
  parents: readonly string[],
  page: Page,
  fields: readonly string[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const [found] = await childrenOf<Row>(connection, collection, [{ ...children, parents, page, fields }]);
  return found as ReadonlyMap<string, readonly Row[]>;
}

/** How many children each parent has. */
export async function childCounts(
  connection: Connection,
  { collection, ...children }: ChildrenOf,
  parents: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const [found] = await childrenOf(connection, collection, [{ ...children, parents, page: null, fields: [] }]);
  return found as ReadonlyMap<string, number>;
}

/** Where nothing lies and nobody looks. */
const NOWHERE = '';

/** Answers several questions about one collection by one call; each of them looks below its own parents only. */
export async function childrenOf<Row>(
  connection: Connection,
  collection: string,
  asked: readonly Asked[],
): Promise<readonly ReadonlyMap<string, readonly Row[] | number>[]> {
  const asking = asked.map(({ parents }) => new Set(parents));
  const parents = [...new Set(asked.flatMap((each) => each.parents))].map((_id) => {
    const isAsked = (at: number) => asking[at]?.has(_id);
    const bounds = (at: number) => (isAsked(at) ? { of: _id, to: `${_id}:` } : { of: NOWHERE, to: NOWHERE });
    return { _id, ...Object.fromEntries(asked.map((_, at) => [`q${at}`, bounds(at)])) };
  });
  const found = await connection
    .getClient()
    .db(connection.name)
    .aggregate<{ readonly _id: string; readonly [question: string]: unknown }>([
      { $documents: parents },
      ...asked.map((each, at) => ({ $lookup: { from: collection, ...among(each, `q${at}`), as: `q${at}` } })),
    ])
    .toArray();
  return asked.map(({ page }, at) => {
    const rowsOf = (row: (typeof found)[number]) => row[`q${at}`] as readonly Row[];
    const count = ([counted]: readonly unknown[]) => (counted as { readonly n: number } | undefined)?.n ?? 0;
    const own = found.filter(({ _id }) => asking[at]?.has(_id));
    return new Map(own.map((row) => [row._id, page === null ? count(rowsOf(row)) : rowsOf(row)]));
  });
}

function among({ parent, isWithin = false, where, page, fields }: Asked, question: string): object {
  const rest = page === null ? [{ $count: 'n' }] : stagesOf(pageQuery(page, fields));
  return isWithin
    ? {
        let: { from: `$${question}.of`, to: `$${question}.to` },
        pipeline: [{ $match: { ...where, $expr: between(parent) } }, ...rest],
      }
    : { localField: `${question}.of`, foreignField: parent, pipeline: [{ $match: where }, ...rest] };
}

function stagesOf({ filter, sort, limit }: ReturnType<typeof pageQuery>): readonly object[] {
  return [{ $match: filter }, { $sort: sort }, { $limit: limit }];
}

function between(field: string) {
  return { $and: [{ $gte: [`$${field}`, '$$from'] }, { $lt: [`$${field}`, '$$to'] }] };
}

/** The key of a page below a parent, for a loader over `byPage`. */
export function pageKey(parent: string, page: Page): string {
  return JSON.stringify([page, parent]);
}

/** A loader's batch function over such keys: one reading for each kind of page, which is one in all but strange queries. */
export function byPage<Row>(
  read: (parents: readonly string[], page: Page) => Promise<ReadonlyMap<string, readonly Row[]>>,
): (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly Row[]>> {
  return async (keys) => {
    const asked = keys.map((key) => JSON.parse(key) as [Page, string]);
    const groups = [...Map.groupBy(asked, ([page]) => JSON.stringify(page)).values()];
    const readings = groups.map(async (group): Promise<[string, readonly Row[]][]> => {
      const [[page]] = group as [[Page, string]];
      const parents = group.map(([, parent]) => parent);
      const pages = await read(parents, page);
      return parents.map((parent) => [pageKey(parent, page), pages.get(parent) ?? []]);
    });
    return new Map((await Promise.all(readings)).flat());
  };
}
