/** The bank accounts, and how much there is to do on each. */
import { useQuery } from '@apollo/client/react';
import { Flex, Input } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { difference } from '../../kit/fen.ts';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Count, Money } from '../../kit/money.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useFilter } from '../../kit/use-filter.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { BankAccountsDocument, type BankAccountsQuery } from './accounts.generated.ts';
import { Files } from './files/files.tsx';
import { statementLooks, statementStates, useWord } from './words.ts';

const texts = textsOf({
  list: ['银行账户', 'Bank accounts'],
  account: ['账户', 'Account'],
  bankBalance: ['银行余额', 'Bank'],
  bookBalance: ['账面余额', 'Book'],
  difference: ['相差', 'Difference'],
  lines: ['未核销流水', 'Open lines'],
  items: ['待核销账项', 'Open items'],
  proposed: ['待复核', 'To be checked'],
  statement: ['最近对账单', 'Latest statement'],
  never: ['尚无对账单', 'None yet'],
  import: ['导入', 'Import'],
  importOf: (name: string) => [`导入${name}的对账单`, `Import a statement of ${name}`],
  upTo: (day: string) => [`截至 ${day}`, `up to ${day}`],
  find: ['查找账户', 'Find an account'],
  findBy: ['户名、编号、开户行或账号尾号', 'Name, code, bank or end of number'],
  none: ['没有符合条件的账户。', 'No account matches.'],
  empty: ['还没有银行账户，请由复核人登记。', 'There is no bank account yet: a checker opens one.'],
});

type Account = NonNullable<BankAccountsQuery['bankAccounts']>['edges'][number]['node'];

const filterNames = ['find'] as const;

export function Accounts() {
  const t = useTexts(texts);
  const word = useWord();
  const { grants } = useViewer();
  const { filter, change } = useFilter(filterNames);
  const page = useListPage('accounts');
  const asked = useQuery(BankAccountsDocument, { variables: { text: filter.find, ...page.variables } });
  const columns: Columns<Account> = [
    {
      title: t.account,
      cell: ({ code, name }) => (
        <Link to={`/reconciliation/${code}`}>
          {name}
          <br />
          {code}
        </Link>
      ),
    },
    { title: t.bankBalance, align: 'right', cell: ({ bankBalance }) => <Money of={bankBalance} /> },
    { title: t.bookBalance, align: 'right', cell: ({ bookBalance }) => <Money of={bookBalance} /> },
    {
      title: t.difference,
      align: 'right',
      cell: ({ bankBalance, bookBalance }) => (
        <Money of={bankBalance === null ? null : difference(bankBalance, bookBalance)} />
      ),
    },
    { title: t.lines, align: 'right', cell: ({ lines }) => <Count of={lines.totalCount} /> },
    { title: t.items, align: 'right', cell: ({ items }) => <Count of={items.totalCount} /> },
    {
      title: t.proposed,
      align: 'right',
      cell: ({ code, matches: { totalCount } }) =>
        totalCount > 0 ? (
          <Link to={`/reconciliation/${code}?view=matches&matches=PROPOSED`}>
            <Count of={totalCount} />
          </Link>
        ) : (
          0
        ),
    },
    {
      title: t.statement,
      cell: ({ code, name, statements }) => {
        const [latest] = statements.edges;
        const importing = (
          <Link to={`/reconciliation/${code}?view=statements`} aria-label={t.importOf(name)}>
            {t.import}
          </Link>
        );
        if (!latest)
          return (
            <>
              {t.never} {importing}
            </>
          );
        const { id, to, state } = latest.node;
        return (
          <>
            <Link to={`/reconciliation/${code}?view=proof&statement=${id}`}>{t.upTo(to)}</Link> {importing}
            <br />
            <Status look={statementLooks[state]}>{word(statementStates, state)}</Status>
          </>
        );
      },
    },
  ];
  return (
    <>
      {hasRole(grants, 'FINANCE_MAKER') && <Files />}
      <Flex role="search" style={{ marginBottom: 12 }}>
        <Input.Search
          key={filter.find}
          allowClear
          aria-label={t.find}
          placeholder={t.findBy}
          maxLength={100}
          style={{ width: 300, maxWidth: '100%' }}
          defaultValue={filter.find}
          onSearch={(find) => change({ find: find.trim() })}
        />
      </Flex>
      <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
        {({ bankAccounts }) => (
          <ListTable
            label={t.list}
            of={bankAccounts}
            page={page}
            columns={columns}
            rowKey={({ code }) => code}
            empty={filter.find ? t.none : t.empty}
          />
        )}
      </Answer>
    </>
  );
}
