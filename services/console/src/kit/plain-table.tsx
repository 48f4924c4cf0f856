/** A table as HTML has one. What a component library adds to it, no page of ours uses, and it weighs as much as a page. */
import { type ReactNode, useState } from 'react';
import { useTexts } from '../language/text.ts';
import './plain-table.css';
import './scrolled.css';
import { kitTexts } from './texts.ts';

interface Column<Row> {
  readonly title: ReactNode;
  /** What the cell holds: a property of the row as it is, or what is made of the row. */
  readonly field?: keyof Row & string;
  readonly cell?: (row: Row) => ReactNode;
  /** Where the title does not tell it from the others. */
  readonly key?: string;
  readonly align?: 'right';
  readonly className?: string;
  /** Over how many rows the cell goes; 0 where one above goes over this row. */
  readonly rowSpan?: (row: Row) => number;
}

export type Columns<Row> = readonly Column<Row>[];

export interface PlainTableProps<Row> {
  /** What it is a table of, for those who can't see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: Columns<Row>;
  readonly rowKey: (row: Row) => string | number;
  /** What to do where there is nothing. */
  readonly empty?: ReactNode;
  readonly isLoading?: boolean;
  /** What opens below a row; null where nothing does. */
  readonly expand?: (row: Row) => ReactNode;
  /** In pixels, for what is looked at and then done with: the rest scrolls. */
  readonly maxHeight?: number;
  /** Rows that stand above others and say what these are, or add them up. */
  readonly isHeading?: (row: Row) => boolean;
}

export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { label, rows, columns, rowKey, empty, isLoading = false, expand, maxHeight, isHeading } = props;
  return (
    <section
      className="plain-table scrolled"
      aria-label={label}
      aria-busy={isLoading}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
      style={{ maxHeight }}
    >
      <table>
        <thead>
          <tr>
            {expand && <td />}
            {columns.map((column, at) => (
              <Head key={keyOf(column, at)} of={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={rowKey(row)} row={row} columns={columns} expand={expand} isHeading={isHeading} />
          ))}
          {rows.length === 0 && (
            <tr>
              <td className="plain-table-empty" colSpan={columns.length + (expand ? 1 : 0)}>
                <div className="plain-table-words">{empty ?? '—'}</div>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Head<Row>({ of: { title, align, className } }: { readonly of: Column<Row> }) {
  const look = classOf(align, className);
  return title === '' ? (
    <td className={look} />
  ) : (
    <th scope="col" className={look}>
      {title}
    </th>
  );
}

type LineProps<Row> = Pick<PlainTableProps<Row>, 'columns'> & {
  readonly row: Row;
  readonly expand: PlainTableProps<Row>['expand'];
  readonly isHeading: PlainTableProps<Row>['isHeading'];
};

function Line<Row>({ row, columns, expand, isHeading }: LineProps<Row>) {
  const t = useTexts(kitTexts);
  const [isOpen, setOpen] = useState(false);
  const below = expand?.(row) ?? null;
  return (
    <>
      <tr className={isHeading?.(row) ? 'heading' : undefined}>
        {expand && (
          <td className="plain-table-opener">
            {below !== null && (
              <button
                type="button"
                aria-expanded={isOpen}
                aria-label={isOpen ? t.collapse : t.expand}
                onClick={() => setOpen(!isOpen)}
              >
                {isOpen ? '−' : '+'}
              </button>
            )}
          </td>
        )}
        {columns.map((column, at) => (
          <Cell key={keyOf(column, at)} of={column} row={row} />
        ))}
      </tr>
      {isOpen && (
        <tr>
          <td />
          <td colSpan={columns.length}>
            <div className="plain-table-opened">{below}</div>
          </td>
        </tr>
      )}
    </>
  );
}

function Cell<Row>({ of, row }: { readonly of: Column<Row>; readonly row: Row }) {
  const { field, cell, align, className, rowSpan } = of;
  const rows = rowSpan?.(row) ?? 1;
  if (rows === 0) return null;
  return (
    <td className={classOf(align, className)} {...(rows > 1 ? { rowSpan: rows } : {})}>
      {cell ? cell(row) : field && (row[field] as ReactNode)}
    </td>
  );
}

function keyOf<Row>({ key, field }: Column<Row>, at: number): string | number {
  return key ?? field ?? at;
}

function classOf(...names: readonly (string | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}
