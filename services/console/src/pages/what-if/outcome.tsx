/** What would come of it, beside what is: the sums, the months as bars and as a table, and each compound's part. */
import { useQuery } from '@apollo/client/react';
import { Card, Flex, Statistic } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { difference, sumOf } from '../../kit/fen.ts';
import { Money, signOf } from '../../kit/money.tsx';
import { NotDone } from '../../kit/not-done.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { isTried, monthsOf, shareOf, simulationOf, type Trial, type TriedAgreement } from './trial.ts';
import { WhatIfDocument } from './what-if.generated.ts';

/** With the library that draws it. */
const BarChart = lazy(() => import('../../kit/bar-chart.tsx'));

const texts = textsOf({
  asIs: ['现状', 'As it is'],
  whatIf: ['试算', 'What if'],
  difference: ['差额', 'Difference'],
  total: ['合计分成', 'Share in total'],
  chart: ['各月分成：现状与试算', 'The share by month: as it is, and what if'],
  months: ['各月分成', 'By month'],
  compounds: ['各小区合计', 'By compound'],
  period: ['期间', 'Month'],
  profit: ['试算利润', 'Profit, what if'],
  compound: ['小区', 'Compound'],
  unchanged: ['还没有改变任何条件：试算与现状相同。', 'Nothing is changed yet: both are the same.'],
  trying: ['正在试算', 'Trying'],
});

interface Compared {
  readonly key: string;
  readonly name: string;
  readonly profit: string | null;
  readonly asIs: string;
  readonly whatIf: string;
}

export function Outcome({ agreement, trial }: { readonly agreement: TriedAgreement; readonly trial: Trial }) {
  const t = useTexts(texts);
  const input = isTried(trial) ? simulationOf(agreement, trial) : null;
  const asked = useQuery(
    WhatIfDocument,
    input ? { variables: { input }, fetchPolicy: 'no-cache' } : { skip: true, variables: {} as never },
  );
  const answer = (asked.data ?? asked.previousData)?.simulateAllocation;
  const simulated = input && answer?.__typename === 'AllocationSimulation' ? answer.periods : null;
  const { months, compounds } = useMemo(() => compared(agreement, simulated), [agreement, simulated]);
  const [categories, series] = useMemo(
    () => [
      months.map(({ name }) => name),
      [
        { name: t.asIs, amounts: months.map(({ asIs }) => asIs) },
        { name: t.whatIf, amounts: months.map(({ whatIf }) => whatIf) },
      ],
    ],
    [months, t],
  );
  const [asIs, whatIf] = [sumOf(months.map((each) => each.asIs)), sumOf(months.map((each) => each.whatIf))];
  const isComing = input !== null && simulated === null && asked.loading;
  if (isComing) return <Waiting />;
  return (
    <Flex vertical gap={16}>
      <NotDone
        of={{ refusal: answer?.__typename === 'Refused' ? answer : null, failure: asked.error }}
        again={() => asked.refetch()}
      />
      <Card size="small" title={t.total}>
        <Flex wrap gap={32} role="status">
          <Sum title={t.asIs} amount={asIs} />
          <Sum title={t.whatIf} amount={whatIf} />
          <Sum title={t.difference} amount={difference(whatIf, asIs)} sign />
        </Flex>
        {!input && <Status look="waiting">{t.unchanged}</Status>}
        {asked.loading && <Status look="underway">{t.trying}</Status>}
        <Suspense fallback={<Waiting />}>
          <BarChart label={t.chart} categories={categories} series={series} />
        </Suspense>
      </Card>
      <Card size="small" title={t.months}>
        <Comparison first={t.period} label={t.months} of={months} profit={t.profit} />
      </Card>
      <Card size="small" title={t.compounds}>
        <Comparison first={t.compound} label={t.compounds} of={compounds} />
      </Card>
    </Flex>
  );
}

function Sum({ title, amount, sign = false }: { title: string; amount: string; sign?: boolean }) {
  return (
    <Statistic
      title={title}
      value={amount}
      valueRender={() => <Money of={amount} sign={sign && signOf(amount) > 0} />}
    />
  );
}

interface ComparisonProps {
  readonly first: string;
  readonly label: string;
  readonly of: readonly Compared[];
  readonly profit?: string;
}

function Comparison({ first, label, of, profit }: ComparisonProps) {
  const t = useTexts(texts);
  const amounts = (title: string, read: (row: Compared) => string | null): Columns<Compared>[number] => ({
    title,
    align: 'right',
    cell: (row) => <Money of={read(row)} />,
  });
  return (
    <PlainTable<Compared>
      label={label}
      rows={of}
      rowKey={({ key }) => key}
      columns={[
        { title: first, field: 'name' },
        ...(profit ? [amounts(profit, (row) => row.profit)] : []),
        amounts(t.asIs, ({ asIs }) => asIs),
        amounts(t.whatIf, ({ whatIf }) => whatIf),
        {
          title: t.difference,
          align: 'right',
          cell: ({ asIs, whatIf }) => {
            const more = difference(whatIf, asIs);
            return <Money of={more} sign={signOf(more) > 0} />;
          },
        },
      ]}
    />
  );
}

type Simulated = readonly {
  readonly period: string;
  readonly profit: string;
  readonly pool: string;
  readonly shares: readonly { readonly beneficiary: string; readonly amount: string }[];
}[];

function compared(agreement: TriedAgreement, simulated: Simulated | null) {
  const own = monthsOf(agreement);
  const months = own.map((month): Compared => {
    const tried = simulated?.find(({ period }) => period === month.period);
    const asIs = shareOf(month).pool;
    const profit = tried?.profit ?? month.profit;
    return { key: month.period, name: month.period, profit, asIs, whatIf: tried?.pool ?? asIs };
  });
  const before = own.flatMap((month) => shareOf(month).lines);
  const after = simulated?.flatMap(({ shares }) =>
    shares.map(({ beneficiary, amount }) => ({ compound: beneficiary, amount })),
  );
  const names = new Map(
    [
      ...(agreement.community?.compounds ?? []),
      ...agreement.terms.flatMap(({ weights }) => weights.flatMap(({ compound }) => compound ?? [])),
    ].map(({ code, name }) => [code, name]),
  );
  const codes = [...new Set([...before, ...(after ?? [])].map(({ compound }) => compound))].toSorted();
  const of = (lines: typeof before, code: string) =>
    sumOf(lines.flatMap(({ compound, amount }) => (compound === code ? [amount] : [])));
  const compounds = codes.map((code): Compared => {
    const asIs = of(before, code);
    return { key: code, name: names.get(code) ?? code, profit: null, asIs, whatIf: after ? of(after, code) : asIs };
  });
  return { months, compounds };
}
