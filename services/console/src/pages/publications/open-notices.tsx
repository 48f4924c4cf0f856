/** What residents may object to still: objections to answer, and notices that are closed once their days are over. */
import { Button, Card, Flex } from 'antd';
import { Link } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import type { ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { NotDone } from '../../kit/not-done.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useEach } from '../../kit/use-each.ts';
import { When } from '../../kit/when.tsx';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { ObjectionsToAnswer } from './objections.tsx';
import { CloseNoticeDocument, type OpenNoticeFragment, type OpenNoticesFragment } from './publications.generated.ts';

const texts = textsOf({
  title: ['公示中', 'On notice'],
  notice: ['公示', 'Notice'],
  lastDay: ['公示至', 'Public until'],
  state: ['状态', 'State'],
  open: ['公示期内', 'Its days run'],
  over: ['公示期已满', 'Its days are over'],
  objected: (count: number) => [`${count} 项异议未答复`, `${many(count, 'objection')} to answer`],
  toCorrect: ['异议成立，须先发更正公示', 'An objection was upheld: a correction comes first'],
  close: ['结束公示', 'Close'],
  closing: [
    '结束后不再接受异议，公示内容照常可查。',
    'Nobody objects to it any more; what was published stays to be read.',
  ],
  closeAll: (count: number) => [
    `结束本页公示期已满的 ${count} 项`,
    `Close the ${count} of this page whose days are over`,
  ],
  closed: ['公示已结束', 'Closed'],
  empty: ['没有正在公示的内容。', 'Nothing is on notice.'],
});

interface OpenNoticesProps {
  readonly of: OpenNoticesFragment;
  readonly objections: ListPage;
  readonly notices: ListPage;
}

export function OpenNotices({ of, objections, notices }: OpenNoticesProps) {
  const t = useTexts(texts);
  const columns: Columns<OpenNoticeFragment> = [
    { title: t.notice, cell: ({ title, place }) => <Link to={`/public/${place}`}>{title}</Link> },
    { title: t.lastDay, cell: ({ lastDay }) => <When at={lastDay} /> },
    { title: t.state, cell: (notice) => <Standing of={notice} /> },
    { title: t.close, cell: (notice) => <Closing of={notice} /> },
  ];
  return (
    <>
      <ObjectionsToAnswer of={of.objections} page={objections} />
      <Card size="small" title={t.title}>
        <ListTable
          label={t.title}
          of={of.notices}
          page={notices}
          columns={columns}
          rowKey={({ id }) => id}
          empty={t.empty}
        />
        <CloseAll of={of.notices.edges.map(({ node }) => node).filter(mayClose)} />
      </Card>
    </>
  );
}

const mayClose = ({ allowedTransitions }: OpenNoticeFragment) => allows(allowedTransitions, 'closeNotice');
const inputOf = ({ id, version }: OpenNoticeFragment) => ({ input: { id, version } });

/** All of the page whose days are over, each by itself; why one is not closed is said below. */
function CloseAll({ of: notices }: { readonly of: readonly OpenNoticeFragment[] }) {
  const t = useTexts(texts);
  const closing = useEach(CloseNoticeDocument, ({ id }: OpenNoticeFragment) => id, inputOf);
  const refused = closing.rows.flatMap(({ id, title }) => {
    const outcome = closing.outcomes[id];
    return typeof outcome === 'object' ? [{ id, title, outcome }] : [];
  });
  return (
    <Flex vertical gap={8} align="flex-start">
      {(notices.length > 1 || closing.isRunning) && (
        <Confirm title={t.closing} okText={t.closeAll(notices.length)} onConfirm={() => closing.run(notices)}>
          <Button loading={closing.isRunning}>{t.closeAll(notices.length)}</Button>
        </Confirm>
      )}
      {refused.map(({ id, title, outcome }) => (
        <NotDone key={id} of={{ refusal: { ...outcome, message: `${title}: ${outcome.message}` }, failure: null }} />
      ))}
      <NotDone of={{ refusal: null, failure: closing.failure }} />
    </Flex>
  );
}

function Standing({ of: { lastDay, openObjections, needsCorrection } }: { readonly of: OpenNoticeFragment }) {
  const t = useTexts(texts);
  const { today } = useViewer();
  if (openObjections > 0) return <Status look="blocked">{t.objected(openObjections)}</Status>;
  if (needsCorrection) return <Status look="blocked">{t.toCorrect}</Status>;
  if (lastDay !== null && lastDay < today) return <Status look="ready">{t.over}</Status>;
  return <Status look="waiting">{t.open}</Status>;
}

function Closing({ of: notice }: { readonly of: OpenNoticeFragment }) {
  const t = useTexts(texts);
  if (!mayClose(notice)) return '—';
  return (
    <CommandButton
      size="small"
      document={CloseNoticeDocument}
      variables={inputOf(notice)}
      confirm={t.closing}
      done={t.closed}
    >
      {t.close}
    </CommandButton>
  );
}
