/** A command that takes more than a reason: a button, and a dialogue of its fields that keeps them until it is done. */
import type { TypedDocumentNode } from '@apollo/client';
import { App, Button, type ButtonProps, Form, Modal, Typography } from 'antd';
import { type ReactElement, useState } from 'react';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';

const all = textsOf({ ...kitTexts, needed: ['请填写', 'Fill this in'] });

interface FieldsButtonProps<Data, Variables, Values> extends Pick<ButtonProps, 'type' | 'danger'> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: (values: Values) => Variables;
  /** What the button and the dialogue are called. */
  readonly children: string;
  /** By their names in the input: what each is called, and what it is filled in with. */
  readonly fields: readonly (readonly [name: keyof Values & string, label: string, control: ReactElement])[];
  /** What comes of it. */
  readonly about?: string;
}

export function FieldsButton<
  Data extends { __typename: 'Mutation' },
  Variables extends Record<string, unknown>,
  Values extends object,
>(props: FieldsButtonProps<Data, Variables, Values>) {
  const { document, variables, children, fields, about, ...look } = props;
  const t = useTexts(all);
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand(document);
  const refusal = useRefusalInForm(form, command.refusal);
  const send = async (values: Values) => {
    if (!(await command.run(variables(values)))) return;
    message.success(t.done);
    setOpen(false);
    form.resetFields();
  };
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Modal
        open={isOpen}
        title={children}
        okText={children}
        cancelText={t.cancel}
        okButtonProps={{ danger: look.danger ?? false }}
        confirmLoading={command.isRunning}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {about && <Typography.Paragraph>{about}</Typography.Paragraph>}
        <Form form={form} layout="vertical" onFinish={send}>
          {fields.map(([name, label, control]) => (
            <Form.Item key={name} name={name as never} label={label} rules={[{ required: true, message: t.needed }]}>
              {control}
            </Form.Item>
          ))}
        </Form>
        <NotDone of={{ ...command, refusal }} again={form.submit} />
      </Modal>
    </>
  );
}
