/** The table of balances 科目余额表: every account and those above it, and whether the book proves itself. */
import { useQuery } from '@apollo/client/react';
import { Button, Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
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
  totals: ['本期合计', 'Of these months'],
  empty: [
    '所选期间没有余额，也没有发生额。请选择其他期间。',
    'Nothing stands or moved in these months. Choose others.',
  ],
});

type Row = BalancesFragment['trialBalance']['tree'][number];

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
  const columns: Columns<Row> = [
    {
      title: t.code,
      key: 'code',
      cell: ({ code, name, level }) => (
        // Behind the one it is below.
        <div style={{ marginInlineStart: 12 * (level - 1) }}>
          <Button type="link" size="small" className="books-code" onClick={() => open(code)}>
            {code}
          </Button>
          <div>{name}</div>
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
    <div>
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
      <PlainTable<Row> label={t.title} columns={columns} rows={of.tree} rowKey={({ code }) => code} empty={t.empty} />
    </div>
  );
}

function fileOf({ book, period, through, owner }: Looked, format: string): string {
  const query = new URLSearchParams({ period, through, ...(owner ? { owner } : {}) });
  return `/api/books/${book}/balances.${format}?${query}`;
}
