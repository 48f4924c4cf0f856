/** Agreeing the last day of an agreement. */
import { App, Button, DatePicker, Flex, Form, Input, Modal, Typography } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { EndAgreementDocument } from './agreements.generated.ts';

const all = textsOf({
  ...kitTexts,
  end: ['约定终止日期', 'Agree its end'],
  about: [
    '此后发生的明细不再接收；最后一个月结账时协议终止，未弥补的亏损失效。',
    'Entries dated later are refused. It ends when its last month is closed, and a loss carried forward lapses.',
  ],
  endsOn: ['终止日期', 'Last day'],
  reason: ['理由', 'Reason'],
  needed: ['请填写', 'Fill this in'],
  done: ['终止日期已约定', 'Its end is agreed'],
});

interface Values {
  readonly endsOn: Dayjs;
  readonly reason: string;
}

export function EndAgreement({ agreement, version }: { readonly agreement: string; readonly version: number }) {
  const t = useTexts(all);
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand(EndAgreementDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const rules = [{ required: true, message: t.needed }];
  const send = async ({ endsOn, reason }: Values) => {
    const input = { agreement, version, endsOn: endsOn.format('YYYY-MM-DD'), reason };
    if (!(await command.run({ input }))) return;
    message.success(t.done);
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.end}</Button>
      <Modal
        open={isOpen}
        title={t.end}
        okText={t.end}
        cancelText={t.cancel}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        confirmLoading={command.isRunning}
      >
        <Typography.Paragraph>{t.about}</Typography.Paragraph>
        <Form form={form} layout="vertical" onFinish={send}>
          <Form.Item name="endsOn" label={t.endsOn} rules={rules}>
            <DatePicker format="YYYY-MM-DD" />
          </Form.Item>
          <Form.Item name="reason" label={t.reason} rules={rules}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </Form>
        <Flex vertical gap={8}>
          <NotDone of={{ ...command, refusal }} again={form.submit} />
        </Flex>
      </Modal>
    </>
  );
}
