/** The programme at a glance: what it counts, who it is made of, where its money goes, and how it grows. */
import { useQuery } from '@apollo/client/react';
import { lazy, Suspense } from 'react';
import { useChoice } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CountyHeadDocument } from './county.generated.ts';
import { Figures } from './figures.tsx';
import { FindPlace } from './find-place.tsx';

const Organization = lazy(() => import('./organization.tsx'));
const MoneyFlow = lazy(() => import('./money-flow.tsx'));
const Trends = lazy(() => import('./trends.tsx'));

const texts = textsOf({
  views: ['本页内容', 'On this page'],
  about: ['党建引领城市社区“幸福家园”建设。', 'Urban communities led by the Party.'],
  aboutFigures: [
    '党建引领城市社区“幸福家园”建设。数字实时统计：点开可看逐条明细，没有明细的说明怎样得出。',
    'Urban communities led by the Party. Open a figure to see the rows it is counted from, or else how it is worked out.',
  ],
  figures: ['指标', 'Figures'],
  organization: ['组织体系', 'Organization'],
  money: ['资金流向', 'Flow of money'],
  trends: ['走势', 'Trends'],
});

const views = ['figures', 'organization', 'money', 'trends'] as const;

export default function County() {
  const t = useTexts(texts);
  const [chosen] = useChoice('view', views);
  const view = chosen ?? 'figures';
  const { data } = useQuery(CountyHeadDocument, { fetchPolicy: 'cache-only' });
  const shown = { figures: <Figures />, organization: <Organization />, money: <MoneyFlow />, trends: <Trends /> };
  return (
    <>
      {data && <PageHead title={data.county?.name ?? ''} about={view === 'figures' ? t.aboutFigures : t.about} />}
      <FindPlace />
      <Views label={t.views} of={views.map((view) => [view, t[view]] as const)} shown={view} />
      <Suspense fallback={<Waiting />}>{shown[view]}</Suspense>
    </>
  );
}
