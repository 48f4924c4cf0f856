/** Which column of the file is what, as it was recognised: chosen here where it was not, and the file looked at again. */
import { Button, Collapse, Form, Select } from 'antd';
import { useState } from 'react';
import { textsOf, useTexts } from '../../language/text.ts';
import { type EntryField, type EntryMapping, entryFields, lacking, neededFields } from './seen.ts';
import { fields } from './words.ts';

const texts = textsOf({
  title: ['识别出的列', 'Recognised columns'],
  none: ['文件中没有', 'not in the file'],
  choose: ['请选择文件中的列', 'choose a column of the file'],
  look: ['按此重新检查', 'Look again by these'],
});

interface ColumnFormProps {
  readonly headers: readonly string[];
  readonly mapping: EntryMapping;
  /** Whether the file can be read by it. */
  readonly isEnough: boolean;
  readonly look: (mapping: EntryMapping) => void;
}

export function ColumnForm({ headers, mapping, isEnough, look }: ColumnFormProps) {
  const t = useTexts(texts);
  const names = useTexts(fields);
  const [changed, setChanged] = useState(mapping);
  const options = [...new Set(headers)].filter((header) => header !== '').map((value) => ({ value, label: value }));
  /** A column is one field only: who takes it for another has taken it from the first. */
  const choose = (field: EntryField, header: string | undefined) =>
    setChanged(({ columns }) => ({
      columns: [
        ...columns.filter((each) => each.field !== field && each.header !== header),
        ...(header === undefined ? [] : [{ field, header }]),
      ],
    }));
  return (
    <Collapse
      size="small"
      defaultActiveKey={isEnough ? [] : ['columns']}
      items={[
        {
          key: 'columns',
          label: t.title,
          children: (
            <Form layout="vertical" onFinish={() => look(changed)}>
              <div
                style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))', gap: '0 12px' }}
              >
                {entryFields.map((field) => {
                  const isNeeded = neededFields.includes(field);
                  return (
                    <Form.Item key={field} label={names[field]} htmlFor={`column-${field}`} style={{ marginBottom: 8 }}>
                      <Select<string>
                        id={`column-${field}`}
                        aria-required={isNeeded}
                        allowClear={!isNeeded}
                        placeholder={isNeeded ? t.choose : t.none}
                        value={changed.columns.find((each) => each.field === field)?.header ?? null}
                        onChange={(header: string | undefined) => choose(field, header)}
                        options={options}
                      />
                    </Form.Item>
                  );
                })}
              </div>
              <Button htmlType="submit" type={isEnough ? 'default' : 'primary'} disabled={lacking(changed).length > 0}>
                {t.look}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
