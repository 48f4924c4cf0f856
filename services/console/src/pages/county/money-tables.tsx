/** The same flow in numbers: by venture and compound, and by compound and use. */
import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { Money } from '../../kit/money.tsx';
import { percentText } from '../../kit/percent.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { purposes } from '../../kit/purposes.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import type { Money as Flow } from './flow.ts';

const texts = textsOf({
  ventures: ['合作项目与分成（元）', 'Ventures and shares, in yuan'],
  operator: ['运营企业', 'Enterprise'],
  venture: ['合作项目', 'Venture'],
  base: ['计提利润', 'Profit counted'],
  rate: ['比例', 'Rate'],
  pool: ['分成额', 'Shared'],
  compound: ['小区', 'Compound'],
  gained: ['计入小区', "To the compound's owners"],
  compounds: ['小区收支（元）', 'Compounds, in yuan'],
  income: ['收入', 'Income'],
  fromElsewhere: ['其中其他收入', 'Of it from elsewhere'],
  spent: ['支出', 'Spent'],
  uses: ['用途', 'Uses'],
  kept: ['结余', 'Kept'],
});

export function MoneyTables({ of: { ventures, compounds } }: { readonly of: Flow }) {
  const t = useTexts(texts);
  const shares = ventures.flatMap(({ income, ...venture }) =>
    (income.length > 0 ? income : [null]).map((gained, at) => ({ ...venture, gained, at, of: income.length || 1 })),
  );
  type Share = (typeof shares)[number];
  /** What is said once of all compounds of a venture. */
  const spanned = ({ at, of }: Share) => (at === 0 ? of : 0);
  return (
    <>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.ventures}
      </Typography.Title>
      <PlainTable<Share>
        label={t.ventures}
        rowKey={({ agreement, at }) => `${agreement} ${at}`}
        rows={shares}
        columns={[
          { title: t.operator, field: 'operator', rowSpan: spanned },
          { title: t.venture, field: 'source', rowSpan: spanned },
          { title: t.base, align: 'right', rowSpan: spanned, cell: ({ base }) => <Money of={base} /> },
          { title: t.rate, align: 'right', rowSpan: spanned, cell: ({ rateBp }) => percentText(rateBp) },
          { title: t.pool, align: 'right', rowSpan: spanned, cell: ({ pool }) => <Money of={pool} /> },
          { title: t.compound, cell: ({ gained }) => gained && <Compound of={gained.compound} /> },
          { title: t.gained, align: 'right', cell: ({ gained }) => <Money of={gained?.amount ?? null} /> },
        ]}
      />
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.compounds}
      </Typography.Title>
      <PlainTable<Flow['compounds'][number]>
        label={t.compounds}
        rowKey={({ compound }) => compound.code}
        rows={compounds}
        columns={[
          { title: t.compound, cell: ({ compound }) => <Compound of={compound} /> },
          { title: t.income, align: 'right', cell: ({ income }) => <Money of={income} /> },
          { title: t.fromElsewhere, align: 'right', cell: ({ otherIncome }) => <Money of={otherIncome} /> },
          { title: t.spent, align: 'right', cell: ({ spent }) => <Money of={spent} /> },
          { title: t.uses, cell: ({ uses }) => <Uses of={uses} /> },
          { title: t.kept, align: 'right', cell: ({ kept }) => <Money of={kept} /> },
        ]}
      />
    </>
  );
}

function Compound({ of: { code, name } }: { readonly of: { readonly code: string; readonly name: string } }) {
  return <Link to={`/compounds/${code}`}>{name}</Link>;
}

function Uses({ of: uses }: { readonly of: Flow['compounds'][number]['uses'] }) {
  const said = useTexts(purposes);
  if (uses.length === 0) return <>—</>;
  return uses.map(({ purpose, amount }) => (
    <Flex key={purpose} justify="space-between" gap={12}>
      <span>{said[purpose]}</span> <Money of={amount} />
    </Flex>
  ));
}
