/** Takes one match back, or all of a batch, with a reason. */
import { AskFirst } from '../../kit/ask-first.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { batchKinds, useWord } from './words.ts';
import { UndoMatchBatchDocument, UndoMatchDocument } from './workbench/commands.generated.ts';
import type { Batch } from './workbench/use-batch.ts';

const texts = textsOf({
  match: ['撤销核销', 'Undo a match'],
  matchConsequence: [
    '凭证将被冲销，流水和账项重新变为未核销。',
    'Its voucher is reversed; its lines and items are open again.',
  ],
  batch: ['撤销整批核销', 'Undo a batch'],
  batchConsequence: [
    '本批核销逐笔撤销；已签认对账单中的核销保留并列出。',
    'Each match of the batch is undone; those of signed statements stay and are listed.',
  ],
  matched: (count: number) => [`核销 ${count} 笔`, many(count, 'match', 'matches')],
  undo: ['撤销', 'Undo'],
});

interface UndoMatchProps {
  readonly match: string;
  /** Said where the match is one of a list. */
  readonly which?: string;
  readonly close: (isUndone: boolean) => void;
}

export function UndoMatch({ match, which, close }: UndoMatchProps) {
  const t = useTexts(texts);
  const command = useCommand(UndoMatchDocument);
  return (
    <AskFirst
      title={which ? `${t.match} · ${which}` : t.match}
      consequence={t.matchConsequence}
      confirm={t.undo}
      reason="REQUIRED"
      isDangerous
      command={command}
      run={async (reason) => {
        const answer = await command.run({ input: { match, reason } });
        if (answer) close(true);
        return answer;
      }}
      close={() => close(false)}
    />
  );
}

/** What it is known by, where it is shown. */
export type UndoableBatch = Pick<Batch, 'id' | 'kind' | 'matched'>;

interface UndoBatchProps {
  readonly batch: UndoableBatch;
  readonly begun: (batch: string) => void;
  readonly close: () => void;
}

export function UndoBatch({ batch, begun, close }: UndoBatchProps) {
  const t = useTexts(texts);
  const word = useWord();
  const command = useCommand(UndoMatchBatchDocument);
  const { id: clientMutationId } = useCommandId();
  return (
    <AskFirst
      title={`${t.batch} · ${word(batchKinds, batch.kind)} · ${t.matched(batch.matched)}`}
      consequence={t.batchConsequence}
      confirm={t.undo}
      reason="REQUIRED"
      isDangerous
      command={command}
      run={async (reason) => {
        const answer = await command.run({ input: { batch: batch.id, clientMutationId, reason } });
        if (answer) begun(answer.batch.id);
        return answer;
      }}
      close={close}
    />
  );
}
