/**
 * A list of any length from which several are chosen, by mouse and by keys: only the rows in sight are in the page. Where
 * the focus is within it stands in `active`, and moves by arrows, pages, to the ends.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import './listbox.css';

const ROW_HEIGHT = 48;

interface VirtualListboxProps<Row> {
  readonly label: string;
  readonly total: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly isChosen: (row: Row) => boolean;
  readonly children: (row: Row) => ReactNode;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onToggle: (index: number, isRange: boolean) => void;
  /** Which part is in sight. */
  readonly want: (from: number, to: number) => void;
  readonly empty: ReactNode;
  readonly name: string;
  /** Whether it has the keys from the beginning, where nothing else has them. */
  readonly isFirst?: boolean;
}

export function VirtualListbox<Row>(props: VirtualListboxProps<Row>) {
  const { label, total, rowAt, isChosen, children, active, onActive, onToggle, want, empty, name, isFirst } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const [first, last] = [rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0];
  useEffect(() => want(first, last), [first, last, want]);

  useEffect(() => {
    if (isFirst && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [isFirst]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    onActive(index);
    rows.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || total === 0) return;
    const inSight = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + inSight,
      PageUp: active - inSight,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (event.shiftKey && to >= 0 && to < total) onToggle(to, true);
      move(to);
    } else if (event.key === ' ') {
      event.preventDefault();
      onToggle(active, event.shiftKey);
    }
  };

  return (
    <div
      ref={box}
      className="listbox"
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={active >= 0 && active < total ? `${id}-${active}` : undefined}
      tabIndex={0}
      data-list={name}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && total > 0) onActive(0);
      }}
    >
      {total === 0 && (
        <div className="listbox-empty" role="option" tabIndex={-1} aria-selected={false} aria-disabled>
          {empty}
        </div>
      )}
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = rowAt(index);
          const chosen = row !== undefined && isChosen(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the listbox's
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus, and names its active option
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={chosen}
              aria-posinset={index + 1}
              aria-setsize={total}
              className={`listbox-row${index === active ? ' active' : ''}${chosen ? ' chosen' : ''}`}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              onClick={(event) => {
                onToggle(index, event.shiftKey);
                onActive(index);
              }}
            >
              <span className="listbox-mark" aria-hidden>
                {chosen ? '✓' : ''}
              </span>
              {row === undefined ? <span className="listbox-coming">…</span> : children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
