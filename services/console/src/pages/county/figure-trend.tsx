/** How an opened figure grew. */
import { useQuery } from '@apollo/client/react';
import { Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { figuresOf } from './figures-of.ts';
import { TrendChart } from './trend-chart.tsx';
import { TrendsDocument } from './trends.generated.ts';

const texts = textsOf({ title: ['近12个月走势（各月末）', 'The last 12 months, at the end of each'] });

export default function FigureTrend({ of: key }: { readonly of: string }) {
  const t = useTexts(texts);
  const asked = useQuery(TrendsDocument, { fetchPolicy: 'no-cache', variables: { keys: [key] } });
  return (
    <section aria-label={t.title} style={{ margin: '8px 0 16px' }}>
      <Typography.Title level={3} style={{ fontSize: 15 }}>
        {t.title}
      </Typography.Title>
      <Answer to={asked}>
        {({ county }) => figuresOf(county).map((figure) => <TrendChart key={figure.key} of={figure} height={180} />)}
      </Answer>
    </section>
  );
}
