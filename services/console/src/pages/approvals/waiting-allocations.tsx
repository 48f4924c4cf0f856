import { Link } from 'react-router';
import { Decide } from '../../kit/deciding/decide.tsx';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { Percent } from '../../kit/percent.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { ShareTable } from '../../kit/share-table.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { WaitingAllocationFragment } from './approvals.generated.ts';

const texts = textsOf({
  agreement: ['协议与期间', 'Agreement and month'],
  profit: ['利润', 'Profit'],
  rate: ['比例', 'Rate'],
  pool: ['分成额', 'Share'],
  closedBy: ['结账人', 'Closed by'],
  decision: ['处理', 'Decision'],
  reason: (reason: string) => [`驳回理由：${reason}`, `Rejected because: ${reason}`],
  look: ['查看计算', 'How it comes about'],
});

interface WaitingAllocationsProps {
  readonly label: string;
  readonly of: Connection<WaitingAllocationFragment> | null;
  readonly page?: ListPage;
  readonly empty: string;
}

export function WaitingAllocations(props: WaitingAllocationsProps) {
  const t = useTexts(texts);
  const columns: Columns<WaitingAllocationFragment> = [
    {
      title: t.agreement,
      cell: (of) => (
        <>
          {of.agreement?.code} {of.agreement?.name}
          <br />
          <Link to={wayTo(of)}>{of.period}</Link>
        </>
      ),
    },
    { title: t.pool, align: 'right', cell: ({ pool }) => <Money of={pool} /> },
    {
      title: t.decision,
      cell: (of) => (
        <div style={{ maxWidth: 280 }}>
          {of.rejectedReason && <div>{t.reason(of.rejectedReason)}</div>}
          <Decide agreement={of.agreement?.code ?? ''} of={of} size="small" />
        </div>
      ),
    },
    {
      title: t.closedBy,
      cell: ({ closedBy, closedAt }) => (
        <>
          {closedBy?.name}
          <br />
          <When at={closedAt} />
        </>
      ),
    },
    { title: t.profit, align: 'right', cell: ({ profit }) => <Money of={profit} /> },
    { title: t.rate, align: 'right', cell: ({ rateBp }) => <Percent of={rateBp} /> },
  ];
  return (
    <ListTable
      {...props}
      columns={columns}
      rowKey={({ id }) => id}
      expand={(of) => (
        <>
          <ShareTable
            label={t.pool}
            shares={of.lines.map(({ amount, compound }) => ({
              code: compound?.code ?? '',
              name: compound?.name ?? null,
              weight: null,
              amount,
            }))}
          />
          <Link to={wayTo(of)}>{t.look}</Link>
        </>
      )}
    />
  );
}

function wayTo({ agreement, period }: WaitingAllocationFragment): string {
  return `/finance/allocations/${agreement?.code}/${period}`;
}
