/** What does not agree: by kind, age and owner, with the next thing to do; assigned, commented, documented. */
import { useQuery } from '@apollo/client/react';
import { Checkbox, Flex, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { BreakAge, BreakCode } from '../../../graph/types.ts';
import { Answer } from '../../../kit/answer.tsx';
import { breakNames } from '../../../kit/break-names.ts';
import { Download } from '../../../kit/files/download.tsx';
import { PrintPage } from '../../../kit/files/print-page.tsx';
import { useChoice, useListPage } from '../../../kit/list-page.ts';
import { ListTable } from '../../../kit/list-table.tsx';
import { Money } from '../../../kit/money.tsx';
import type { Columns } from '../../../kit/plain-table.tsx';
import { Status } from '../../../kit/status.tsx';
import { many, say, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { useViewer } from '../../../session/viewer.tsx';
import { breakAges, breakOwners, useWord } from '../words.ts';
import { BreakWork } from './break-work.tsx';
import { BreaksDocument, type BreaksQuery } from './breaks.generated.ts';

const texts = textsOf({
  list: ['差异', 'Breaks'],
  code: ['差异类型', 'What is wrong'],
  anyCode: ['全部类型', 'All kinds'],
  age: ['账龄', 'Age'],
  anyAge: ['全部账龄', 'Any age'],
  mine: ['只看我的', 'Only mine'],
  amount: ['金额', 'Amount'],
  owner: ['责任方', 'Responsible'],
  about: ['事项', 'About'],
  next: ['下一步', 'What to do next'],
  assigned: (name: string) => [`经办人 ${name}`, `assigned to ${name}`],
  nobody: ['未指派', 'not assigned'],
  days: (days: number) => [`${days} 天`, many(days, 'day')],
  due: (day: string) => [`应清 ${day}`, `due ${day}`],
  notDue: ['未到期', 'not due'],
  empty: ['没有差异：四方相符。', 'Nothing: all sides agree.'],
  print: ['打印差异清单', 'Print'],
  csv: ['导出 CSV', 'Export CSV'],
  xlsx: ['导出 Excel', 'Export Excel'],
  onlyAgreement: (code: string) => [`仅协议 ${code}`, `only ${code}`],
});

export type Break = NonNullable<BreaksQuery['breaks']>['edges'][number]['node'];

const codes = Object.keys(breakNames) as readonly BreakCode[];
const ages = Object.keys(breakAges) as readonly BreakAge[];

export function Breaks() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { person } = useViewer();
  const [search] = useSearchParams();
  const [code, chooseCode] = useChoice<BreakCode>('code', codes);
  const [age, chooseAge] = useChoice<BreakAge>('age', ages);
  const [whose, chooseWhose] = useChoice('whose', ['mine'] as const);
  const [, chooseAgreement] = useChoice<string>('agreement', null);
  const agreement = search.get('agreement');
  const page = useListPage('breaks');
  const filter = { code: code && [code], age, assignee: whose ? (person?.id ?? null) : null, agreement };
  const asked = useQuery(BreaksDocument, { variables: { filter, ...page.variables } });
  const columns = useColumns();
  const wanted = new URLSearchParams({
    ...(code && { code }),
    ...(age && { age }),
    ...(filter.assignee && { assignee: filter.assignee }),
    ...(agreement && { agreement }),
  });
  return (
    <>
      <Flex wrap gap={8} align="center" style={{ marginBottom: 12 }}>
        <Select<BreakCode | ''>
          aria-label={t.code}
          style={{ width: 180 }}
          value={code ?? ''}
          onChange={(next) => chooseCode(next || null)}
          options={[
            { value: '', label: t.anyCode },
            ...codes.map((value) => ({ value, label: say(breakNames[value], language) })),
          ]}
        />
        <Select<BreakAge | ''>
          aria-label={t.age}
          style={{ width: 150 }}
          value={age ?? ''}
          onChange={(next) => chooseAge(next || null)}
          options={[
            { value: '', label: t.anyAge },
            ...ages.map((value) => ({ value, label: say(breakAges[value], language) })),
          ]}
        />
        <Checkbox checked={whose !== null} onChange={({ target }) => chooseWhose(target.checked ? 'mine' : null)}>
          {t.mine}
        </Checkbox>
        {agreement && (
          <Checkbox checked onChange={() => chooseAgreement(null)}>
            {t.onlyAgreement(agreement)}
          </Checkbox>
        )}
        <PrintPage address={`/api/reconciliation/breaks.html?${wanted}`} label={t.print} />
        <Download address={`/api/reconciliation/breaks.csv?${wanted}`}>{t.csv}</Download>
        <Download address={`/api/reconciliation/breaks.xlsx?${wanted}`}>{t.xlsx}</Download>
      </Flex>
      <Answer to={asked}>
        {({ breaks }) => (
          <ListTable
            label={t.list}
            of={breaks}
            page={page}
            columns={columns}
            rowKey={({ id }) => id}
            empty={t.empty}
            expand={(each) => <BreakWork of={each} />}
          />
        )}
      </Answer>
    </>
  );
}

function useColumns(): Columns<Break> {
  const t = useTexts(texts);
  const word = useWord();
  return [
    {
      title: t.code,
      cell: ({ code }) => <Status look="blocked">{word(breakNames, code)}</Status>,
    },
    { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    {
      title: t.age,
      cell: ({ age, ageDays, dueOn }) => (
        <>
          {ageDays < 0 ? t.notDue : `${word(breakAges, age)} · ${t.days(ageDays)}`}
          <div className="small">{t.due(dueOn)}</div>
        </>
      ),
    },
    {
      title: t.about,
      cell: ({ agreement, period, compound, operator, bankLine }) => (
        <div style={{ whiteSpace: 'normal', width: 150 }}>
          {agreement && period ? (
            <Link to={`/finance/allocations/${agreement.code}/${period}`}>
              {[agreement.code, agreement.name, period].join(' · ')}
            </Link>
          ) : (
            agreement && [agreement.code, agreement.name].join(' · ')
          )}
          {compound && ` · ${compound.name}`}
          {!agreement && operator?.name}
          {bankLine && `${bankLine.bookedOn} ${bankLine.counterparty || bankLine.memo}`}
        </div>
      ),
    },
    {
      title: t.owner,
      cell: ({ owner, assignee }) => (
        <div style={{ whiteSpace: 'normal', width: 130 }}>
          {owner.name}
          {owner.name !== word(breakOwners, owner.kind) && <div className="small">{word(breakOwners, owner.kind)}</div>}
          <div className="small">{assignee ? t.assigned(assignee.name) : t.nobody}</div>
        </div>
      ),
    },
    {
      title: t.next,
      cell: ({ next }) => <div style={{ whiteSpace: 'normal', width: 200 }}>{next}</div>,
    },
  ];
}
