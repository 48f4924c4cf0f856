/** One ballot on paper: from which dwelling, what it says, who handed it in and when, where it is filed. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Flex, Form, Input, Select } from 'antd';
import type { BallotChoice } from '../../graph/types.ts';
import { InstantField } from '../../kit/instant-field.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { ballotChoices } from '../../kit/vote-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { type Door, DoorField } from './door-field.tsx';

const texts = textsOf({
  paper: (at: number) => [`第 ${at} 张`, `Paper ${at}`],
  remove: (at: number) => [`删除第 ${at} 张`, `Remove paper ${at}`],
  dwelling: ['住房（楼号-单元-室号）', 'Dwelling'],
  choice: ['意见', 'Choice'],
  owner: ['业主', 'Owner'],
  developers: ['开发企业的住房，不填业主', "The developer's: no owner"],
  byProxy: ['由受托人交来（委托书一并存档）', 'By a proxy, whose power of attorney is filed with it'],
  receivedAt: ['收到时间', 'Handed in'],
  evidence: ['存档号', 'Filed as'],
  invalidBecause: ['无效原因（有效则不填）', 'Why it does not count (leave out if it does)'],
  needed: ['请填写', 'Fill this in'],
});

export interface PaperValues {
  readonly dwelling: Door;
  readonly choice: BallotChoice;
  readonly owner?: string | null;
  readonly isByProxy?: boolean;
  readonly receivedAt: string;
  readonly evidence: string;
  readonly invalidBecause?: string;
}

interface PaperFieldsProps {
  /** Where it stands in the list. */
  readonly at: number;
  readonly compound: string;
  readonly since: string;
  readonly remove: (() => void) | null;
}

export function PaperFields({ at, compound, since, remove }: PaperFieldsProps) {
  const t = useTexts(texts);
  const choices = optionsOf(useTexts(ballotChoices));
  const form = Form.useFormInstance();
  const door: Door | undefined = Form.useWatch(['ballots', at, 'dwelling'], form);
  const rules = [{ required: true, message: t.needed }];
  const takeOwner = ({ owners }: Door) =>
    form.setFieldValue(['ballots', at, 'owner'], owners.length === 1 ? owners[0]?.id : null);
  const isDevelopers = door?.owners.length === 0;
  return (
    <Card
      size="small"
      title={t.paper(at + 1)}
      style={{ marginBottom: 12 }}
      extra={remove && <Button size="small" icon={<DeleteOutlined />} aria-label={t.remove(at + 1)} onClick={remove} />}
    >
      <Flex wrap gap="0 16px">
        <Form.Item name={[at, 'dwelling']} label={t.dwelling} rules={rules} style={{ flex: '1 1 200px' }}>
          <DoorField compound={compound} since={since} label={t.dwelling} onChange={takeOwner} />
        </Form.Item>
        <Form.Item name={[at, 'choice']} label={t.choice} rules={rules} style={{ flex: '1 1 120px' }}>
          <Select options={choices} />
        </Form.Item>
        <Form.Item
          name={[at, 'owner']}
          label={t.owner}
          rules={isDevelopers ? [] : rules}
          style={{ flex: '1 1 160px' }}
          extra={isDevelopers && t.developers}
        >
          <Select
            disabled={!door || isDevelopers}
            options={(door?.owners ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name={[at, 'receivedAt']} label={t.receivedAt} rules={rules}>
          <InstantField />
        </Form.Item>
        <Form.Item name={[at, 'evidence']} label={t.evidence} rules={rules} style={{ flex: '1 1 160px' }}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[at, 'invalidBecause']} label={t.invalidBecause} style={{ flex: '1 1 240px' }}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </Flex>
      <Form.Item name={[at, 'isByProxy']} valuePropName="checked" style={{ marginBottom: 0 }}>
        <Checkbox>{t.byProxy}</Checkbox>
      </Form.Item>
    </Card>
  );
}
