/** The flow as a drawing: what came from whom by which venture to which compound, and what became of it. */
import { SankeyChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../kit/chart.tsx';
import { moneyText } from '../../kit/money.tsx';
import { purposes } from '../../kit/purposes.ts';
import '../../kit/scrolled.css';
import { textsOf, useTexts } from '../../language/text.ts';
import { flowOf, type Money } from './flow.ts';

use([SankeyChart, TooltipComponent]);

const texts = textsOf({
  label: [
    '资金流向图：运营企业、合作项目、利润的10%、受益小区、用途；数字见下方表格',
    'Flow of money: enterprises, ventures, the tenth of the profit, compounds, uses. The numbers stand in the tables below.',
  ],
  enterprises: ['运营企业', 'Enterprises'],
  ventures: ['合作项目 → 利润的10%', 'Ventures → 10% of profit'],
  compounds: ['受益小区', 'Compounds'],
  uses: ['用途与结余', 'Uses, and what is kept'],
  elsewhere: ['其他收入', 'Other income'],
  before: ['动用以前结余', 'Kept from before'],
  kept: ['结余', 'Kept'],
  yuan: (amount: string) => [`${amount} 元`, `${amount} yuan`],
});

const COLOURS = ['#8c2f39', '#b5281e', '#3f6c51', '#2f5d8a'];

export function Sankey({ of: money }: { readonly of: Money }) {
  const t = useTexts(texts);
  const said = useTexts(purposes);
  const option = useMemo(() => {
    const { nodes, links } = flowOf(money, { ...t, purpose: (purpose) => said[purpose] });
    const names = new Map(nodes.map(({ id, name }) => [id, name]));
    return {
      tooltip: { confine: true, renderMode: 'richText', formatter: ({ data }: { data: { tip: string } }) => data.tip },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: 140,
          top: 8,
          bottom: 8,
          nodeGap: 10,
          draggable: false,
          data: nodes.map(({ id, name, depth }) => ({
            name: id,
            depth,
            tip: name,
            label: { formatter: name, width: 190, overflow: 'truncate', color: '#262626' },
            itemStyle: { color: COLOURS[depth] },
          })),
          // The drawing alone goes by numbers.
          links: links.map(({ from, to, amount }) => ({
            source: from,
            target: to,
            value: Number(amount),
            tip: `${names.get(from)} → ${names.get(to)}\n${t.yuan(moneyText(amount))}`,
          })),
          lineStyle: { color: 'source', opacity: 0.25 },
        },
      ],
    };
  }, [money, t, said]);
  const rows = Math.max(money.ventures.length, money.compounds.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a phone is scrolled by keys too
    <section className="flow scrolled" aria-label={t.label} tabIndex={0}>
      <div className="flow-stages" aria-hidden="true">
        {[t.enterprises, t.ventures, t.compounds, t.uses].map((stage) => (
          <span key={stage}>{stage}</span>
        ))}
      </div>
      <Chart label={t.label} option={option} height={Math.max(280, rows * 42)} />
    </section>
  );
}
