/** A command that takes a few words, where no component library is: a button, and a form that keeps what was typed. */
import { textsOf, useTexts } from '../language/text.ts';
import { PlainField, PlainFormOf, usePlainForm } from './plain-form.tsx';
import { Closed, type CommandProps, Leave, takeKeyboard, useOpening } from './plain-opening.tsx';
import { useCommand } from './use-command.ts';
import { useDraft } from './use-draft.ts';

const texts = textsOf({
  missing: (label: string) => [`请填写${label}`, `${label}: say something`],
});

interface PlainWordsProps<Data, Variables> extends CommandProps<Data, Variables> {
  readonly variables: (words: string) => Variables;
  /** What the words are, and the field of the input that they go to. */
  readonly label: string;
  readonly field: string;
  readonly about?: string;
  readonly isOptional?: boolean;
  /** What it is said of, to tell its words from those of others. */
  readonly of: string;
}

const LONGEST = 500;

export function PlainWords<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  props: PlainWordsProps<Data, Variables>,
) {
  const { document, variables, children, label, field, about, isOptional, isPrimary, of, onDone } = props;
  const t = useTexts(texts);
  const command = useCommand(document);
  const opening = useOpening();
  const words = useDraft(`${field} ${of}`, { words: '' });
  const form = usePlainForm(command, [field]);
  const send = async () => {
    const text = words.draft.words.trim();
    if (!form.check(text || isOptional ? {} : { [field]: t.missing(label) })) return;
    const answer = await command.run(variables(text));
    if (!answer) return;
    words.clear();
    opening.close();
    onDone(answer);
  };
  if (!opening.isOpen)
    return (
      <Closed command={command} again={send}>
        <button
          ref={opening.opener}
          type="button"
          className={isPrimary ? 'plain-button primary' : 'plain-button'}
          onClick={opening.open}
        >
          {children}
        </button>
      </Closed>
    );
  return (
    <div className="plain-asked">
      {about && <p>{about}</p>}
      <PlainFormOf
        form={form}
        send={children}
        isRunning={command.isRunning}
        onSend={send}
        also={<Leave command={command} close={opening.close} />}
      >
        <PlainField label={label} error={form.errors[field]}>
          {(control) => (
            <textarea
              {...control}
              ref={takeKeyboard}
              rows={3}
              maxLength={LONGEST}
              value={words.draft.words}
              onChange={({ target }) => words.change({ words: target.value })}
            />
          )}
        </PlainField>
      </PlainFormOf>
    </div>
  );
}
