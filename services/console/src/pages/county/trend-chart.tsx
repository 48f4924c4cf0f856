/** How a figure grew, month by month: a line, and the same numbers in a table that opens below it. */
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../kit/chart.tsx';
import { useFigureText } from '../../kit/figure-value.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { FigureTrendFragment } from './trends.generated.ts';

use([LineChart, GridComponent, TooltipComponent]);

const texts = textsOf({
  label: (name: string, from: string, to: string) => [
    `${name}：近12个月由 ${from} 到 ${to}`,
    `${name}: from ${from} to ${to} in 12 months`,
  ],
  table: ['以表格查看', 'As a table'],
  month: ['月末', 'End of the month'],
});

export function TrendChart({ of: { name, unit, trend }, height }: TrendChartProps) {
  const t = useTexts(texts);
  const said = useFigureText();
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 12, top: 10, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        confine: true,
        formatter: ([point]: { dataIndex: number }[]) => {
          const at = trend[point?.dataIndex ?? 0];
          return at ? `${at.on}<br>${said(at.value, unit)}` : '';
        },
      },
      xAxis: { type: 'category', data: trend.map(({ on }) => on.slice(0, 7)), boundaryGap: false },
      yAxis: {
        type: 'value',
        min: 0,
        minInterval: 1,
        axisLabel: { formatter: (at: number) => axisText(at, unit) },
      },
      // The drawing alone goes by numbers; what is read comes from the texts.
      series: [
        {
          type: 'line',
          data: trend.map(({ value }) => (value === null ? null : Number(value))),
          lineStyle: { color: '#b5281e' },
          itemStyle: { color: '#b5281e' },
        },
      ],
    }),
    [trend, unit, said],
  );
  const [first, last] = [trend[0]?.value ?? null, trend.at(-1)?.value ?? null];
  return (
    <>
      <Chart label={t.label(name, said(first, unit), said(last, unit))} option={option} height={height} />
      <details className="trend-table">
        <summary>{t.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.month}</th>
              <th scope="col">{name}</th>
            </tr>
          </thead>
          <tbody>
            {trend.map(({ on, value }) => (
              <tr key={on}>
                <th scope="row">{on}</th>
                <td>{said(value, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

interface TrendChartProps {
  readonly of: FigureTrendFragment;
  readonly height: number;
}

function axisText(at: number, unit: FigureTrendFragment['unit']): string {
  return unit === 'BP' ? `${at / 100}%` : at.toLocaleString('en-US');
}
