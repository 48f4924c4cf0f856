/** The month board: every agreement by its months, where each stands, what blocks it, and the next thing to do. */
import { useQuery } from '@apollo/client/react';
import { Grid, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { LinkButton } from '../../kit/link-button.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { MonthChooser } from '../../kit/month-picker.tsx';
import { isMonth, monthBeside, monthOf, monthsUpTo } from '../../kit/months.ts';
import { PageHead } from '../../kit/page-head.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FinanceBoardDocument, type FinanceBoardQuery } from './finance.generated.ts';
import { MonthCell } from './month-cell.tsx';
import { Tally } from './tally.tsx';

const texts = textsOf({
  title: ['月度看板', 'Month board'],
  about: [
    '每份协议、每个月：到哪一步、被什么挡住、下一步做什么。金额单位：元。',
    'Each agreement and month: how far it is, what blocks it, and the next thing to do. Amounts in yuan.',
  ],
  month: ['期间', 'Month'],
  closeMany: ['批量结账', 'Close several'],
  agreement: ['协议', 'Agreement'],
  empty: ['还没有协议。制单人可在“合作协议”中起草一份。', 'No agreement yet. A maker drafts one under Agreements.'],
});

type Row = NonNullable<FinanceBoardQuery['agreements']>['edges'][number]['node'];

const MONTHS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'] as const;

export default function Finance() {
  const t = useTexts(texts);
  const { today, grants } = useViewer();
  const isMaker = hasRole(grants, 'FINANCE_MAKER');
  const isWide = Grid.useBreakpoint().lg ?? true;
  const page = useListPage('agreements');
  const [asked, choose] = useChoice('period', null);
  const month = isMonth(asked) ? asked : monthBeside(monthOf(today), -1);
  const months = monthsUpTo(month, MONTHS.length);
  const [m1, m2, m3, m4, m5, m6] = months as [string, string, string, string, string, string];
  const answer = useQuery(FinanceBoardDocument, { variables: { ...page.variables, m1, m2, m3, m4, m5, m6 } });
  const shown = MONTHS.map((alias, index) => ({ alias, period: months[index] as string })).slice(isWide ? 0 : -1);
  const columns: Columns<Row> = [
    { title: t.agreement, cell: (row) => <Agreement of={row} /> },
    ...shown.map(({ alias, period }) => ({
      title: period,
      key: alias,
      cell: (row: Row) => <MonthCell agreement={row} month={row[alias]} />,
    })),
  ];
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <>
            {isMaker && <LinkButton to={`/finance/closings?period=${month}`}>{t.closeMany}</LinkButton>}
            <MonthChooser label={t.month} value={month} onChange={choose} />
          </>
        }
      />
      <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
        {({ agreements }) => (
          <>
            <Tally
              month={month}
              of={(agreements?.edges ?? []).map(({ node }) => node.m6)}
              earlier={(agreements?.edges ?? []).flatMap(({ node: { m1, m2, m3, m4, m5 } }) => [m1, m2, m3, m4, m5])}
            />
            <ListTable
              label={t.title}
              of={agreements}
              page={page}
              columns={columns}
              rowKey={({ id }) => id}
              empty={t.empty}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function Agreement({ of: { code, name, operator } }: { readonly of: Row }) {
  return (
    <>
      <Link to={`/finance/agreements/${code}`}>
        {code} {name}
      </Link>
      <br />
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {operator.name}
      </Typography.Text>
    </>
  );
}
