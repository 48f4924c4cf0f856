/** What somebody has with their compound and their community: what they asked for, decide, help with and wish. For phones. */
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useChoice } from '../../kit/list-page.ts';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { useHomes } from './homes.ts';
import { Said } from './said.tsx';
import './mine.css';

const Requests = lazy(() => import('./requests.tsx'));

const texts = textsOf({
  title: ['我的事项', 'My affairs'],
  views: ['本页内容', 'On this page'],
  requests: ['诉求', 'Requests'],
  publicRevenue: ['本小区公共收益公示', 'Public revenue of the compound'],
});

export default function Mine() {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const { home } = useHomes();
  const views = hasRole(grants, 'RESIDENT', 'OWNER') ? (['requests'] as const) : [];
  const [chosen] = useChoice('view', views);
  const view = chosen ?? views[0] ?? 'requests';
  const shown = { requests: <Requests /> };
  return (
    <article className="mine">
      <header className="mine-head">
        <h1>{t.title}</h1>
        {home && <Link to={`/public/${home}`}>{t.publicRevenue}</Link>}
      </header>
      <Views label={t.views} of={views.map((each) => [each, t[each]] as const)} shown={view} />
      <Said />
      <Suspense fallback={<Waiting />}>{shown[view]}</Suspense>
    </article>
  );
}
