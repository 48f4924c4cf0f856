import { Card, Flex, Statistic, Typography } from 'antd';
import { LinkButton } from '../../kit/link-button.tsx';
import { Money } from '../../kit/money.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { PartnerQuery } from './partner.generated.ts';

const texts = textsOf({
  openMonth: (month: string) => [`${month}（未结账）`, `${month} (open)`],
  revenue: ['收入（元）', 'Revenue, in yuan'],
  cost: ['成本（元）', 'Cost, in yuan'],
  profit: ['利润（元）', 'Profit, in yuan'],
  count: ['明细笔数', 'Entries'],
  post: ['报一笔', 'Post one entry'],
  shares: ['申报分成与付款', 'Shares and payments'],
  send: ['上传报表文件', 'Send a file'],
});

type Agreements = NonNullable<NonNullable<PartnerQuery['enterprise']>['agreements']>;
type Agreement = Agreements['edges'][number]['node'];

export function AgreementCard({ of }: { readonly of: Agreement }) {
  const t = useTexts(texts);
  const open = of.periods?.edges.find(({ node }) => node.period === of.earliestOpenPeriod)?.node;
  return (
    <Card title={`${of.name} ${of.code}`} size="small" extra={of.community?.name}>
      {open && <Typography.Paragraph type="secondary">{t.openMonth(open.period)}</Typography.Paragraph>}
      {open && (
        <Flex wrap gap={32}>
          <Statistic title={t.revenue} formatter={() => <Money of={open.revenue} />} />
          <Statistic title={t.cost} formatter={() => <Money of={open.cost} />} />
          <Statistic title={t.profit} formatter={() => <Money of={open.profit} />} />
          <Statistic title={t.count} value={open.entryCount} />
        </Flex>
      )}
      <Flex wrap gap={8} style={{ marginTop: 12 }}>
        <LinkButton type="primary" to={`/partner/agreements/${of.code}/post`}>
          {t.post}
        </LinkButton>
        <LinkButton to={`/partner/agreements/${of.code}/file`}>{t.send}</LinkButton>
        <LinkButton to={`/partner/agreements/${of.code}/shares`}>{t.shares}</LinkButton>
      </Flex>
    </Card>
  );
}
