import { Typography } from 'antd';
import { Link } from 'react-router';
import { AllocationStatus } from '../../kit/allocation-state.tsx';
import { Money } from '../../kit/money.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { shareWords } from '../../kit/share-words.ts';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ShownAgreement } from './agreement.tsx';

const texts = textsOf({
  title: ['近 24 个月', 'Its last 24 months'],
  period: ['期间', 'Month'],
  profit: ['利润（元）', 'Profit, in yuan'],
  pool: ['分成额（元）', 'Share, in yuan'],
  state: ['状态', 'State'],
  open: ['未结账', 'Open'],
  empty: ['还没有明细，也没有结过账。', 'No entry and no closed month yet.'],
});

type Month = NonNullable<ShownAgreement['periods']>['edges'][number]['node'];

export function Months({ of: { code, periods } }: { readonly of: ShownAgreement }) {
  const t = useTexts({ ...shareWords, ...texts });
  const months = (periods?.edges ?? []).map(({ node }) => node).toReversed();
  const columns: Columns<Month> = [
    {
      title: t.period,
      cell: ({ period, allocation }) => (
        <Link to={`/finance/${allocation ? 'allocations' : 'periods'}/${code}/${period}`}>{period}</Link>
      ),
    },
    { title: t.profit, align: 'right', cell: ({ profit }) => <Money of={profit} /> },
    { title: t.pool, align: 'right', cell: ({ allocation }) => <Money of={allocation?.pool ?? null} /> },
    {
      title: t.state,
      cell: ({ allocation }) =>
        allocation ? <AllocationStatus state={allocation.state} /> : <Status look="waiting">{t.open}</Status>,
    },
  ];
  return (
    <>
      <Typography.Paragraph type="secondary">{t.rounded}</Typography.Paragraph>
      <PlainTable<Month> label={t.title} rows={months} rowKey={({ id }) => id} columns={columns} empty={t.empty} />
    </>
  );
}
