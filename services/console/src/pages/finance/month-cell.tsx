import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { AllocationStatus } from '../../kit/allocation-state.tsx';
import { DaysLeft } from '../../kit/days-left.tsx';
import { Money } from '../../kit/money.tsx';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import type { BoardMonthFragment } from './finance.generated.ts';
import { nextOf, stageOf } from './month-stage.ts';

const texts = textsOf({
  none: ['不在协议期内', 'Not in its term'],
  RUNNING: ['未结账', 'Open'],
  BLOCKED: ['不能结账', 'Blocked'],
  TO_CLOSE: ['可结账', 'Ready to close'],
  HELD_UP: ['不能复核', 'Held up'],
  waits: ['等待业主账户到账并四方一致', 'Waits for the owners’ bank and all four sides'],
  share: ['分成', 'Share'],
  profit: ['利润', 'Profit'],
  close: ['去结账', 'Close it'],
  resolve: ['去处理', 'Resolve it'],
  approve: ['去复核', 'Check it'],
  reopen: ['去反结账', 'Reopen it'],
  publish: ['去公示', 'Publish it'],
  payBy: ['应付日', 'Pay by'],
  look: ['查看', 'Look'],
});

interface MonthCellProps {
  readonly agreement: { readonly code: string; readonly name: string };
  readonly month: BoardMonthFragment | null;
}

export function MonthCell({ agreement: { code, name }, month }: MonthCellProps) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  if (!month) return <Typography.Text type="secondary">{t.none}</Typography.Text>;
  const next = nextOf(month, grants);
  const { allocation } = month;
  const blocked = month.state === 'OPEN' ? month.closingBlockedBy : allocation?.approvalBlockedBy;
  const why = allocation?.state === 'PAID' ? t.waits : blocked?.message;
  const label = t[next ?? 'look'];
  return (
    <Flex vertical gap={2} style={{ minWidth: 108 }}>
      <Standing of={month} />
      <Flex justify="space-between" gap={8} style={{ maxWidth: 132 }}>
        <Typography.Text type="secondary">{allocation ? t.share : t.profit}</Typography.Text>
        <Money of={allocation?.pool ?? month.profit} />
      </Flex>
      {allocation?.dueOn && allocation.daysLeft !== null && (
        <div style={{ maxWidth: 132 }}>
          <Typography.Text type="secondary">{t.payBy}</Typography.Text>{' '}
          <DaysLeft until={allocation.dueOn} left={allocation.daysLeft} />
        </div>
      )}
      {why && (
        <Typography.Text type="secondary" style={{ fontSize: 12, maxWidth: 160 }}>
          {why}
        </Typography.Text>
      )}
      <Link
        to={wayTo(code, month, next)}
        aria-label={`${label} ${code} ${name} ${month.period}`}
        style={next ? { fontWeight: 600 } : {}}
      >
        {label}
      </Link>
    </Flex>
  );
}

function Standing({ of }: { readonly of: BoardMonthFragment }) {
  const t = useTexts(texts);
  const stage = stageOf(of);
  if (stage === 'RUNNING') return <Status look="waiting">{t.RUNNING}</Status>;
  if (stage === 'TO_CLOSE') return <Status look="ready">{t.TO_CLOSE}</Status>;
  if (stage === 'BLOCKED' || stage === 'HELD_UP') return <Status look="blocked">{t[stage]}</Status>;
  return <AllocationStatus state={stage} />;
}

function wayTo(code: string, { period, allocation }: BoardMonthFragment, next: ReturnType<typeof nextOf>): string {
  if (next === 'publish') return `/finance/publications?period=${period}`;
  if (next === 'resolve') return `/finance/periods/${code}/${period}`;
  return allocation ? `/finance/allocations/${code}/${period}` : `/finance/periods/${code}/${period}`;
}
