/** The fields of a version of the terms: from when, at which rate, for whom by which weight. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, InputNumber, Select } from 'antd';
import { MonthField } from '../../kit/month-picker.tsx';
import { PercentField } from '../../kit/percent-field.tsx';
import { textsOf, useTexts } from '../../language/text.ts';

const texts = textsOf({
  from: ['起始期间', 'First month'],
  rate: ['分成比例', 'Rate'],
  weights: ['受益小区与权重', 'Compounds and weights'],
  weightsAbout: ['只看权重之比，如建筑面积之比。', 'Only their ratio counts, such as that of their areas.'],
  compound: ['受益小区', 'Compound'],
  weight: ['权重', 'Weight'],
  add: ['添加小区', 'Add a compound'],
  remove: (at: number) => [`删除第 ${at} 个小区`, `Remove compound ${at}`],
  needed: ['请填写', 'Fill this in'],
});

export interface TermsValues {
  readonly from: string;
  readonly rateBp: number;
  readonly weights: readonly { readonly compound: string; readonly weight: number }[];
}

interface TermsFieldsProps {
  /** Where they stand in the form: `['terms', 0]`. */
  readonly at: (string | number)[];
  readonly compounds: readonly { readonly code: string; readonly name: string }[];
}

export function TermsFields({ at, compounds }: TermsFieldsProps) {
  const t = useTexts(texts);
  const rules = [{ required: true, message: t.needed }];
  return (
    <>
      <Flex wrap gap={16}>
        <Form.Item name={[...at, 'from']} label={t.from} rules={rules}>
          <MonthField />
        </Form.Item>
        <Form.Item name={[...at, 'rateBp']} label={t.rate} rules={rules}>
          <PercentField />
        </Form.Item>
      </Flex>
      <Form.Item required label={t.weights} extra={t.weightsAbout} style={{ marginBottom: 0 }}>
        <Form.List name={[...at, 'weights']}>
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <Flex key={key} gap={8}>
                  <Form.Item name={[name, 'compound']} rules={rules} style={{ flex: 1, minWidth: 0, marginBottom: 8 }}>
                    <Select
                      aria-label={`${t.compound} ${name + 1}`}
                      placeholder={t.compound}
                      showSearch={{ optionFilterProp: 'label' }}
                      options={compounds.map(({ code, name: named }) => ({ value: code, label: `${named} ${code}` }))}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'weight']} rules={rules} style={{ marginBottom: 8 }}>
                    <InputNumber aria-label={`${t.weight} ${name + 1}`} min={1} precision={0} placeholder={t.weight} />
                  </Form.Item>
                  <Button
                    icon={<DeleteOutlined />}
                    aria-label={t.remove(name + 1)}
                    disabled={fields.length === 1}
                    onClick={() => remove(name)}
                  />
                </Flex>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({ weight: 1 })}>
                {t.add}
              </Button>
            </>
          )}
        </Form.List>
      </Form.Item>
    </>
  );
}
