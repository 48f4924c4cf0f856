/** How the share comes about, step by step: every figure of it can be followed with a pencil. */
import { Card, Collapse, Descriptions, Flex, Typography } from 'antd';
import { countText, Money } from '../../kit/money.tsx';
import { Percent } from '../../kit/percent.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ExplainedFragment } from './allocation.generated.ts';

const texts = textsOf({
  title: ['怎样算出来的', 'How it comes about'],
  steps: ['计算过程', 'Step by step'],
  periods: ['各期（元）', 'Month by month, in yuan'],
  beneficiaries: ['按权重分到各小区（元）', 'Divided by weight, in yuan'],
  period: ['期间', 'Month'],
  profit: ['利润', 'Profit'],
  distributable: ['累计可分配额', 'High-water mark'],
  base: ['计提基数', 'Base'],
  rate: ['比例', 'Rate'],
  pool: ['分成额', 'Share'],
  compound: ['受益小区', 'Compound'],
  weight: ['权重', 'Weight'],
  target: ['区间累计应得', 'Due since these weights began'],
  hadBefore: ['此前已分', 'Had before'],
  amount: ['本期金额', 'This month'],
  why: ['说明', 'Why'],
  rounded: [
    '区间累计应得：每个小区先舍去不足一分的部分，余下的分依次给舍去最多的小区；相同时给代码较小者。',
    'Of what is due since these weights began, each part is rounded down to the fen; the fen left over go one by one to those who lost most by it, the lowest code first among equals.',
  ],
  basis: ['依据', 'What it rests on'],
  entries: ['明细笔数', 'Entries'],
  entriesHash: ['明细哈希', 'Hash of the entries'],
  inputsHash: ['依据哈希', 'Hash of everything'],
  rule: ['规则版本', 'Version of the rule'],
  termsFrom: ['条款起始期间', 'Terms in force since'],
  epochFrom: ['权重区间起始期间', 'Weights equal since'],
});

type Month = ExplainedFragment['periods'][number];
type Beneficiary = ExplainedFragment['beneficiaries'][number];

export function Explanation({ of, inputsHash }: { readonly of: ExplainedFragment; readonly inputsHash: string }) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.title}>
      <Flex vertical gap={12}>
        <ol aria-label={t.steps} style={{ margin: 0 }}>
          {of.inWords.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
        <Collapse
          size="small"
          defaultActiveKey={['beneficiaries']}
          items={[
            { key: 'beneficiaries', label: t.beneficiaries, children: <Beneficiaries of={of.beneficiaries} /> },
            { key: 'periods', label: t.periods, children: <Months of={of.periods} /> },
            { key: 'basis', label: t.basis, children: <Basis of={of} inputsHash={inputsHash} /> },
          ]}
        />
      </Flex>
    </Card>
  );
}

function Beneficiaries({ of }: { readonly of: readonly Beneficiary[] }) {
  const t = useTexts(texts);
  const columns: Columns<Beneficiary> = [
    { title: t.compound, cell: ({ compound }) => compound?.name ?? '—' },
    {
      title: t.weight,
      align: 'right',
      cell: ({ weight, weightSum }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {countText(weight)} / {countText(weightSum)}
        </span>
      ),
    },
    { title: t.target, align: 'right', cell: ({ target }) => <Money of={target} /> },
    { title: t.hadBefore, align: 'right', cell: ({ hadBefore }) => <Money of={hadBefore} /> },
    { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    { title: t.why, cell: ({ inWords }) => <div style={{ minWidth: 240 }}>{inWords}</div> },
  ];
  return (
    <>
      <PlainTable<Beneficiary>
        label={t.beneficiaries}
        rows={of}
        rowKey={({ compound, inWords }) => compound?.code ?? inWords}
        columns={columns}
      />
      <Typography.Paragraph type="secondary" style={{ marginTop: 8, marginBottom: 0 }}>
        {t.rounded}
      </Typography.Paragraph>
    </>
  );
}

function Months({ of }: { readonly of: readonly Month[] }) {
  const t = useTexts(texts);
  const columns: Columns<Month> = [
    { title: t.period, field: 'period' },
    { title: t.profit, align: 'right', cell: ({ profit }) => <Money of={profit} /> },
    { title: t.distributable, align: 'right', cell: ({ distributable }) => <Money of={distributable} /> },
    { title: t.base, align: 'right', cell: ({ base }) => <Money of={base} /> },
    { title: t.rate, align: 'right', cell: ({ rateBp }) => <Percent of={rateBp} /> },
    { title: t.pool, align: 'right', cell: ({ pool }) => <Money of={pool} /> },
  ];
  return <PlainTable<Month> label={t.periods} rows={of} rowKey={({ period }) => period} columns={columns} />;
}

function Basis({ of, inputsHash }: { readonly of: ExplainedFragment; readonly inputsHash: string }) {
  const t = useTexts(texts);
  const hash = (text: string) => (
    <Typography.Text copyable style={{ wordBreak: 'break-all', fontSize: 12 }}>
      {text}
    </Typography.Text>
  );
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'terms', label: t.termsFrom, children: of.termsFrom },
        { key: 'epoch', label: t.epochFrom, children: of.epochFrom },
        { key: 'count', label: t.entries, children: countText(of.entryCount) },
        { key: 'entries', label: t.entriesHash, children: hash(of.entriesHash) },
        { key: 'inputs', label: t.inputsHash, children: hash(inputsHash) },
        { key: 'rule', label: t.rule, children: of.codeVersion },
      ]}
    />
  );
}
