/** Every month's share on its four sides; a month opens to its compounds. */
import { Button, Typography } from 'antd';
import { AllocationStatus } from '../../kit/allocation-state.tsx';
import { DaysLeft } from '../../kit/days-left.tsx';
import { Money, signOf } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { type Side, stillDue, totalOf } from '../../kit/share-sides.ts';
import { shareWords } from '../../kit/share-words.ts';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { PartnerShareMonthFragment } from './shares.generated.ts';

const texts = textsOf({
  label: ['各月分成与付款（元）', 'Shares and payments by month, in yuan'],
  compounds: (month: string) => [`${month} 各小区`, `Compounds of ${month}`],
  empty: ['还没有月份。报第一笔明细后，这里会出现当月。', 'No month yet: post the first entry and its month appears.'],
  month: ['月份', 'Month'],
  compound: ['小区', 'Compound'],
  profit: ['利润', 'Profit'],
  declared: ['申报', 'Declared'],
  allocated: ['应分', 'Allocated'],
  paid: ['已付', 'Paid'],
  due: ['未付', 'Still due'],
  credited: ['业主账户到账', "Arrived at the owners' bank"],
  state: ['状态', 'State'],
  open: ['未结账', 'Open'],
  settled: ['四方一致', 'All four agree'],
  unsettled: ['尚未一致', 'Not yet'],
  payBy: ['应付日', 'Pay by'],
  reminded: ['已催缴', 'Reminded'],
  toDeclare: ['去申报', 'Declare'],
});

type Line = NonNullable<PartnerShareMonthFragment['allocation']>['lines'][number];

interface ShareMonthsProps {
  readonly of: readonly PartnerShareMonthFragment[];
  readonly choose: (month: string) => void;
}

export function ShareMonths({ of, choose }: ShareMonthsProps) {
  const t = useTexts({ ...shareWords, ...texts });
  return (
    <>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.label}
      </Typography.Title>
      <Typography.Text type="secondary">{t.rounded}</Typography.Text>
      <PlainTable<PartnerShareMonthFragment>
        label={t.label}
        rows={[...of].reverse()}
        rowKey={({ id }) => id}
        empty={t.empty}
        expand={({ period, allocation }) =>
          allocation && <Compounds label={t.compounds(period)} lines={allocation.lines ?? []} />
        }
        columns={[
          { title: t.month, field: 'period' },
          { title: t.profit, align: 'right', cell: ({ profit }) => <Money of={profit} /> },
          {
            title: t.declared,
            align: 'right',
            cell: ({ period, declaration, allocation }) => {
              const declared = declaration?.amount ?? null;
              if (declared !== null || !allocation) return <Money of={declared} />;
              return (
                <Button size="small" onClick={() => choose(period)}>
                  {t.toDeclare}
                </Button>
              );
            },
          },
          { title: t.allocated, align: 'right', cell: ({ allocation }) => <Money of={allocation?.pool ?? null} /> },
          {
            title: t.paid,
            align: 'right',
            cell: ({ allocation }) => <Money of={totalOf(allocation?.lines, 'paid')} />,
          },
          { title: t.due, align: 'right', cell: ({ allocation }) => <Due of={allocation} /> },
          {
            title: t.credited,
            align: 'right',
            cell: ({ allocation }) => <Money of={totalOf(allocation?.lines, 'credited')} />,
          },
          {
            title: t.state,
            cell: ({ allocation }) =>
              allocation ? <AllocationStatus state={allocation.state} /> : <Status look="ready">{t.open}</Status>,
          },
        ]}
      />
    </>
  );
}

function Due({ of }: { readonly of: PartnerShareMonthFragment['allocation'] }) {
  const t = useTexts(texts);
  const due = of && stillDue(of);
  if (!of || due === null) return <Money of={null} />;
  return (
    <>
      <Money of={due} />
      {of.dueOn && of.daysLeft !== null && (
        <div>
          {t.payBy} <DaysLeft until={of.dueOn} left={of.daysLeft} />
        </div>
      )}
      {of.remindedAt && signOf(due) > 0 && (
        <div>
          <Status look="blocked">
            {t.reminded} <When at={of.remindedAt} />
          </Status>
        </div>
      )}
    </>
  );
}

function Compounds({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }) {
  const t = useTexts(texts);
  const side = (name: Side) => ({
    title: t[name],
    align: 'right' as const,
    cell: ({ settlement }: Line) => <Money of={settlement[name]} />,
  });
  return (
    <PlainTable<Line>
      label={label}
      rows={lines}
      rowKey={({ compound }) => compound?.code ?? ''}
      columns={[
        { title: t.compound, cell: ({ compound }) => compound?.name ?? compound?.code },
        ...(['declared', 'allocated', 'paid', 'credited'] as const).map(side),
        {
          title: t.state,
          cell: ({ settlement }) =>
            settlement.settled ? (
              <Status look="done">{t.settled}</Status>
            ) : (
              <Status look="waiting">{t.unsettled}</Status>
            ),
        },
      ]}
    />
  );
}
