/** The keys of the workbench. Those of the lists (arrows, Space) are the lists' own. */
import { useEffect, useRef } from 'react';

export type Act =
  | 'MATCH'
  | 'SPLIT'
  | 'UNDO'
  | 'WRITE_OFF'
  | 'COMMENT'
  | 'FILTER'
  | 'HELP'
  | 'CLEAR'
  | 'LINES'
  | 'ITEMS'
  | 'BATCH';

const acts: Readonly<Record<string, Act>> = {
  s: 'SPLIT',
  u: 'UNDO',
  w: 'WRITE_OFF',
  c: 'COMMENT',
  b: 'BATCH',
  '/': 'FILTER',
  '?': 'HELP',
  Escape: 'CLEAR',
};

/** Of these only a list that has the focus knows what they mean. */
const inLists: Readonly<Record<string, Act>> = { Enter: 'MATCH', ArrowLeft: 'LINES', ArrowRight: 'ITEMS' };

/**
 * Not while somebody types, and not while a dialogue is open; one that a key has opened leaves the focus where it was, since
 * a dialogue that is taken out of the page leaves it nowhere.
 */
export function useKeys(isQuiet: boolean, act: (act: Act) => void): void {
  const latest = useRef(act);
  latest.current = act;
  const from = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isQuiet) return;
    from.current?.focus();
    from.current = null;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
      if (ctrlKey || metaKey || altKey || defaultPrevented || !(target instanceof HTMLElement)) return;
      if (target.closest('input, textarea, select, [contenteditable], [role=combobox], [role=dialog]')) return;
      const found = acts[key] ?? (target.closest('[role=listbox]') ? inLists[key] : undefined);
      if (!found) return;
      event.preventDefault();
      from.current = target;
      latest.current(found);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isQuiet]);
}
