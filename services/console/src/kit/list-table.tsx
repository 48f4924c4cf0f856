/** A page of a connection as a table, with the way to the pages before and after it. */
import { Empty, Space } from 'antd';
import { useTexts } from '../language/text.ts';
import type { Connection, ListPage } from './list-page.ts';
import { Pager } from './pager.tsx';
import { PlainTable, type PlainTableProps } from './plain-table.tsx';
import { kitTexts } from './texts.ts';

interface ListTableProps<Row> extends Omit<PlainTableProps<Row>, 'rows'> {
  /** Null where the viewer may not see the list. */
  readonly of: Connection<Row> | null;
  /** Left out where all of it is shown. */
  readonly page?: ListPage;
}

export function ListTable<Row>({ of, page, ...table }: ListTableProps<Row>) {
  const t = useTexts(kitTexts);
  if (of === null) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.notYours} />;
  return (
    <>
      <PlainTable<Row> {...table} rows={of.edges.flatMap(({ node }) => node ?? [])} />
      <Space style={{ marginTop: 8, width: '100%', justifyContent: 'flex-end' }}>
        {of.totalCount ? <span>{t.total(of.totalCount)}</span> : null}
        {page && <Pager of={of.pageInfo} page={page} />}
      </Space>
    </>
  );
}
