import { Card, Flex, Statistic } from 'antd';
import { Money } from '../../kit/money.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { PartnerRunningMonthFragment } from './post-entry.generated.ts';

const texts = textsOf({
  month: (month: string) => [`${month} 累计`, `${month} so far`],
  revenue: ['收入（元）', 'Revenue, in yuan'],
  cost: ['成本（元）', 'Cost, in yuan'],
  profit: ['利润（元）', 'Profit, in yuan'],
  count: ['明细笔数', 'Entries'],
});

/** What a month has taken so far: it moves as entries are posted. */
export function RunningMonth({ of }: { readonly of: PartnerRunningMonthFragment }) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.month(of.period)}>
      <Flex wrap gap={32}>
        <Statistic title={t.revenue} formatter={() => <Money of={of.revenue} />} />
        <Statistic title={t.cost} formatter={() => <Money of={of.cost} />} />
        <Statistic title={t.profit} formatter={() => <Money of={of.profit} />} />
        <Statistic title={t.count} value={of.entryCount} />
      </Flex>
    </Card>
  );
}
