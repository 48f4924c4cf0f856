import { useEffect, useMemo, useReducer, useRef } from 'react';
import { type AskPage, createRowWindow, type PageAnswer, type RowWindow } from './row-window.ts';

/** `of` is the first page and how many there are, null until it is there; `list` tells one list from another. */
export function useRowWindow<Row>(
  of: (PageAnswer<Row> & { readonly totalCount: number }) | null,
  list: string,
  ask: AskPage<Row>,
): RowWindow<Row> {
  const [, changed] = useReducer((times: number) => times + 1, 0);
  const asking = useRef(ask);
  asking.current = ask;
  const rows = useMemo(() => createRowWindow<Row>((page) => asking.current(page), changed), []);
  const begun = useRef<string | null>(null);
  useEffect(() => {
    if (!of) return;
    rows.begin({ first: of, total: of.totalCount, isOther: begun.current !== list });
    begun.current = list;
    changed();
  }, [of, list, rows]);
  return rows;
}
