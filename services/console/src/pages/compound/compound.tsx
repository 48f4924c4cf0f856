/** One compound: who is responsible, what people ask for, who helps, its premises, its owners' money and their votes. */
import { useQuery } from '@apollo/client/react';
import { Breadcrumb, Empty } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { useChoice } from '../../kit/list-page.ts';
import { countText, moneyText } from '../../kit/money.tsx';
import { monthBeside, monthOf } from '../../kit/months.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { CompoundHeadDocument, type CompoundHeadFragment } from './compound.generated.ts';
import { Overview } from './overview.tsx';

const Requests = lazy(() => import('./requests.tsx'));
const Volunteers = lazy(() => import('./volunteers.tsx'));
const Premises = lazy(() => import('./premises.tsx'));
const Revenue = lazy(() => import('./revenue.tsx'));
const Votes = lazy(() => import('./votes.tsx'));

const texts = textsOf({
  views: ['本页内容', 'On this page'],
  county: ['全县总览', 'The county'],
  about: (households: string, area: string) => [
    `${households} 户 · 建筑面积 ${area} 平方米`,
    `${households} households · ${area} m²`,
  ],
  missing: ['没有这个小区，请从全县总览进入。', 'There is no such compound: begin at the county.'],
  overview: ['概况', 'Overview'],
  requests: ['诉求', 'Requests'],
  volunteers: ['志愿服务', 'Volunteers'],
  premises: ['公共服务用房', 'Premises'],
  revenue: ['公共收益', 'Public revenue'],
  votes: ['业主表决', 'Votes'],
});

const views = ['overview', 'requests', 'volunteers', 'premises', 'revenue', 'votes'] as const;

export default function Compound() {
  const t = useTexts(texts);
  const { code = '' } = useParams();
  const { today } = useViewer();
  const month = monthBeside(monthOf(today), -1);
  const [chosen] = useChoice('view', views);
  const { data } = useQuery(CompoundHeadDocument, { variables: { code }, fetchPolicy: 'cache-only' });
  if (data?.compound === null) return <Empty description={<h1 className="missing">{t.missing}</h1>} />;
  const shown = {
    overview: <Overview code={code} month={month} />,
    requests: <Requests code={code} month={month} />,
    volunteers: <Volunteers code={code} />,
    premises: <Premises code={code} />,
    revenue: <Revenue code={code} />,
    votes: <Votes code={code} />,
  };
  return (
    <>
      {data?.compound && <Head of={data.compound} />}
      <Views label={t.views} of={views.map((view) => [view, t[view]] as const)} shown={chosen ?? 'overview'} />
      <Suspense fallback={<Waiting />}>{shown[chosen ?? 'overview']}</Suspense>
    </>
  );
}

function Head({ of: { code, name, households, grossAreaM2, community } }: { readonly of: CompoundHeadFragment }) {
  const t = useTexts(texts);
  return (
    <>
      <Breadcrumb
        items={[
          { title: <Link to="/county">{t.county}</Link> },
          { title: <Link to={`/communities/${code.slice(0, 12)}`}>{community?.name}</Link> },
          { title: name },
        ]}
      />
      <PageHead title={name} about={t.about(countText(households), moneyText(grossAreaM2))} />
    </>
  );
}
