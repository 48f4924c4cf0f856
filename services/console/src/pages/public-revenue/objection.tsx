/** An objection to what is published, by an owner or a resident, while it is open to objections. */
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../kit/failure.tsx';
import { Refusal } from '../../kit/refusal.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FileObjectionDocument, type PublishedMonthFragment } from './public-revenue.generated.ts';
import { texts } from './texts.ts';

type Notice = NonNullable<PublishedMonthFragment['notice']>;

export function Objection({ notice, compound }: { readonly notice: Notice; readonly compound: string }) {
  const t = useTexts(texts);
  const { isSignedIn } = useViewer();
  const isOpen = notice.state === 'PUBLISHED' || notice.state === 'OBJECTED';
  return (
    <Card size="small" title={t.object} className="not-printed">
      {!isOpen ? (
        t.objectOver
      ) : isSignedIn ? (
        <ObjectionForm notice={notice.id} compound={compound} />
      ) : (
        <>
          {t.objectSignIn} <Link to="/sign-in">{t.signIn}</Link>
        </>
      )}
    </Card>
  );
}

function ObjectionForm({ notice, compound }: { readonly notice: string; readonly compound: string }) {
  const t = useTexts(texts);
  const [form] = Form.useForm<{ text: string }>();
  const [isDone, setDone] = useState(false);
  const commandId = useCommandId();
  const { run, isRunning, refusal, failure } = useCommand(FileObjectionDocument);
  const send = async ({ text }: { text: string }) => {
    const done = await run({ input: { clientMutationId: commandId.id, notice, compound, text } });
    if (!done) return;
    commandId.renew();
    form.resetFields();
    setDone(true);
  };
  return (
    <Form form={form} layout="vertical" onFinish={(values) => void send(values)} onValuesChange={() => setDone(false)}>
      <p>{t.objectAbout}</p>
      <Form.Item
        name="text"
        label={t.objectText}
        rules={[{ required: true, whitespace: true, message: t.objectMissing }]}
      >
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      <Refusal of={refusal} />
      {failure ? <Failure error={failure} /> : null}
      {isDone && <Alert type="success" showIcon title={t.objectDone} role="status" />}
      <Button type="primary" htmlType="submit" loading={isRunning}>
        {t.objectSend}
      </Button>
    </Form>
  );
}
