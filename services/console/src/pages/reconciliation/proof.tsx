/** The statement of reconciliation: it proves itself, is printed, and is signed by a second person. */
import { useQuery } from '@apollo/client/react';
import { Descriptions, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { PrintPage } from '../../kit/files/print-page.tsx';
import { LinkButton } from '../../kit/link-button.tsx';
import { Money } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { AccountHead } from './account-head.tsx';
import { LatestProofDocument, ProofOfDocument, type ProvedStatementFragment } from './proof.generated.ts';
import { SignStatement } from './sign-statement.tsx';
import { statementLooks, statementStates, useWord } from './words.ts';

const texts = textsOf({
  none: [
    '还没有对账单：请先在“对账单”导入银行文件。',
    'There is no statement yet: import a file of the bank under Statements.',
  ],
  period: (from: string, to: string) => [`对账单 ${from} 至 ${to}`, `Statement of ${from} to ${to}`],
  book: ['账面余额（元）', 'Balance of the book, in yuan'],
  inTransit: ['减：在途款项（账上有，银行尚无）', 'less in transit: in the book, not at the bank yet'],
  notRecorded: ['加：未入账款项（银行有，账上尚无）', 'plus not recorded: at the bank, not in the book yet'],
  bank: ['银行余额（元）', 'Balance of the bank, in yuan'],
  result: ['结论', 'Result'],
  balanced: ['相符', 'It balances'],
  notBalanced: ['不符，不能签认', 'It does not balance and cannot be signed'],
  transitItems: ['在途明细', 'In transit'],
  unrecorded: ['未入账明细', 'Not recorded'],
  noTransit: ['没有在途款项', 'Nothing is in transit'],
  noUnrecorded: ['没有未入账款项', 'Nothing is missing in the book'],
  day: ['日期', 'Date'],
  what: ['摘要', 'What'],
  which: ['凭证 / 流水号', 'Voucher / serial'],
  amount: ['金额（元）', 'Amount (yuan)'],
  imported: ['导入人', 'Imported by'],
  signed: ['签认人', 'Signed by'],
  reason: ['退回理由', 'Reopened because'],
  publish: ['去公示', 'Go on to publish'],
  print: ['打印余额调节表', 'Print'],
  lines: ['导出流水', 'Lines as CSV'],
});

interface ProofViewProps {
  readonly account: string;
  readonly tabs: ReactNode;
}

export function ProofView({ account, tabs }: ProofViewProps) {
  const [search] = useSearchParams();
  const statement = search.get('statement');
  return statement ? (
    <OneProof account={account} statement={statement} tabs={tabs} />
  ) : (
    <LatestProof account={account} tabs={tabs} />
  );
}

function LatestProof({ account, tabs }: ProofViewProps) {
  const t = useTexts(texts);
  const asked = useQuery(LatestProofDocument, { variables: { account } });
  return (
    <Answer to={asked}>
      {({ bankAccount }) => (
        <>
          {bankAccount && <AccountHead of={bankAccount} />}
          {tabs}
          <Proved account={account} of={bankAccount?.statements.edges[0]?.node ?? null} empty={t.none} />
        </>
      )}
    </Answer>
  );
}

function OneProof({ account, statement, tabs }: ProofViewProps & { readonly statement: string }) {
  const t = useTexts(texts);
  const asked = useQuery(ProofOfDocument, { variables: { account, statement } });
  return (
    <Answer to={asked}>
      {({ bankAccount }) => (
        <>
          {bankAccount && <AccountHead of={bankAccount} />}
          {tabs}
          <Proved account={account} of={bankAccount?.statement ?? null} empty={t.none} />
        </>
      )}
    </Answer>
  );
}

interface ProvedProps {
  readonly account: string;
  readonly of: ProvedStatementFragment | null;
  readonly empty: string;
}

function Proved({ account, of: statement, empty }: ProvedProps) {
  const t = useTexts(texts);
  const word = useWord();
  if (!statement) return <p>{empty}</p>;
  const { id, from, to, state, proof, importedBy, importedAt, signedBy, signedAt, reason } = statement;
  const rows = [
    [t.book, proof.bookBalance],
    [t.inTransit, proof.inTransit],
    [t.notRecorded, proof.notRecorded],
    [t.bank, proof.bankBalance],
  ] as const;
  return (
    <>
      <Flex wrap gap={12} align="center" style={{ marginBottom: 12 }}>
        <h2 style={{ fontSize: 16, margin: 0 }}>{t.period(from, to)}</h2>
        <Status look={statementLooks[state]}>{word(statementStates, state)}</Status>
      </Flex>
      <Descriptions
        bordered
        size="small"
        column={1}
        style={{ maxWidth: 620 }}
        items={[
          ...rows.map(([label, amount]) => ({
            key: label,
            label,
            children: <Money of={amount} />,
            styles: { content: { textAlign: 'right' as const } },
          })),
          {
            key: 'balanced',
            label: t.result,
            children: (
              <span data-balanced={proof.balanced}>
                <Status look={proof.balanced ? 'done' : 'blocked'}>
                  {proof.balanced ? t.balanced : t.notBalanced}
                </Status>
              </span>
            ),
          },
          {
            key: 'imported',
            label: t.imported,
            children: (
              <>
                {importedBy?.name} <When at={importedAt} />
              </>
            ),
          },
          ...(signedBy
            ? [
                {
                  key: 'signed',
                  label: t.signed,
                  children: (
                    <>
                      {signedBy.name} <When at={signedAt} />
                    </>
                  ),
                },
              ]
            : []),
          ...(reason ? [{ key: 'reason', label: t.reason, children: reason }] : []),
        ]}
      />
      <Flex wrap gap={8} style={{ margin: '12px 0' }}>
        <SignStatement of={statement} />
        {state === 'SIGNED' && <LinkButton to="/finance/publications">{t.publish}</LinkButton>}
        <PrintPage address={`/api/bank-accounts/${account}/reconciliation.html?on=${to}`} label={t.print} />
        <Download address={`/api/bank-accounts/${account}/lines.csv?statement=${id}`}>{t.lines}</Download>
      </Flex>
      <Flex wrap gap={24}>
        <OneSided
          label={t.transitItems}
          empty={t.noTransit}
          rows={proof.transitItems.map((item) => ({
            ...item,
            what: item.memo,
            which: item.voucherNumber,
            amount: item.open,
          }))}
        />
        <OneSided
          label={t.unrecorded}
          empty={t.noUnrecorded}
          rows={proof.unrecordedLines.map((line) => ({
            id: line.id,
            on: line.bookedOn,
            what: [line.counterparty, line.memo].filter((each) => each).join(' · '),
            which: line.reference,
            amount: line.amount,
          }))}
        />
      </Flex>
    </>
  );
}

interface Row {
  readonly id: string;
  readonly on: string;
  readonly what: string;
  readonly which: string;
  readonly amount: string;
}

function OneSided({ label, rows, empty }: { label: string; rows: readonly Row[]; empty: string }) {
  const t = useTexts(texts);
  return (
    <div style={{ flex: '1 1 380px', minWidth: 0 }}>
      <h3 style={{ fontSize: 15 }}>{label}</h3>
      <PlainTable<Row>
        label={label}
        rows={rows}
        rowKey={({ id }) => id}
        empty={empty}
        columns={[
          { title: t.day, cell: ({ on }) => <When at={on} /> },
          { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} sign /> },
          { title: t.what, field: 'what' },
          { title: t.which, field: 'which' },
        ]}
      />
    </div>
  );
}
