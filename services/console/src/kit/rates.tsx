/** How well requests were handled in a month: each rate with what it is of. */
import { Descriptions } from 'antd';
import { textsOf, useTexts } from '../language/text.ts';
import { percentText } from './percent.tsx';
import type { RateFragment, RatesFragment } from './rates.generated.ts';

const texts = textsOf({
  response: ['响应率', 'Accepted in time'],
  resolution: ['解决率', 'Solved'],
  satisfaction: ['满意率', 'Satisfied'],
  score: ['综合得分', 'Score'],
  title: (month: string) => [`${month} 诉求办理“三率”`, `Requests in ${month}`],
  of: ({ bp, numerator, denominator }: RateFragment) => [
    `${percentText(bp)}（${numerator} / ${denominator} 件）`,
    `${percentText(bp)} (${numerator} of ${denominator})`,
  ],
  none: ['本月无可计诉求', 'nothing to count this month'],
});

export function Rates({ of: rates }: { readonly of: RatesFragment }) {
  const t = useTexts(texts);
  const said = (rate: RateFragment) => (rate.denominator === 0 ? t.none : t.of(rate));
  return (
    <Descriptions
      size="small"
      title={t.title(rates.month)}
      styles={{ header: { marginTop: 8, marginBottom: 8 } }}
      column={{ xs: 1, sm: 2, lg: 4 }}
      items={[
        { key: 'response', label: t.response, children: said(rates.response) },
        { key: 'resolution', label: t.resolution, children: said(rates.resolution) },
        { key: 'satisfaction', label: t.satisfaction, children: said(rates.satisfaction) },
        { key: 'score', label: t.score, children: percentText(rates.scoreBp) },
      ]}
    />
  );
}
