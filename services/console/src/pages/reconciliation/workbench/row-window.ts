/**
 * A long list of which only the part that is looked at is here: pages of the connection, fetched ahead of the scroll by the
 * cursors of their neighbours, or by their place where somebody jumps; those far away are let go of again.
 */
const PAGE = 200;
const KEPT = 40;
/** Of a page, how far ahead of what is seen it is fetched. */
const AHEAD = PAGE / 2;
const AT_ONCE = 4;

interface PageAsked {
  readonly first: number | null;
  readonly after: string | null;
  readonly last: number | null;
  readonly before: string | null;
  readonly offset: number | null;
}

export interface PageAnswer<Row> {
  readonly pageInfo: { readonly startCursor: string | null; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Row }[];
}

export type AskPage<Row> = (page: PageAsked) => Promise<PageAnswer<Row>>;

interface Loaded<Row> {
  readonly rows: readonly Row[];
  readonly start: string | null;
  readonly end: string | null;
  /** Whether it was read after the list changed last. */
  isFresh: boolean;
}

export interface RowWindow<Row> {
  /** Undefined where it has not come yet. */
  rowAt(index: number): Row | undefined;
  readonly total: number;
  /** The list as it is now; what was read of it before is shown until it is read anew, unless it is another list. */
  begin(list: { readonly first: PageAnswer<Row>; readonly total: number; readonly isOther: boolean }): void;
  want(from: number, to: number): void;
  readonly failure: unknown;
}

export function createRowWindow<Row>(ask: AskPage<Row>, changed: () => void): RowWindow<Row> {
  const pages = new Map<number, Loaded<Row>>();
  const coming = new Set<number>();
  let [total, generation, wanted]: [number, number, readonly [number, number]] = [0, 0, [0, 0]];
  let failure: unknown = null;

  const keep = (at: number, { edges, pageInfo }: PageAnswer<Row>) => {
    const rows = edges.map(({ node }) => node);
    pages.set(at, { rows, start: pageInfo.startCursor, end: pageInfo.endCursor, isFresh: true });
    const middle = (wanted[0] + wanted[1]) / 2 / PAGE;
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const far of farthest.slice(0, Math.max(0, pages.size - KEPT))) pages.delete(far);
  };

  /** After the page before, before the page after, or at its place. */
  const pageAt = (at: number): PageAsked => {
    const [before, after] = [pages.get(at - 1), pages.get(at + 1)];
    const nothing = { first: null, after: null, last: null, before: null, offset: null };
    if (before?.isFresh && before.end && before.rows.length === PAGE)
      return { ...nothing, first: PAGE, after: before.end };
    if (after?.isFresh && after.start) return { ...nothing, last: PAGE, before: after.start };
    return { ...nothing, first: PAGE, offset: at * PAGE };
  };

  const fetchPage = async (at: number) => {
    const asked = generation;
    coming.add(at);
    try {
      const answer = await ask(pageAt(at));
      if (asked === generation) keep(at, answer);
      failure = null;
    } catch (error) {
      failure = error;
    } finally {
      coming.delete(at);
    }
    changed();
    if (failure === null) fetchWanted();
  };

  const fetchWanted = () => {
    const [from, to] = wanted;
    const last = Math.ceil(total / PAGE) - 1;
    const first = Math.max(0, Math.floor((from - AHEAD) / PAGE));
    for (let at = first; at <= Math.min(last, Math.floor((to + AHEAD) / PAGE)); at += 1)
      if (!pages.get(at)?.isFresh && !coming.has(at) && coming.size < AT_ONCE) void fetchPage(at);
  };

  return {
    rowAt: (index) => pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    get total() {
      return total;
    },
    get failure() {
      return failure;
    },
    begin({ first, total: count, isOther }) {
      generation += 1;
      total = count;
      failure = null;
      if (isOther) pages.clear();
      for (const page of pages.values()) page.isFresh = false;
      keep(0, first);
      fetchWanted();
    },
    want(from, to) {
      wanted = [from, to];
      fetchWanted();
    },
  };
}
