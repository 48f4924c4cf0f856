/** A table that is all there; where it is wider than the screen it scrolls by itself, by keyboard too. */
import { Table, type TableProps } from 'antd';
import './plain-table.css';

interface PlainTableProps<Row> extends Omit<TableProps<Row>, 'pagination' | 'scroll' | 'dataSource'> {
  /** What it is a table of, for those who can't see it. */
  readonly label: string;
  readonly rows: readonly Row[];
}

export function PlainTable<Row extends object>({ label, rows, ...table }: PlainTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1)
    <section className="plain-table" aria-label={label} tabIndex={0}>
      <Table<Row> size="small" pagination={false} dataSource={[...rows]} {...table} />
    </section>
  );
}
