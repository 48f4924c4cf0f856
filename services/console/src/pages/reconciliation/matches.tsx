/** What was matched with what, by whom; what waits for a second person; what can be taken back. */
import { useQuery } from '@apollo/client/react';
import { Button, Flex, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { BankMatchState } from '../../graph/types.ts';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { whichOf } from '../../kit/matched.ts';
import { Money, signOf } from '../../kit/money.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { AccountHead } from './account-head.tsx';
import { Approve } from './approve.tsx';
import { Batches } from './batches.tsx';
import { BankMatchesDocument, type BankMatchesQuery } from './matches.generated.ts';
import { type UndoableBatch, UndoBatch, UndoMatch } from './undo-dialog.tsx';
import { matchLooks, matchStates, rules, useWord, variances } from './words.ts';
import { BatchProgress } from './workbench/batch-progress.tsx';

const texts = textsOf({
  list: ['核销记录', 'Matches'],
  state: ['状态', 'State'],
  all: ['全部', 'All'],
  lines: ['银行流水', 'Bank lines'],
  items: ['账项', 'Book items'],
  rule: ['方式', 'How'],
  difference: ['差额', 'Difference'],
  voucher: ['凭证', 'Voucher'],
  by: ['经办', 'Made by'],
  actions: ['操作', 'Actions'],
  undo: ['撤销', 'Undo'],
  checked: (name: string) => [`复核：${name}`, `checked by ${name}`],
  undoneBy: (name: string, reason: string) => [`${name} 撤销：${reason}`, `undone by ${name}: ${reason}`],
  byRules: ['自动', 'by the rules'],
  empty: [
    '没有这样的核销记录。在工作台核销后，记录在此。',
    'No such match. What is matched in the workbench stands here.',
  ],
  csv: ['导出 CSV', 'Export CSV'],
  xlsx: ['导出 Excel', 'Export Excel'],
  missing: (code: string) => [`没有银行账户 ${code}，或您无权查看。`, `There is no bank account ${code} for you.`],
});

type Account = NonNullable<BankMatchesQuery['bankAccount']>;
type Match = Account['matches']['edges'][number]['node'];
type Dialog = { readonly match: Match } | { readonly batch: UndoableBatch };

const states = ['PROPOSED', 'CONFIRMED', 'BOOKED', 'UNDOING', 'UNDONE'] as const satisfies readonly BankMatchState[];

export function Matches({ account, tabs }: { readonly account: string; readonly tabs: ReactNode }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [state, chooseState] = useChoice<BankMatchState>('matches', states);
  const page = useListPage('match');
  const asked = useQuery(BankMatchesDocument, {
    variables: { account, state: state && [state], ...fromTheEnd(page.variables) },
  });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const columns = useColumns((match) => setDialog({ match }));
  return (
    <Answer to={asked}>
      {({ bankAccount }) =>
        bankAccount === null ? (
          <p>{t.missing(account)}</p>
        ) : (
          <>
            <AccountHead of={bankAccount} />
            {tabs}
            <Flex wrap gap={8} style={{ marginBottom: 12 }}>
              <Select<BankMatchState | ''>
                aria-label={t.state}
                style={{ width: 180 }}
                value={state ?? ''}
                onChange={(next) => chooseState(next || null)}
                options={[
                  { value: '', label: t.all },
                  ...states.map((value) => ({ value, label: say(matchStates[value], language) })),
                ]}
              />
              <Download address={`/api/bank-accounts/${account}/matches.csv`}>{t.csv}</Download>
              <Download address={`/api/bank-accounts/${account}/matches.xlsx`}>{t.xlsx}</Download>
            </Flex>
            {batch && <BatchProgress key={batch} id={batch} undo={null} close={() => setBatch(null)} />}
            <ListTable
              label={t.list}
              of={newestFirst(bankAccount.matches)}
              page={page}
              columns={mayActOnAny(bankAccount.matches) ? columns : columns.filter(({ key }) => key !== 'actions')}
              rowKey={({ id }) => id}
              empty={t.empty}
            />
            <Batches of={bankAccount.matchBatches} undo={(own) => setDialog({ batch: own })} begun={setBatch} />
            {dialog && 'match' in dialog && (
              <UndoMatch match={dialog.match.id} which={whichOf(dialog.match)} close={() => setDialog(null)} />
            )}
            {dialog && 'batch' in dialog && (
              <UndoBatch batch={dialog.batch} begun={setBatch} close={() => setDialog(null)} />
            )}
          </>
        )
      }
    </Answer>
  );
}

/** Whether anything can be done with one of them. */
function mayActOnAny({ edges }: Account['matches']): boolean {
  return edges.some(({ node }) => node.allowedTransitions.length > 0);
}

function useColumns(undo: (match: Match) => void): Columns<Match> {
  const t = useTexts(texts);
  const word = useWord();
  return [
    {
      title: t.state,
      cell: ({ state, undoneBy, reason, approvedBy }) => (
        <div style={{ whiteSpace: 'normal', maxWidth: 180 }}>
          <div style={{ whiteSpace: 'nowrap' }}>
            <Status look={matchLooks[state]}>{word(matchStates, state)}</Status>
          </div>
          {approvedBy && <div className="small">{t.checked(approvedBy.name)}</div>}
          {undoneBy && <div className="small">{t.undoneBy(undoneBy.name, reason ?? '')}</div>}
        </div>
      ),
    },
    {
      title: t.actions,
      key: 'actions',
      cell: (match) => (
        <Flex gap={8} wrap>
          <Approve match={match.id} by={match.allowedTransitions.map(({ mutation }) => mutation)} />
          {allows(match.allowedTransitions, 'undoMatch') && (
            <Button size="small" onClick={() => undo(match)}>
              {t.undo}
            </Button>
          )}
        </Flex>
      ),
    },
    {
      title: t.lines,
      cell: ({ lines }) =>
        lines.map(({ amount, line }) => (
          <Flex key={line?.id} justify="space-between" gap={12}>
            <span>
              {line?.bookedOn} {line?.counterparty || line?.memo}
            </span>{' '}
            <Money of={amount} sign />
          </Flex>
        )),
    },
    {
      title: t.items,
      cell: ({ items }) =>
        items.map(({ amount, voucherNumber, item }) => (
          <Flex key={`${voucherNumber} ${item?.id}`} justify="space-between" gap={12}>
            <span>
              {voucherNumber} {item?.compound?.name}
            </span>{' '}
            <Money of={amount} sign />
          </Flex>
        )),
    },
    { title: t.rule, cell: ({ rule }) => <div style={{ minWidth: 112 }}>{word(rules, rule)}</div> },
    {
      title: t.difference,
      align: 'right',
      cell: ({ difference, variance }) =>
        signOf(difference) === 0 ? null : (
          <>
            <Money of={difference} sign />
            {variance && <div className="small">{word(variances, variance)}</div>}
          </>
        ),
    },
    { title: t.voucher, cell: ({ voucherNumber }) => <span style={{ whiteSpace: 'nowrap' }}>{voucherNumber}</span> },
    {
      title: t.by,
      cell: ({ madeBy, madeAt }) => (
        <>
          {madeBy?.name ?? t.byRules}
          <div className="small">
            <When at={madeAt} />
          </div>
        </>
      ),
    },
  ];
}
