/** What owners' money is spent on: what waits for another person, what lacks its receipts, all of it; one of them; a new one. */
import { useQuery } from '@apollo/client/react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type { PublicRevenueSpendingFilter } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { FindCompound } from '../../kit/find-compound.tsx';
import { LinkButton } from '../../kit/link-button.tsx';
import { type Connection, type ListPage, useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { PageHead } from '../../kit/page-head.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { purposes } from '../../kit/purposes.ts';
import { Status } from '../../kit/status.tsx';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { finance, hasRole, spenders } from '../../session/roles.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { AtHand } from './at-hand.tsx';
import { type SpendingRowFragment, SpendingsDocument } from './spending.generated.ts';
import { looksOfStates, spendingStates } from './words.ts';

const texts = textsOf({
  title: ['公共收益支出', 'Public revenue spent'],
  about: [
    '小区公共收益归全体业主：一人提出，公示后由另一人审批，审批即记账，不超过可用余额。金额单位：元。',
    'It is the owners’ money: one person proposes, and after a notice another approves, which posts it; never more than is available. Amounts in yuan.',
  ],
  propose: ['提出支出', 'Propose a spending'],
  views: ['本页内容', 'On this page'],
  waiting: ['待审批', 'To be approved'],
  underway: ['待报销', 'Receipts missing'],
  all: ['全部', 'All'],
  compound: ['小区', 'Compound'],
  what: ['事由', 'For what'],
  amount: ['金额', 'Amount'],
  state: ['状态', 'State'],
  by: ['经办人', 'Proposed by'],
  emptyWaiting: [
    '没有待审批的支出。提出支出或冲销后会出现在这里。',
    'Nothing waits. What is proposed to be spent, or to be taken back, appears here.',
  ],
  emptyUnderway: [
    '没有待报销的支出。审批后、登记票据前在这里。',
    'No receipts are missing. What is approved stands here until they are entered.',
  ],
  emptyAll: [
    '还没有支出。由财务制单人或业委会主任提出。',
    'Nothing was spent yet. The finance maker or the director of the committee proposes.',
  ],
});

const views = ['waiting', 'underway', 'all'] as const;
type View = (typeof views)[number];
const filters: Readonly<Record<View, PublicRevenueSpendingFilter>> = {
  waiting: { state: ['PROPOSED', 'REVERSAL_PROPOSED'] },
  underway: { state: ['APPROVED'] },
  all: {},
};

// What a list needs of neither is loaded when it is gone to.
const One = lazy(() => import('./one.tsx'));
const Propose = lazy(() => import('./propose.tsx'));

export default function Spending() {
  const [spending] = useChoice('spending', null);
  if (!spending) return <List />;
  return <Suspense fallback={<Waiting />}>{spending === 'new' ? <Propose /> : <One id={spending} />}</Suspense>;
}

function List() {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { grants } = viewer;
  const [place = ''] = scopesOf(viewer, ...spenders);
  const [chosen] = useChoice('view', views);
  const view = chosen ?? 'waiting';
  const [compound, chooseCompound] = useChoice('compound', null);
  const page = useListPage('spendings');
  // What waits begins with what has waited longest, all of it with the latest.
  const isNewestFirst = view === 'all';
  const asked = useQuery(SpendingsDocument, {
    variables: {
      county: place.slice(0, 6),
      compound: compound ?? '',
      isOfCompound: compound !== null,
      filter: filters[view],
      ...(isNewestFirst ? fromTheEnd(page.variables) : page.variables),
    },
  });
  const data = asked.data ?? asked.previousData;
  const named = data?.compound?.code === compound ? data?.compound : null;
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          hasRole(grants, 'FINANCE_MAKER', 'COMMITTEE_DIRECTOR') && (
            <LinkButton type="primary" to={compound ? `?spending=new&compound=${compound}` : '?spending=new'}>
              {t.propose}
            </LinkButton>
          )
        }
      />
      {hasRole(grants, ...finance) && (
        <FindCompound
          label={t.compound}
          canBeCleared
          name={named?.name ?? null}
          value={compound}
          onChange={chooseCompound}
        />
      )}
      <Views
        label={t.views}
        of={views.map((each) => [each, t[each]] as const)}
        shown={view}
        to={(each) => ({ search: `?view=${each}${compound ? `&compound=${compound}` : ''}` })}
      />
      <Answer to={{ ...asked, data }}>
        {(answer) => {
          const spendings = (answer.compound ?? answer.county)?.publicRevenueSpending ?? null;
          const shown = spendings && isNewestFirst ? newestFirst(spendings) : spendings;
          return (
            <>
              {answer.compound && <AtHand of={answer.compound.publicRevenue} />}
              <Rows of={shown} view={view} page={page} isLoading={asked.loading} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

interface RowsProps {
  readonly of: Connection<SpendingRowFragment> | null;
  readonly view: View;
  readonly page: ListPage;
  readonly isLoading: boolean;
}

function Rows({ of, view, page, isLoading }: RowsProps) {
  const t = useTexts(texts);
  const [states, purpose] = [useTexts(spendingStates), useTexts(purposes)];
  const columns: Columns<SpendingRowFragment> = [
    {
      title: t.what,
      cell: (row) => (
        <>
          <Link to={`?spending=${row.id}`}>{row.title}</Link>
          <br />
          <small>{purpose[row.purpose]}</small>
        </>
      ),
    },
    { title: t.state, cell: ({ state }) => <Status look={looksOfStates[state]}>{states[state]}</Status> },
    { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    { title: t.compound, cell: ({ compound: { code, name } }) => <Link to={`/compounds/${code}`}>{name}</Link> },
    {
      title: t.by,
      cell: ({ proposedBy, createdAt }) => (
        <>
          {proposedBy?.name} <When at={createdAt} />
        </>
      ),
    },
  ];
  return (
    <ListTable
      label={t[view]}
      of={of}
      page={page}
      isLoading={isLoading}
      empty={{ waiting: t.emptyWaiting, underway: t.emptyUnderway, all: t.emptyAll }[view]}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
