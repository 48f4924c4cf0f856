/** The table of balances 科目余额表: every account and those above it, and whether the book proves itself. */
import { useQuery } from '@apollo/client/react';
import { Button, Typography } from 'antd';
import type { AccountCategory, BalanceSide } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { sumOf } from '../../kit/fen.ts';
import { Download } from '../../kit/files/download.tsx';
import { Money, signOf } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { accountName } from './accounts.ts';
import { bookIn, type Looked, useLooked } from './address.ts';
import { amountColumn, Balance, Moved, Side } from './amounts.tsx';
import { type BalancesFragment, BookBalancesDocument } from './books.generated.ts';
import { Filters } from './filters.tsx';
import { PrintButton } from './print-button.tsx';
import { bookTexts } from './texts.ts';

const texts = textsOf({
  title: ['科目余额表', 'Table of balances'],
  balanced: ['试算平衡：借方合计与贷方合计相等', 'In balance: debits equal credits'],
  unbalanced: ['试算不平衡，请立即联系系统管理员', 'Out of balance: tell an administrator at once'],
  sum: (name: string) => [`${name}合计`, `${name} in all`],
  totals: ['本期合计', 'Of these months'],
  empty: [
    '所选期间没有余额，也没有发生额。请选择其他期间。',
    'Nothing stands or moved in these months. Choose others.',
  ],
});

type Account = BalancesFragment['trialBalance']['tree'][number];
/** An account, or all of a class. */
type Row = Omit<Account, '__typename' | 'isLeaf'>;

const classes = {
  ASSET: ['资产', 'Assets'],
  LIABILITY: ['负债', 'Liabilities'],
  EQUITY: ['所有者权益', 'Equity'],
  INCOME: ['收入', 'Income'],
  EXPENSE: ['费用', 'Expenses'],
} as const satisfies Record<AccountCategory, Text>;
const isClass = ({ level }: Row) => level === 0;

export function Balances() {
  const t = useTexts({ ...texts, ...bookTexts });
  const [looked, look] = useLooked();
  const { book, period, through, owner } = looked;
  const asked = useQuery(BookBalancesDocument, {
    variables: { economy: book === 'economy', period, through, owner },
  });
  const owners = bookIn(asked.data ?? asked.previousData)?.owners ?? [];
  return (
    <>
      <Filters owners={owners}>
        <Download address={fileOf(looked, 'xlsx')}>{t.excel}</Download>
        <Download address={fileOf(looked, 'csv')}>{t.csv}</Download>
        <PrintButton />
      </Filters>
      <Answer to={asked}>
        {(data) => {
          const found = bookIn(data)?.trialBalance;
          return found ? <BalanceTable of={found} open={(account) => look({ view: 'ledger', account })} /> : null;
        }}
      </Answer>
    </>
  );
}

function BalanceTable({ of, open }: { of: BalancesFragment['trialBalance']; open: (account: string) => void }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const { language } = useLanguage();
  const columns: Columns<Row> = [
    {
      title: t.account,
      key: 'code',
      cell: ({ code, category, level, ...named }) =>
        level === 0 ? (
          t.sum(say(classes[category], language))
        ) : (
          // Behind the one it is below.
          <div style={{ marginInlineStart: 12 * (level - 1), maxWidth: '44vw' }}>
            <Button type="link" size="small" className="books-code" onClick={() => open(code)}>
              {code}
            </Button>
            <div>{accountName(named)}</div>
          </div>
        ),
    },
    { title: t.side, key: 'openingSide', cell: ({ openingSide }) => <Side of={openingSide} /> },
    { ...amountColumn, title: t.opening, key: 'opening', cell: ({ opening }) => <Balance of={opening} /> },
    { ...amountColumn, title: t.debitOfMonths, key: 'debit', cell: ({ debit }) => <Moved of={debit} /> },
    { ...amountColumn, title: t.creditOfMonths, key: 'credit', cell: ({ credit }) => <Moved of={credit} /> },
    { title: t.side, key: 'closingSide', cell: ({ closingSide }) => <Side of={closingSide} /> },
    { ...amountColumn, title: t.closing, key: 'closing', cell: ({ closing }) => <Balance of={closing} /> },
    { ...amountColumn, title: t.yearDebit, key: 'yearDebit', cell: ({ yearDebit }) => <Moved of={yearDebit} /> },
    {
      ...amountColumn,
      title: t.yearCredit,
      key: 'yearCredit',
      cell: ({ yearCredit }) => <Moved of={yearCredit} />,
    },
  ];
  return (
    <div className="books-balances">
      <Notice
        type={of.balanced ? 'success' : 'error'}
        className="books-proof"
        title={of.balanced ? t.balanced : t.unbalanced}
        description={
          <Typography.Text>
            {t.totals} · {t.debit} <Money of={of.totalDebit} /> · {t.credit} <Money of={of.totalCredit} />
          </Typography.Text>
        }
      />
      <PlainTable<Row>
        label={t.title}
        columns={columns}
        rows={byClass(of.tree)}
        rowKey={({ code }) => code}
        isHeading={isClass}
        empty={t.empty}
      />
    </div>
  );
}

/** The accounts of each class below what they add up to, which is that of the synthetic ones. */
function byClass(tree: readonly Account[]): readonly Row[] {
  return [...Map.groupBy(tree, ({ category }) => category)].flatMap(([category, accounts]): readonly Row[] => {
    const tops = accounts.filter(({ level }) => level === 1);
    const sum = (name: 'opening' | 'debit' | 'credit' | 'yearDebit' | 'yearCredit' | 'closing') =>
      sumOf(tops.map((account) => account[name]));
    const [opening, closing] = [sum('opening'), sum('closing')];
    const moved = {
      debit: sum('debit'),
      credit: sum('credit'),
      yearDebit: sum('yearDebit'),
      yearCredit: sum('yearCredit'),
    };
    const sides = { openingSide: sideOf(opening), closingSide: sideOf(closing) };
    const sumUp = { code: category, name: category, street: null, community: null, category, level: 0 };
    return [{ ...sumUp, opening, closing, ...moved, ...sides }, ...accounts];
  });
}

function sideOf(balance: string): BalanceSide {
  return (['CREDIT', 'LEVEL', 'DEBIT'] as const)[signOf(balance) + 1] ?? 'LEVEL';
}

function fileOf({ book, period, through, owner }: Looked, format: string): string {
  const query = new URLSearchParams({ period, through, ...(owner ? { owner } : {}) });
  return `/api/books/${book}/balances.${format}?${query}`;
}
