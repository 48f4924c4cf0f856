/**
 * A drawing of numbers that stand in words or in a table beside it. Only pages that are loaded when they are gone to draw,
 * and each names the parts of the library that it needs by `use`.
 */
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([SVGRenderer]);

export function Chart({ label, option, height }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!frame.current) return;
    const chart = init(frame.current, null, { renderer: 'svg' });
    chart.setOption({ animation: false, ...option });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(frame.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={frame} role="img" aria-label={label} style={{ width: '100%', height }} />;
}

interface ChartProps {
  /** What it shows, for those who can't see it. */
  readonly label: string;
  readonly option: EChartsCoreOption;
  readonly height: number;
}
