/** Figures side by side, as they grew over the last twelve months. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { CountyFigureFragment } from './county.generated.ts';
import { figuresOf } from './figures-of.ts';
import { mechanisms } from './mechanisms.ts';
import { TrendChart } from './trend-chart.tsx';
import { TrendsDocument } from './trends.generated.ts';

const texts = textsOf({
  choose: ['选择指标，最多8个', 'Choose figures, at most 8'],
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

export default function Trends({ figures }: { readonly figures: readonly CountyFigureFragment[] }) {
  const t = useTexts(texts);
  const said = useTexts(mechanisms);
  const [search, setSearch] = useSearchParams();
  const known = new Set(figures.map(({ key }) => key));
  const keys = (search.get('trends')?.split(',') ?? begin).filter((key) => known.has(key)).slice(0, MOST);
  const asked = useQuery(TrendsDocument, { fetchPolicy: 'no-cache', variables: { keys }, skip: keys.length === 0 });
  const choose = (chosen: readonly string[]) =>
    setSearch((now) => {
      now.set('trends', chosen.join(','));
      return now;
    });
  return (
    <>
      <Select
        mode="multiple"
        maxCount={MOST}
        aria-label={t.choose}
        placeholder={t.choose}
        style={{ width: '100%', maxWidth: 760, marginBottom: 12 }}
        value={keys}
        onChange={choose}
        showSearch={{ optionFilterProp: 'label' }}
        options={Object.entries(said).map(([mechanism, label]) => ({
          label,
          options: figures
            .filter((figure) => figure.mechanism === mechanism)
            .map(({ key, name }) => ({ value: key, label: name })),
        }))}
      />
      {keys.length === 0 ? (
        <Empty description={t.empty} />
      ) : (
        <Answer to={asked}>
          {({ county }) => (
            <div className="trends">
              {figuresOf(county).map((figure) => (
                <Card key={figure.key} size="small" title={figure.name}>
                  <TrendChart of={figure} height={200} />
                </Card>
              ))}
            </div>
          )}
        </Answer>
      )}
    </>
  );
}
