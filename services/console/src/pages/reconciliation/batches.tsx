/** What was matched, approved or undone in one act last, and what can be done with it as a whole. */
import { Button } from 'antd';
import { NotDone } from '../../kit/not-done.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { ApproveMatchBatchDocument, type BankMatchesQuery } from './matches.generated.ts';
import type { UndoableBatch } from './undo-dialog.tsx';
import { batchKinds, batchLooks, batchStates, useWord } from './words.ts';

const texts = textsOf({
  batches: ['最近批次', 'Latest batches'],
  counts: (matched: number, refused: number) => [
    `处理 ${matched}，未能处理 ${refused}`,
    `${matched} done, ${refused} refused`,
  ],
  undo: ['撤销本批', 'Undo it'],
  approve: ['复核本批', 'Approve what waits in it'],
});

interface BatchesProps {
  readonly of: NonNullable<BankMatchesQuery['bankAccount']>['matchBatches'];
  readonly undo: (batch: UndoableBatch) => void;
  readonly begun: (batch: string) => void;
}

export function Batches({ of, undo, begun }: BatchesProps) {
  const t = useTexts(texts);
  const word = useWord();
  const { grants } = useViewer();
  const approve = useCommand(ApproveMatchBatchDocument);
  const { id: clientMutationId, renew } = useCommandId();
  if (of.edges.length === 0) return null;
  const send = async (batch: string) => {
    const answer = await approve.run({ input: { batch, clientMutationId } });
    if (!answer) return;
    renew();
    begun(answer.batch.id);
  };
  return (
    <section aria-label={t.batches}>
      <h2 style={{ fontSize: 15 }}>{t.batches}</h2>
      <NotDone of={approve} />
      <ul style={{ paddingLeft: 18 }}>
        {of.edges.toReversed().map(({ node: { id, kind, state, matched, refused, madeAt, madeBy } }) => (
          <li key={id} style={{ marginBottom: 4 }}>
            <When at={madeAt} /> {madeBy?.name} {word(batchKinds, kind)} ·{' '}
            <Status look={batchLooks[state]}>{word(batchStates, state)}</Status> · {t.counts(matched, refused)}{' '}
            {hasRole(grants, 'FINANCE_MAKER') && isOfMatches(kind) && state !== 'RUNNING' && matched > 0 && (
              <Button size="small" onClick={() => undo({ id, kind, matched })}>
                {t.undo}
              </Button>
            )}
            {hasRole(grants, 'FINANCE_CHECKER') && kind === 'SUGGESTIONS' && state !== 'RUNNING' && matched > 0 && (
              <Button size="small" loading={approve.isRunning} onClick={() => send(id)}>
                {t.approve}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** It made matches, and took none back nor approved any. */
function isOfMatches(kind: string): boolean {
  return kind === 'SUGGESTIONS' || kind === 'OPEN_LINES';
}
