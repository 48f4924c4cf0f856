/** Preparing and publishing a whole month at once, and what became of each compound. */
import { Card, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { CommandButton } from '../../kit/command-button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Status } from '../../kit/status.tsx';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import type { Due } from './due-list.tsx';
import {
  type DoneForMonthFragment,
  PreparePublicationsDocument,
  PublishPublicationsDocument,
} from './publications.generated.ts';

const texts = textsOf({
  title: ['2. 编制与发布', '2. Prepare and publish'],
  prepare: ['编制全部', 'Prepare all'],
  publish: ['发布他人编制的全部公示', 'Publish all that others prepared'],
  publishing: [
    '公示发布后不能修改，更正须另发一份。',
    'What is published is not changed; a correction is another publication.',
  ],
  first: ['封账后才能编制。', 'It can be prepared when the month is sealed.'],
  nothing: ['这个月没有待公示的小区。', 'No compound of this month waits.'],
  waitsMaker: ['由制单人编制。', 'A maker prepares them.'],
  waitsChecker: ['已编制的由另一人发布。', 'Another person publishes what is prepared.'],
  preparedNow: (count: number) => [
    `已编制 ${count} 个小区，发布后居民可见：`,
    `Prepared for ${many(count, 'compound')}; residents see it when it is published:`,
  ],
  publishedNow: (count: number) => [`已发布 ${count} 个小区：`, `Published for ${many(count, 'compound')}:`],
  refused: (count: number) => [`${count} 个小区未完成`, `Not done for ${many(count, 'compound')}`],
});

interface BatchProps {
  readonly month: string;
  readonly isSealed: boolean;
  readonly rows: readonly Due[];
  readonly done: DoneForMonthFragment | null;
  readonly onDone: (done: DoneForMonthFragment) => void;
}

export function Batch({ month, isSealed, rows, done, onDone }: BatchProps) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const prepared = rows.filter((row) => row.prepared);
  const others = prepared.filter((row) => row.prepared && !isOwn(viewer, row.prepared.preparedBy));
  const isPublic = done?.done[0]?.state === 'PUBLISHED';
  const variables = { input: { period: month } };
  const maker = hasRole(viewer.grants, 'FINANCE_MAKER');
  const checker = hasRole(viewer.grants, 'FINANCE_CHECKER');
  return (
    <Card size="small" title={t.title}>
      <Flex vertical gap={12} align="flex-start">
        {rows.length === 0 && <Status look="done">{t.nothing}</Status>}
        {rows.length > 0 && !isSealed && <Status look="waiting">{t.first}</Status>}
        {rows.length > 0 && isSealed && (
          <Flex wrap gap={12} align="center">
            {maker && prepared.length < rows.length && (
              <CommandButton
                type="primary"
                document={PreparePublicationsDocument}
                variables={variables}
                onDone={onDone}
              >
                {t.prepare}
              </CommandButton>
            )}
            {checker && others.length > 0 && (
              <CommandButton
                type="primary"
                document={PublishPublicationsDocument}
                variables={variables}
                confirm={t.publishing}
                onDone={onDone}
              >
                {t.publish}
              </CommandButton>
            )}
            {!maker && prepared.length === 0 && <Status look="waiting">{t.waitsMaker}</Status>}
            {!checker && prepared.length > 0 && <Status look="waiting">{t.waitsChecker}</Status>}
          </Flex>
        )}
        {done && done.done.length > 0 && (
          <Notice
            type="success"
            title={isPublic ? t.publishedNow(done.done.length) : t.preparedNow(done.done.length)}
            description={done.done.map(({ id, compound: { code, name } }) => (
              <span key={id}>{isPublic ? <Link to={`/public/${code}`}>{name}</Link> : name} </span>
            ))}
          />
        )}
        {done && done.refused.length > 0 && (
          <Notice
            type="warning"
            title={t.refused(done.refused.length)}
            description={done.refused.map(({ compound: { code, name }, message }) => (
              <Typography.Paragraph key={code} style={{ marginBottom: 4 }}>
                {name} · {message}
              </Typography.Paragraph>
            ))}
          />
        )}
      </Flex>
    </Card>
  );
}
