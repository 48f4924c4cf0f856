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

/** For each parent the rows of its page, and one more where more follow; none for a parent without children. */
export async function childPages<Row>(
  connection: Connection,
  children: ChildrenOf,
  parents: readonly string[],
  page: Page,
  fields: readonly string[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { filter, sort, limit } = pageQuery(page, fields);
  const rows = await lookUp<readonly Row[]>(connection, children, parents, [
    { $match: filter },
    { $sort: sort },
    { $limit: limit },
  ]);
  return new Map(rows);
}

/** How many children each parent has. */
export async function childCounts(
  connection: Connection,
  children: ChildrenOf,
  parents: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await lookUp<readonly { n: number }[]>(connection, children, parents, [{ $count: 'n' }]);
  return new Map(rows.map(([parent, found]) => [parent, found[0]?.n ?? 0]));
}

async function lookUp<Found>(
  connection: Connection,
  { collection, parent, isWithin = false, where }: ChildrenOf,
  parents: readonly string[],
  pipeline: readonly object[],
): Promise<[string, Found][]> {
  const among = isWithin
    ? { let: { from: '$_id', to: '$to' }, pipeline: [{ $match: { ...where, $expr: between(parent) } }, ...pipeline] }
    : { localField: '_id', foreignField: parent, pipeline: [{ $match: where }, ...pipeline] };
  const found = await connection
    .getClient()
    .db(connection.name)
    .aggregate<{ _id: string; found: Found }>([
      { $documents: [...new Set(parents)].map((_id) => ({ _id, to: `${_id}:` })) },
      { $lookup: { from: collection, ...among, as: 'found' } },
    ])
    .toArray();
  return found.map(({ _id, found: rows }) => [_id, rows]);
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
