/** The statements that wait for a second person: those that are explained to the last line are signed in one act. */
import { useQuery } from '@apollo/client/react';
import { Button, Checkbox, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { AskFirst } from '../../kit/ask-first.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { NotDone } from '../../kit/not-done.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { type Outcome, useEach } from '../../kit/use-each.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import { SignBankStatementDocument } from './proof.generated.ts';
import { WaitingStatementsDocument, type WaitingStatementsQuery } from './waiting-statements.generated.ts';

const texts = textsOf({
  list: ['待签认的对账单', 'Statements to sign'],
  about: [
    '每一笔都已入账的可以一次签认；还有未入账流水的，请打开逐份签认。',
    'Those whose every line is recorded can be signed together; open those with lines that are not, and sign each by itself.',
  ],
  chosen: ['签认', 'Sign'],
  choose: (name: string, day: string) => [
    `签认 ${name} 截至 ${day} 的对账单`,
    `Sign the statement of ${name} up to ${day}`,
  ],
  account: ['账户', 'Account'],
  days: ['起止日期', 'Days'],
  closing: ['期末余额', 'Closing'],
  standing: ['情况', 'How it stands'],
  explained: ['全部已入账，余额相符', 'All is recorded, and it balances'],
  open: (count: number) => [
    `${count} 笔流水未入账，逐份签认`,
    `${many(count, 'line')} not recorded: sign it by itself`,
  ],
  unbalanced: ['余额不符，不能签认', 'It does not balance and cannot be signed'],
  transit: (count: number) => [`在途 ${count} 笔`, `${count} in transit`],
  own: ['由您导入，须由另一人签认', 'You imported it: another person signs it'],
  imported: ['导入人', 'Imported by'],
  sign: (count: number) => [`签认所选 ${count} 份`, `Sign the ${count} chosen`],
  consequence: (count: number) => [
    `签认后，这 ${count} 份对账单的流水不再改动；要改动，须由另一位复核人退回。每份各自签认，一份被拒不影响其他。`,
    `The lines of ${many(count, 'statement')} are frozen from then on; to change them, another checker has to reopen them. Each is signed by itself, and one that is refused keeps no other.`,
  ],
  results: ['签认结果', 'What was signed'],
  result: ['结果', 'Result'],
  signing: ['正在签认', 'Being signed'],
  signed: ['已签认', 'Signed'],
  notDone: ['未签认', 'Not signed'],
  empty: [
    '没有待签认的对账单。导入的对账单会出现在这里。',
    'No statement waits. They appear here when they are imported.',
  ],
});

type Row = NonNullable<WaitingStatementsQuery['bankStatements']>['edges'][number]['node'];

const maySign = ({ allowedTransitions }: Row) => allows(allowedTransitions, 'signBankStatement');
const isExplained = ({ proof }: Row) => proof.balanced === true && proof.unrecordedCount === 0;

export function WaitingStatements() {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const page = useListPage('waiting');
  const asked = useQuery(WaitingStatementsDocument, { variables: page.variables });
  const signing = useEach(
    SignBankStatementDocument,
    ({ id }: Row) => id,
    ({ id, version }) => ({ input: { statement: id, version } }),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const isReady = (row: Row) => maySign(row) && isExplained(row);
  const toggle = (id: string) =>
    setLeft((now) => new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id]));
  const isChecker = hasRole(grants, 'FINANCE_CHECKER');
  const columns: Columns<Row> = [
    ...(isChecker
      ? [
          {
            title: t.chosen,
            cell: (row: Row) => (
              <Checkbox
                aria-label={t.choose(row.account.name, row.to)}
                checked={isReady(row) && !left.has(row.id)}
                disabled={!isReady(row) || signing.isRunning}
                onChange={() => toggle(row.id)}
              />
            ),
          },
        ]
      : []),
    { title: t.account, cell: (row) => <Which of={row} /> },
    { title: t.standing, cell: (row) => <Standing of={row} /> },
    { title: t.days, cell: ({ from, to }) => `${from} – ${to}` },
    { title: t.closing, align: 'right', cell: ({ closing }) => <Money of={closing} /> },
    { title: t.imported, cell: ({ importedBy }) => importedBy?.name },
  ];
  return (
    <>
      <Typography.Paragraph type="secondary">{t.about}</Typography.Paragraph>
      {signing.rows.length > 0 && (
        <PlainTable<Row>
          label={t.results}
          rows={signing.rows}
          rowKey={({ id }) => id}
          columns={[
            { title: t.account, cell: (row) => <Which of={row} /> },
            { title: t.days, cell: ({ from, to }) => `${from} – ${to}` },
            { title: t.result, cell: ({ id }) => <Result of={signing.outcomes[id]} /> },
          ]}
        />
      )}
      <NotDone of={{ refusal: null, failure: signing.failure }} />
      <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
        {({ bankStatements }) => {
          const chosen = (bankStatements?.edges ?? []).flatMap(({ node }) =>
            isReady(node) && !left.has(node.id) ? [node] : [],
          );
          return (
            <>
              <ListTable<Row>
                label={t.list}
                of={bankStatements}
                page={page}
                columns={columns}
                rowKey={({ id }) => id}
                empty={t.empty}
              />
              {isChecker && (
                <Button
                  type="primary"
                  disabled={chosen.length === 0}
                  loading={signing.isRunning}
                  onClick={() => setAsking(true)}
                >
                  {t.sign(chosen.length)}
                </Button>
              )}
              {isAsking && (
                <AskFirst
                  title={t.sign(chosen.length)}
                  consequence={t.consequence(chosen.length)}
                  confirm={t.sign(chosen.length)}
                  command={{ refusal: null, failure: null, isRunning: false, forget: () => {} }}
                  run={async () => void signing.run(chosen)}
                  close={() => setAsking(false)}
                />
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Which({ of: { id, account } }: { readonly of: Row }) {
  return (
    <Link to={`/reconciliation/${account.code}?view=proof&statement=${id}`}>
      {account.name}
      <br />
      {account.code}
    </Link>
  );
}

function Standing({ of }: { readonly of: Row }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { balanced, unrecordedCount, transitCount } = of.proof;
  const isOwnImport = isOwn(viewer, of.importedBy);
  return (
    <>
      {balanced !== true ? (
        <Status look="blocked">{t.unbalanced}</Status>
      ) : unrecordedCount > 0 ? (
        <Status look="waiting">{t.open(unrecordedCount)}</Status>
      ) : (
        <Status look={isOwnImport ? 'waiting' : 'ready'}>{t.explained}</Status>
      )}
      {isOwnImport && <div>{t.own}</div>}
      {transitCount > 0 && <div className="small">{t.transit(transitCount)}</div>}
    </>
  );
}

function Result({ of: outcome }: { readonly of: Outcome | undefined }) {
  const t = useTexts(texts);
  if (outcome === 'UNDER_WAY') return <Status look="underway">{t.signing}</Status>;
  if (outcome === 'DONE') return <Status look="done">{t.signed}</Status>;
  return <Status look="blocked">{outcome?.message ?? t.notDone}</Status>;
}
