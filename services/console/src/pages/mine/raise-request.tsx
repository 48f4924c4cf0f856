/** Asking for something: the compound is one's own; what is wrong stands at its field, and what was typed stays in the tab. */
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { RequestCategory, RequestKind, RequestUrgency } from '../../graph/types.ts';
import { PlainChoice, PlainField, PlainFormOf, usePlainForm } from '../../kit/plain-form.tsx';
import { requestKinds, requestUrgencies } from '../../kit/request-detail-words.ts';
import { requestCategories } from '../../kit/request-words.ts';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { useDraft } from '../../kit/use-draft.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { Heading } from './heading.tsx';
import { useHomes } from './homes.ts';
import { MyHomesDocument, RaiseRequestDocument } from './requests.generated.ts';
import { useSay } from './said.tsx';

const texts = textsOf({
  heading: ['提出诉求', 'Raise a request'],
  compound: ['小区', 'Compound'],
  title: ['标题', 'In a few words'],
  titleHint: ['如：3 号楼路灯不亮', 'Such as: the lamp at building 3 is out'],
  description: ['具体情况', 'In detail'],
  descriptionHint: ['在哪里、什么时候、怎么回事', 'Where, when, and what happened'],
  category: ['类别', 'What it is about'],
  kind: ['性质', 'What you want'],
  urgency: ['紧急程度', 'How urgent it is'],
  urgencyHint: [
    '紧急：有人身或财产危险。涉及人数多的一律按紧急办理。',
    'Urgent: people or property are in danger. What affects many is urgent in any case.',
  ],
  affectedCount: ['涉及人数', 'How many people it affects'],
  missing: ['请填写', 'Say something here'],
  choose: ['请选择', 'Choose one'],
  count: ['请填写 1 以上的整数', 'A whole number from 1 on'],
  send: ['提交诉求', 'Send'],
  raised: (no: string) => [
    `诉求已提交，编号 ${no}。承办人签收、办理和答复都会显示在这里。`,
    `Your request has been received as ${no}. What becomes of it will stand here.`,
  ],
  whose: ['您的姓名只有承办人员可见。', 'Only those who handle it see your name.'],
});

const fields = ['title', 'description', 'category', 'kind', 'urgency', 'affectedCount', 'compound'] as const;
const empty = {
  title: '',
  description: '',
  category: null as RequestCategory | null,
  kind: 'PROBLEM' as RequestKind,
  urgency: 'NORMAL' as RequestUrgency,
  affectedCount: '1',
};

export function RaiseRequest() {
  const t = useTexts({ ...kitTexts, ...texts });
  const [kinds, urgencies, categories] = [
    useTexts(requestKinds),
    useTexts(requestUrgencies),
    useTexts(requestCategories),
  ];
  const say = useSay();
  const { home } = useHomes();
  const { id, draft, change, clear } = useDraft('raiseRequest', empty);
  const command = useCommand(RaiseRequestDocument);
  const form = usePlainForm(command, fields);
  const { errors } = form;
  const send = async () => {
    const { category, ...typed } = draft;
    const affectedCount = /^\d{1,9}$/.test(typed.affectedCount.trim()) ? Number(typed.affectedCount) : 0;
    const isRight = form.check({
      ...(typed.title.trim() ? {} : { title: t.missing }),
      ...(typed.description.trim() ? {} : { description: t.missing }),
      ...(category ? {} : { category: t.choose }),
      ...(affectedCount > 0 ? {} : { affectedCount: t.count }),
    });
    if (!isRight || !category || !home) return;
    const input = { ...typed, category, affectedCount, compound: home, channel: 'RESIDENT_APP' as const };
    const done = await command.run({ input: { clientMutationId: id, ...input } });
    if (!done) return;
    clear();
    say(t.raised(done.no), `?view=requests&request=${done.id}`);
  };
  return (
    <section className="mine-part">
      <Heading>{t.heading}</Heading>
      <PlainFormOf
        form={form}
        send={t.send}
        isRunning={command.isRunning}
        onSend={send}
        also={<Link to="?view=requests">{t.cancel}</Link>}
      >
        <Home error={errors.compound} />
        <PlainField label={t.title} hint={t.titleHint} error={errors.title}>
          {(control) => (
            <input
              {...control}
              maxLength={100}
              value={draft.title}
              onChange={({ target }) => change({ title: target.value })}
            />
          )}
        </PlainField>
        <PlainField label={t.description} hint={t.descriptionHint} error={errors.description}>
          {(control) => (
            <textarea
              {...control}
              rows={5}
              maxLength={2000}
              value={draft.description}
              onChange={({ target }) => change({ description: target.value })}
            />
          )}
        </PlainField>
        <PlainChoice
          label={t.category}
          options={optionsOf(categories)}
          value={draft.category}
          error={errors.category}
          set={(category) => change({ category })}
        />
        <PlainChoice
          label={t.kind}
          options={optionsOf(kinds)}
          value={draft.kind}
          error={errors.kind}
          set={(kind) => change({ kind })}
        />
        <PlainChoice
          label={t.urgency}
          hint={t.urgencyHint}
          options={optionsOf(urgencies)}
          value={draft.urgency}
          error={errors.urgency}
          set={(urgency) => change({ urgency })}
        />
        <PlainField label={t.affectedCount} error={errors.affectedCount}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={9}
              value={draft.affectedCount}
              onChange={({ target }) => change({ affectedCount: target.value })}
            />
          )}
        </PlainField>
        <div className="plain-field-hint">{t.whose}</div>
      </PlainFormOf>
    </section>
  );
}

function optionsOf<Value extends string>(names: Readonly<Record<Value, string>>) {
  return Object.entries(names) as [Value, string][];
}

/** Which compound it is about: said where there is one, chosen where there are several. */
function Home({ error }: { readonly error: string | undefined }) {
  const t = useTexts(texts);
  const { homes, home, choose } = useHomes();
  const { data } = useQuery(MyHomesDocument);
  const nameOf = (code: string) =>
    data?.me?.grants
      .flatMap(({ place }) => (place?.__typename === 'Compound' && place.code === code ? [place.name] : []))
      .at(0) ?? code;
  return (
    <PlainField label={t.compound} error={error}>
      {(control) => (
        <select {...control} value={home ?? ''} onChange={({ target }) => choose(target.value)}>
          {homes.map((code) => (
            <option key={code} value={code}>
              {nameOf(code)}
            </option>
          ))}
        </select>
      )}
    </PlainField>
  );
}
