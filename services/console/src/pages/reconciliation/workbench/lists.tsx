/** What the bank shows and what the book has, side by side. */
import type { RefObject } from 'react';
import { Failure } from '../../../kit/failure.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import type { RowWindow } from './row-window.ts';
import { ItemRow, LineRow } from './rows.tsx';
import type { Selection } from './selection.ts';
import { VirtualListbox } from './virtual-listbox.tsx';
import type { BankLineRowFragment, BookItemRowFragment } from './workbench.generated.ts';

const texts = textsOf({
  lines: (total: number) => [`银行流水 · ${total} 笔`, `Bank lines · ${total}`],
  items: (total: number) => [`待核销账项 · ${total} 笔`, `Book items · ${total}`],
  noLines: [
    '没有符合条件的流水。未核销的都处理完了，或请先在“对账单”导入文件。',
    'No line fits. Either all is matched, or a statement has to be imported first.',
  ],
  noItems: ['账上没有符合条件的待核销账项。', 'Nothing in the book fits that waits for the bank.'],
});

export interface Side<Row> {
  readonly rows: RowWindow<Row>;
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly toggle: (row: Row, isAdding: boolean) => void;
}

interface ListsProps {
  readonly boxes: RefObject<HTMLDivElement | null>;
  readonly lines: Side<BankLineRowFragment>;
  readonly items: Side<BookItemRowFragment>;
  readonly selection: Selection;
  /** Items that the suggestions of the line looked at name. */
  readonly suggested: ReadonlySet<string>;
}

export function Lists({ boxes, lines, items, selection, suggested }: ListsProps) {
  const t = useTexts(texts);
  return (
    <div className="workbench-lists" ref={boxes}>
      <div>
        <h2>{t.lines(lines.rows.total)}</h2>
        {lines.rows.failure ? <Failure error={lines.rows.failure} again={() => again(lines)} /> : null}
        <VirtualListbox
          name="lines"
          isFirst
          label={t.lines(lines.rows.total)}
          {...listOf(lines)}
          isChosen={({ id }) => selection.lines.has(id)}
          empty={t.noLines}
        >
          {(row) => <LineRow of={row} />}
        </VirtualListbox>
      </div>
      <div>
        <h2>{t.items(items.rows.total)}</h2>
        {items.rows.failure ? <Failure error={items.rows.failure} again={() => again(items)} /> : null}
        <VirtualListbox
          name="items"
          label={t.items(items.rows.total)}
          {...listOf(items)}
          isChosen={({ id }) => selection.items.has(id)}
          empty={t.noItems}
        >
          {(row) => <ItemRow of={row} isSuggested={suggested.has(row.id)} />}
        </VirtualListbox>
      </div>
    </div>
  );
}

function listOf<Row>({ rows, active, setActive, toggle }: Side<Row>) {
  return {
    total: rows.total,
    rowAt: rows.rowAt,
    want: rows.want,
    active,
    onActive: setActive,
    /** A range goes from the row that was looked at to this one. */
    onToggle: (index: number, isRange: boolean) => {
      const [from, to] = isRange && active >= 0 ? [Math.min(active, index), Math.max(active, index)] : [index, index];
      for (let at = from; at <= to; at += 1) {
        const row = rows.rowAt(at);
        if (row !== undefined) toggle(row, isRange);
      }
    },
  };
}

function again<Row>({ rows, active }: Side<Row>): void {
  rows.want(Math.max(0, active), Math.max(0, active));
}
