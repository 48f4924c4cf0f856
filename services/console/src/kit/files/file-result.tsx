/** How far a file is that was sent, and then what became of its rows. */
import { Button, Flex, Progress, Statistic } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage, useTexts } from '../../language/text.ts';
import { Notice } from '../notice.tsx';
import { problemText } from './beside-graph.ts';
import type { FileStatus } from './follow.ts';
import { fileTexts } from './texts.ts';
import type { Stage } from './use-sent-file.ts';

interface FileResultProps {
  readonly of: Extract<Stage<unknown>, { is: 'SENT' }>;
  /** How many rows there are, where that is known. */
  readonly total: number | null;
  /** Downloads, and where to go next. */
  readonly actions: (status: FileStatus) => ReactNode;
  readonly another: () => void;
}

export function FileResult({ of: { file, status, isLost }, total, actions, another }: FileResultProps) {
  const t = useTexts(fileTexts);
  const { language } = useLanguage();
  const isOver = status !== null && status.state !== 'RUNNING';
  const percent = status && total ? Math.min(100, Math.floor((status.rows / total) * 100)) : 0;
  return (
    <Flex vertical gap={12}>
      {!isOver && (
        <div role="status">
          {t.working(file.name)}
          <Progress percent={percent} status="active" showInfo={total !== null} aria-label={t.working(file.name)} />
        </div>
      )}
      {isLost && <Notice type="warning" title={t.lost} />}
      {isOver && (
        <Notice
          role="status"
          type={status.state === 'FAILED' ? 'error' : status.rejected > 0 ? 'warning' : 'success'}
          title={status.state === 'FAILED' ? t.failed(status.fileName) : t.done(status.fileName)}
          description={status.problem && problemText(status.problem, language)}
        />
      )}
      {status?.notes?.map((note) => (
        <Notice key={`${note.code} ${note.line}`} type="info" title={problemText(note, language)} />
      ))}
      {status && (
        <Flex wrap gap={32}>
          <Statistic title={t.rows} value={status.rows} />
          <Statistic title={t.posted} value={status.posted} />
          <Statistic title={t.duplicate} value={status.duplicate} />
          <Statistic title={t.rejected} value={status.rejected} />
        </Flex>
      )}
      {isOver && (
        <Flex wrap gap={8}>
          {actions(status)}
          <Button onClick={another}>{t.another}</Button>
        </Flex>
      )}
    </Flex>
  );
}
