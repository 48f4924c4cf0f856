/** The statements of an account, and the import of the next one. */
import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../../kit/answer.tsx';
import { Download } from '../../../kit/files/download.tsx';
import { useListPage } from '../../../kit/list-page.ts';
import { ListTable } from '../../../kit/list-table.tsx';
import { Money } from '../../../kit/money.tsx';
import { Notice } from '../../../kit/notice.tsx';
import type { Columns } from '../../../kit/plain-table.tsx';
import { Status } from '../../../kit/status.tsx';
import { When } from '../../../kit/when.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import { hasRole } from '../../../session/roles.ts';
import { useViewer } from '../../../session/viewer.tsx';
import { AccountHead } from '../account-head.tsx';
import { statementLooks, statementStates, uploadLooks, uploadStates, useWord } from '../words.ts';
import { ImportFile } from './import-file.tsx';
import { Layouts } from './layouts.tsx';
import { BankStatementsDocument, type BankStatementsQuery } from './statements.generated.ts';

const texts = textsOf({
  list: ['对账单', 'Statements'],
  days: ['起止日期', 'Days'],
  opening: ['期初余额', 'Opening'],
  closing: ['期末余额', 'Closing'],
  state: ['状态', 'State'],
  file: ['文件', 'File'],
  imported: ['导入', 'Imported'],
  signed: ['签认', 'Signed'],
  proof: ['余额调节表', 'Proof of balance'],
  lines: ['流水', 'Lines'],
  gap: (day: string) => [`与 ${day} 的对账单之间有缺口`, `something is missing after the statement of ${day}`],
  empty: ['还没有对账单：把银行文件拖到上面。', 'There is no statement yet: drop a file of the bank above.'],
  imports: ['最近导入的文件', 'Files that came last'],
  counts: (posted: number, duplicate: number, rejected: number) => [
    `新增 ${posted}，重复 ${duplicate}，无法读取 ${rejected}`,
    `${posted} new, ${duplicate} known, ${rejected} unreadable`,
  ],
  report: ['逐行报告', 'Report'],
  missing: (code: string) => [`没有银行账户 ${code}，或您无权查看。`, `There is no bank account ${code} for you.`],
});

type Account = NonNullable<BankStatementsQuery['bankAccount']>;
type Statement = Account['statements']['edges'][number]['node'];

export function Statements({ account, tabs }: { readonly account: string; readonly tabs: ReactNode }) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const page = useListPage('statements');
  const asked = useQuery(BankStatementsDocument, { variables: { account, ...page.variables } });
  const mayImport = hasRole(grants, 'FINANCE_MAKER');
  const columns = useColumns(account);
  return (
    <Answer to={asked}>
      {({ bankAccount }) =>
        bankAccount === null ? (
          <p>{t.missing(account)}</p>
        ) : (
          <>
            <AccountHead of={bankAccount} />
            {tabs}
            {mayImport && (
              <ImportFile
                account={account}
                bank={bankAccount.bank}
                layouts={bankAccount.mappings}
                lastClosing={bankAccount.bankBalance}
              />
            )}
            <h2 style={{ fontSize: 15 }}>{t.list}</h2>
            <ListTable
              label={t.list}
              of={bankAccount.statements}
              page={page}
              columns={columns}
              rowKey={({ id }) => id}
              empty={t.empty}
            />
            <Imports of={bankAccount.imports} />
            {mayImport && <Layouts bank={bankAccount.bank} of={bankAccount.mappings} />}
          </>
        )
      }
    </Answer>
  );
}

function useColumns(account: string): Columns<Statement> {
  const t = useTexts(texts);
  const word = useWord();
  return [
    {
      title: t.days,
      cell: ({ from, to, gap }) => (
        <>
          {from} – {to}
          {gap && <Notice type="warning" title={t.gap(gap.to)} style={{ padding: '2px 8px' }} />}
        </>
      ),
    },
    { title: t.opening, align: 'right', cell: ({ opening }) => <Money of={opening} /> },
    { title: t.closing, align: 'right', cell: ({ closing }) => <Money of={closing} /> },
    {
      title: t.state,
      cell: ({ state, signedBy }) => (
        <>
          <Status look={statementLooks[state]}>{word(statementStates, state)}</Status> {signedBy?.name}
        </>
      ),
    },
    { title: t.file, field: 'fileName' },
    {
      title: t.imported,
      cell: ({ importedBy, importedAt }) => (
        <>
          {importedBy?.name} <When at={importedAt} />
        </>
      ),
    },
    {
      title: t.proof,
      cell: ({ id }) => <Link to={`/reconciliation/${account}?view=proof&statement=${id}`}>{t.proof}</Link>,
    },
  ];
}

function Imports({ of }: { readonly of: Account['imports'] }) {
  const t = useTexts(texts);
  const word = useWord();
  if (of.edges.length === 0) return null;
  return (
    <section aria-label={t.imports}>
      <h2 style={{ fontSize: 15 }}>{t.imports}</h2>
      <ul style={{ paddingLeft: 18 }}>
        {of.edges.toReversed().map(({ node }) => (
          <li key={node.id} style={{ marginBottom: 6 }}>
            {node.fileName} · <When at={node.uploadedAt} /> ·{' '}
            <Status look={uploadLooks[node.state]}>{word(uploadStates, node.state)}</Status> ·{' '}
            {node.problem?.message ?? t.counts(node.posted, node.duplicate, node.rejected)}{' '}
            <Download size="small" address={node.report} name={`${node.id}.csv`}>
              {t.report}
            </Download>
          </li>
        ))}
      </ul>
    </section>
  );
}
