/** Before something is done that others build on: what it will do, the words that are kept with it, and what refused it. */
import { Form, Input, Modal, Typography } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../language/text.ts';
import { NotDone } from './not-done.tsx';
import { kitTexts } from './texts.ts';
import type { Tried } from './use-command.ts';

interface AskFirstProps {
  readonly title: string;
  /** What will happen. */
  readonly consequence?: ReactNode;
  readonly confirm: string;
  /** Whether a reason is kept with it; left out: none is asked for. */
  readonly reason?: 'REQUIRED' | 'OPTIONAL';
  /** Where the words are no reason: what they are, and the field of the input that they go to. */
  readonly label?: string;
  readonly field?: string;
  readonly isDangerous?: boolean;
  /** Closed, it keeps what was typed. */
  readonly isOpen?: boolean;
  readonly command: Tried & { readonly isRunning: boolean; forget(): void };
  /** Does it; null where it was refused or failed, and then what was typed stays. */
  run(reason: string): Promise<unknown>;
  close(): void;
}

const REASON_MAX = 500;

export function AskFirst(props: AskFirstProps) {
  const { title, consequence, confirm, reason: wanted, label, field = 'reason', command, run, close } = props;
  const t = useTexts(kitTexts);
  const id = useId();
  const [reason, setReason] = useState('');
  const isMissing = wanted === 'REQUIRED' && reason.trim() === '';
  const ofReason = wanted && command.refusal?.field === field ? command.refusal.message : undefined;
  const leave = () => {
    command.forget();
    close();
  };
  const decide = async () => {
    if (isMissing || (await run(reason.trim())) === null) return;
    setReason('');
    leave();
  };
  return (
    <Modal
      open={props.isOpen ?? true}
      title={title}
      okText={confirm}
      cancelText={t.cancel}
      okButtonProps={{ danger: props.isDangerous ?? false, disabled: isMissing }}
      confirmLoading={command.isRunning}
      onOk={decide}
      onCancel={leave}
      // Opened again, it takes the keyboard to the words again.
      destroyOnHidden
    >
      {consequence && <Typography.Paragraph>{consequence}</Typography.Paragraph>}
      {wanted && (
        <Form layout="vertical">
          <Form.Item
            label={label ?? (wanted === 'REQUIRED' ? t.reason : t.reasonOptional)}
            htmlFor={id}
            required={wanted === 'REQUIRED'}
            {...(ofReason ? { validateStatus: 'error', help: ofReason } : {})}
          >
            <Input.TextArea
              id={id}
              autoFocus
              rows={3}
              maxLength={REASON_MAX}
              showCount
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Form.Item>
        </Form>
      )}
      <NotDone of={ofReason ? { ...command, refusal: null } : command} again={decide} />
    </Modal>
  );
}
