/** A month of an agreement: what it took in, what stands in the way, and closing it with what will come of that. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { EntryTable } from '../../kit/entries/entry-table.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { Closing } from './closing.tsx';
import { EntryFilters, useEntryFilter } from './entry-filters.tsx';
import { Figures } from './figures.tsx';
import { FinancePeriodDocument, type FinancePeriodQuery } from './finance-period.generated.ts';

const texts = textsOf({
  title: (code: string, name: string, month: string) => [`${code} ${name} · ${month}`, `${code} ${name} · ${month}`],
  board: ['返回月度看板', 'Back to the month board'],
  whatIf: ['试算', 'What if'],
  missing: [
    '这个月不在协议期内，或协议不存在。请从月度看板选择。',
    'This month is not in the term of an agreement that you may see. Choose one on the month board.',
  ],
  doubtful: ['有争议的明细', 'Entries in dispute'],
  doubtfulAbout: ['争议不挡结账，但会挡复核。', 'A dispute does not stop the closing; it stops the approval.'],
  withoutEvidence: ['缺证明的大额成本', 'Large costs without a document'],
  entries: ['经营明细', 'Entries'],
  noEntries: [
    '这个月没有符合条件的明细。运营方上报后会出现在这里。',
    'No entry of this month matches. They appear here when the operator posts them.',
  ],
});

export type ShownAgreement = NonNullable<FinancePeriodQuery['agreement']>;
export type ShownPeriod = NonNullable<ShownAgreement['period']>;

export default function FinancePeriod() {
  const t = useTexts(texts);
  const { agreement = '', period = '' } = useParams();
  const { grants } = useViewer();
  const page = useListPage('entries');
  const [filter] = useEntryFilter();
  const answer = useQuery(FinancePeriodDocument, { variables: { agreement, period, ...filter, ...page.variables } });
  const mayWork = hasRole(grants, 'FINANCE_MAKER', 'FINANCE_CHECKER');
  return (
    <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
      {({ agreement: found }) => {
        if (!found?.period) return <Missing />;
        const month = found.period;
        const lists = { agreement: found.code, mayWork, empty: t.noEntries };
        return (
          <Flex vertical gap={16}>
            <PageHead
              title={t.title(found.code, found.name, month.period)}
              about={found.operator.name}
              actions={
                <>
                  <Link to={`/finance?period=${month.period}`}>{t.board}</Link>
                  <Link to={`/finance/what-if?agreement=${found.code}`}>{t.whatIf}</Link>
                </>
              }
            />
            <Figures of={month} declaration={found.declaration} />
            <Closing agreement={found} month={month} />
            {month.state === 'OPEN' && (found.unproven?.totalCount ?? 0) > 0 && (
              <Card size="small" title={t.withoutEvidence}>
                <EntryTable {...lists} label={t.withoutEvidence} of={found.unproven} />
              </Card>
            )}
            {(found.doubtful?.totalCount ?? 0) > 0 && (
              <Card size="small" title={t.doubtful} extra={t.doubtfulAbout}>
                <EntryTable {...lists} label={t.doubtful} of={found.doubtful} />
              </Card>
            )}
            <Card size="small" title={t.entries} extra={<EntryFilters />}>
              <EntryTable
                {...lists}
                label={t.entries}
                of={found.entries}
                page={page}
                isLoading={answer.loading && !answer.data}
              />
            </Card>
          </Flex>
        );
      }}
    </Answer>
  );
}

function Missing() {
  const t = useTexts(texts);
  return (
    <>
      <PageHead title="—" actions={<Link to="/finance">{t.board}</Link>} />
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.missing} />
    </>
  );
}
