/** Bars of amounts side by side. They repeat a table beside them, which is what is read aloud. */
import { BarChart as Bars } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from './chart.tsx';
import { lengthOf } from './fen.ts';
import { moneyText } from './money.tsx';

use([Bars, AriaComponent, GridComponent, LegendComponent, TooltipComponent]);

interface BarSeries {
  readonly name: string;
  readonly amounts: readonly string[];
}

interface BarChartProps {
  readonly label: string;
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
}

interface Point {
  readonly dataIndex: number;
  readonly seriesName: string;
  readonly seriesIndex: number;
  readonly name: string;
}

/** Told apart without colour too: the second is hatched. */
const looks = [
  { color: '#0b57a4' },
  { color: '#b5281e', decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.7 } },
];

export default function BarChart({ label, categories, series }: BarChartProps) {
  const option = useMemo(
    () => ({
      aria: { enabled: true },
      grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: {
        trigger: 'axis',
        formatter: (points: readonly Point[]) =>
          [
            points[0]?.name,
            ...points.map(
              ({ seriesName, seriesIndex, dataIndex }) =>
                `${seriesName} ${moneyText(series[seriesIndex]?.amounts[dataIndex] ?? '0.00')}`,
            ),
          ].join('<br>'),
      },
      xAxis: { type: 'category', data: [...categories] },
      yAxis: { type: 'value' },
      series: series.map(({ name, amounts }, index) => ({
        type: 'bar',
        name,
        data: amounts.map(lengthOf),
        itemStyle: looks[index % looks.length],
      })),
    }),
    [categories, series],
  );
  return <Chart label={label} option={option} height={280} />;
}
