/**
 * Relay connections over rows that have a stable sort key: cursors are the key itself, encoded, so inserts
 * never shift a page. A store answers `Slice`; `connectionOf` shapes it.
 */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { GraphQLError } from 'graphql';
import { failure } from './failure.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** What a store needs to read one page: at most `limit` rows beyond the cursor, backwards or forwards. */
export interface Page {
  readonly limit: number;
  readonly backwards: boolean;
  readonly after: readonly CursorPart[] | null;
  readonly before: readonly CursorPart[] | null;
}

export type CursorPart = string | number;

/** A page between rows as they are stored, where an instant is more than the number that its cursor has. */
interface Bounds extends Pick<Page, 'limit' | 'backwards'> {
  readonly after: readonly (CursorPart | Date)[] | null;
  readonly before: readonly (CursorPart | Date)[] | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counted only when it is asked for: graphql calls it as a method. */
  readonly totalCount: () => Promise<number> | number;
}

const DEFAULT_PAGE = 20;
const MAX_PAGE = 200;

export function parsePage(args: PageArguments): Page | Refusal {
  const backwards = args.last != null;
  if (backwards && args.first != null) return refuse('PAGE_TWO_ENDS').at('last');
  const limit = (backwards ? args.last : args.first) ?? DEFAULT_PAGE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    return refuse('PAGE_SIZE', { field: backwards ? 'last' : 'first', max: MAX_PAGE });
  const after = args.after == null ? null : decodeCursor(args.after);
  const before = args.before == null ? null : decodeCursor(args.before);
  if (isRefusal(after)) return after.at('after');
  if (isRefusal(before)) return before.at('before');
  return { limit, backwards, after, before };
}

/** The page an argument list asks for, or a BAD_USER_INPUT failure: a list has no place for a refusal. */
export function pageOf(args: PageArguments): Page {
  const page = parsePage(args);
  if (isRefusal(page)) throw badInput(page);
  return page;
}

/** A page that may begin at a place instead of a cursor: a list that is scrolled far has none yet. */
export interface PageAt extends Page {
  readonly offset: number;
}

export function pageFrom({ offset, ...args }: PageArguments & { readonly offset?: number | null }): PageAt {
  const page = pageOf(args);
  const from = offset ?? 0;
  const isAtCursor = page.backwards || page.after !== null || page.before !== null;
  if (from < 0 || (from > 0 && isAtCursor)) throw badInput(refuse('CURSOR_MALFORMED').at('offset'));
  return { ...page, offset: from };
}

/** What is asked for is refused where there is no place for a refusal: in the arguments of a query. */
export function badInput(refusal: Refusal): GraphQLError {
  return failure('BAD_USER_INPUT', `${refusal.field}: ${refusal.message('en')} ${refusal.message('zh')}`);
}

export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decodeCursor(cursor: string): readonly CursorPart[] | Refusal {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string' || typeof part === 'number'))
      return parts;
  } catch {
    return refuse('CURSOR_MALFORMED');
  }
  return refuse('CURSOR_MALFORMED');
}

/**
 * The filter and order of one page for MongoDB, by a list of fields that together are unique.
 * All fields ascend. Read `limit + 1` rows with it, so that `connectionOf` can say whether more follow.
 * A cursor with more or fewer parts comes from another list: an empty page would say that there is none.
 */
export function pageQuery(
  page: Bounds,
  fields: readonly string[],
): { filter: object; sort: Record<string, 1 | -1>; limit: number } {
  for (const [name, cursor] of Object.entries({ after: page.after, before: page.before }))
    if (cursor && cursor.length !== fields.length) throw badInput(refuse('CURSOR_MALFORMED').at(name));
  const bounds = [
    page.after && beyond(fields, page.after, '$gt'),
    page.before && beyond(fields, page.before, '$lt'),
  ].filter((bound) => bound !== null);
  return {
    filter: bounds.length > 0 ? { $and: bounds } : {},
    sort: Object.fromEntries(fields.map((field) => [field, page.backwards ? -1 : 1])),
    limit: page.limit + 1,
  };
}

/** The same of rows that are all at hand, in the order of their cursors. */
export function pageWithin<T>(
  page: Page,
  rows: readonly T[],
  cursorOf: (row: T) => readonly CursorPart[],
): readonly T[] {
  const isWithin = (row: T) =>
    (!page.after || order(cursorOf(row), page.after) > 0) && (!page.before || order(cursorOf(row), page.before) < 0);
  const within = rows.filter(isWithin);
  return (page.backwards ? within.toReversed() : within).slice(0, page.limit + 1);
}

function order(a: readonly CursorPart[], b: readonly CursorPart[]): number {
  if (a.length !== b.length) throw badInput(refuse('CURSOR_MALFORMED'));
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] as CursorPart) < (b[at] as CursorPart) ? -1 : 1;
}

/** The same page of the list in the opposite order, for `pageQuery`: a list that is shown newest first. */
export function mirrored({ limit, backwards, after, before }: Page): Page {
  return { limit, backwards: !backwards, after: before, before: after };
}

function beyond(fields: readonly string[], cursor: readonly (CursorPart | Date)[], operator: '$gt' | '$lt'): object {
  return {
    $or: fields.map((field, depth) => ({
      ...Object.fromEntries(fields.slice(0, depth).map((equal, index) => [equal, cursor[index]])),
      [field]: { [operator]: cursor[depth] },
    })),
  };
}

/** Rows as read by `pageQuery` (one more than the page where more follow) to a connection. */
export function connectionOf<T>(
  page: Page,
  rows: readonly T[],
  cursorOf: (row: T) => readonly CursorPart[],
  totalCount: () => Promise<number> | number,
): Connection<T> {
  const more = rows.length > page.limit;
  const kept = rows.slice(0, page.limit);
  if (page.backwards) kept.reverse();
  const edges = kept.map((node) => ({ node, cursor: encodeCursor(cursorOf(node)) }));
  return {
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: page.backwards ? page.before !== null : more,
      hasPreviousPage: page.backwards ? more : page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The same of a page that may begin at a place. */
export function connectionFrom<T>(
  page: PageAt,
  rows: readonly T[],
  cursorOf: (row: T) => readonly CursorPart[],
  totalCount: () => Promise<number> | number,
): Connection<T> {
  const { pageInfo, ...rest } = connectionOf(page, rows, cursorOf, totalCount);
  return { ...rest, pageInfo: { ...pageInfo, hasPreviousPage: pageInfo.hasPreviousPage || page.offset > 0 } };
}

/**
 * The same where the rows are read when they are asked for, in the same moment as how many there are: who wants one of
 * both reads one, and who wants both can read them by one call.
 */
export function connectionLater<T>(
  page: Page,
  read: () => Promise<readonly T[]>,
  cursorOf: (row: T) => readonly CursorPart[],
  totalCount: () => Promise<number>,
) {
  let made: Promise<Connection<T>> | undefined;
  const whole = () => {
    made ??= read().then((rows) => connectionOf(page, rows, cursorOf, totalCount));
    return made;
  };
  return {
    edges: async () => (await whole()).edges,
    pageInfo: async () => (await whole()).pageInfo,
    totalCount,
  };
}
