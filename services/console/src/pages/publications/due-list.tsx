/** The compounds whose month is not published: by when, what is prepared, and what the notice would say. */
import { Flex, Typography } from 'antd';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import { DaysLeft } from '../../kit/days-left.tsx';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import { Preview } from './preview.tsx';
import {
  type PublicationsOfMonthQuery,
  PublishPublicationDocument,
  RejectPublicationDocument,
} from './publications.generated.ts';

const texts = textsOf({
  compound: ['小区', 'Compound'],
  dueOn: ['最迟公示日', 'Due on'],
  state: ['状态', 'State'],
  closing: ['期末余额', 'Closing balance'],
  bank: ['其中银行存款', 'Of which at the bank'],
  prepared: (by: string) => [`${by} 已编制`, `Prepared by ${by}`],
  notPrepared: ['未编制', 'Not prepared'],
  decision: ['处理', 'Decision'],
  publish: ['发布', 'Publish'],
  publishing: [
    '公示发布后不能修改，更正须另发一份。',
    'What is published is not changed; a correction is another publication.',
  ],
  published: ['已发布', 'Published'],
  reject: ['驳回', 'Reject'],
  rejected: ['已驳回', 'Rejected'],
  reason: ['理由', 'Reason'],
  own: ['由您编制，须由另一人发布', 'You prepared it: another person publishes it'],
  empty: [
    '这个月没有待公示的小区。可用右上角选择别的月份。',
    'No compound of this month waits. Choose another month above.',
  ],
});

export type Due = NonNullable<PublicationsOfMonthQuery['publicationsDue']>['edges'][number]['node'];

interface DueListProps {
  readonly label: string;
  readonly of: Connection<Due> | null;
  readonly page: ListPage;
  readonly isLoading: boolean;
}

export function DueList(props: DueListProps) {
  const t = useTexts(texts);
  const columns: Columns<Due> = [
    { title: t.compound, cell: ({ compound }) => compound.name },
    {
      title: t.dueOn,
      cell: ({ dueOn, daysLeft }) => <DaysLeft until={dueOn} left={daysLeft} />,
    },
    {
      title: t.state,
      cell: ({ prepared }) =>
        prepared ? (
          <Status look="ready">{t.prepared(prepared.preparedBy?.name ?? '—')}</Status>
        ) : (
          <Status look="waiting">{t.notPrepared}</Status>
        ),
    },
    { title: t.closing, align: 'right', cell: ({ prepared }) => <Money of={prepared?.closingBalance ?? null} /> },
    { title: t.bank, align: 'right', cell: ({ prepared }) => <Money of={prepared?.availableAtBank ?? null} /> },
    { title: t.decision, cell: ({ prepared }) => (prepared ? <Decision of={prepared} /> : '—') },
  ];
  return (
    <ListTable
      {...props}
      columns={columns}
      rowKey={({ compound, period }) => `${compound.code} ${period}`}
      empty={t.empty}
      expand={({ compound, period }) => <Preview compound={compound.code} period={period} />}
    />
  );
}

function Decision({ of }: { readonly of: NonNullable<Due['prepared']> }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { id, version, allowedTransitions, preparedBy } = of;
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  if (isOwn(viewer, preparedBy)) return <Typography.Text type="secondary">{t.own}</Typography.Text>;
  return (
    <Flex wrap gap={8}>
      {may('publishPublication') && (
        <CommandButton
          size="small"
          type="primary"
          document={PublishPublicationDocument}
          variables={{ input: { id, version } }}
          confirm={t.publishing}
          done={t.published}
        >
          {t.publish}
        </CommandButton>
      )}
      {may('rejectPublication') && (
        <WordsButton
          size="small"
          danger
          document={RejectPublicationDocument}
          variables={(reason) => ({ input: { id, version, reason } })}
          label={t.reason}
          field="reason"
          done={t.rejected}
        >
          {t.reject}
        </WordsButton>
      )}
    </Flex>
  );
}
