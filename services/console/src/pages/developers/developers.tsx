/** The graph for those who build on it: examples to run, signing in, files, what goes wrong, and the schema. */
import { lazy, Suspense } from 'react';
import { useChoice } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Access } from './access.tsx';
import { Examples } from './examples.tsx';
import { Files } from './files.tsx';
import { Errors } from './limits.tsx';
import './developers.css';

const Schema = lazy(() => import('./schema.tsx'));

const texts = textsOf({
  title: ['开发者', 'Developers'],
  about: [
    '一张图，五个服务；字段说明就是文档，用英文写成，附中文术语。',
    'One graph of five services; what is said of its fields is the documentation.',
  ],
  examples: ['示例', 'Examples'],
  access: ['登录与令牌', 'Signing in'],
  files: ['文件', 'Files'],
  errors: ['错误与限额', 'Errors and limits'],
  schema: ['模式参考', 'Schema'],
});

const views = ['examples', 'access', 'files', 'errors', 'schema'] as const;

const shown = {
  examples: <Examples />,
  access: <Access />,
  files: <Files />,
  errors: <Errors />,
  schema: <Schema />,
};

export default function Developers() {
  const t = useTexts(texts);
  const [chosen] = useChoice('view', views);
  return (
    <>
      <PageHead title={t.title} about={t.about} />
      <Views label={t.title} of={views.map((view) => [view, t[view]] as const)} shown={chosen ?? 'examples'} />
      <Suspense fallback={<Waiting />}>{shown[chosen ?? 'examples']}</Suspense>
    </>
  );
}
