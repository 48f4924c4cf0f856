/** What stands around each part of a joint venture's page: its name, its open month, and the way to the other parts. */
import { Breadcrumb } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { type Text, textsOf, useTexts } from '../../language/text.ts';
import type { PartnerAgreementHeadFragment } from './head.generated.ts';

const parts = textsOf({
  post: ['报一笔', 'Post one entry'],
  file: ['上传文件', 'Send a file'],
  entries: ['经营明细', 'Entries'],
  shares: ['分成与付款', 'Shares and payments'],
} as const satisfies Record<string, Text>);

export type Part = keyof typeof parts;
export const partNames = Object.keys(parts) as readonly Part[];

const texts = textsOf({
  all: ['我的项目', 'My joint ventures'],
  parts: ['项目内容', 'Parts of this joint venture'],
  open: (month: string) => [`未结账月份：${month}`, `Open month: ${month}`],
  noneOpen: ['没有未结账的月份', 'No month is open'],
  DRAFT: ['协议还在复核，生效前不能上报。', 'The agreement waits to be activated; nothing can be posted before.'],
  ENDED: ['协议已终止，不再接收明细。', 'The agreement has ended; no entry is taken any more.'],
  missing: ['没有这个项目，或不由贵单位运营。', 'There is no such joint venture, or another enterprise operates it.'],
});

interface FrameProps {
  readonly part: Part;
  readonly of: PartnerAgreementHeadFragment | null;
  readonly children: ReactNode;
}

export function AgreementFrame({ part, of, children }: FrameProps) {
  const t = useTexts(texts);
  const names = useTexts(parts);
  if (!of) return <Notice type="warning" title={t.missing} />;
  const { code, name, state, earliestOpenPeriod, community } = of;
  const about = [code, community?.name, earliestOpenPeriod ? t.open(earliestOpenPeriod) : t.noneOpen];
  return (
    <>
      <Breadcrumb items={[{ title: <Link to="/partner">{t.all}</Link> }, { title: name }]} />
      <PageHead title={name} about={about.filter(Boolean).join(' · ')} />
      <Views
        label={t.parts}
        of={partNames.map((each) => [each, names[each]] as const)}
        shown={part}
        to={(each) => ({
          pathname: `/partner/agreements/${code}/${each}`,
          search: each === 'entries' && earliestOpenPeriod ? `?period=${earliestOpenPeriod}` : '',
        })}
      />
      {state !== 'ACTIVE' && <Notice type="info" title={t[state]} style={{ marginBottom: 16 }} />}
      {children}
    </>
  );
}
