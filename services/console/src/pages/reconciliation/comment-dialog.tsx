/** Says something of a break; what was typed is kept until it is said. */
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { NotDone } from '../../kit/not-done.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { CommentOnBreakDocument } from './breaks/comment.generated.ts';

const texts = textsOf({
  title: ['备注差异', 'Comment'],
  text: ['内容', 'What is known of it'],
  evidence: ['证明编号或链接（可不填）', 'Number or address of a document (optional)'],
  say: ['保存备注', 'Save the comment'],
  cancel: ['取消', 'Cancel'],
});

interface CommentDialogProps {
  /** The break's id. */
  readonly of: string;
  readonly close: (isSaid: boolean) => void;
}

export function CommentDialog({ of: id, close }: CommentDialogProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState('');
  const command = useCommand(CommentOnBreakDocument);
  const { id: clientMutationId } = useCommandId();
  const { refusal } = command;
  const send = async () => {
    const input = { break: id, clientMutationId, text: text.trim(), evidence: evidence.trim() || null };
    if (await command.run({ input })) close(true);
  };
  return (
    <Modal
      open
      title={t.title}
      okText={t.say}
      cancelText={t.cancel}
      okButtonProps={{ disabled: text.trim() === '' }}
      confirmLoading={command.isRunning}
      onOk={send}
      onCancel={() => close(false)}
    >
      <Form layout="vertical">
        <Form.Item
          label={t.text}
          htmlFor="comment"
          {...(refusal?.field === 'text' ? { validateStatus: 'error' as const, help: refusal.message } : {})}
        >
          <Input.TextArea
            id="comment"
            autoFocus
            rows={3}
            maxLength={500}
            showCount
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Form.Item>
        <Form.Item label={t.evidence} htmlFor="evidence">
          <Input id="evidence" maxLength={200} value={evidence} onChange={({ target }) => setEvidence(target.value)} />
        </Form.Item>
      </Form>
      <NotDone of={refusal?.field === 'text' ? { ...command, refusal: null } : command} again={send} />
    </Modal>
  );
}
