/** A year of the economy's book: what each owner of accounts earned, and carrying it forward by two persons. */
import { Button, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import type { BookYearState } from '../../graph/types.ts';
import { AskFirst } from '../../kit/ask-first.tsx';
import { Money } from '../../kit/money.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { amountColumn } from './amounts.tsx';
import { type BookMonthsQuery, CarryEconomyYearDocument, ProposeEconomyYearDocument } from './books.generated.ts';
import { Who } from './months.tsx';

const texts = textsOf({
  title: ['年终结转', 'The year carried forward'],
  year: ['年度', 'Year'],
  owner: ['权属人', 'Owner of the accounts'],
  income: ['收入', 'Income'],
  expense: ['费用', 'Expenses'],
  profit: ['利润', 'Profit'],
  empty: ['本年度没有收入和费用。', 'There was neither income nor expense in the year.'],
  propose: ['提请结转', 'Propose to carry forward'],
  carry: ['结转', 'Carry forward'],
  notYet: [
    '年度结束、且十二月之前各期间均已封账后，可提请结转。',
    'It can be proposed once the year is over and all months before December are sealed.',
  ],
  proposeEffect: [
    '提请后由另一位有权限的人员结转。在结转之前，凭证仍可进入本年度。',
    'Somebody else will have to carry it forward; until then vouchers still come in.',
  ],
  carryEffect: [
    '将为每个权属人在 12-31 生成一张凭证，把收入和费用转入本年利润和利润分配；之后可封十二月。',
    'Posts one voucher for each owner of accounts on 12-31, from income and expenses to profit and its distribution. December can be sealed after it.',
  ],
  proposed: ['提请人', 'Proposed by'],
  carried: ['结转人', 'Carried forward by'],
});

const states: Record<BookYearState, Text> = {
  OPEN: ['未结转', 'Not carried forward'],
  PROPOSED: ['待结转', 'To be carried forward'],
  CARRIED: ['已结转', 'Carried forward'],
};

const YEARS_BACK = 5;

type Book = NonNullable<BookMonthsQuery['economyBook']>;
type Result = Book['year']['results'][number];

export function Year({ of: { year, owners }, choose }: { readonly of: Book; choose(year: number): void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { today } = useViewer();
  const [isAsking, setAsking] = useState(false);
  const names = new Map(owners.map(({ code, name }) => [code, name]));
  const thisYear = Number(today.slice(0, 4));
  const columns: Columns<Result> = [
    { title: t.owner, key: 'owner', cell: ({ owner }) => names.get(owner.code) ?? owner.code },
    { ...amountColumn, title: t.income, key: 'income', cell: ({ income }) => <Money of={income} /> },
    { ...amountColumn, title: t.expense, key: 'expense', cell: ({ expense }) => <Money of={expense} /> },
    { ...amountColumn, title: t.profit, key: 'profit', cell: ({ profit }) => <Money of={profit} /> },
  ];
  return (
    <div style={{ marginTop: 24 }}>
      <Typography.Title level={2} style={{ fontSize: 18 }}>
        {t.title}
      </Typography.Title>
      <Flex wrap gap={8} align="center" style={{ marginBottom: 8 }}>
        <Select
          aria-label={t.year}
          value={year.year}
          options={Array.from({ length: YEARS_BACK + 1 }, (_, back) => ({
            value: thisYear - back,
            label: String(thisYear - back),
          }))}
          onChange={choose}
        />
        <Status look={year.state === 'CARRIED' ? 'done' : 'waiting'}>{say(states[year.state], language)}</Status>
        {year.proposedBy && (
          <span>
            {t.proposed} <Who person={year.proposedBy} at={year.proposedAt} />
          </span>
        )}
        {year.carriedBy && (
          <span>
            {t.carried} <Who person={year.carriedBy} at={year.carriedAt} />
          </span>
        )}
        {year.allowedTransitions.length > 0 ? (
          <Button type="primary" size="small" onClick={() => setAsking(true)}>
            {year.state === 'OPEN' ? t.propose : t.carry}
          </Button>
        ) : (
          year.state === 'OPEN' && <Typography.Text type="secondary">{t.notYet}</Typography.Text>
        )}
      </Flex>
      <PlainTable<Result>
        label={t.title}
        columns={columns}
        rows={year.results}
        rowKey={({ owner }) => `${owner.kind} ${owner.code}`}
        empty={t.empty}
      />
      {isAsking && <Step year={year.year} isCarrying={year.state !== 'OPEN'} close={() => setAsking(false)} />}
    </div>
  );
}

function Step({ year, isCarrying, close }: { readonly year: number; readonly isCarrying: boolean; close(): void }) {
  const t = useTexts(texts);
  const document = isCarrying ? CarryEconomyYearDocument : ProposeEconomyYearDocument;
  const command = useCommand(document as typeof CarryEconomyYearDocument);
  return (
    <AskFirst
      title={`${isCarrying ? t.carry : t.propose} ${year}`}
      consequence={isCarrying ? t.carryEffect : t.proposeEffect}
      confirm={isCarrying ? t.carry : t.propose}
      command={command}
      run={() => command.run({ input: { year, county: null } })}
      close={close}
    />
  );
}
