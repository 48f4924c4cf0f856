/** One journal as a voucher: its lines, its amount in words, who made, checked and posted it, and what it was posted for. */

import { useQuery } from '@apollo/client/react';
import { Descriptions, Drawer, Empty, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { PrintPage } from '../../kit/files/print-page.tsx';
import { Money } from '../../kit/money.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { bookIn, useLooked } from './address.ts';
import { amountColumn, Moved } from './amounts.tsx';
import { BookVoucherDocument, type VoucherFragment } from './books.generated.ts';
import { bookTexts, otherSource, sources } from './texts.ts';

const texts = textsOf({
  title: ['记账凭证', 'Voucher'],
  lines: ['分录', 'Lines'],
  unknown: ['账簿中没有这张凭证。', 'The book has no such voucher.'],
  number: ['序号', 'Number in the book'],
  belongsTo: ['业务日期', 'Business date'],
  effective: ['记账日期', 'Booked on'],
  posted: ['过账时间', 'Posted at'],
  words: ['金额（大写）', 'Amount in words'],
  maker: ['制单', 'Prepared by'],
  checker: ['复核', 'Checked by'],
  poster: ['记账', 'Posted by'],
  system: ['系统', 'the system'],
  nobody: ['无需复核', 'not required'],
  agreement: ['合作协议', 'Agreement'],
  period: ['经营期', 'Period'],
  pool: ['分成额', 'Pool'],
  spending: ['支出事由', 'Spent on'],
  bankLine: ['银行流水', 'Bank line'],
  reverses: ['冲销凭证序号', 'Takes back number'],
  proof: ['存在性证明', 'Proof'],
  hash: ['凭证哈希', 'Hash'],
  proven: ['所在期间已封账，可凭默克尔根验证', 'Its month is sealed; the root proves that it is in it'],
  unproven: ['所在期间封账后可验证', 'Once its month is sealed'],
  about: (agreement: string, period: string) => [`协议 ${agreement} · ${period}`, `agreement ${agreement} · ${period}`],
});

type JournalOf = NonNullable<VoucherFragment['journal']>;
type Line = JournalOf['lines'][number];

export function Voucher({ seq }: { readonly seq: number }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const [{ book }, look] = useLooked();
  const asked = useQuery(BookVoucherDocument, { variables: { economy: book === 'economy', seq } });
  const journal = bookIn(asked.data)?.journal;
  return (
    <Drawer
      open
      size={760}
      title={journal ? `${t.title} ${journal.voucherNumber}` : t.title}
      extra={<PrintPage address={`/api/books/${book}/vouchers/${seq}.html`} label={t.print} />}
      onClose={() => look({ voucher: null })}
    >
      <Answer to={asked}>
        {(data) => {
          const found = bookIn(data)?.journal;
          return found ? (
            <Content of={found} />
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.unknown} />
          );
        }}
      </Answer>
    </Drawer>
  );
}

function Content({ of }: { readonly of: JournalOf }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const [looked, look] = useLooked();
  const toAccount = (account: string) => {
    look({ ...looked, view: 'ledger', account, voucher: null });
  };
  const columns: Columns<Line> = [
    {
      title: t.memo,
      key: 'memo',
      cell: ({ memo, agreement, period }) => (
        <div style={{ width: 'min(180px, 18vw)', overflowWrap: 'anywhere' }}>
          {memo ?? of.memo}
          {agreement && period && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {t.about(agreement, period)}
            </Typography.Text>
          )}
        </div>
      ),
    },
    {
      title: t.account,
      key: 'account',
      cell: ({ account }) => (
        <Typography.Link
          style={{ display: 'block', width: 'min(240px, 24vw)', overflowWrap: 'anywhere' }}
          href={`/books?book=${looked.book}&view=ledger&account=${encodeURIComponent(account.code)}`}
          onClick={(event) => {
            event.preventDefault();
            toAccount(account.code);
          }}
        >
          {account.code} {account.name}
        </Typography.Link>
      ),
    },
    { ...amountColumn, title: t.debit, key: 'debit', cell: ({ debit }) => <Moved of={debit} /> },
    { ...amountColumn, title: t.credit, key: 'credit', cell: ({ credit }) => <Moved of={credit} /> },
  ];
  return (
    <>
      <Facts of={of} />
      <div style={{ height: 16 }} />
      <PlainTable<Line> label={t.lines} columns={columns} rows={of.lines} rowKey={(line) => of.lines.indexOf(line)} />
      <Typography.Paragraph style={{ marginTop: 12 }}>
        {t.words} <strong>{of.totalInWords}</strong> <Money of={of.total} />
      </Typography.Paragraph>
      <Typography.Paragraph type="secondary">
        {t.proof} · {of.inclusionProof ? t.proven : t.unproven}
        <br />
        {t.hash} <Typography.Text copyable={{ text: of.hash }}>{of.hash.slice(0, 16)}…</Typography.Text>
      </Typography.Paragraph>
    </>
  );
}

function Facts({ of }: { readonly of: JournalOf }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const { language } = useLanguage();
  const [{ book }] = useLooked();
  const { allocation, match, spending, kind } = of.source;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t.belongsTo, <When key="date" at={of.date} />],
    [t.effective, <When key="effective" at={of.effectiveOn} />],
    [t.posted, <When key="posted" at={of.postedAt} />],
    [t.number, of.seq],
    [t.maker, of.maker?.name ?? t.system],
    [t.checker, of.checker?.name ?? t.nobody],
    [t.poster, of.poster?.name ?? t.system],
    [t.source, say(sources[kind] ?? otherSource, language)],
    ...(allocation
      ? ([
          [
            t.agreement,
            allocation.agreement && (
              <Link key="agreement" to={`/finance/allocations/${allocation.agreement.code}/${allocation.period}`}>
                {allocation.agreement.code} {allocation.agreement.name}
              </Link>
            ),
          ],
          [t.period, allocation.period],
          [t.pool, <Money key="pool" of={allocation.pool} />],
        ] as const)
      : []),
    ...(match?.lines ?? []).flatMap(({ amount, line }) =>
      line
        ? [
            [
              t.bankLine,
              <span key={line.id}>
                <When at={line.bookedOn} /> {line.counterparty} <Money of={amount} />
              </span>,
            ] as const,
          ]
        : [],
    ),
    ...(spending ? ([[t.spending, spending.title]] as const) : []),
    ...(of.reverses === null
      ? []
      : ([
          [
            t.reverses,
            <Link key="reverses" to={`/books?book=${book}&view=vouchers&voucher=${of.reverses}`}>
              {of.reverses}
            </Link>,
          ],
        ] as const)),
  ];
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2 }}
      bordered
      items={facts.map(([label, children], place) => ({ key: place, label, children }))}
    />
  );
}
