/** The months of a book, sealed in order by two persons 封账, and the year carried forward 年终结转. */
import { useQuery } from '@apollo/client/react';
import { Button, Typography } from 'antd';
import { useState } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { AskFirst } from '../../kit/ask-first.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { type BookCode, bookIn, useLooked } from './address.ts';
import {
  BookMonthsDocument,
  BooksProposeEconomyMonthDocument,
  BooksProposeOwnersMonthDocument,
  BooksSealEconomyMonthDocument,
  BooksSealOwnersMonthDocument,
  type MonthsFragment,
} from './books.generated.ts';
import { bookTexts } from './texts.ts';
import { Year } from './year.tsx';

const texts = textsOf({
  title: ['会计期间', 'Months'],
  about: [
    '封账须按月份先后进行：一人提请，另一人封账。封账后该期间不再接受任何凭证。',
    'Months are sealed in order: one person proposes, another seals. No voucher comes into a sealed month.',
  ],
  state: ['状态', 'State'],
  sealed: ['已封账', 'Sealed'],
  toSeal: ['待封账', 'To be sealed'],
  toPropose: ['待提请', 'To be proposed'],
  proposedBehind: ['已提请，须先封前面的期间', 'Proposed; earlier months come first'],
  running: ['进行中', 'Not over'],
  count: ['凭证数', 'Vouchers'],
  proposed: ['提请人', 'Proposed by'],
  sealer: ['封账人', 'Sealed by'],
  root: ['封账校验值', 'Seal (Merkle root)'],
  action: ['操作', 'Action'],
  empty: [
    '账簿中还没有凭证。分成审批过账后，会计期间会出现在这里。',
    'The book is empty. Months appear here once something is posted.',
  ],
  propose: ['提请封账', 'Propose'],
  seal: ['封账', 'Seal'],
  proposeTitle: (month: string) => [`提请封账 ${month}`, `Propose to seal ${month}`],
  sealTitle: (month: string) => [`封账 ${month}`, `Seal ${month}`],
  proposeEffect: (count: number) => [
    `本期间有 ${count} 张凭证。提请后由另一位有权限的人员封账；在封账之前，凭证仍可进入本期间。`,
    `The month has ${many(count, 'voucher')}. Somebody else will have to seal it; until then vouchers still come in.`,
  ],
  sealEffect: (count: number) => [
    `将冻结本期间的 ${count} 张凭证，并计算默克尔根用于公示。此操作不可撤销；之后的业务记入最早的未封期间。`,
    `Freezes the ${many(count, 'voucher')} of the month and computes the root that publications print. It cannot be taken back; what comes later counts in the earliest open month.`,
  ],
});

type Month = MonthsFragment['months'][number];

export function Months() {
  const t = useTexts({ ...texts, ...bookTexts });
  const [{ book }] = useLooked();
  const { today } = useViewer();
  const [year, setYear] = useState(yearToCarry(today));
  const asked = useQuery(BookMonthsDocument, { variables: { economy: book === 'economy', year } });
  return (
    <Answer to={asked}>
      {(data) => (
        <>
          <Typography.Paragraph type="secondary">{t.about}</Typography.Paragraph>
          <MonthTable book={book} of={bookIn<MonthsFragment>(data)?.months ?? []} />
          {data.economyBook && <Year of={data.economyBook} choose={setYear} />}
        </>
      )}
    </Answer>
  );
}

/** In its first half a year has the one before it to be carried forward. */
function yearToCarry(today: string): number {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month <= 6 ? year - 1 : year;
}

function MonthTable({ book, of }: { readonly book: BookCode; readonly of: readonly Month[] }) {
  const t = useTexts({ ...texts, ...bookTexts });
  const [chosen, choose] = useState<Month | null>(null);
  const next = of.find(({ state }) => state === 'OPEN');
  const columns: Columns<Month> = [
    { title: t.month, field: 'period' },
    { title: t.state, key: 'state', cell: (month) => <State of={month} /> },
    { title: t.count, field: 'journalCount', align: 'right' },
    {
      title: t.action,
      key: 'action',
      cell: (month) =>
        month.allowedTransitions.length > 0 && (
          <Button size="small" type={month === next ? 'primary' : 'default'} onClick={() => choose(month)}>
            {month.awaits === 'SEALING' ? t.seal : t.propose}
          </Button>
        ),
    },
    {
      title: t.proposed,
      key: 'proposer',
      cell: ({ proposer, proposedAt }) => <Who person={proposer} at={proposedAt} />,
    },
    { title: t.sealer, key: 'sealer', cell: ({ sealer, sealedAt }) => <Who person={sealer} at={sealedAt} /> },
    {
      title: t.root,
      key: 'root',
      cell: ({ merkleRoot }) =>
        merkleRoot && (
          <Typography.Text copyable={{ text: merkleRoot }} code>
            {merkleRoot.slice(0, 12)}…
          </Typography.Text>
        ),
    },
  ];
  return (
    <div>
      <PlainTable<Month>
        label={t.title}
        columns={columns}
        rows={[...of].reverse()}
        rowKey={({ period }) => period}
        empty={t.empty}
      />
      {chosen && <Step book={book} month={chosen} close={() => choose(null)} />}
    </div>
  );
}

function State({ of }: { readonly of: Month }) {
  const t = useTexts(texts);
  if (of.state === 'SEALED') return <Status look="done">{t.sealed}</Status>;
  if (of.awaits === 'SEALING') return <Status look="ready">{t.toSeal}</Status>;
  if (of.awaits === 'PROPOSAL') return <Status look="ready">{t.toPropose}</Status>;
  return <Status look="waiting">{of.proposer ? t.proposedBehind : t.running}</Status>;
}

/** A person and when, where there is one. */
export function Who({ person, at }: { readonly person: { name: string } | null; readonly at: string | null }) {
  return person ? (
    <>
      {person.name} <When at={at} />
    </>
  ) : null;
}

const documents = {
  economy: { propose: BooksProposeEconomyMonthDocument, seal: BooksSealEconomyMonthDocument },
  owners: { propose: BooksProposeOwnersMonthDocument, seal: BooksSealOwnersMonthDocument },
} as const;

function Step({ book, month, close }: { readonly book: BookCode; readonly month: Month; close(): void }) {
  const t = useTexts(texts);
  const isSealing = month.awaits === 'SEALING';
  const command = useCommand(documents[book][isSealing ? 'seal' : 'propose'] as typeof BooksSealEconomyMonthDocument);
  return (
    <AskFirst
      title={isSealing ? t.sealTitle(month.period) : t.proposeTitle(month.period)}
      consequence={isSealing ? t.sealEffect(month.journalCount) : t.proposeEffect(month.journalCount)}
      confirm={isSealing ? t.seal : t.propose}
      command={command}
      run={() => command.run({ input: { period: month.period, county: null } })}
      close={close}
    />
  );
}
