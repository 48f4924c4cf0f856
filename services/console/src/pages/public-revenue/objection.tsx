/** An objection to what is published, by an owner or a resident, while it is open to objections; and what became of it. */
import { type FormEvent, useId, useState } from 'react';
import { Link } from 'react-router';
import { Notice as Said } from '../../kit/notice.tsx';
import { isPublic } from '../../kit/notices/notice-states.ts';
import '../../kit/plain-button.css';
import { NotDone } from '../../kit/not-done.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { isOwn, scopesOf, useViewer } from '../../session/viewer.tsx';
import { Part } from './part.tsx';
import { FileObjectionDocument, type PublishedMonthFragment } from './public-revenue.generated.ts';
import { objectionStates, texts } from './texts.ts';

type Notice = NonNullable<PublishedMonthFragment['notice']>;

export function Objecting({ notice, compound }: { readonly notice: Notice; readonly compound: string }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { isSignedIn, today } = viewer;
  const isOpen = isPublic(notice);
  const isTheirs = scopesOf(viewer, 'OWNER', 'RESIDENT').some((home) => home.startsWith(compound));
  return (
    <Part title={t.object} className="not-printed">
      {isOpen && notice.lastDay !== null && notice.lastDay < today && <p>{t.objectStillOpen}</p>}
      {!isOpen ? (
        t.objectOver
      ) : isTheirs ? (
        <ObjectionForm notice={notice.id} compound={compound} />
      ) : isSignedIn ? (
        t.objectNotYours
      ) : (
        <>
          {t.objectSignIn} <Link to="/sign-in">{t.signIn}</Link>
        </>
      )}
      <Own of={notice.objections?.edges.map(({ node }) => node).filter(({ by }) => isOwn(viewer, by)) ?? []} />
    </Part>
  );
}

type Objection = NonNullable<Notice['objections']>['edges'][number]['node'];

function Own({ of }: { readonly of: readonly Objection[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (of.length === 0) return null;
  return (
    <section aria-label={t.yours}>
      <h4>{t.yours}</h4>
      {of.map(({ id, text, filedOn, dueOn, state }) => (
        <div key={id} className="public-revenue-decision">
          <strong className="public-revenue-tag">{say(objectionStates[state], language)}</strong>{' '}
          <small>{t.yoursDue(filedOn, dueOn)}</small>
          <p>{text}</p>
        </div>
      ))}
    </section>
  );
}

const LONGEST = 2000;

function ObjectionForm({ notice, compound }: { readonly notice: string; readonly compound: string }) {
  const t = useTexts(texts);
  const [field, missing] = [useId(), useId()];
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [isDone, setDone] = useState(false);
  const commandId = useCommandId();
  const { run, isRunning, refusal, failure } = useCommand(FileObjectionDocument);
  const write = (written: string) => {
    setText(written);
    setMissing(false);
    setDone(false);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return setMissing(true);
    const done = await run({ input: { clientMutationId: commandId.id, notice, compound, text } });
    if (!done) return;
    commandId.renew();
    setText('');
    setDone(true);
  };
  return (
    <form className="public-revenue-objection" onSubmit={(event) => void send(event)}>
      <p>{t.objectAbout}</p>
      <label htmlFor={field}>{t.objectText}</label>
      <textarea
        id={field}
        rows={4}
        maxLength={LONGEST}
        value={text}
        onChange={({ target }) => write(target.value)}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? missing : undefined}
      />
      {isMissing && (
        <span id={missing} className="public-revenue-missing" role="alert">
          {t.objectMissing}
        </span>
      )}
      <NotDone of={{ refusal, failure }} />
      {isDone && <Said type="success" title={t.objectDone} role="status" />}
      <button type="submit" className="plain-button primary" aria-busy={isRunning}>
        {t.objectSend}
      </button>
    </form>
  );
}
