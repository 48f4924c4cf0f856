/** Which column of the bank's file is what, as it was recognised; mended here, tried on the file, and saved for the bank. */
import { Button, Collapse, Flex, Form, Select } from 'antd';
import { useState } from 'react';
import type { BankDateOrder, BankDecimalMark, BankField } from '../../../graph/types.ts';
import { NotDone } from '../../../kit/not-done.tsx';
import { useCommand } from '../../../kit/use-command.ts';
import { say, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { bankFields, dateOrders, decimalMarks, useWord } from '../words.ts';
import type { Mapping } from './preview.tsx';
import { type SavedLayout, SavedMeanwhile } from './saved-meanwhile.tsx';
import { SaveBankMappingDocument } from './statements.generated.ts';

const texts = textsOf({
  title: (bank: string, version: number) => [
    `识别出的列（${bank}，${version > 0 ? `此版式已保存 ${version} 次` : '新版式'}）`,
    `Recognised columns (${bank}, ${version > 0 ? `layout saved ${version} times` : 'a new layout'})`,
  ],
  none: ['文件中没有', 'not in the file'],
  dateOrder: ['日期顺序', 'Order of dates'],
  decimalMark: ['小数点', 'Decimal mark'],
  look: ['按此重新检查', 'Look again by these'],
  save: ['保存为此版式的列映射', 'Save for files of this layout'],
  unsaved: ['列映射改过，保存后才能导入。', 'The mapping was changed: save it before the file is imported.'],
});

interface MappingFormProps {
  readonly bank: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /** Of what is saved for this layout; 0 for nothing. */
  readonly version: number;
  /** Whether it differs from what is saved. */
  readonly isTried: boolean;
  /** As it is saved by now; null where nothing is. */
  readonly savedNow: SavedLayout | null;
  readonly look: (mapping: Mapping) => void;
  readonly saved: () => void;
}

export function MappingForm({ bank, headers, mapping, version, isTried, savedNow, look, saved }: MappingFormProps) {
  const t = useTexts(texts);
  const word = useWord();
  const { language } = useLanguage();
  const [changed, setChanged] = useState(mapping);
  /** As it was when the file was looked at: what a colleague saves meanwhile is not written over unseen. */
  const [seen, setSeen] = useState(version);
  const command = useCommand(SaveBankMappingDocument);
  const save = async (over = seen) => {
    const { header, columns, ...rest } = changed;
    const input = {
      bank,
      header: [...header],
      columns: columns.map(({ field, headers: own }) => ({ field, headers: [...own] })),
      ...rest,
      outWords: [...rest.outWords],
      inWords: [...rest.inWords],
      version: over,
    };
    const done = await command.run({ input });
    if (!done) return;
    setSeen(done.mapping.version);
    saved();
  };
  const choose = (field: BankField, own: readonly string[]) =>
    setChanged((now) => ({
      ...now,
      columns: [
        ...now.columns.filter((each) => each.field !== field),
        ...(own.length > 0 ? [{ field, headers: own }] : []),
      ],
    }));
  const options = headers.filter((header) => header !== '').map((header) => ({ value: header, label: header }));
  return (
    <>
      <Collapse
        size="small"
        defaultActiveKey={isTried ? ['mapping'] : []}
        items={[{ key: 'mapping', label: t.title(bank, seen), children: fields() }]}
      />
      {isTried && <p role="status">{t.unsaved}</p>}
    </>
  );

  function fields() {
    return (
      <Form layout="vertical">
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))', gap: '0 12px' }}>
          {(Object.keys(bankFields) as BankField[]).map((field) => (
            <Form.Item
              key={field}
              label={word(bankFields, field)}
              htmlFor={`mapping-${field}`}
              style={{ marginBottom: 8 }}
            >
              <Select
                id={`mapping-${field}`}
                mode="multiple"
                placeholder={t.none}
                value={[...(changed.columns.find((each) => each.field === field)?.headers ?? [])]}
                onChange={(own: string[]) => choose(field, own)}
                options={options}
              />
            </Form.Item>
          ))}
          <Form.Item label={t.dateOrder} htmlFor="mapping-dates" style={{ marginBottom: 8 }}>
            <Select
              id="mapping-dates"
              value={changed.dateOrder}
              onChange={(dateOrder) => setChanged((now) => ({ ...now, dateOrder }))}
              options={Object.entries(dateOrders).map(([value, text]) => ({
                value: value as BankDateOrder,
                label: say(text, language),
              }))}
            />
          </Form.Item>
          <Form.Item label={t.decimalMark} htmlFor="mapping-decimals" style={{ marginBottom: 8 }}>
            <Select
              id="mapping-decimals"
              value={changed.decimalMark}
              onChange={(decimalMark) => setChanged((now) => ({ ...now, decimalMark }))}
              options={Object.entries(decimalMarks).map(([value, text]) => ({
                value: value as BankDecimalMark,
                label: say(text, language),
              }))}
            />
          </Form.Item>
        </div>
        <NotDone of={command} again={() => save()} />
        {command.refusal?.refusal === 'CHANGED_MEANWHILE' && (
          <SavedMeanwhile
            mine={changed}
            saved={savedNow}
            isRunning={command.isRunning}
            saveMine={() => save(savedNow?.version ?? 0)}
            take={() => {
              command.forget();
              saved();
            }}
          />
        )}
        <Flex wrap gap={8}>
          <Button onClick={() => look(changed)}>{t.look}</Button>
          <Button type={isTried ? 'primary' : 'default'} loading={command.isRunning} onClick={() => save()}>
            {t.save}
          </Button>
        </Flex>
      </Form>
    );
  }
}
