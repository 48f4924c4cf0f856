/** How far a batch is, and then what came of it; what it matched can be taken back as a whole. */
import { Button, Flex, Progress } from 'antd';
import { Failure } from '../../../kit/failure.tsx';
import { moneyText } from '../../../kit/money.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import { batchKinds, useWord } from '../words.ts';
import { type Batch, useBatch } from './use-batch.ts';

const texts = textsOf({
  progress: (done: number, total: number) => [`已处理 ${done} / ${total}`, `${done} of ${total} worked off`],
  matched: (count: number) => [`核销 ${count} 笔`, `${count} matched`],
  undone: (count: number) => [`撤销 ${count} 笔`, `${count} undone`],
  approved: (count: number) => [`复核 ${count} 笔`, `${count} approved`],
  toCheck: (count: number) => [`其中 ${count} 笔待复核`, `${count} of them to be checked`],
  refused: (count: number) => [`未能处理 ${count} 笔`, `${count} refused`],
  suggested: (count: number) => [`另有建议 ${count} 笔`, `${count} more have suggestions`],
  undo: ['撤销本批', 'Undo this batch'],
  close: ['知道了', 'Close'],
  more: (count: number) => [`另有 ${count} 笔，见核销记录`, `and ${count} more: see the matches`],
});

interface BatchProgressProps {
  readonly id: string;
  readonly undo: ((batch: Batch) => void) | null;
  readonly close: () => void;
}

export function BatchProgress({ id, undo, close }: BatchProgressProps) {
  const t = useTexts(texts);
  const word = useWord();
  const { batch, failure } = useBatch(id);
  if (failure) return <Failure error={failure} />;
  if (!batch || batch.state === 'RUNNING') {
    const { done = 0, total = 0 } = batch ?? {};
    return (
      <div role="status" style={{ marginBottom: 12 }}>
        {batch ? `${word(batchKinds, batch.kind)} · ${t.progress(done, total)}` : null}
        <Progress
          percent={total > 0 ? Math.floor((done * 100) / total) : 0}
          status="active"
          aria-label={t.progress(done, total)}
        />
      </div>
    );
  }
  return (
    <Notice
      role="status"
      style={{ marginBottom: 12 }}
      type={batch.state === 'FAILED' ? 'error' : batch.refused > 0 ? 'warning' : 'success'}
      title={<span data-batch={batch.state}>{summary(batch)}</span>}
      description={<Refusals of={batch} />}
      action={
        <Flex gap={8}>
          {undo && (batch.kind === 'SUGGESTIONS' || batch.kind === 'OPEN_LINES') && batch.matched > 0 && (
            <Button size="small" onClick={() => undo(batch)}>
              {t.undo}
            </Button>
          )}
          <Button size="small" onClick={close}>
            {t.close}
          </Button>
        </Flex>
      }
    />
  );

  function summary({ kind, matched, proposed, refused, suggested, problem }: Batch): string {
    return [
      word(batchKinds, kind),
      (kind === 'UNDO' ? t.undone : kind === 'APPROVE' ? t.approved : t.matched)(matched),
      proposed > 0 && kind !== 'UNDO' ? t.toCheck(proposed) : null,
      refused > 0 ? t.refused(refused) : null,
      suggested ? t.suggested(suggested) : null,
      problem?.message ?? null,
    ]
      .filter((each) => each !== null)
      .join(' · ');
  }
}

function Refusals({ of: { refusals } }: { readonly of: Batch }) {
  const t = useTexts(texts);
  if (refusals.edges.length === 0) return null;
  const more = refusals.totalCount - refusals.edges.length;
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {refusals.edges.map(({ node: { index, line, match, message } }) => (
        <li key={index}>
          {line && `${lineText(line, line.amount)} · `}
          {match && `${matchText(match)} · `}
          {message}
        </li>
      ))}
      {more > 0 && <li>{t.more(more)}</li>}
    </ul>
  );
}

type Refused = Batch['refusals']['edges'][number]['node'];

function lineText(
  { bookedOn, counterparty }: Pick<NonNullable<Refused['line']>, 'bookedOn' | 'counterparty'>,
  amount: string,
): string {
  return `${bookedOn} ${counterparty} ${moneyText(amount)}`;
}

/** By its lines at the bank; what is set off without one by its vouchers. */
function matchText({ lines, items }: NonNullable<Refused['match']>): string {
  const shown = lines.map(({ line, amount }) => (line ? lineText(line, amount) : moneyText(amount)));
  const vouchers = items.map(({ voucherNumber, amount }) => `${voucherNumber} ${moneyText(amount)}`);
  return (lines.length > 0 ? shown : vouchers).join(' · ');
}
