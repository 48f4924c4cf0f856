import { Card, Flex, Statistic, Typography } from 'antd';
import { DaysLeft } from '../../kit/days-left.tsx';
import { sumOf } from '../../kit/fen.ts';
import { LinkButton } from '../../kit/link-button.tsx';
import { Money, signOf } from '../../kit/money.tsx';
import { stillDue } from '../../kit/share-sides.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import type { PartnerQuery } from './partner.generated.ts';

const texts = textsOf({
  openMonth: (month: string) => [`${month}（未结账）`, `${month} (open)`],
  revenue: ['收入（元）', 'Revenue, in yuan'],
  cost: ['成本（元）', 'Cost, in yuan'],
  profit: ['利润（元）', 'Profit, in yuan'],
  count: ['明细笔数', 'Entries'],
  toPay: (months: string) => [`应付 ${months} 的分成（元）`, `Share of ${months} to pay, in yuan`],
  payBy: ['应付日', 'Pay by'],
  post: ['报一笔', 'Post one entry'],
  shares: ['申报分成与付款', 'Shares and payments'],
  send: ['上传报表文件', 'Send a file'],
});

type Agreements = NonNullable<NonNullable<PartnerQuery['enterprise']>['agreements']>;
type Agreement = Agreements['edges'][number]['node'];

export function AgreementCard({ of }: { readonly of: Agreement }) {
  const t = useTexts(texts);
  const owed = owedOf(of);
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
      {owed && (
        <Statistic
          style={{ marginTop: 12 }}
          title={t.toPay(owed.months.join(', '))}
          formatter={() => <Money of={owed.amount} />}
          suffix={
            <span style={{ fontSize: 14 }}>
              {t.payBy} <DaysLeft until={owed.dueOn} left={owed.daysLeft} />
            </span>
          }
        />
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

/** What is still to be paid of all months together, and when the first of them is due; null where nothing is. */
function owedOf({ periods }: Agreement) {
  const due = (periods?.edges ?? []).flatMap(({ node: { period, allocation } }) => {
    const { dueOn = null, daysLeft = null } = allocation ?? {};
    const open = allocation && stillDue(allocation);
    if (open === null || dueOn === null || daysLeft === null) return [];
    return signOf(open) > 0 ? [{ period, open, dueOn, daysLeft }] : [];
  });
  const [first] = due.toSorted((one, other) => one.daysLeft - other.daysLeft);
  return (
    first && {
      months: due.map(({ period }) => period),
      amount: sumOf(due.map(({ open }) => open)),
      dueOn: first.dueOn,
      daysLeft: first.daysLeft,
    }
  );
}
