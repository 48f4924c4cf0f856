/** A command's button where no component library is, and what opens in its place before it is done. */
import type { TypedDocumentNode } from '@apollo/client';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../language/text.ts';
import { NotDone } from './not-done.tsx';
import './plain-button.css';
import './plain-form.css';
import { kitTexts } from './texts.ts';
import type { Command, Done } from './use-command.ts';

export interface CommandProps<Data, Variables> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly children: string;
  readonly isPrimary?: boolean;
  readonly onDone: (answer: Done<Data>) => void;
}

/** What is opened takes the keyboard, and gives it back to what opened it. */
export function takeKeyboard(element: HTMLElement | null): void {
  element?.focus();
}

export function useOpening() {
  const [stage, setStage] = useState<'NEVER' | 'OPEN' | 'LEFT'>('NEVER');
  return {
    isOpen: stage === 'OPEN',
    opener: stage === 'LEFT' ? takeKeyboard : null,
    open: () => setStage('OPEN'),
    close: () => setStage('LEFT'),
  };
}

type Running = Pick<Command<unknown, never>, 'isRunning' | 'refusal' | 'failure' | 'forget'>;

export function Closed({
  command,
  again,
  children,
}: {
  readonly command: Running;
  readonly children: ReactNode;
  again(): unknown;
}) {
  return (
    <div className="plain-command">
      {children}
      <NotDone of={command} again={again} />
    </div>
  );
}

export function Leave({ command, close }: { readonly command: Running; close(): void }) {
  const t = useTexts(kitTexts);
  const leave = () => {
    command.forget();
    close();
  };
  return (
    <button type="button" className="plain-button" onClick={leave}>
      {t.cancel}
    </button>
  );
}
