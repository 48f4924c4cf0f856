/** Before something is done that others build on: what it will do, why where a reason is kept, and what refused it. */
import { Form, Input, Modal, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../language/text.ts';
import { Failure } from './failure.tsx';
import { Refusal } from './refusal.tsx';
import type { RefusalFragment } from './refused.generated.ts';
import { kitTexts } from './texts.ts';

interface AskFirstProps {
  readonly title: string;
  /** What will happen. */
  readonly consequence: ReactNode;
  readonly confirm: string;
  /** Whether a reason is kept with it; left out: none is asked for. */
  readonly reason?: 'REQUIRED' | 'OPTIONAL';
  readonly isDangerous?: boolean;
  readonly command: {
    readonly isRunning: boolean;
    readonly refusal: RefusalFragment | null;
    readonly failure: unknown;
    forget(): void;
  };
  /** Does it; null where it was refused or failed, and then what was typed stays. */
  run(reason: string): Promise<unknown>;
  close(): void;
}

const REASON_MAX = 500;

export function AskFirst(props: AskFirstProps) {
  const { title, consequence, confirm, reason: wanted, isDangerous = false, command, run, close } = props;
  const t = useTexts(kitTexts);
  const [reason, setReason] = useState('');
  const isMissing = wanted === 'REQUIRED' && reason.trim() === '';
  const ofReason = command.refusal?.field === 'reason' ? command.refusal.message : undefined;
  const leave = () => {
    command.forget();
    close();
  };
  const decide = async () => {
    if (!isMissing && (await run(reason.trim())) !== null) leave();
  };
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      cancelText={t.cancel}
      okButtonProps={{ danger: isDangerous, disabled: isMissing }}
      confirmLoading={command.isRunning}
      onOk={decide}
      onCancel={leave}
    >
      <Typography.Paragraph>{consequence}</Typography.Paragraph>
      {wanted && (
        <Form layout="vertical">
          <Form.Item
            label={wanted === 'REQUIRED' ? t.reason : t.reasonOptional}
            htmlFor="reason"
            {...(ofReason ? { validateStatus: 'error', help: ofReason } : {})}
          >
            <Input.TextArea
              id="reason"
              autoFocus
              rows={3}
              maxLength={REASON_MAX}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Form.Item>
        </Form>
      )}
      {ofReason ? null : <Refusal of={command.refusal} />}
      {command.failure ? <Failure error={command.failure} /> : null}
    </Modal>
  );
}
