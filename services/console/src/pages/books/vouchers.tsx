/** The journals of some months 记账凭证, of all accounts or one. */
import { useQuery } from '@apollo/client/react';
import { Button, Input, Select, Tag } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { isMonth } from '../../kit/months.ts';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import type { Columns } from '../../kit/plain-table.tsx';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { bookIn, useLooked } from './address.ts';
import { amountColumn } from './amounts.tsx';
import { BookVouchersDocument, type VouchersFragment } from './books.generated.ts';
import { Filters } from './filters.tsx';
import { bookTexts, otherSource, sources } from './texts.ts';

const texts = textsOf({
  list: ['记账凭证', 'Vouchers'],
  everything: ['全部来源', 'Posted for anything'],
  reversal: ['冲销', 'Reversal'],
  find: ['按凭证字号查找', 'Find by voucher number'],
  findBy: ['记-0092 或 2025-11 记-0092', '记-0092 or 2025-11 记-0092'],
  empty: [
    '没有符合条件的凭证。请放宽期间、科目、来源或字号。',
    'No voucher is like that. Widen the months, the account, the source or the number.',
  ],
  journalExcel: ['序时账 Excel', 'Journal, Excel'],
  journalCsv: ['序时账 CSV', 'Journal, CSV'],
});

type Row = VouchersFragment['journals']['edges'][number]['node'];

export function Vouchers() {
  const t = useTexts({ ...texts, ...bookTexts });
  const { language } = useLanguage();
  const [{ book, period, through, account, source: sourceKind, number: voucherNumber }, look] = useLooked();
  const page = useListPage('vouchers', 50);
  const asked = useQuery(BookVouchersDocument, {
    variables: {
      economy: book === 'economy',
      filter: { period, through, account, sourceKind, voucherNumber },
      ...fromTheEnd(page.variables),
    },
  });
  const columns: Columns<Row> = [
    {
      title: t.voucher,
      key: 'voucher',
      cell: ({ voucherNumber, seq }) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => look({ voucher: seq })}>
          {voucherNumber}
        </Button>
      ),
    },
    { title: t.date, key: 'on', cell: ({ effectiveOn }) => <When at={effectiveOn} /> },
    { title: t.memo, key: 'memo', cell: ({ memo }) => <div style={{ width: 260 }}>{memo}</div> },
    {
      title: t.source,
      key: 'source',
      cell: ({ source, reverses }) => (
        <>
          {say(sources[source.kind] ?? otherSource, language)} {reverses !== null && <Tag>{t.reversal}</Tag>}
        </>
      ),
    },
    { ...amountColumn, title: t.amount, key: 'total', cell: ({ total }) => <Money of={total} /> },
  ];
  const files = `/api/books/${book}/journals`;
  const query = new URLSearchParams({ period, through });
  return (
    <>
      <Filters byAccount>
        <SourceChoice />
        <FindNumber />
        <Download address={`${files}.xlsx?${query}`}>{t.journalExcel}</Download>
        <Download address={`${files}.csv?${query}`}>{t.journalCsv}</Download>
      </Filters>
      <Answer to={asked}>
        {(data) => {
          const journals = bookIn(data)?.journals;
          return (
            <ListTable<Row>
              label={t.list}
              of={journals ? newestFirst(journals) : null}
              page={page}
              columns={columns}
              rowKey={({ seq }) => String(seq)}
              empty={t.empty}
            />
          );
        }}
      </Answer>
    </>
  );
}

/** With its month, that month is looked at; without one, the months that are. */
function FindNumber() {
  const t = useTexts(texts);
  const [{ number }, look] = useLooked();
  const find = (typed: string) => {
    const [month = ''] = typed.match(/^\d{4}-\d{2}(?=\s|记)/) ?? [];
    look({ number: typed || null, ...(isMonth(month) ? { period: month, through: month } : {}) });
  };
  return (
    <Input.Search
      key={number}
      allowClear
      aria-label={t.find}
      placeholder={t.findBy}
      maxLength={30}
      style={{ width: 240, maxWidth: '100%' }}
      defaultValue={number ?? ''}
      onSearch={(typed) => find(typed.trim())}
    />
  );
}

function SourceChoice() {
  const t = useTexts({ ...texts, ...bookTexts });
  const { language } = useLanguage();
  const [{ source }, look] = useLooked();
  return (
    <Select
      aria-label={t.source}
      value={source ?? ''}
      popupMatchSelectWidth={false}
      options={[
        { value: '', label: t.everything },
        ...Object.entries(sources).map(([value, text]) => ({ value, label: say(text, language) })),
      ]}
      onChange={(kind) => look({ source: kind || null })}
    />
  );
}
