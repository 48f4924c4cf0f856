/** How many of the chosen month wait for whom: the day's work in a line. */
import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { BoardMonthFragment } from './finance.generated.ts';
import { type Stage, stageOf } from './month-stage.ts';

const texts = textsOf({
  of: (month: string) => [`${month} 待办`, `To do for ${month}`],
  close: (count: number) => [`${count} 份可结账`, `${count} ready to close`],
  blocked: (count: number) => [`${count} 份受阻`, `${count} blocked`],
  approve: (count: number) => [`${count} 份待复核`, `${count} to be approved`],
  pay: (count: number) => [`${count} 份待付款`, `${count} to be paid`],
  publish: (count: number) => [`${count} 份可公示`, `${count} ready to publish`],
  overdue: (count: number) => [`更早月份逾期未付 ${count} 份`, `${count} of earlier months overdue`],
  nothing: ['没有等待处理的协议。', 'Nothing waits.'],
  bank: ['银行收付与差异', 'The bank and what does not agree'],
  publications: ['公示与异议', 'Publications and objections'],
});

interface TallyProps {
  readonly month: string;
  readonly of: readonly (BoardMonthFragment | null)[];
  /** The months before it that the board has. */
  readonly earlier: readonly (BoardMonthFragment | null)[];
}

export function Tally({ month, of, earlier }: TallyProps) {
  const t = useTexts(texts);
  const stages = of.flatMap((each) => (each ? [stageOf(each)] : []));
  const count = (...wanted: readonly Stage[]) => stages.filter((each) => wanted.includes(each)).length;
  const parts = [
    ['ready', t.close, count('TO_CLOSE')],
    ['blocked', t.blocked, count('BLOCKED', 'HELD_UP', 'REJECTED')],
    ['ready', t.approve, count('COMPUTED')],
    ['waiting', t.pay, count('CREDITED')],
    ['ready', t.publish, count('RECONCILED')],
  ] as const;
  const overdue = earlier.filter((each) => (each?.allocation?.daysLeft ?? 0) < 0).length;
  const some = parts.filter(([, , many]) => many > 0);
  return (
    <Flex wrap gap={16} style={{ marginBottom: 12 }} role="status">
      <Typography.Text strong>{t.of(month)}</Typography.Text>
      {some.length === 0 && overdue === 0 && <Typography.Text type="secondary">{t.nothing}</Typography.Text>}
      {some.map(([look, text, many]) => (
        <Status key={text(1)} look={look}>
          {text(many)}
        </Status>
      ))}
      {overdue > 0 && <Status look="blocked">{t.overdue(overdue)}</Status>}
      <Link to="/reconciliation">{t.bank}</Link>
      <Link to={`/finance/publications?period=${month}`}>{t.publications}</Link>
    </Flex>
  );
}
