/** The owners' money of a compound, month by month as it was published. */
import { useQuery } from '@apollo/client/react';
import { Descriptions, Flex } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { purposes } from '../../kit/purposes.ts';
import { revenueWords } from '../../kit/revenue-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole, spenders } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { CompoundRevenueDocument } from './revenue.generated.ts';

const texts = textsOf({
  label: ['月度公示（元）', 'Months as published, in yuan'],
  page: ['居民看到的', 'As residents see it'],
  open: ['公示页', 'The public page'],
  spending: ['支出', 'Spent'],
  spendings: ['提出与审批', 'Proposed and approved'],
  period: ['期间', 'Month'],
  opening: ['期初', 'Opening'],
  income: ['收入', 'Income'],
  spent: ['支出', 'Spent'],
  closing: ['期末', 'Closing'],
  bank: ['其中银行存款', 'Of it at the bank'],
  on: ['公示日期', 'Published on'],
  empty: [
    '尚无公示。月度封账后由财务编制并发布。',
    'Nothing is published yet. Finance publishes a month once it is sealed.',
  ],
});

export default function Revenue({ code }: { readonly code: string }) {
  const t = useTexts(texts);
  const said = useTexts(purposes);
  const called = useTexts(revenueWords);
  const page = useListPage('publications', 12);
  const { grants } = useViewer();
  const isSpender = hasRole(grants, ...spenders);
  const asked = useQuery(CompoundRevenueDocument, { variables: { code, ...page.variables } });
  return (
    <Answer to={asked}>
      {({ compound }) =>
        compound && (
          <>
            <Descriptions
              size="small"
              style={{ marginBottom: 12 }}
              column={{ xs: 1, sm: 3 }}
              items={[
                {
                  key: 'balance',
                  label: called.balance(compound.publicRevenue.isOfToday),
                  children: <Money of={compound.publicRevenue.balance} />,
                },
                {
                  key: 'available',
                  label: called.available(compound.publicRevenue.isOfToday),
                  children: <Money of={compound.publicRevenue.available} />,
                },
                { key: 'page', label: t.page, children: <Link to={`/public/${code}`}>{t.open}</Link> },
                ...(isSpender
                  ? [
                      {
                        key: 'spending',
                        label: t.spending,
                        children: <Link to={`/spending?view=all&compound=${code}`}>{t.spendings}</Link>,
                      },
                    ]
                  : []),
              ]}
            />
            <ListTable
              label={t.label}
              of={compound.publicRevenue.publications}
              page={page}
              isLoading={asked.loading}
              empty={t.empty}
              rowKey={({ id }) => id}
              columns={[
                { title: t.period, cell: ({ period }) => period },
                { title: t.opening, align: 'right', cell: (row) => <Money of={row.openingBalance} /> },
                {
                  title: t.income,
                  cell: ({ income }) => <Lines of={income.map(({ source, amount }) => [source, amount])} />,
                },
                {
                  title: t.spent,
                  cell: ({ expenditure }) => (
                    <Lines of={expenditure.map(({ purpose, amount }) => [said[purpose], amount])} />
                  ),
                },
                { title: t.closing, align: 'right', cell: (row) => <Money of={row.closingBalance} /> },
                { title: t.bank, align: 'right', cell: (row) => <Money of={row.availableAtBank} /> },
                { title: t.on, cell: ({ publishedOn }) => <When at={publishedOn} /> },
              ]}
            />
          </>
        )
      }
    </Answer>
  );
}

function Lines({ of: lines }: { readonly of: readonly (readonly [name: string, amount: string])[] }) {
  if (lines.length === 0) return <>—</>;
  return lines.map(([name, amount], at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a frozen publication have nothing but their place
    <Flex key={at} justify="space-between" gap={12}>
      <span>{name}</span> <Money of={amount} />
    </Flex>
  ));
}
