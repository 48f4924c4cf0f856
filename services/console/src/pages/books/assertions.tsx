/** What accounts hold by sources outside of the book 余额核对: what holds, what fails, recording and withdrawing. */

import { useQuery } from '@apollo/client/react';
import { Button, Typography } from 'antd';
import { useState } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { AskFirst } from '../../kit/ask-first.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { type BookCode, bookIn, useLooked } from './address.ts';
import { amountColumn } from './amounts.tsx';
import { AssertForm } from './assert-form.tsx';
import {
  type AssertionsFragment,
  BookAssertionsDocument,
  WithdrawEconomyAssertionDocument,
  WithdrawOwnersAssertionDocument,
} from './books.generated.ts';
import { Filters } from './filters.tsx';
import { Who } from './months.tsx';
import { bases, bookTexts } from './texts.ts';

const texts = textsOf({
  list: ['余额核对', 'Asserted balances'],
  record: ['登记余额核对', 'Record a balance'],
  on: ['截止日期', 'At the end of'],
  amount: ['核对余额', 'By the source'],
  book: ['账面余额', 'By the book'],
  difference: ['差额', 'Difference'],
  state: ['结果', 'Result'],
  held: ['相符', 'Holds'],
  failed: ['不符', 'Fails'],
  withdrawn: ['已撤销', 'Withdrawn'],
  basis: ['依据', 'Basis'],
  by: ['登记人', 'Recorded by'],
  withdraw: ['撤销', 'Withdraw'],
  withdrawTitle: ['撤销余额核对', 'Withdraw the asserted balance'],
  withdrawEffect: [
    '登记不可修改，只能撤销。撤销后记录仍保留可查，但不再参与核对。',
    'A record is never edited. Once withdrawn it stays to be seen, and is no longer compared.',
  ],
  empty: [
    '还没有余额核对。拿到银行对账单、盘点结果或询证函后，在此登记，系统会一直与账面比对。',
    'None yet. Record what a bank statement, a count or a confirmation says: the book is compared with it from then on.',
  ],
});

type Row = AssertionsFragment['assertions']['edges'][number]['node'];

export function Assertions() {
  const t = useTexts({ ...bookTexts, ...texts });
  const [{ book, account }] = useLooked();
  const [isRecording, setRecording] = useState(false);
  const [leaving, leave] = useState<Row | null>(null);
  const page = useListPage('assertions', 50);
  const columns = useColumns(leave);
  const asked = useQuery(BookAssertionsDocument, {
    variables: { economy: book === 'economy', account, ...page.variables },
  });
  return (
    <>
      <Filters byAccount byMonths={false}>
        <Button type="primary" onClick={() => setRecording(true)}>
          {t.record}
        </Button>
        <Download address={`/api/books/${book}/assertions.xlsx`}>{t.excel}</Download>
        <Download address={`/api/books/${book}/assertions.csv`}>{t.csv}</Download>
      </Filters>
      <Answer to={asked}>
        {(data) => (
          <ListTable<Row>
            label={t.list}
            of={bookIn(data)?.assertions ?? null}
            page={page}
            columns={columns}
            rowKey={({ id }) => id}
            empty={t.empty}
          />
        )}
      </Answer>
      {isRecording && <AssertForm book={book} account={account} close={() => setRecording(false)} />}
      {leaving && <Withdraw book={book} id={leaving.id} close={() => leave(null)} />}
    </>
  );
}

function useColumns(withdraw: (row: Row) => void): Columns<Row> {
  const t = useTexts({ ...bookTexts, ...texts });
  const { language } = useLanguage();
  return [
    {
      title: t.account,
      key: 'account',
      cell: ({ account }) => (
        <>
          {account.code} {account.name}
        </>
      ),
    },
    { title: t.on, key: 'on', cell: ({ on }) => <When at={on} /> },
    { title: t.state, key: 'state', cell: (row) => <Result of={row} /> },
    { ...amountColumn, title: t.amount, key: 'amount', cell: ({ amount }) => <Money of={amount} /> },
    { ...amountColumn, title: t.book, key: 'book', cell: ({ bookBalance }) => <Money of={bookBalance} /> },
    {
      ...amountColumn,
      title: t.difference,
      key: 'difference',
      cell: ({ difference }) => <Money of={difference} />,
    },
    {
      title: t.basis,
      key: 'basis',
      cell: ({ basis, note }) => (
        <>
          {say(bases[basis], language)}
          <Typography.Text type="secondary" style={{ display: 'block' }}>
            {note}
          </Typography.Text>
        </>
      ),
    },
    { title: t.by, key: 'by', cell: (row) => <Who person={row.recordedBy} at={row.recordedAt} /> },
    {
      title: t.withdraw,
      key: 'withdraw',
      cell: (row) =>
        row.withdrawnAt ? (
          <>
            <Who person={row.withdrawnBy} at={row.withdrawnAt} />
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {row.withdrawnBecause}
            </Typography.Text>
          </>
        ) : (
          <Button size="small" onClick={() => withdraw(row)}>
            {t.withdraw}
          </Button>
        ),
    },
  ];
}

function Result({ of }: { readonly of: Row }) {
  const t = useTexts(texts);
  if (of.withdrawnAt) return <Status look="gone">{t.withdrawn}</Status>;
  return <Status look={of.isHeld ? 'done' : 'blocked'}>{of.isHeld ? t.held : t.failed}</Status>;
}

const documents = { economy: WithdrawEconomyAssertionDocument, owners: WithdrawOwnersAssertionDocument } as const;

function Withdraw({ book, id, close }: { readonly book: BookCode; readonly id: string; close(): void }) {
  const t = useTexts(texts);
  const command = useCommand(documents[book] as typeof WithdrawEconomyAssertionDocument);
  return (
    <AskFirst
      title={t.withdrawTitle}
      consequence={t.withdrawEffect}
      confirm={t.withdraw}
      reason="REQUIRED"
      isDangerous
      command={command}
      run={(reason) => command.run({ input: { id, reason, county: null } })}
      close={close}
    />
  );
}
