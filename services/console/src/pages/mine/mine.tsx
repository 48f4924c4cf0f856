/** What somebody has with their compound and their community: what they asked for, decide, help with and wish. For phones. */
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useChoice } from '../../kit/list-page.ts';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole, type Role, residents } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { useHomes } from './homes.ts';
import { Said } from './said.tsx';
import './mine.css';

const Requests = lazy(() => import('./requests.tsx'));
const Votes = lazy(() => import('./votes.tsx'));
const Volunteering = lazy(() => import('./volunteering.tsx'));
const Wishes = lazy(() => import('./wishes.tsx'));

const texts = textsOf({
  title: ['我的事项', 'My affairs'],
  views: ['本页内容', 'On this page'],
  requests: ['诉求', 'Requests'],
  votes: ['表决', 'Votes'],
  volunteering: ['志愿服务', 'Volunteering'],
  wishes: ['微心愿', 'Wishes'],
  publicRevenue: ['本小区公共收益公示', 'Public revenue of the compound'],
});

/** Each view, and whose it is. */
const views = {
  requests: ['RESIDENT', 'OWNER'],
  votes: ['OWNER'],
  volunteering: residents,
  wishes: residents,
} as const satisfies Record<string, readonly Role[]>;
type View = keyof typeof views;

export default function Mine() {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const { home } = useHomes();
  const theirs = (Object.keys(views) as View[]).filter((view) => hasRole(grants, ...views[view]));
  const [chosen] = useChoice('view', theirs);
  const view = chosen ?? theirs[0] ?? 'wishes';
  const shown = { requests: <Requests />, votes: <Votes />, volunteering: <Volunteering />, wishes: <Wishes /> };
  return (
    <article className="mine">
      <header className="mine-head">
        <h1>{t.title}</h1>
        {home && <Link to={`/public/${home}`}>{t.publicRevenue}</Link>}
      </header>
      <Views label={t.views} of={theirs.map((each) => [each, t[each]] as const)} shown={view} />
      <Said />
      <Suspense fallback={<Waiting />}>{shown[view]}</Suspense>
    </article>
  );
}
