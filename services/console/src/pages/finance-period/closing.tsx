/** What closing this month would make, and the closing; once it is closed, what has come of it. */
import { Card, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { AllocationStatus } from '../../kit/allocation-state.tsx';
import { CommandButton } from '../../kit/command-button.tsx';
import { Money, signOf } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Percent } from '../../kit/percent.tsx';
import { ShareTable } from '../../kit/share-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { ClosePeriodDocument } from './finance-period.generated.ts';
import type { ShownAgreement, ShownPeriod } from './finance-period.tsx';

const texts = textsOf({
  title: ['结账', 'Closing'],
  close: ['结账', 'Close the month'],
  done: ['已结账，等待另一人复核', 'Closed; another person approves it'],
  will: ['结账后将会：', 'Once it is closed, the month will:'],
  fence: [
    '不再接收本月明细：之后报来的计入下一个未结月份，并标为跨期；',
    'take no further entry: what comes later goes into the next open month, marked as late;',
  ],
  share: ['按下表算出分成，等待另一人复核：', 'compute this share, which another person then approves:'],
  nothing: ['本月没有可分的利润，分成为 0。', 'There is no profit to share this month: the share is 0.'],
  blocked: ['现在不能结账', 'It cannot be closed now'],
  undone: [
    '结错了可以改：复核通过以前，复核人可以反结账，月份重新打开。',
    'A mistake can be put right: until it is approved, the checker can reopen the month.',
  ],
  makerOnly: ['由制单人结账。', 'A maker closes it.'],
  closed: (by: string) => [`${by} 已结账`, `Closed by ${by}`],
  allocation: ['查看分成及计算', 'The share and how it comes about'],
  base: ['计提基数', 'Base'],
  rate: ['比例', 'Rate'],
  pool: ['分成额', 'Share'],
  yuan: ['元', 'yuan'],
  rounded: ['（按累计额取整到分，四舍六入五成双）', '(rounded half to even on the running total)'],
});

interface ClosingProps {
  readonly agreement: ShownAgreement;
  readonly month: ShownPeriod;
}

export function Closing({ agreement, month }: ClosingProps) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.title}>
      {month.state === 'CLOSED' ? (
        <Closed agreement={agreement} month={month} />
      ) : (
        <Open agreement={agreement} month={month} />
      )}
    </Card>
  );
}

function Open({ agreement, month }: ClosingProps) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const isMaker = hasRole(grants, 'FINANCE_MAKER');
  const { preview, closingBlockedBy: blocked, closings, period } = month;
  return (
    <Flex vertical gap={12}>
      {blocked && <Notice type="info" title={t.blocked} description={blocked.message} data-refusal={blocked.refusal} />}
      {preview && (
        <div>
          {t.will}
          <ul>
            <li>{t.fence}</li>
            <li>{t.share}</li>
          </ul>
          <Typography.Paragraph>
            {t.base} <Money of={preview.base} /> {t.yuan} · {t.rate} <Percent of={preview.rateBp} /> · {t.pool}{' '}
            <Typography.Text strong>
              <Money of={preview.pool} /> {t.yuan}
            </Typography.Text>{' '}
            <Typography.Text type="secondary">{signOf(preview.pool) === 0 ? t.nothing : t.rounded}</Typography.Text>
          </Typography.Paragraph>
          <ShareTable
            label={t.share}
            shares={preview.shares.map(({ beneficiary, amount }) => ({
              code: beneficiary,
              amount,
              ...weightOf(agreement, period, beneficiary),
            }))}
          />
        </div>
      )}
      {!blocked &&
        (isMaker ? (
          <Flex wrap gap={12} align="center">
            <CommandButton
              type="primary"
              document={ClosePeriodDocument}
              variables={{ input: { agreement: agreement.code, period, closings } }}
              done={t.done}
            >
              {t.close}
            </CommandButton>
            <Typography.Text type="secondary">{t.undone}</Typography.Text>
          </Flex>
        ) : (
          <Status look="waiting">{t.makerOnly}</Status>
        ))}
    </Flex>
  );
}

function Closed({ agreement: { code }, month: { period, closedBy, closedAt, allocation } }: ClosingProps) {
  const t = useTexts(texts);
  return (
    <Flex wrap gap={16} align="center">
      <span>
        {t.closed(closedBy?.name ?? '—')} <When at={closedAt} />
      </span>
      {allocation && (
        <>
          <AllocationStatus state={allocation.state} />
          <span>
            {t.pool} <Money of={allocation.pool} /> {t.yuan}
          </span>
          <Link to={`/finance/allocations/${code}/${period}`}>{t.allocation}</Link>
        </>
      )}
    </Flex>
  );
}

/** By the terms in force in the month. */
function weightOf({ terms }: ShownAgreement, period: string, code: string) {
  const inForce = terms.filter((each) => each.state === 'IN_FORCE' && each.from <= period).at(-1);
  const found = inForce?.weights.find(({ compound }) => compound?.code === code);
  return { name: found?.compound?.name ?? null, weight: found?.weight ?? null };
}
