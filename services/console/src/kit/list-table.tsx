/** A page of a connection as a table, with the way to the pages before and after it. */
import { Button, Empty, Space, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/text.ts';
import type { Connection, ListPage } from './list-page.ts';
import { PlainTable } from './plain-table.tsx';
import { kitTexts } from './texts.ts';

interface ListTableProps<Row> {
  /** What the list is of, for those who can't see it. */
  readonly label: string;
  /** Null where the viewer may not see the list. */
  readonly of: Connection<Row> | null;
  /** Left out where all of it is shown. */
  readonly page?: ListPage;
  readonly columns: TableColumnsType<Row>;
  readonly rowKey: (row: Row) => string;
  /** What to do where there is nothing. */
  readonly empty: ReactNode;
  readonly isLoading?: boolean;
  readonly expand?: (row: Row) => ReactNode;
}

export function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const { label, of, page, columns, rowKey, empty, isLoading = false, expand } = props;
  const t = useTexts(kitTexts);
  if (of === null) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.notYours} />;
  const info = of.pageInfo;
  return (
    <>
      <PlainTable<Row>
        label={label}
        columns={columns}
        rows={of.edges.flatMap(({ node }) => node ?? [])}
        rowKey={rowKey}
        loading={isLoading}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} /> }}
        {...(expand ? { expandable: { expandedRowRender: expand } } : {})}
      />
      <Space style={{ marginTop: 8, width: '100%', justifyContent: 'flex-end' }}>
        {of.totalCount != null && <span>{t.total(of.totalCount)}</span>}
        {page && (info.hasPreviousPage || info.hasNextPage) && (
          <>
            <Button size="small" disabled={!info.hasPreviousPage} onClick={() => page.previous(info)}>
              {t.previous}
            </Button>
            <Button size="small" disabled={!info.hasNextPage} onClick={() => page.next(info)}>
              {t.next}
            </Button>
          </>
        )}
      </Space>
    </>
  );
}
