/** The dialogues of the workbench, of which one is open or none. */
import type { BankLineFilter } from '../../../graph/types.ts';
import { CommentDialog } from '../comment-dialog.tsx';
import { type UndoableBatch, UndoBatch, UndoMatch } from '../undo-dialog.tsx';
import { BatchDialog } from './batch-dialog.tsx';
import { DifferenceDialog } from './difference-dialog.tsx';
import { Help } from './help.tsx';
import type { Suggestion } from './line-panel.tsx';
import type { Selection, Sums } from './selection.ts';
import { SplitDialog } from './split-dialog.tsx';
import type { Bearing, useMatching } from './use-matching.ts';

export type Dialog =
  | { readonly is: 'HELP' | 'SPLIT' | 'BATCH' | 'DIFFERENCE' }
  | { readonly is: 'SUGGESTION'; readonly suggestion: Suggestion }
  | { readonly is: 'UNDO'; readonly match: string }
  | { readonly is: 'UNDO_BATCH'; readonly batch: UndoableBatch }
  | { readonly is: 'COMMENT'; readonly break: string };

interface DialogsProps {
  readonly of: Dialog | null;
  readonly account: string;
  readonly lineFilter: BankLineFilter;
  readonly selection: Selection;
  readonly sums: Sums;
  readonly matching: ReturnType<typeof useMatching>;
  readonly match: (bearing: Bearing) => void;
  readonly confirmSuggestion: (suggestion: Suggestion, bearing: Bearing) => void;
  readonly split: (parts: ReadonlyMap<string, string | null>) => void;
  readonly begun: (batch: string) => void;
  readonly undone: () => void;
  readonly close: () => void;
}

export function Dialogs(props: DialogsProps) {
  const { of: dialog, account, lineFilter, selection, sums, matching, close } = props;
  switch (dialog?.is) {
    case 'HELP':
      return <Help close={close} />;
    case 'SPLIT':
      return (
        <SplitDialog
          selection={selection}
          take={(parts) => {
            props.split(parts);
            close();
          }}
          close={close}
        />
      );
    case 'BATCH':
      return <BatchDialog account={account} filter={lineFilter} begun={props.begun} close={close} />;
    case 'DIFFERENCE': {
      const [operator = null] = [...selection.items.values()].map((item) => item.operator);
      return (
        <DifferenceDialog
          difference={sums.difference}
          operator={operator}
          hasItems={selection.items.size > 0}
          command={matching.match}
          confirm={(variance, of) => props.match({ variance, operator: of })}
          close={close}
        />
      );
    }
    case 'SUGGESTION': {
      const { suggestion } = dialog;
      const [operator = null] = suggestion.journals.map(({ item }) => item?.operator?.uscc ?? null);
      return (
        <DifferenceDialog
          difference={suggestion.difference}
          operator={operator}
          hasItems={suggestion.journals.length > 0}
          command={matching.suggestion}
          confirm={(variance, of) => props.confirmSuggestion(suggestion, { variance, operator: of })}
          close={close}
        />
      );
    }
    case 'UNDO':
      return (
        <UndoMatch
          match={dialog.match}
          close={(isUndone) => {
            if (isUndone) props.undone();
            close();
          }}
        />
      );
    case 'UNDO_BATCH':
      return <UndoBatch batch={dialog.batch} begun={props.begun} close={close} />;
    case 'COMMENT':
      return <CommentDialog of={dialog.break} close={close} />;
    default:
      return null;
  }
}
