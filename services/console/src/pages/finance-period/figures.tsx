import { Descriptions } from 'antd';
import { Count, Money } from '../../kit/money.tsx';
import { many, textsOf, useTexts } from '../../language/text.ts';
import type { ShownAgreement, ShownPeriod } from './finance-period.tsx';

const texts = textsOf({
  entries: ['明细笔数', 'Entries'],
  revenue: ['收入（不含税，元）', 'Revenue in yuan, without VAT'],
  cost: ['成本（不含税，元）', 'Cost in yuan, without VAT'],
  profit: ['利润（元）', 'Profit, in yuan'],
  declared: ['运营方申报分成（元）', 'Share that the operator declared, in yuan'],
  notDeclared: ['尚未申报', 'Not declared yet'],
  late: ['其中跨期（元）', 'Of which late, in yuan'],
  lateOf: (month: string, count: number) => [
    `属 ${month}，${count} 笔`,
    `of ${month}, ${many(count, 'entry', 'entries')}`,
  ],
});

interface FiguresProps {
  readonly of: ShownPeriod;
  readonly declaration: ShownAgreement['declaration'];
}

export function Figures({ of, declaration }: FiguresProps) {
  const t = useTexts(texts);
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, sm: 2, lg: 4 }}
      items={[
        { key: 'revenue', label: t.revenue, children: <Money of={of.revenue} /> },
        { key: 'cost', label: t.cost, children: <Money of={of.cost} /> },
        { key: 'profit', label: t.profit, children: <Money of={of.profit} /> },
        { key: 'entries', label: t.entries, children: <Count of={of.entryCount} /> },
        {
          key: 'declared',
          label: t.declared,
          children: declaration ? <Money of={declaration.amount} /> : t.notDeclared,
        },
        ...(of.late ?? []).map(({ period, profit, entryCount }) => ({
          key: `late ${period}`,
          label: t.late,
          children: (
            <>
              <Money of={profit} /> {t.lateOf(period, entryCount)}
            </>
          ),
        })),
      ]}
    />
  );
}
