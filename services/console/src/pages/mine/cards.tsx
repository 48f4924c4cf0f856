/** A list as a phone shows it: one below the other, with the way to those before and after. */
import type { ReactNode } from 'react';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { Pager } from '../../kit/pager.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useTexts } from '../../language/text.ts';

interface CardsProps<Row> {
  readonly label: string;
  /** Null where it could not be asked for. */
  readonly of: Connection<Row> | null | undefined;
  readonly page: ListPage;
  readonly isLoading: boolean;
  readonly rowKey: (row: Row) => string;
  /** What to do where there is nothing. */
  readonly empty: ReactNode;
  readonly children: (row: Row) => ReactNode;
}

export function Cards<Row>({ label, of, page, isLoading, rowKey, empty, children }: CardsProps<Row>) {
  const t = useTexts(kitTexts);
  const rows = of?.edges.flatMap(({ node }) => node ?? []) ?? [];
  return (
    <section aria-label={label} aria-busy={isLoading}>
      {rows.length === 0 ? (
        <div className="mine-empty">{of ? empty : t.notYours}</div>
      ) : (
        <ul className="mine-cards">
          {rows.map((row) => (
            <li key={rowKey(row)} className="mine-card">
              {children(row)}
            </li>
          ))}
        </ul>
      )}
      {of && rows.length > 0 && (
        <div className="mine-pager">
          {of.totalCount ? <span>{t.total(of.totalCount)}</span> : null}
          <Pager of={of.pageInfo} page={page} />
        </div>
      )}
    </section>
  );
}
