/** A form as HTML has one, for phones: what is wrong stands at its field and takes the keyboard, the rest above the button. */
import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { NotDone } from './not-done.tsx';
import './plain-button.css';
import './plain-form.css';
import type { Tried } from './use-command.ts';

/** What is wrong, by the name of the field. */
type Errors = Readonly<Record<string, string | undefined>>;

export interface PlainForm {
  readonly element: RefObject<HTMLFormElement | null>;
  readonly errors: Errors;
  /** What has no field to stand at. */
  readonly notDone: Tried;
  /** Whether it may be sent: nothing was found that is wrong. */
  check(found: Errors): boolean;
  /** Somebody is putting it right. */
  touch(): void;
}

/** `fields` are those of the input that the form has, by which a refusal finds them. */
export function usePlainForm(
  { refusal, failure, forget }: Tried & { forget(): void },
  fields: readonly string[],
): PlainForm {
  const element = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<Errors>({});
  const refused = fields.find((field) => field === refusal?.field);
  const errors = refused && refusal ? { [refused]: refusal.message } : found;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal and each look through the fields
  useEffect(() => {
    const wrong = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong?.querySelector('input') ?? wrong)?.focus();
  }, [refusal, found]);
  return {
    element,
    errors,
    notDone: { refusal: refused ? null : refusal, failure },
    check: (wrong) => {
      setFound(wrong);
      return Object.keys(wrong).length === 0;
    },
    touch: () => {
      if (Object.keys(errors).length === 0) return;
      setFound({});
      forget();
    },
  };
}

interface PlainFormProps {
  readonly form: PlainForm;
  /** What the button says. */
  readonly send: string;
  readonly isRunning: boolean;
  readonly children: ReactNode;
  /** Beside the button. */
  readonly also?: ReactNode;
  onSend(): unknown;
}

export function PlainFormOf({ form, send, isRunning, children, also, onSend }: PlainFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSend();
  };
  return (
    <form ref={form.element} className="plain-form" noValidate onSubmit={submit} onInput={form.touch}>
      {children}
      <NotDone of={form.notDone} again={onSend} />
      <div className="plain-form-buttons">
        <button type="submit" className="plain-button primary" aria-busy={isRunning}>
          {send}
        </button>
        {also}
      </div>
    </form>
  );
}

interface Control {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

interface PlainFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly children: (control: Control) => ReactNode;
}

export function PlainField({ label, hint, error, children }: PlainFieldProps) {
  const id = useId();
  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-about` })}
      <About id={`${id}-about`} hint={hint} error={error} />
    </div>
  );
}

interface PlainChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly value: Value | null;
  readonly hint?: string;
  readonly error: string | undefined;
  set(value: Value): void;
}

/** One of a few, each as large as a thumb. */
export function PlainChoice<Value extends string>(props: PlainChoiceProps<Value>) {
  const { label, options, value, hint, error, set } = props;
  const id = useId();
  return (
    <div
      className="plain-field"
      role="radiogroup"
      aria-labelledby={id}
      aria-invalid={error !== undefined}
      aria-describedby={`${id}-about`}
    >
      <span id={id}>{label}</span>
      <div className="plain-choices">
        {options.map(([each, name]) => (
          <label key={each}>
            <input type="radio" name={id} checked={each === value} onChange={() => set(each)} />
            {name}
          </label>
        ))}
      </div>
      <About id={`${id}-about`} hint={hint} error={error} />
    </div>
  );
}

function About({
  id,
  hint,
  error,
}: {
  readonly id: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
}) {
  return (
    <div id={id} className={error ? 'plain-field-wrong' : 'plain-field-hint'} {...(error ? { role: 'alert' } : {})}>
      {error ?? hint}
    </div>
  );
}
