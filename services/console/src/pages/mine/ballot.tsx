/** A ballot: chosen, read once more, cast; a later one takes its place until the vote closes. Nothing of it stays in the tab. */
import { useState } from 'react';
import type { BallotChoice } from '../../graph/types.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { PlainChoice, PlainField, PlainFormOf, usePlainForm } from '../../kit/plain-form.tsx';
import { takeKeyboard } from '../../kit/plain-opening.tsx';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { ballotChoices } from '../../kit/vote-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { useSay } from './said.tsx';
import { CastBallotDocument } from './votes.generated.ts';

const texts = textsOf({
  heading: (hasVoted: boolean) => (hasVoted ? ['改投', 'Vote differently'] : ['投票', 'Vote']),
  choice: ['您的意见', 'Your choice'],
  dwelling: ['代表哪套住房', 'For which dwelling'],
  all: ['名下全部住房', 'All that I own'],
  choose: ['请选择', 'Choose one'],
  next: ['下一步', 'Go on'],
  confirming: (title: string, choice: string, closesAt: string) => [
    `您将对“${title}”投“${choice}”。${closesAt} 截止前可以改投，以最后一次为准。`,
    `Your ballot on “${title}” will say “${choice}”. Until ${closesAt} another one takes its place; the last one counts.`,
  ],
  cast: ['确认投票', 'Cast the ballot'],
  change: ['重新选择', 'Choose again'],
  done: ['已投票，您的选票已收到。', 'Your ballot is in.'],
});

interface BallotProps {
  readonly vote: { readonly id: string; readonly title: string; readonly closesAt: string | null };
  readonly hasVoted: boolean;
  readonly dwellings: readonly (readonly [id: string, door: string])[];
}

export function Ballot({ vote, hasVoted, dwellings }: BallotProps) {
  const t = useTexts(texts);
  const said = useTexts(ballotChoices);
  const tell = useSay();
  const [choice, setChoice] = useState<BallotChoice | null>(null);
  const [dwelling, setDwelling] = useState('');
  const [isAsking, setAsking] = useState(false);
  const commandId = useCommandId();
  const command = useCommand(CastBallotDocument);
  const form = usePlainForm(command, ['choice', 'dwelling']);
  const cast = async () => {
    if (!choice) return;
    const input = { clientMutationId: commandId.id, vote: vote.id, choice, dwelling: dwelling || null };
    const done = await command.run({ input });
    if (!done) return;
    commandId.renew();
    setChoice(null);
    setAsking(false);
    tell(t.done);
  };
  const back = () => {
    command.forget();
    setAsking(false);
  };
  // What is wrong with a field stands there.
  if (isAsking && choice && !form.errors.dwelling)
    return (
      <fieldset className="mine-part plain-asked" aria-label={t.cast}>
        <p>{t.confirming(vote.title, said[choice], vote.closesAt?.slice(0, 16).replace('T', ' ') ?? '')}</p>
        <NotDone of={command} again={cast} />
        <div className="plain-form-buttons">
          <button
            ref={takeKeyboard}
            type="button"
            className="plain-button primary"
            aria-busy={command.isRunning}
            onClick={() => void cast()}
          >
            {t.cast}
          </button>
          <button type="button" className="plain-button" onClick={back}>
            {t.change}
          </button>
        </div>
      </fieldset>
    );
  return (
    <section className="mine-part">
      <h3>{t.heading(hasVoted)}</h3>
      <PlainFormOf
        form={form}
        send={t.next}
        isRunning={false}
        onSend={() => setAsking(form.check(choice ? {} : { choice: t.choose }))}
      >
        {dwellings.length > 1 && (
          <PlainField label={t.dwelling} error={form.errors.dwelling}>
            {(control) => (
              <select
                {...control}
                value={dwelling}
                onChange={({ target }) => {
                  setAsking(false);
                  setDwelling(target.value);
                }}
              >
                <option value="">{t.all}</option>
                {dwellings.map(([id, door]) => (
                  <option key={id} value={id}>
                    {door}
                  </option>
                ))}
              </select>
            )}
          </PlainField>
        )}
        <PlainChoice
          label={t.choice}
          options={Object.entries(said) as [BallotChoice, string][]}
          value={choice}
          error={form.errors.choice}
          set={(next) => {
            setAsking(false);
            setChoice(next);
          }}
        />
      </PlainFormOf>
    </section>
  );
}
