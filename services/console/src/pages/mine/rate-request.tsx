/** What the one who asked says of the result. */

import type { RequestSatisfaction } from '../../graph/types.ts';
import { PlainChoice, PlainFormOf, usePlainForm } from '../../kit/plain-form.tsx';
import { satisfactions } from '../../kit/request-detail-words.ts';
import { useCommand } from '../../kit/use-command.ts';
import { useDraft } from '../../kit/use-draft.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { RateRequestDocument } from './requests.generated.ts';
import { useSay } from './said.tsx';

const texts = textsOf({
  heading: ['请您评价', 'Rate it'],
  about: ['评价后诉求归档，评价不能再改。', 'This closes the request, and is not changed afterwards.'],
  contacted: ['承办人与您联系过吗', 'Were you contacted?'],
  resolved: ['问题解决了吗', 'Is it solved?'],
  satisfaction: ['您满意吗', 'Are you satisfied?'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
  choose: ['请选择', 'Choose one'],
  send: ['提交评价', 'Send'],
  rated: ['谢谢，您的评价已计入满意率。', 'Thank you: what you said counts in the rate of satisfaction.'],
});

type YesOrNo = 'YES' | 'NO';
const questions = ['contacted', 'resolved'] as const;
const empty = {
  contacted: null as YesOrNo | null,
  resolved: null as YesOrNo | null,
  satisfaction: null as RequestSatisfaction | null,
};

export function RateRequest({ request }: { readonly request: string }) {
  const t = useTexts(texts);
  const satisfied = useTexts(satisfactions);
  const tell = useSay();
  const { draft, change, clear } = useDraft(`rateRequest ${request}`, empty);
  const command = useCommand(RateRequestDocument);
  const form = usePlainForm(command, [...questions, 'satisfaction']);
  const send = async () => {
    const { contacted, resolved, satisfaction } = draft;
    const missing = Object.entries(draft).flatMap(([field, value]) => (value ? [] : [[field, t.choose] as const]));
    if (!form.check(Object.fromEntries(missing)) || !satisfaction) return;
    const answers = { contacted: contacted === 'YES', resolved: resolved === 'YES', satisfaction };
    if (!(await command.run({ input: { id: request, ...answers } }))) return;
    clear();
    tell(t.rated);
  };
  return (
    <section className="mine-part">
      <h3>{t.heading}</h3>
      <PlainFormOf form={form} send={t.send} isRunning={command.isRunning} onSend={send}>
        {questions.map((field) => (
          <PlainChoice
            key={field}
            label={t[field]}
            options={[
              ['YES', t.yes],
              ['NO', t.no],
            ]}
            value={draft[field]}
            error={form.errors[field]}
            set={(answer) => change({ [field]: answer })}
          />
        ))}
        <PlainChoice
          label={t.satisfaction}
          options={Object.entries(satisfied) as [RequestSatisfaction, string][]}
          value={draft.satisfaction}
          hint={t.about}
          error={form.errors.satisfaction}
          set={(satisfaction) => change({ satisfaction })}
        />
      </PlainFormOf>
    </section>
  );
}
