/** What runs by itself and what of it needs a person; how the parts of the system are; who may do what. */
import { type ComponentType, lazy, Suspense } from 'react';
import { useChoice } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { useViewer, type Viewer } from '../../session/viewer.tsx';
import { managesAccounts, seesHealth } from './grants.ts';
import { Health } from './health.tsx';
import { Runs } from './runs.tsx';

const texts = textsOf({
  title: ['运行管理', 'Operations'],
  about: [
    '长流程自动办理；卡住的在这里处理，每次处理都留下理由',
    'Long work goes on by itself; what is stuck is decided here, and each decision keeps its reason',
  ],
});

const views = ['runs', 'health', 'accounts'] as const;
type View = (typeof views)[number];

const Accounts = lazy(() => import('./accounts.tsx'));

interface Part {
  readonly name: Text;
  readonly content: ComponentType;
  isFor(viewer: Viewer): boolean;
}

const parts: Record<View, Part> = {
  runs: { name: ['流程', 'Workflows'], content: Runs, isFor: () => true },
  health: { name: ['状况与队列', 'Health and queues'], content: Health, isFor: seesHealth },
  accounts: { name: ['账户与权限', 'Accounts and roles'], content: Accounts, isFor: managesAccounts },
};

export default function Operations() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const viewer = useViewer();
  const mine = views.filter((view) => parts[view].isFor(viewer));
  const [chosen] = useChoice('view', mine);
  const view = chosen ?? 'runs';
  const Content = parts[view].content;
  return (
    <>
      <PageHead title={t.title} about={t.about} />
      <Views label={t.title} of={mine.map((key) => [key, say(parts[key].name, language)] as const)} shown={view} />
      <Suspense fallback={<Waiting />}>
        <Content />
      </Suspense>
    </>
  );
}
