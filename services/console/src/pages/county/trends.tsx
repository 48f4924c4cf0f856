/** Figures side by side, as they grew over the last twelve months. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Select, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useSearch } from '../../kit/use-search.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { choicesOf, figuresOf } from './figures-of.ts';
import { mechanisms } from './mechanisms.ts';
import { TrendChart } from './trend-chart.tsx';
import { ChosenTrendsDocument, type FigureChoiceFragment } from './trends.generated.ts';

const texts = textsOf({
  choose: ['选择指标，最多8个', 'Choose figures, at most 8'],
  about: ['近12个月，各月末累计数', 'The last 12 months, each as it stood at the end of the month'],
  empty: ['请在上方选择要查看的指标。', 'Choose above which figures to look at.'],
});

/** One of each mechanism, that grows by what people do. */
const begin = [
  'stations',
  'microServicePersonTimes',
  'visitIssuesResolved',
  'premisesRecovered',
  'hires',
  'companyJobs',
];
const MOST = 8;

export default function Trends() {
  const t = useTexts(texts);
  const [search] = useSearchParams();
  const keys = (search.get('trends')?.split(',') ?? begin).filter((key) => key !== '').slice(0, MOST);
  const asked = useQuery(ChosenTrendsDocument, { variables: { keys } });
  return (
    <Answer to={asked.data ? asked : { ...asked, data: asked.previousData }}>
      {({ county }) => {
        const found = new Map(figuresOf(county).map((figure) => [figure.key, figure]));
        const figures = keys.flatMap((key) => found.get(key) ?? []);
        return (
          <>
            <Choice of={choicesOf(county)} keys={keys} />
            <Typography.Paragraph type="secondary">{t.about}</Typography.Paragraph>
            {figures.length === 0 && <Empty description={t.empty} />}
            <div className="trends">
              {figures.map((figure) => (
                <Card key={figure.key} size="small" title={figure.name}>
                  <TrendChart of={figure} height={200} />
                </Card>
              ))}
            </div>
          </>
        );
      }}
    </Answer>
  );
}

interface ChoiceProps {
  readonly of: readonly FigureChoiceFragment[];
  readonly keys: readonly string[];
}

function Choice({ of: choices, keys }: ChoiceProps) {
  const t = useTexts(texts);
  const said = useTexts(mechanisms);
  const [, choose] = useSearch();
  return (
    <Select
      mode="multiple"
      maxCount={MOST}
      aria-label={t.choose}
      placeholder={t.choose}
      style={{ width: '100%', maxWidth: 760, marginBottom: 12 }}
      value={keys.filter((key) => choices.some((choice) => choice.key === key))}
      onChange={(chosen) => choose({ trends: chosen.join(',') })}
      showSearch={{ optionFilterProp: 'label' }}
      options={Object.entries(said).map(([mechanism, label]) => ({
        label,
        options: choices
          .filter((choice) => choice.mechanism === mechanism)
          .map(({ key, name }) => ({ value: key, label: name })),
      }))}
    />
  );
}
