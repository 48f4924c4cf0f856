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

/** Not while somebody types, and not while a dialogue is open. */
export function useKeys(isQuiet: boolean, act: (act: Act) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (isQuiet) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
      if (ctrlKey || metaKey || altKey || defaultPrevented || !(target instanceof HTMLElement)) return;
      if (target.closest('input, textarea, select, [contenteditable], [role=combobox], [role=dialog]')) return;
      const found = acts[key] ?? (target.closest('[role=listbox]') ? inLists[key] : undefined);
      if (!found) return;
      event.preventDefault();
      latest.current(found);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isQuiet]);
}
