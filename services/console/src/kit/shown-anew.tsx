/**
 * Said above the page when a command was refused because somebody else was quicker and the page has been asked for anew:
 * what was clicked may be gone with what is no longer possible, and the reason with it.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { useTexts } from '../language/text.ts';
import { Notice } from './notice.tsx';
import { kitTexts } from './texts.ts';

let reason: string | null = null;
const listeners = new Set<() => void>();

/** Null: it is said no longer. */
export function sayShownAnew(because: string | null): void {
  reason = because;
  for (const told of listeners) told();
}

export function ShownAnew() {
  const t = useTexts(kitTexts);
  const { pathname } = useLocation();
  const because = useSyncExternalStore(listen, () => reason);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another page it says nothing of what is shown
  useEffect(() => sayShownAnew(null), [pathname]);
  return because && <Notice type="warning" title={because} description={t.shownAnew} className="shell-said" />;
}

function listen(told: () => void) {
  listeners.add(told);
  return () => listeners.delete(told);
}
