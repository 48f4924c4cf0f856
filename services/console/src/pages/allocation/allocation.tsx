/** A month's share: where it stands, how it comes about, and what lies beneath it down to entries and bank lines. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Flex, Typography } from 'antd';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { Decide } from '../../kit/deciding/decide.tsx';
import { EntryTable } from '../../kit/entries/entry-table.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FinanceAllocationDocument, type FinanceAllocationQuery } from './allocation.generated.ts';
import { Explanation } from './explanation.tsx';
import { Lines } from './lines.tsx';
import { Progress } from './progress.tsx';

const texts = textsOf({
  title: (code: string, name: string, month: string) => [
    `${code} ${name} · ${month} 分成`,
    `${code} ${name} · share of ${month}`,
  ],
  board: ['返回月度看板', 'Back to the month board'],
  month: ['本月明细与结账', 'The month: entries and closing'],
  whatIf: ['试算', 'What if'],
  share: ['本月分成（元）', 'Share of the month, in yuan'],
  words: (words: string) => [`人民币${words}`, `In words, as on the voucher: 人民币${words}`],
  entries: ['计算所依据的明细', 'The entries that it was computed from'],
  noEntries: ['这个月没有明细：利润为 0。', 'The month had no entry: its profit is 0.'],
  missing: [
    '这个月还没有结账。请先结账，分成随结账算出。',
    'This month is not closed yet. Its share is computed when it is.',
  ],
});

const LOOK_EVERY_MS = 1_000;

export type ShownAllocation = NonNullable<NonNullable<FinanceAllocationQuery['agreement']>['allocation']>;

export default function Allocation() {
  const t = useTexts(texts);
  const { agreement: code = '', period = '' } = useParams();
  const { grants } = useViewer();
  const page = useListPage('entries');
  const answer = useQuery(FinanceAllocationDocument, { variables: { agreement: code, period, ...page.variables } });
  const state = answer.data?.agreement?.allocation?.state;
  const isUnderWay = state === 'APPROVED' || state === 'POSTED';
  const { startPolling, stopPolling } = answer;
  // It goes on by itself within seconds, and who approved it waits for that here.
  useEffect(() => {
    if (isUnderWay) startPolling(LOOK_EVERY_MS);
    return stopPolling;
  }, [isUnderWay, startPolling, stopPolling]);
  const mayWork = hasRole(grants, 'FINANCE_MAKER', 'FINANCE_CHECKER');
  const links = (
    <>
      <Link to={`/finance?period=${period}`}>{t.board}</Link>
      <Link to={`/finance/periods/${code}/${period}`}>{t.month}</Link>
      <Link to={`/finance/what-if?agreement=${code}`}>{t.whatIf}</Link>
    </>
  );
  return (
    <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
      {({ agreement }) => {
        const allocation = agreement?.allocation;
        if (!allocation)
          return (
            <>
              <PageHead title={t.title(code, agreement?.name ?? '', period)} actions={links} />
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.missing} />
            </>
          );
        return (
          <Flex vertical gap={16}>
            <PageHead title={t.title(code, agreement.name, period)} about={agreement.operator.name} actions={links} />
            <Card size="small">
              <Flex wrap gap={24} justify="space-between" align="flex-start">
                <div>
                  <Typography.Text type="secondary">{t.share}</Typography.Text>
                  <div style={{ fontSize: 28, lineHeight: 1.3 }}>
                    <Money of={allocation.pool} />
                  </div>
                  <Typography.Text type="secondary">{t.words(allocation.poolInWords)}</Typography.Text>
                </div>
                <Decide agreement={code} of={allocation} />
              </Flex>
              <Progress of={allocation} />
            </Card>
            <Lines of={allocation} />
            <Explanation of={allocation.explanation} inputsHash={allocation.inputsHash} />
            <Card size="small" title={t.entries}>
              <EntryTable
                agreement={code}
                label={t.entries}
                of={allocation.entries}
                page={page}
                empty={t.noEntries}
                mayWork={mayWork}
                isLoading={answer.loading && !answer.data}
              />
            </Card>
          </Flex>
        );
      }}
    </Answer>
  );
}
