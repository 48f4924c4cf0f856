/**
 * What somebody types, kept in the tab until it is sent: also where the page is loaded anew, or they have to sign in again.
 * With it the id by which sending it again is the same command. Signing out forgets it.
 */
import { useState } from 'react';
import { useViewer } from '../session/viewer.tsx';
import { newCommandId } from './use-command.ts';

export interface Kept<Draft> {
  readonly id: string;
  readonly draft: Draft;
  change(changed: Partial<Draft>): void;
  /** It is sent: the next one begins empty. */
  clear(): void;
}

export function useDraft<Draft extends object>(name: string, empty: Draft): Kept<Draft> {
  const { person } = useViewer();
  const key = `draft ${person?.id} ${name}`;
  const [kept, setKept] = useState<{ readonly id: string; readonly draft: Draft }>(() => {
    const text = sessionStorage.getItem(key);
    return text ? JSON.parse(text) : { id: newCommandId(), draft: empty };
  });
  return {
    ...kept,
    change: (changed) => {
      const next = { ...kept, draft: { ...kept.draft, ...changed } };
      sessionStorage.setItem(key, JSON.stringify(next));
      setKept(next);
    },
    clear: () => {
      sessionStorage.removeItem(key);
      setKept({ id: newCommandId(), draft: empty });
    },
  };
}
