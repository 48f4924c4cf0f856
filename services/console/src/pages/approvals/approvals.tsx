/** The queue of a checker: shares to approve, rejected ones to reopen, drafts of agreements and terms. */
import { useQuery } from '@apollo/client/react';
import { Card, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useListPage, variablesOf } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { finance } from '../../session/roles.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { ApprovalsDocument } from './approvals.generated.ts';
import { Drafts } from './drafts.tsx';
import { MatchesToCheck } from './matches-to-check.tsx';
import { WaitingAllocations } from './waiting-allocations.tsx';

const texts = textsOf({
  title: ['复核', 'Approvals'],
  about: [
    '每一项都由另一人处理：谁经办，谁就不能复核。金额单位：元。',
    'Each is decided by another person than the one who made it. Amounts in yuan.',
  ],
  elsewhere: ['其他由另一人办的事：', 'What else needs another person:'],
  bank: ['对账单签认', 'statements of the bank'],
  matches: ['待复核的银行核销', 'Matches of the bank to check'],
  publications: ['公示的发布', 'publications'],
  months: ['账簿封账', 'sealing of the books'],
  spendings: (count: number) => [`公共收益支出（${count} 笔待审批）`, `public revenue spent (${count} waiting)`],
  computed: ['待复核的分成', 'Shares to approve'],
  ways: [
    '复核通过：记账并计入各小区，不能撤回。驳回：写明理由退给制单人，月份仍是已结账。反结账：月份重新打开，可以补报、改正后再结。',
    'Approve: it is posted and credited to the compounds, for good. Reject: back to the maker with a reason, the month stays closed. Reopen: the month takes entries again, and is closed anew.',
  ],
  rejected: ['已驳回、可反结账的月份', 'Rejected: the month may be reopened'],
  drafts: ['待生效的协议与条款', 'Drafts of agreements and terms'],
  nothing: ['没有待复核的分成。月份结账后会出现在这里。', 'No share waits. They appear here when a month is closed.'],
  noneRejected: ['没有已驳回的分成。', 'None is rejected.'],
});

export default function Approvals() {
  const t = useTexts(texts);
  const page = useListPage('allocations');
  const matches = useListPage('matches');
  const [scope = ''] = scopesOf(useViewer(), ...finance);
  const answer = useQuery(ApprovalsDocument, {
    variables: { county: scope.slice(0, 6), ...page.variables, ...variablesOf('matches', matches) },
  });
  return (
    <>
      <PageHead title={t.title} about={t.about} />
      <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
        {({ computed, rejected, agreements, bankMatchesToCheck, county }) => (
          <Flex vertical gap={16}>
            <Card size="small" title={t.computed}>
              <Typography.Paragraph type="secondary">{t.ways}</Typography.Paragraph>
              <WaitingAllocations label={t.computed} of={computed} page={page} empty={t.nothing} />
            </Card>
            {(rejected?.totalCount ?? 0) > 0 && (
              <Card size="small" title={t.rejected}>
                <WaitingAllocations label={t.rejected} of={rejected} empty={t.noneRejected} />
              </Card>
            )}
            <Card size="small" title={t.drafts}>
              <Drafts of={(agreements?.edges ?? []).map(({ node }) => node)} />
            </Card>
            {(bankMatchesToCheck?.totalCount ?? 0) > 0 && (
              <Card size="small" title={t.matches}>
                <MatchesToCheck label={t.matches} of={bankMatchesToCheck} page={matches} />
              </Card>
            )}
            <span>
              {t.elsewhere} <Link to="/reconciliation?view=statements">{t.bank}</Link>
              {' · '}
              <Link to="/finance/publications">{t.publications}</Link> · <Link to="/books?view=months">{t.months}</Link>
              {' · '}
              <Link to="/spending">{t.spendings(county?.publicRevenueSpending?.totalCount ?? 0)}</Link>
            </span>
          </Flex>
        )}
      </Answer>
    </>
  );
}
