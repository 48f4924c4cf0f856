/** A command that takes a few words, such as a reason: a button, and a dialogue that keeps them until it is done. */
import type { TypedDocumentNode } from '@apollo/client';
import { App, Button, type ButtonProps, Flex, Form, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../language/text.ts';
import { Failure } from './failure.tsx';
import { Refusal } from './refusal.tsx';
import { kitTexts } from './texts.ts';
import { useCommand } from './use-command.ts';

interface WordsButtonProps<Data, Variables> extends Pick<ButtonProps, 'type' | 'size' | 'danger' | 'icon'> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: (words: string) => Variables;
  /** What the button and the dialogue are called. */
  readonly children: string;
  /** What the words are: a reason, a finding. */
  readonly label: string;
  /** The field of the input that they go to, by which a refusal finds them. */
  readonly field: string;
  readonly about?: ReactNode;
  readonly done?: string;
  readonly max?: number;
}

export function WordsButton<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  props: WordsButtonProps<Data, Variables>,
) {
  const { document, variables, children, label, field, about, done, max = 500, ...look } = props;
  const t = useTexts(kitTexts);
  const id = useId();
  const { message } = App.useApp();
  const command = useCommand(document);
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const ofWords = command.refusal?.field === field ? command.refusal : null;
  const send = async () => {
    if (!(await command.run(variables(words)))) return;
    message.success(done ?? t.done);
    setOpen(false);
    setWords('');
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
        onOk={send}
        onCancel={() => setOpen(false)}
        confirmLoading={command.isRunning}
        okButtonProps={{ disabled: words.trim() === '', danger: look.danger ?? false }}
      >
        {about}
        <Form layout="vertical">
          <Form.Item
            label={label}
            htmlFor={id}
            {...(ofWords ? { validateStatus: 'error' as const, help: ofWords.message } : {})}
          >
            <Input.TextArea
              id={id}
              autoFocus
              rows={3}
              maxLength={max}
              showCount
              value={words}
              onChange={({ target }) => setWords(target.value)}
            />
          </Form.Item>
        </Form>
        <Flex vertical gap={8}>
          <Refusal of={ofWords ? null : command.refusal} />
          {command.failure ? <Failure error={command.failure} again={send} /> : null}
        </Flex>
      </Modal>
    </>
  );
}
