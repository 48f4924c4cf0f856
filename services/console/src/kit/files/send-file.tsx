/**
 * A file and its whole way on one place: dropped or chosen, looked at by the server before anything is sent, sent, and
 * followed row by row. What is shown of the look, and what can be done with the result, the page says.
 */
import { Button, Flex, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../language/text.ts';
import { DropZone } from './drop-zone.tsx';
import { FileFailure } from './file-failure.tsx';
import { FileResult } from './file-result.tsx';
import type { FileStatus } from './follow.ts';
import type { Links } from './send.ts';
import { fileTexts } from './texts.ts';
import type { SentFile } from './use-sent-file.ts';

interface SendFileProps<Seen> {
  /** From `useSentFile`. */
  readonly sent: SentFile<Seen>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly accept: string;
  /** What the look says. */
  readonly look: (seen: Seen, file: File) => ReactNode;
  /** Null where nothing of this file can be taken. */
  readonly sendLabel: (seen: Seen) => string | null;
  /** How many rows the file has, where the look says. */
  readonly totalOf?: (seen: Seen) => number | null;
  readonly actions: (links: Links, status: FileStatus) => ReactNode;
}

export function SendFile<Seen>(props: SendFileProps<Seen>) {
  const { sent, label, hint, accept, look, sendLabel, totalOf, actions } = props;
  const { stage, failure } = sent;
  const t = useTexts(fileTexts);
  const [total, setTotal] = useState<number | null>(null);
  const send = () => {
    if (stage.is === 'SEEN') setTotal(totalOf?.(stage.seen) ?? null);
    sent.send();
  };
  const label_ = stage.is === 'SEEN' ? sendLabel(stage.seen) : null;
  return (
    <Flex vertical gap={12}>
      {stage.is === 'NONE' && <DropZone label={label} hint={hint} accept={accept} choose={sent.choose} />}
      {failure ? <FileFailure error={failure} again={sent.again} /> : null}
      {stage.is === 'LOOKING' && !failure && (
        <div role="status">
          {t.looking(stage.file.name)}
          <Progress percent={100} status="active" showInfo={false} aria-label={t.looking(stage.file.name)} />
        </div>
      )}
      {stage.is === 'SEEN' && look(stage.seen, stage.file)}
      {stage.is === 'SENDING' && !failure && (
        <div role="status">
          {t.sending(stage.file.name)}
          <Progress percent={Math.floor(stage.gone * 100)} status="active" aria-label={t.sending(stage.file.name)} />
        </div>
      )}
      {(stage.is === 'SEEN' || (failure !== null && stage.is !== 'SENT')) && (
        <Flex wrap gap={8}>
          {label_ && (
            <Button type="primary" onClick={send}>
              {label_}
            </Button>
          )}
          <Button onClick={sent.forget}>{t.another}</Button>
        </Flex>
      )}
      {stage.is === 'SENT' && (
        <FileResult of={stage} total={total} actions={(status) => actions(stage.links, status)} another={sent.forget} />
      )}
    </Flex>
  );
}
