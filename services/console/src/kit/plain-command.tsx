/** A command with nothing to fill in, where no component library is: a button, and once more where what comes of it is told. */
import type { ReactNode } from 'react';
import { NotDone } from './not-done.tsx';
import { Closed, type CommandProps, Leave, takeKeyboard, useOpening } from './plain-opening.tsx';
import { useCommand } from './use-command.ts';

interface PlainCommandProps<Data, Variables> extends CommandProps<Data, Variables> {
  readonly variables: Variables;
  /** What will come of it, for what is asked once more. */
  readonly confirm?: ReactNode;
}

export function PlainCommand<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  props: PlainCommandProps<Data, Variables>,
) {
  const { document, variables, children, confirm, onDone, isPrimary } = props;
  const command = useCommand(document);
  const opening = useOpening();
  const send = async () => {
    const answer = await command.run(variables);
    if (!answer) return;
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
          aria-busy={command.isRunning}
          onClick={confirm ? opening.open : () => void send()}
        >
          {children}
        </button>
      </Closed>
    );
  return (
    <fieldset className="plain-asked" aria-label={children}>
      <p>{confirm}</p>
      <NotDone of={command} again={send} />
      <div className="plain-form-buttons">
        <button
          ref={takeKeyboard}
          type="button"
          className="plain-button primary"
          aria-busy={command.isRunning}
          onClick={() => void send()}
        >
          {children}
        </button>
        <Leave command={command} close={opening.close} />
      </div>
    </fieldset>
  );
}
