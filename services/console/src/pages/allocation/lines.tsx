/** Each compound's line: what was allocated, declared, paid and arrived; beneath it the bank lines that paid it. */
import { Card, Flex, Typography } from 'antd';
import { breakNames } from '../../kit/break-names.ts';
import { fenOf } from '../../kit/fen.ts';
import { Money } from '../../kit/money.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import { SettleDeclarationDocument } from './allocation.generated.ts';
import type { ShownAllocation } from './allocation.tsx';

const texts = textsOf({
  title: ['各小区分成与四方核对（元）', 'Each compound’s four sides, in yuan'],
  compound: ['受益小区', 'Compound'],
  allocated: ['分配', 'Allocated'],
  declared: ['申报', 'Declared'],
  paid: ['已收款', 'Received'],
  credited: ['业主账户到账', 'At the owners’ bank'],
  state: ['核对', 'Check'],
  settled: ['四方一致', 'All agree'],
  open: ['未结清', 'Open'],
  noBank: ['还没有银行流水核对到这一行。', 'No bank line is matched to this line yet.'],
  bank: ['银行流水', 'Bank lines'],
  day: ['日期', 'Date'],
  amount: ['金额（元）', 'Amount in yuan'],
  whole: ['整笔金额，不只这一小区的分成', 'The whole payment: more than this compound’s part is in it'],
  counterparty: ['对方', 'Counterparty'],
  memo: ['摘要', 'Memo'],
  number: ['银行流水号', 'Bank’s number'],
  from: ['文件', 'File'],
  file: (name: string, line: number) => [`${name} 第 ${line} 行`, `${name}, row ${line}`],
  settle: ['不等申报，结清', 'Settle without a declaration that agrees'],
  settleAbout: [
    '其余三方一致时，不再等待运营方申报或更正。',
    'Where the other three sides agree, nothing more is waited for from the operator’s declaration.',
  ],
  reason: ['理由', 'Reason'],
});

type Line = ShownAllocation['lines'][number];
type Matched = NonNullable<Line['settlement']['matches']>[number]['lines'][number] & { readonly key: string };

export function Lines({ of }: { readonly of: ShownAllocation }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const isDeclarationOpen = of.lines.some(({ settlement }) =>
    settlement.breaks?.some(({ code }) => code === 'DECLARATION_MISSING' || code === 'DECLARED_DIFFERS'),
  );
  const maySettle =
    isDeclarationOpen &&
    !of.declarationSettledReason &&
    !isOwn(viewer, of.closedBy) &&
    hasRole(viewer.grants, 'FINANCE_CHECKER');
  const columns: Columns<Line> = [
    { title: t.compound, cell: ({ compound }) => compound?.name ?? '—' },
    { title: t.state, cell: ({ settlement }) => <Standing of={settlement} /> },
    { title: t.allocated, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    { title: t.declared, align: 'right', cell: ({ settlement }) => <Money of={settlement.declared} /> },
    { title: t.paid, align: 'right', cell: ({ settlement }) => <Money of={settlement.paid} /> },
    { title: t.credited, align: 'right', cell: ({ settlement }) => <Money of={settlement.credited} /> },
  ];
  return (
    <Card
      size="small"
      title={t.title}
      extra={
        maySettle && (
          <WordsButton
            size="small"
            document={SettleDeclarationDocument}
            variables={(reason) => ({ input: { allocation: of.id, reason } })}
            label={t.reason}
            field="reason"
            about={t.settleAbout}
          >
            {t.settle}
          </WordsButton>
        )
      }
    >
      <PlainTable<Line>
        label={t.title}
        rows={of.lines}
        rowKey={({ settlement }) => settlement.compound}
        columns={columns}
        expand={(line) => <BankLines of={line} />}
      />
    </Card>
  );
}

function Standing({ of }: { readonly of: Line['settlement'] }) {
  const t = useTexts(texts);
  const names = useTexts(breakNames);
  if (of.settled) return <Status look="done">{t.settled}</Status>;
  const breaks = of.breaks ?? [];
  if (breaks.length === 0) return <Status look="waiting">{t.open}</Status>;
  return (
    <Flex vertical style={{ maxWidth: 280 }}>
      {breaks.map(({ id, code, amount, next }) => (
        <div key={id}>
          <Status look="blocked">{names[code]}</Status> <Money of={amount} />
          <br />
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {next}
          </Typography.Text>
        </div>
      ))}
    </Flex>
  );
}

function BankLines({ of: { amount: share, settlement } }: { readonly of: Line }) {
  const t = useTexts(texts);
  const matched: readonly Matched[] = (settlement.matches ?? [])
    .filter(({ state }) => state !== 'UNDONE')
    .flatMap(({ id, lines }) => lines.map((line) => ({ ...line, key: `${id} ${line.line?.id ?? ''}` })))
    .sort((one, other) => (one.line?.bookedOn ?? '').localeCompare(other.line?.bookedOn ?? ''));
  if (matched.length === 0) return <Typography.Text type="secondary">{t.noBank}</Typography.Text>;
  const columns: Columns<Matched> = [
    { title: t.day, cell: ({ line }) => <When at={line?.bookedOn ?? null} /> },
    {
      title: t.amount,
      align: 'right',
      cell: ({ amount }) => (
        <>
          <Money of={amount} />
          {fenOf(amount) > fenOf(share) && (
            <Typography.Text
              type="secondary"
              style={{ display: 'block', maxWidth: 180, marginInlineStart: 'auto', fontSize: 12 }}
            >
              {t.whole}
            </Typography.Text>
          )}
        </>
      ),
    },
    { title: t.counterparty, cell: ({ line }) => line?.counterparty ?? '—' },
    { title: t.memo, cell: ({ line }) => line?.memo ?? '—' },
    { title: t.number, cell: ({ line }) => line?.reference ?? '—' },
    { title: t.from, cell: ({ line }) => (line ? t.file(line.statement.fileName, line.line) : '—') },
  ];
  return <PlainTable<Matched> label={t.bank} rows={matched} rowKey={({ key }) => key} columns={columns} />;
}
