/** The ledger of an account: by month 总账, by line 明细账, each line leading to its voucher. */
import { useQuery } from '@apollo/client/react';
import { Button, Empty, Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { accountName } from './accounts.ts';
import { bookIn, useLooked } from './address.ts';
import { amountColumn, Balance, Moved, Side } from './amounts.tsx';
import { BookLedgerDocument, type LedgerFragment } from './books.generated.ts';
import { Filters } from './filters.tsx';
import { PrintButton } from './print-button.tsx';
import { bookTexts } from './texts.ts';

const texts = textsOf({
  choose: [
    '请在上方选择科目，或在科目余额表中点击科目编码。',
    'Choose an account above, or follow its code in the table of balances.',
  ],
  unknown: ['账簿中没有这个科目，请选择其他科目。', 'The book has no such account. Choose another one.'],
  general: ['总账', 'General ledger'],
  subsidiary: ['明细账', 'Subsidiary ledger'],
  generalExcel: ['总账 Excel', 'General ledger, Excel'],
  linesExcel: ['明细账 Excel', 'Lines, Excel'],
  linesCsv: ['明细账 CSV', 'Lines, CSV'],
  nothing: ['所选期间没有发生额。', 'Nothing moved in these months.'],
});

type LedgerOf = NonNullable<LedgerFragment['accountLedger']>;
type Month = LedgerOf['months'][number];
type Line = LedgerOf['lines']['edges'][number]['node'];

export function Ledger() {
  const t = useTexts({ ...texts, ...bookTexts });
  const [{ book, account, period, through }] = useLooked();
  const file = (rest: string) =>
    `/api/books/${book}/accounts/${encodeURIComponent(account ?? '')}/${rest}?${new URLSearchParams({ period, through })}`;
  return (
    <>
      <Filters byAccount>
        {account && (
          <>
            <Download address={file('months.xlsx')}>{t.generalExcel}</Download>
            <Download address={file('lines.xlsx')}>{t.linesExcel}</Download>
            <Download address={file('lines.csv')}>{t.linesCsv}</Download>
            <PrintButton />
          </>
        )}
      </Filters>
      {account ? (
        <OfAccount account={account} />
      ) : (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.choose} />
      )}
    </>
  );
}

function OfAccount({ account }: { readonly account: string }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const [{ book, period, through }, look] = useLooked();
  const page = useListPage('lines', 50);
  const asked = useQuery(BookLedgerDocument, {
    variables: { economy: book === 'economy', account, period, through, ...page.variables },
  });
  const columns: Columns<Line> = [
    { title: t.date, key: 'on', cell: ({ effectiveOn }) => <When at={effectiveOn} /> },
    {
      title: t.voucher,
      key: 'voucher',
      cell: ({ voucherNumber, seq }) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => look({ voucher: seq })}>
          {voucherNumber}
        </Button>
      ),
    },
    { title: t.memo, key: 'memo', cell: ({ memo }) => <div style={{ width: 260 }}>{memo}</div> },
    { title: t.code, field: 'account' },
    { ...amountColumn, title: t.debit, key: 'debit', cell: ({ debit }) => <Moved of={debit} /> },
    { ...amountColumn, title: t.credit, key: 'credit', cell: ({ credit }) => <Moved of={credit} /> },
    { title: t.side, key: 'side', cell: ({ side }) => <Side of={side} /> },
    { ...amountColumn, title: t.balance, key: 'balance', cell: ({ balance }) => <Balance of={balance} /> },
  ];
  return (
    <Answer to={asked}>
      {(data) => {
        const found = bookIn(data)?.accountLedger;
        if (!found) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.unknown} />;
        return (
          <>
            <Typography.Title level={2} style={{ fontSize: 18 }}>
              {found.account.code} {accountName(found.account)}
            </Typography.Title>
            <Typography.Paragraph>
              {t.opening} <Side of={found.openingSide} /> <Balance of={found.opening} /> · {t.debitOfMonths}{' '}
              <Balance of={found.debit} /> · {t.creditOfMonths} <Balance of={found.credit} /> · {t.closing}{' '}
              <Side of={found.closingSide} /> <Balance of={found.closing} />
            </Typography.Paragraph>
            <Months of={found.months} />
            <Typography.Title level={3} style={{ fontSize: 16 }}>
              {t.subsidiary}
            </Typography.Title>
            <ListTable<Line>
              label={t.subsidiary}
              of={found.lines}
              page={page}
              columns={columns}
              rowKey={({ seq, account: on, debit, credit, balance }) => `${seq} ${on} ${debit} ${credit} ${balance}`}
              empty={t.nothing}
            />
          </>
        );
      }}
    </Answer>
  );
}

function Months({ of }: { readonly of: readonly Month[] }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const columns: Columns<Month> = [
    { title: t.month, field: 'period' },
    { title: t.side, key: 'openingSide', cell: ({ openingSide }) => <Side of={openingSide} /> },
    { ...amountColumn, title: t.opening, key: 'opening', cell: ({ opening }) => <Balance of={opening} /> },
    { ...amountColumn, title: t.debit, key: 'debit', cell: ({ debit }) => <Moved of={debit} /> },
    { ...amountColumn, title: t.credit, key: 'credit', cell: ({ credit }) => <Moved of={credit} /> },
    { ...amountColumn, title: t.yearDebit, key: 'yearDebit', cell: ({ yearDebit }) => <Moved of={yearDebit} /> },
    {
      ...amountColumn,
      title: t.yearCredit,
      key: 'yearCredit',
      cell: ({ yearCredit }) => <Moved of={yearCredit} />,
    },
    { title: t.side, key: 'closingSide', cell: ({ closingSide }) => <Side of={closingSide} /> },
    { ...amountColumn, title: t.closing, key: 'closing', cell: ({ closing }) => <Balance of={closing} /> },
  ];
  return (
    <div style={{ marginBottom: 16 }}>
      <Typography.Title level={3} style={{ fontSize: 16 }}>
        {t.general}
      </Typography.Title>
      <PlainTable<Month>
        label={t.general}
        columns={columns}
        rows={of}
        rowKey={({ period }) => period}
        empty={t.nothing}
      />
    </div>
  );
}
