/** A command with nothing to fill in: a button, asked once more where that is told, and under it why it was refused. */
import type { TypedDocumentNode } from '@apollo/client';
import { App, Button, type ButtonProps, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/text.ts';
import { Confirm } from './confirm.tsx';
import { NotDone } from './not-done.tsx';
import { kitTexts } from './texts.ts';
import { type Done, useCommand } from './use-command.ts';

interface CommandButtonProps<Data, Variables>
  extends Pick<ButtonProps, 'type' | 'size' | 'disabled' | 'danger' | 'icon'> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  readonly children: ReactNode;
  /** What will come of it, for what can't be taken back. */
  readonly confirm?: ReactNode;
  /** What is said when it is done. */
  readonly done?: string;
  readonly onDone?: (answer: Done<Data>) => void;
}

export function CommandButton<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  props: CommandButtonProps<Data, Variables>,
) {
  const { document, variables, children, confirm, done, onDone, ...look } = props;
  const t = useTexts(kitTexts);
  const { message } = App.useApp();
  const command = useCommand(document);
  const send = async () => {
    const answer = await command.run(variables);
    if (!answer) return;
    message.success(done ?? t.done);
    onDone?.(answer);
  };
  const button = (
    <Button {...look} loading={command.isRunning} {...(confirm ? {} : { onClick: send })}>
      {children}
    </Button>
  );
  return (
    <Flex vertical gap={8} align="flex-start">
      {confirm ? (
        <Confirm title={confirm} okText={children} onConfirm={send}>
          {button}
        </Confirm>
      ) : (
        button
      )}
      <NotDone of={command} />
    </Flex>
  );
}
