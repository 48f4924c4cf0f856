/** Many agreements closed for one month in one act: what each closing will make is shown first, and then what came of it. */
import { useQuery } from '@apollo/client/react';
import { Button, Checkbox, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { MonthChooser } from '../../kit/month-picker.tsx';
import { isMonth, monthBeside, monthOf } from '../../kit/months.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Percent } from '../../kit/percent.tsx';
import { shareWords } from '../../kit/share-words.ts';
import { Status } from '../../kit/status.tsx';
import { type Outcome, useEach } from '../../kit/use-each.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { CloseOneOfManyDocument, ClosingsDocument, type ClosingsQuery } from './closings.generated.ts';

const texts = textsOf({
  title: ['批量结账', 'Close several'],
  about: [
    '先看每份协议结账后的分成，再一次结账；每份各自记录结果，另一人再逐份复核。金额单位：元。',
    'See what each closing will share, then close them in one act. Each has its own outcome, and another person approves each. Amounts in yuan.',
  ],
  board: ['返回月度看板', 'Back to the month board'],
  month: ['期间', 'Month'],
  list: ['可结账的协议', 'What can be closed'],
  chosen: ['结账', 'Close'],
  choose: (code: string) => [`结账 ${code}`, `Close ${code}`],
  agreement: ['协议', 'Agreement'],
  profit: ['利润', 'Profit'],
  base: ['计提基数', 'Base'],
  rate: ['比例', 'Rate'],
  pool: ['分成额', 'Share'],
  outcome: ['状态', 'State'],
  ready: ['可结账', 'Ready to close'],
  closed: ['已结账', 'Closed'],
  underWay: ['正在结账', 'Being closed'],
  done: ['已结账，等待另一人复核', 'Closed; another person approves it'],
  close: (count: number) => [`对所选 ${count} 份结账`, `Close the ${count} chosen`],
  asked: (count: number, month: string) => [
    `对 ${count} 份协议结账：${month}`,
    `Close ${month} for ${many(count, 'agreement')}`,
  ],
  consequence: [
    '不再接收这些协议本月的明细，并按表中所列算出分成。',
    'They take no further entry of this month, and the shares of the table are computed.',
  ],
  empty: ['还没有协议。', 'There is no agreement yet.'],
});

type Row = NonNullable<ClosingsQuery['agreements']>['edges'][number]['node'];

const isReady = ({ month }: Row) => month?.state === 'OPEN' && month.closingBlockedBy === null;

export default function Closings() {
  const t = useTexts(texts);
  const { today } = useViewer();
  const page = useListPage('agreements', 50);
  const [asked, choose] = useChoice('period', null);
  const period = isMonth(asked) ? asked : monthBeside(monthOf(today), -1);
  const answer = useQuery(ClosingsDocument, { variables: { ...page.variables, period } });
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <>
            <Link to={`/finance?period=${period}`}>{t.board}</Link>
            <MonthChooser label={t.month} value={period} onChange={choose} />
          </>
        }
      />
      <Answer to={answer}>
        {({ agreements }) => <List key={period} month={period} of={agreements} page={page} />}
      </Answer>
    </>
  );
}

type ListProps = Pick<Parameters<typeof ListTable<Row>>[0], 'of' | 'page'> & { readonly month: string };

function List({ month: period, of, page }: ListProps) {
  const t = useTexts({ ...shareWords, ...texts });
  const closing = useEach(
    CloseOneOfManyDocument,
    ({ code }: Row) => code,
    ({ code, month }) => ({ input: { agreement: code, period, closings: month?.closings ?? null } }),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const rows = (of?.edges ?? []).flatMap(({ node }) => node ?? []);
  const chosen = rows.filter((row) => isReady(row) && !left.has(row.code));
  const toggle = (code: string) =>
    setLeft((now) => new Set(now.has(code) ? [...now].filter((each) => each !== code) : [...now, code]));
  return (
    <>
      <Typography.Paragraph type="secondary">{t.rounded}</Typography.Paragraph>
      <ListTable<Row>
        label={t.list}
        of={of}
        {...(page ? { page } : {})}
        rowKey={({ id }) => id}
        empty={t.empty}
        columns={[
          {
            title: t.chosen,
            cell: (row) => (
              <Checkbox
                aria-label={t.choose(row.code)}
                checked={isReady(row) && !left.has(row.code)}
                disabled={!isReady(row) || closing.isRunning}
                onChange={() => toggle(row.code)}
              />
            ),
          },
          {
            title: t.agreement,
            cell: ({ code, name, month }) =>
              month ? (
                <Link to={`/finance/periods/${code}/${month.period}`}>
                  {code} {name}
                </Link>
              ) : (
                `${code} ${name}`
              ),
          },
          {
            title: t.pool,
            align: 'right',
            cell: ({ month }) => <Money of={month?.preview?.pool ?? month?.allocation?.pool ?? null} />,
          },
          { title: t.profit, align: 'right', cell: ({ month }) => <Money of={month?.profit ?? null} /> },
          { title: t.base, align: 'right', cell: ({ month }) => <Money of={month?.preview?.base ?? null} /> },
          {
            title: t.rate,
            align: 'right',
            cell: ({ month }) => month?.preview && <Percent of={month.preview.rateBp} />,
          },
          { title: t.outcome, cell: (row) => <Standing of={row} outcome={closing.outcomes[row.code]} /> },
        ]}
      />
      <NotDone of={{ refusal: null, failure: closing.failure }} />
      <Confirm
        title={t.asked(chosen.length, period)}
        description={t.consequence}
        okText={t.close(chosen.length)}
        onConfirm={() => closing.run(chosen)}
      >
        <Button type="primary" disabled={chosen.length === 0} loading={closing.isRunning}>
          {t.close(chosen.length)}
        </Button>
      </Confirm>
    </>
  );
}

function Standing({ of, outcome }: { readonly of: Row; readonly outcome: Outcome | undefined }) {
  const t = useTexts(texts);
  const { month } = of;
  if (outcome === 'UNDER_WAY') return <Status look="underway">{t.underWay}</Status>;
  if (outcome === 'DONE') return <Status look="done">{t.done}</Status>;
  if (outcome) return <Status look="blocked">{outcome.message}</Status>;
  if (month?.state === 'CLOSED') return <Status look="done">{t.closed}</Status>;
  if (month?.closingBlockedBy) return <Status look="waiting">{month.closingBlockedBy.message}</Status>;
  return month && <Status look="ready">{t.ready}</Status>;
}
