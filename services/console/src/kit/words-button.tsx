/** A command that takes a few words, such as a reason: a button, and a dialogue that keeps them until it is done. */
import type { TypedDocumentNode } from '@apollo/client';
import { App, Button, type ButtonProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../language/text.ts';
import { AskFirst } from './ask-first.tsx';
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
}

export function WordsButton<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  props: WordsButtonProps<Data, Variables>,
) {
  const { document, variables, children, label, field, about, done, ...look } = props;
  const t = useTexts(kitTexts);
  const { message } = App.useApp();
  const command = useCommand(document);
  const [isOpen, setOpen] = useState(false);
  const send = async (words: string) => {
    const answer = await command.run(variables(words));
    if (answer) message.success(done ?? t.done);
    return answer;
  };
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <AskFirst
        isOpen={isOpen}
        title={children}
        consequence={about}
        confirm={children}
        reason="REQUIRED"
        label={label}
        field={field}
        isDangerous={look.danger ?? false}
        command={command}
        run={send}
        close={() => setOpen(false)}
      />
    </>
  );
}
