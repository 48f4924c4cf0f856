/** A list that the graph keeps oldest first, shown from its other end. */
import type { Connection, ListPage } from './list-page.ts';

export function fromTheEnd({ first, after, last, before }: ListPage['variables']): ListPage['variables'] {
  return { first: last, after: before, last: first, before: after };
}

export function newestFirst<Row>({ edges, pageInfo, ...rest }: Connection<Row>): Connection<Row> {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  return {
    ...rest,
    edges: edges.toReversed(),
    pageInfo: {
      hasNextPage: hasPreviousPage,
      hasPreviousPage: hasNextPage,
      startCursor: endCursor,
      endCursor: startCursor,
    },
  };
}
