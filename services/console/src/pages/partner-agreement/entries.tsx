/** The entries of a joint venture: filters that stand in the address, as files, and what can be done with one of them. */
import { useQuery } from '@apollo/client/react';
import { DatePicker, Flex, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import type { EntryKind } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { AgreementFrame } from './agreement-frame.tsx';
import { PartnerEntriesDocument, type PartnerEntryFragment } from './entries.generated.ts';
import { EntryDetails } from './entry-details.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { fields, kinds } from './words.ts';

const texts = textsOf({
  label: ['经营明细', 'Entries'],
  amount: ['金额（元）', 'Amount (yuan)'],
  month: ['计入月份', 'Month'],
  allMonths: ['全部月份', 'All months'],
  kind: ['类型', 'Kind'],
  mark: ['标记', 'Mark'],
  late: ['跨期', 'Late'],
  disputed: ['有争议', 'Disputed'],
  find: ['查凭证号', 'Find a reference'],
  marks: ['标记', 'Marks'],
  from: ['来源', 'Came by'],
  file: (name: string, line: number) => [`${name} 第 ${line} 行`, `${name}, line ${line}`],
  api: ['网页或接口', 'Page or interface'],
  empty: ['没有符合条件的明细。换个条件，或', 'No entry fits. Change the filters, or '],
  post: ['报一笔', 'post one'],
  csv: ['导出 CSV', 'Export CSV'],
  xlsx: ['导出 Excel', 'Export Excel'],
});

const MARKS = ['late', 'disputed'] as const;

export function Entries({ agreement }: { readonly agreement: string }) {
  const t = useTexts(texts);
  const kindNames = useTexts(kinds);
  const names = useTexts(fields);
  const page = useListPage('entries', 50);
  const [month, setMonth] = useChoice('period', null);
  const [kind, setKind] = useChoice<EntryKind>('kind', ['REVENUE', 'COST']);
  const [mark, setMark] = useChoice('mark', MARKS);
  const [ref, setRef] = useChoice('ref', null);
  const filter = {
    ...(month ? { period: month } : {}),
    ...(kind ? { kind } : {}),
    ...(mark === 'late' ? { late: true } : {}),
    ...(mark === 'disputed' ? { disputed: true } : {}),
    ...(ref ? { externalRef: ref } : {}),
  };
  const asked = useQuery(PartnerEntriesDocument, { variables: { agreement, filter, ...fromTheEnd(page.variables) } });
  const shown = asked.data ?? asked.previousData;
  const exported = `/api/agreements/${agreement}/entries`;
  const range = month ? `?period=${month}` : '';
  return (
    <Answer to={{ ...asked, data: shown }}>
      {({ agreement: of }) => (
        <AgreementFrame part="entries" of={of}>
          <Flex wrap gap={8} style={{ marginBottom: 12 }}>
            <DatePicker
              picker="month"
              format="YYYY-MM"
              aria-label={t.month}
              placeholder={t.allMonths}
              value={month ? dayjs(`${month}-01`) : null}
              onChange={(day) => setMonth(day ? day.format('YYYY-MM') : null)}
            />
            <Select<EntryKind>
              aria-label={t.kind}
              placeholder={t.kind}
              allowClear
              style={{ width: 120 }}
              value={kind}
              onChange={(chosen) => setKind(chosen ?? null)}
              options={(['REVENUE', 'COST'] as const).map((value) => ({ value, label: kindNames[value] }))}
            />
            <Select<(typeof MARKS)[number]>
              aria-label={t.mark}
              placeholder={t.mark}
              allowClear
              style={{ width: 120 }}
              value={mark}
              onChange={(chosen) => setMark(chosen ?? null)}
              options={MARKS.map((value) => ({ value, label: t[value] }))}
            />
            <Input.Search
              key={ref ?? ''}
              aria-label={t.find}
              placeholder={t.find}
              allowClear
              style={{ width: 220 }}
              defaultValue={ref ?? ''}
              onSearch={(text) => setRef(text.trim() === '' ? null : text.trim())}
            />
            <Download address={`${exported}.csv${range}`}>{t.csv}</Download>
            <Download address={`${exported}.xlsx${range}`}>{t.xlsx}</Download>
          </Flex>
          <ListTable<PartnerEntryFragment>
            label={t.label}
            of={of?.entries ? newestFirst(of.entries) : null}
            page={page}
            isLoading={asked.loading}
            rowKey={({ id }) => id}
            empty={
              <>
                {t.empty}
                <Link to={`/partner/agreements/${agreement}/post`}>{t.post}</Link>
              </>
            }
            expand={(entry) => <EntryDetails agreement={agreement} of={entry} />}
            columns={[
              { title: names.externalRef, field: 'externalRef' },
              { title: names.kind, cell: (entry) => kindNames[entry.kind] },
              {
                title: t.amount,
                align: 'right',
                cell: ({ amount, reverses }) => <Money of={reverses ? `-${amount}` : amount} />,
              },
              { title: names.occurredOn, cell: ({ occurredOn }) => <When at={occurredOn} /> },
              { title: t.month, field: 'period' },
              { title: names.projectCode, field: 'projectCode' },
              { title: names.memo, field: 'memo' },
              { title: t.marks, cell: (entry) => <EntryMarks of={entry} /> },
              { title: t.from, cell: ({ file, line }) => (file ? t.file(file.fileName, line) : t.api) },
            ]}
          />
        </AgreementFrame>
      )}
    </Answer>
  );
}
