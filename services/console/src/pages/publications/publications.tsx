/** Publishing a month: seal the owners' book, prepare, publish, each by two persons, with what every notice will say. */
import { useQuery } from '@apollo/client/react';
import { Card, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useChoice, useListPage, variablesOf } from '../../kit/list-page.ts';
import { MonthChooser } from '../../kit/month-picker.tsx';
import { isMonth, monthBeside, monthOf } from '../../kit/months.ts';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { Batch } from './batch.tsx';
import { DueList } from './due-list.tsx';
import { OpenNotices } from './open-notices.tsx';
import { type DoneForMonthFragment, PublicationsOfMonthDocument } from './publications.generated.ts';
import { Sealing } from './sealing.tsx';

const texts = textsOf({
  title: ['公示', 'Publications'],
  about: [
    '每个小区的公共收益，最迟在月份结束后 30 天公示，付没付都公示。金额单位：元。',
    'Each compound’s public revenue is published within 30 days after the month, paid or not. Amounts in yuan.',
  ],
  month: ['期间', 'Month'],
  earlier: (month: string) => [`还有更早的月份没有公示：${month}`, `An earlier month is not published yet: ${month}`],
  due: ['待公示的小区', 'Compounds to publish'],
});

export default function Publications() {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { today } = viewer;
  const [answersAt = null] = scopesOf(viewer, 'FINANCE_CHECKER', 'AUDITOR');
  const [page, objections, notices] = [useListPage('due'), useListPage('objections'), useListPage('notices')];
  const [asked, choose] = useChoice('period', null);
  const month = isMonth(asked) ? asked : monthBeside(monthOf(today), -1);
  const [done, setDone] = useState<DoneForMonthFragment | null>(null);
  const answer = useQuery(PublicationsOfMonthDocument, {
    variables: {
      period: month,
      ...page.variables,
      answers: answersAt !== null,
      county: answersAt,
      ...variablesOf('objections', objections),
      ...variablesOf('notices', notices),
    },
  });
  const chooseMonth = (chosen: string) => {
    setDone(null);
    choose(chosen);
  };
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={<MonthChooser label={t.month} value={month} onChange={chooseMonth} />}
      />
      <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
        {({ ownersBook, earliest, publicationsDue, county }) => {
          const first = earliest?.edges[0]?.node.period;
          const sealing = ownersBook?.period ?? null;
          const rows = publicationsDue?.edges.map(({ node }) => node) ?? [];
          return (
            <Flex vertical gap={16}>
              {first && first < month && (
                <Notice
                  type="info"
                  title={<Link to={`/finance/publications?period=${first}`}>{t.earlier(first)}</Link>}
                />
              )}
              {sealing && <Sealing month={sealing} />}
              <Batch month={month} isSealed={sealing?.state === 'SEALED'} rows={rows} done={done} onDone={setDone} />
              <Card size="small" title={t.due}>
                <DueList label={t.due} of={publicationsDue} page={page} isLoading={answer.loading && !answer.data} />
              </Card>
              {county && <OpenNotices of={county} objections={objections} notices={notices} />}
            </Flex>
          );
        }}
      </Answer>
    </>
  );
}
