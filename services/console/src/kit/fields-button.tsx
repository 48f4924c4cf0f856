/** A command that takes more than a reason: a button, and a dialogue of its fields that keeps them until it is done. */
import type { TypedDocumentNode } from '@apollo/client';
import { App, Button, type ButtonProps, Form, Modal, Typography } from 'antd';
import { type ReactElement, useId, useState } from 'react';
import { textsOf, useTexts } from '../language/text.ts';
import { useRefusalInForm } from './form-refusal.ts';
import { NotDone } from './not-done.tsx';
import { kitTexts } from './texts.ts';
import { useCommand, useCommandId } from './use-command.ts';

const all = textsOf({ ...kitTexts, needed: ['请填写', 'Fill this in'] });

interface FieldsButtonProps<Data, Variables, Values> extends Pick<ButtonProps, 'type' | 'size' | 'danger'> {
  readonly document: TypedDocumentNode<Data, Variables>;
  /** `id` is for what has one of the caller's: it stays the same until the command is done. */
  readonly variables: (values: Values, id: string) => Variables;
  /** What the button and the dialogue are called. */
  readonly children: string;
  /** By their names in the input: what each is called, and what it is filled in with. */
  readonly fields: readonly (readonly [
    name: keyof Values & string,
    label: string,
    control: ReactElement,
    mayBe?: 'EMPTY',
  ])[];
  /** What stands in them at first. */
  readonly values?: Partial<Values>;
  /** What comes of it. */
  readonly about?: string;
}

export function FieldsButton<
  Data extends { __typename: 'Mutation' },
  Variables extends Record<string, unknown>,
  Values extends object,
>(props: FieldsButtonProps<Data, Variables, Values>) {
  const { document, variables, children, fields, values: first, about, ...look } = props;
  const t = useTexts(all);
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const name = useId();
  const command = useCommand(document);
  const { id, renew } = useCommandId();
  const refusal = useRefusalInForm(form, command.refusal);
  const send = async (values: Values) => {
    if (!(await command.run(variables(values, id)))) return;
    renew();
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
        // By Enter in a field, too.
        okButtonProps={{ danger: look.danger ?? false, htmlType: 'submit', form: name }}
        confirmLoading={command.isRunning}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {about && <Typography.Paragraph>{about}</Typography.Paragraph>}
        <Form
          form={form}
          // Its fields are not those of the form that it may be opened from.
          name={name}
          layout="vertical"
          onFinish={send}
          {...(first ? { initialValues: first } : {})}
        >
          {fields.map(([field, label, control, mayBe]) => (
            <Form.Item
              key={field}
              name={field as never}
              label={label}
              rules={mayBe ? [] : [{ required: true, message: t.needed }]}
            >
              {control}
            </Form.Item>
          ))}
        </Form>
        <NotDone of={{ ...command, refusal }} again={form.submit} />
      </Modal>
    </>
  );
}
