/** Entering ballots on paper as they come out of the box: all of them are taken, or none. */
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Modal, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { PaperFields, type PaperValues } from './paper-fields.tsx';
import type { ToRun } from './vote.tsx';
import { RecordPaperBallotsDocument } from './votes.generated.ts';

const texts = textsOf({
  ...kitTexts,
  record: ['登记纸质选票', 'Enter papers'],
  about: [
    '一次全部登记，有一张不合格则都不登记。同一业主以最后收到的有效选票为准，线上投过的不能再投纸质。',
    'All of them are taken, or none. Of one owner the latest valid one counts; who has voted online has no paper.',
  ],
  add: ['再登记一张', 'Another paper'],
  recorded: (count: number) => [`已登记 ${count} 张`, `Papers entered: ${count}`],
});

const MOST = 500;

interface Values {
  readonly ballots: readonly PaperValues[];
}

export function Papers({ of: { id: vote, compound, roll } }: { readonly of: ToRun }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand(RecordPaperBallotsDocument);
  const { id: clientMutationId, renew } = useCommandId();
  // Who handed it in is one field here, whether for themselves or by a proxy.
  const told = useMemo(
    () =>
      command.refusal && {
        ...command.refusal,
        field: command.refusal.field?.replace(/\.(?:castBy|proxyOf)$/, '.owner') ?? null,
      },
    [command.refusal],
  );
  const refusal = useRefusalInForm(form, told);
  const send = async ({ ballots }: Values) => {
    const done = await command.run({ input: { clientMutationId, vote, ballots: ballots.map(paperOf) } });
    if (!done) return;
    renew();
    message.success(t.recorded(done.count));
    setOpen(false);
    form.resetFields();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.record}</Button>
      <Modal
        open={isOpen}
        title={t.record}
        okText={t.record}
        cancelText={t.cancel}
        width={720}
        confirmLoading={command.isRunning}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
      >
        <Typography.Paragraph>{t.about}</Typography.Paragraph>
        <Form<Values>
          form={form}
          layout="vertical"
          onFinish={send}
          initialValues={{ ballots: [{}] }}
          scrollToFirstError={{ focus: true }}
        >
          <Form.List name="ballots">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <PaperFields
                    key={key}
                    at={name}
                    compound={compound.code}
                    since={roll?.frozenAt.slice(0, 10) ?? ''}
                    remove={fields.length > 1 ? () => remove(name) : null}
                  />
                ))}
                <Button
                  icon={<PlusOutlined />}
                  disabled={fields.length >= MOST}
                  // They come from one box: what was said of the last one mostly holds of the next.
                  onClick={() => add({ receivedAt: form.getFieldValue(['ballots', fields.length - 1, 'receivedAt']) })}
                >
                  {t.add}
                </Button>
              </>
            )}
          </Form.List>
        </Form>
        <NotDone of={{ ...command, refusal }} again={form.submit} />
      </Modal>
    </>
  );
}

function paperOf({ dwelling, choice, owner, isByProxy, receivedAt, evidence, invalidBecause }: PaperValues) {
  const named = owner ?? null;
  return {
    dwelling: dwelling.id,
    choice,
    receivedAt,
    castBy: isByProxy ? null : named,
    proxyOf: isByProxy ? named : null,
    evidence,
    invalidBecause: invalidBecause?.trim() || null,
  };
}
