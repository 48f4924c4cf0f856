import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, InputNumber, Select, Typography } from 'antd';
import { MonthField } from '../../kit/month-picker.tsx';
import { PercentField } from '../../kit/percent-field.tsx';
import { useSearch } from '../../kit/use-search.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { monthsOf, nothingTried, type Trial, type TriedAgreement, termsIn, type Weight, weightsText } from './trial.ts';

const texts = textsOf({
  from: ['自哪个月起', 'From which month'],
  rate: ['分成比例', 'Rate'],
  revenue: ['收入增减', 'Change in revenue'],
  costs: ['成本增减', 'Change in costs'],
  weights: ['受益小区与权重', 'Compounds and weights'],
  compound: ['受益小区', 'Compound'],
  weight: ['权重', 'Weight'],
  add: ['添加小区', 'Add a compound'],
  allThere: ['本社区的小区都在上面了。', 'All compounds of the community are above.'],
  remove: (at: number) => [`删除第 ${at} 个小区`, `Remove compound ${at}`],
  reset: ['恢复原样', 'Reset'],
});

interface ControlsProps {
  readonly agreement: TriedAgreement;
  readonly trial: Trial;
}

export function Controls({ agreement, trial }: ControlsProps) {
  const t = useTexts(texts);
  const [, choose] = useSearch();
  const from = trial.from ?? monthsOf(agreement)[0]?.period ?? agreement.startsIn;
  const basis = termsIn(agreement, from);
  const change = (name: string, value: string | null) => choose({ [name]: value }, { replace: true });
  const percent = (name: 'revenue' | 'costs') => (
    <InputNumber
      aria-label={t[name]}
      min={-100}
      max={1000}
      precision={0}
      suffix="%"
      style={{ width: 120 }}
      value={trial[name]}
      onChange={(value) => change(name, value ? String(value) : null)}
    />
  );
  return (
    <Form layout="vertical">
      <Form.Item label={t.from}>
        <MonthField label={t.from} value={from} onChange={(month) => change('from', month)} />
      </Form.Item>
      <Form.Item label={t.rate}>
        <PercentField
          label={t.rate}
          value={trial.rateBp ?? basis?.rateBp ?? null}
          onChange={(rate) => change('rate', rate === null || rate === basis?.rateBp ? null : String(rate))}
        />
      </Form.Item>
      <Flex wrap gap={16}>
        <Form.Item label={t.revenue}>{percent('revenue')}</Form.Item>
        <Form.Item label={t.costs}>{percent('costs')}</Form.Item>
      </Flex>
      <Form.Item label={t.weights}>
        <Weights
          of={
            trial.weights ??
            (basis?.weights ?? []).map(({ compound, weight }) => ({ compound: compound?.code ?? '', weight }))
          }
          compounds={agreement.community?.compounds ?? []}
          onChange={(weights) => change('weights', weightsText(weights))}
        />
      </Form.Item>
      <Button onClick={() => choose(nothingTried, { replace: true })}>{t.reset}</Button>
    </Form>
  );
}

interface WeightsProps {
  readonly of: readonly Weight[];
  readonly compounds: readonly { readonly code: string; readonly name: string }[];
  readonly onChange: (weights: readonly Weight[]) => void;
}

function Weights({ of, compounds, onChange }: WeightsProps) {
  const t = useTexts(texts);
  const others = compounds.filter(({ code }) => !of.some(({ compound }) => compound === code));
  const put = (at: number, weight: Weight) => onChange(of.with(at, weight));
  const [first] = others;
  return (
    <>
      {of.map((each, at) => (
        <Flex key={each.compound} gap={8} style={{ marginBottom: 8 }}>
          <Select
            aria-label={`${t.compound} ${at + 1}`}
            style={{ flex: 1, minWidth: 0 }}
            value={each.compound}
            onChange={(compound) => put(at, { ...each, compound })}
            options={compounds
              .filter(({ code }) => code === each.compound || others.some((other) => other.code === code))
              .map(({ code, name }) => ({ value: code, label: name }))}
          />
          <InputNumber
            aria-label={`${t.weight} ${at + 1}`}
            min={1}
            precision={0}
            style={{ width: 96 }}
            value={each.weight}
            onChange={(weight) => weight && put(at, { ...each, weight })}
          />
          <Button
            icon={<DeleteOutlined />}
            aria-label={t.remove(at + 1)}
            disabled={of.length === 1}
            onClick={() => onChange(of.filter((other) => other !== each))}
          />
        </Flex>
      ))}
      <Button
        icon={<PlusOutlined />}
        disabled={!first}
        onClick={() => first && onChange([...of, { compound: first.code, weight: 1 }])}
      >
        {t.add}
      </Button>
      {!first && <Typography.Text type="secondary"> {t.allThere}</Typography.Text>}
    </>
  );
}
