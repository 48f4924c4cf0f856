/** Each share of a month on its four sides: declared, allocated, received, arrived. */
import { useQuery } from '@apollo/client/react';
import { DatePicker, Flex } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { breakNames } from '../../kit/break-names.ts';
import { Download } from '../../kit/files/download.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FourSidesDocument, type FourSidesQuery } from './shares.generated.ts';
import { useWord } from './words.ts';

const texts = textsOf({
  list: ['四方对账', 'Four sides'],
  month: ['期间', 'Month'],
  agreement: ['协议', 'Agreement'],
  compound: ['受益小区', 'Compound'],
  declared: ['企业申报', 'Declared'],
  allocated: ['分配', 'Allocated'],
  paid: ['结算中心收到', 'Received'],
  credited: ['业主账户到账', 'Arrived'],
  state: ['结清', 'Settled'],
  settled: ['四方一致', 'All agree'],
  open: ['未清', 'Open'],
  empty: [
    '本月没有分配。结账后，分配在此与银行核对。',
    'Nothing was shared of this month. After closing it stands here.',
  ],
  csv: ['导出 CSV', 'Export CSV'],
  xlsx: ['导出 Excel', 'Export Excel'],
});

type Agreement = NonNullable<FourSidesQuery['agreements']>['edges'][number]['node'];
type Line = NonNullable<Agreement['allocation']>['lines'][number];
interface Row {
  readonly agreement: Agreement;
  readonly line: Line;
}

export function Shares() {
  const t = useTexts(texts);
  const { today } = useViewer();
  const [chosen, choose] = useChoice<string>('month', null);
  const period = chosen && /^\d{4}-\d{2}$/.test(chosen) ? chosen : monthBefore(today);
  const page = useListPage('agreements', 50);
  const asked = useQuery(FourSidesDocument, { variables: { period, ...page.variables } });
  return (
    <>
      <Flex wrap gap={8} style={{ marginBottom: 12 }}>
        <DatePicker
          picker="month"
          aria-label={t.month}
          allowClear={false}
          value={dayjs(`${period}-01`)}
          onChange={(month) => month && choose(month.format('YYYY-MM'))}
        />
        <Download address={`/api/reconciliation/shares.csv?period=${period}`}>{t.csv}</Download>
        <Download address={`/api/reconciliation/shares.xlsx?period=${period}`}>{t.xlsx}</Download>
      </Flex>
      <Answer to={asked}>
        {({ agreements }) => (
          <ListTable
            label={t.list}
            of={agreements && { ...agreements, totalCount: null, edges: rowsOf(agreements) }}
            page={page}
            columns={columns()}
            rowKey={({ agreement, line }) => `${agreement.code} ${line.settlement.compound}`}
            empty={t.empty}
          />
        )}
      </Answer>
    </>
  );

  function columns(): Columns<Row> {
    const side = (title: string, of: 'declared' | 'allocated' | 'paid' | 'credited') => ({
      title,
      align: 'right' as const,
      cell: ({ line }: Row) => <Money of={line.settlement[of]} />,
    });
    return [
      {
        title: t.agreement,
        cell: ({ agreement }) => (
          <>
            <Link to={`/finance/allocations/${agreement.code}/${period}`}>{agreement.name}</Link>
            <div className="small">{agreement.code}</div>
          </>
        ),
      },
      { title: t.compound, cell: ({ line }) => line.compound?.name ?? line.settlement.compound },
      {
        title: t.state,
        cell: ({ agreement, line }) => <Settled agreement={agreement.code} of={line.settlement} />,
      },
      side(t.declared, 'declared'),
      side(t.allocated, 'allocated'),
      side(t.paid, 'paid'),
      side(t.credited, 'credited'),
    ];
  }
}

function Settled({ agreement, of: { settled, breaks } }: { agreement: string; of: Line['settlement'] }) {
  const t = useTexts(texts);
  const word = useWord();
  if (settled) return <Status look="done">{t.settled}</Status>;
  if (!breaks || breaks.length === 0) return <Status look="waiting">{t.open}</Status>;
  return (
    <>
      {breaks.map(({ id, code, amount }) => (
        <div key={id}>
          <Link to={`/reconciliation?view=breaks&agreement=${agreement}`}>
            <Status look="blocked">{word(breakNames, code)}</Status>
          </Link>{' '}
          <Money of={amount} />
        </div>
      ))}
    </>
  );
}

function rowsOf({ edges }: NonNullable<FourSidesQuery['agreements']>) {
  return edges.flatMap(({ node: agreement }) =>
    (agreement.allocation?.lines ?? []).map((line) => ({ node: { agreement, line } })),
  );
}

/** Yesterday's month is what is on its way through the bank. */
function monthBefore(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}
