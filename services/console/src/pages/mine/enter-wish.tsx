/** Making a wish: for oneself, in one's compound. */
import { Link } from 'react-router';
import type { TargetGroup } from '../../graph/types.ts';
import { amountTyped } from '../../kit/amount-typed.ts';
import { PlainChoice, PlainField, PlainFormOf, usePlainForm } from '../../kit/plain-form.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { useDraft } from '../../kit/use-draft.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { Heading } from './heading.tsx';
import { useSay } from './said.tsx';
import { targetGroups } from './wish-words.ts';
import { CollectWishDocument } from './wishes.generated.ts';

const texts = textsOf({
  heading: ['许下心愿', 'Make a wish'],
  title: ['心愿', 'What you wish'],
  titleHint: [
    '如：一副老花镜。发布后所有人可见，请不要写个人信息。',
    'Such as a pair of reading glasses. It will be public: write nothing personal.',
  ],
  targetGroup: ['您属于', 'You are among'],
  budget: ['预算（元，可不填）', 'May cost, in yuan (optional)'],
  missing: ['请填写', 'Say something here'],
  choose: ['请选择', 'Choose one'],
  amount: ['请填写金额，如 50 或 50.00', 'An amount, such as 50 or 50.00'],
  send: ['提交心愿', 'Send'],
  entered: ['心愿已提交，由小区党支部发布。', 'Your wish has been received; the branch publishes it.'],
});

const empty = { title: '', targetGroup: null as TargetGroup | null, budget: '' };

export function EnterWish({ home }: { readonly home: string }) {
  const t = useTexts({ ...kitTexts, ...texts });
  const groups = useTexts(targetGroups);
  const tell = useSay();
  const { person } = useViewer();
  const { id, draft, change, clear } = useDraft('collectWish', empty);
  const command = useCommand(CollectWishDocument);
  const form = usePlainForm(command, ['title', 'targetGroup', 'budget']);
  const send = async () => {
    const { title, targetGroup } = draft;
    const budget = draft.budget.trim() === '' ? null : amountTyped(draft.budget);
    const isRight = form.check({
      ...(title.trim() ? {} : { title: t.missing }),
      ...(targetGroup ? {} : { targetGroup: t.choose }),
      ...(budget === null && draft.budget.trim() ? { budget: t.amount } : {}),
    });
    if (!isRight || !targetGroup || !person) return;
    const input = { clientMutationId: id, compound: home, wisher: person.id, title, targetGroup, budget };
    if (!(await command.run({ input }))) return;
    clear();
    tell(t.entered, '?view=wishes');
  };
  return (
    <section className="mine-part">
      <Heading>{t.heading}</Heading>
      <PlainFormOf
        form={form}
        send={t.send}
        isRunning={command.isRunning}
        onSend={send}
        also={<Link to="?view=wishes">{t.cancel}</Link>}
      >
        <PlainField label={t.title} hint={t.titleHint} error={form.errors.title}>
          {(control) => (
            <input
              {...control}
              maxLength={60}
              value={draft.title}
              onChange={({ target }) => change({ title: target.value })}
            />
          )}
        </PlainField>
        <PlainChoice
          label={t.targetGroup}
          options={Object.entries(groups) as [TargetGroup, string][]}
          value={draft.targetGroup}
          error={form.errors.targetGroup}
          set={(targetGroup) => change({ targetGroup })}
        />
        <PlainField label={t.budget} error={form.errors.budget}>
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              maxLength={20}
              value={draft.budget}
              onChange={({ target }) => change({ budget: target.value })}
            />
          )}
        </PlainField>
      </PlainFormOf>
    </section>
  );
}
