/** Bars side by side; loaded when it is shown. It repeats a table beside it, which is what is read aloud. */
import { useEffect, useRef } from 'react';
import { lengthOf } from './fen.ts';
import { moneyText } from './money.tsx';

export interface BarSeries {
  readonly name: string;
  readonly amounts: readonly string[];
}

interface BarChartProps {
  readonly label: string;
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
}

/** Told apart without colour too: the second is hatched. */
const looks = [
  { color: '#0b57a4' },
  { color: '#b5281e', decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.7 } },
];

export function BarChart({ label, categories, series }: BarChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let isGone = false;
    let leave = () => {};
    const draw = async () => {
      const { init } = await import('./echarts.ts');
      if (isGone) return;
      const chart = init(element);
      chart.setOption({
        animation: false,
        aria: { enabled: true },
        grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
        legend: { top: 0 },
        tooltip: {
          trigger: 'axis',
          formatter: (
            points: readonly { dataIndex: number; seriesName: string; seriesIndex: number; name: string }[],
          ) =>
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
      });
      const resized = new ResizeObserver(() => chart.resize());
      resized.observe(element);
      leave = () => {
        resized.disconnect();
        chart.dispose();
      };
    };
    void draw();
    return () => {
      isGone = true;
      leave();
    };
  }, [categories, series]);
  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height: 280 }} />;
}
