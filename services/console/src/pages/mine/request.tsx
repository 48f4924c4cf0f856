/** One request: where it stands, what was replied, every step of it; who asked for it rates it, or has it gone on with. */
import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { PlainWords } from '../../kit/plain-words.tsx';
import { requestKinds, requestUrgencies, satisfactions, steps } from '../../kit/request-detail-words.ts';
import { requestCategories, requestPosts, requestStates } from '../../kit/request-words.ts';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { Heading } from './heading.tsx';
import { RateRequest } from './rate-request.tsx';
import { MyRequestDocument, type MyRequestQuery, ReopenRequestDocument } from './requests.generated.ts';
import { useSay } from './said.tsx';

const texts = textsOf({
  back: ['← 我的诉求', '← My requests'],
  missing: ['没有这件诉求，或不是您提出的。', 'There is no such request of yours.'],
  no: ['编号', 'Number'],
  compound: ['小区', 'Compound'],
  state: ['状态', 'State'],
  holder: ['承办', 'Held by'],
  acceptBy: ['签收时限', 'To be accepted by'],
  due: ['办理时限', 'Due'],
  overdue: ['已超期', 'Overdue'],
  about: ['类别', 'About'],
  affected: (count: number) => [`涉及 ${count} 人`, `affects ${count}`],
  reply: ['答复', 'Reply'],
  steps: ['办理过程', 'What became of it'],
  rating: ['您的评价', 'What you said of it'],
  resolved: ['已解决', 'Solved'],
  unresolved: ['未解决', 'Not solved'],
  reopen: ['要求重新办理', 'Have it gone on with'],
  reopenAbout: (until: string) => [
    `问题没有解决？${until} 前可以要求重新办理一次，上一级会督办。`,
    `Not solved? Until ${until} you can have it gone on with, once; the level above looks after it then.`,
  ],
  reopenReason: ['哪里没有解决', 'What is not solved'],
  reopened: ['已重新办理，由上一级督办。', 'It is gone on with, and the level above looks after it.'],
});

export function Request({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const asked = useQuery(MyRequestDocument, { variables: { id } });
  return (
    <>
      <Link className="mine-back" to="?view=requests">
        {t.back}
      </Link>
      <Answer to={asked}>
        {({ serviceRequest }) =>
          serviceRequest ? <One of={serviceRequest} /> : <div className="mine-empty">{t.missing}</div>
        }
      </Answer>
    </>
  );
}

type Of = { readonly of: NonNullable<MyRequestQuery['serviceRequest']> };

function One({ of }: Of) {
  const t = useTexts(texts);
  return (
    <>
      <section className="mine-part">
        <Heading>{of.title}</Heading>
        <p className="mine-words">{of.description}</p>
        <Facts of={of} />
      </section>
      {of.reply && (
        <section className="mine-part">
          <h3>{t.reply}</h3>
          <p className="mine-words">{of.reply}</p>
          <div className="mine-facts">
            <When at={of.repliedAt} />
          </div>
        </section>
      )}
      <ToSay of={of} />
      <section className="mine-part">
        <h3>{t.steps}</h3>
        <Steps of={of} />
      </section>
    </>
  );
}

function Facts({ of }: Of) {
  const t = useTexts(texts);
  const [states, posts, categories] = [useTexts(requestStates), useTexts(requestPosts), useTexts(requestCategories)];
  const [kinds, urgencies] = [useTexts(requestKinds), useTexts(requestUrgencies)];
  const isOpen = of.reply === null;
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [t.no, of.no],
    [t.compound, of.compound.name],
    [
      t.state,
      <span key="state" className="mine-facts">
        <span className="mine-state">{states[of.state]}</span>
        {of.overdue && <span className="mine-state theirs">{t.overdue}</span>}
      </span>,
    ],
    [t.holder, [posts[of.holder.role], of.holder.person?.name].filter(Boolean).join(' · ')],
    ...(isOpen && of.acceptedAt === null ? [[t.acceptBy, <When key="accept" at={of.acceptBy} />] as const] : []),
    ...(isOpen ? [[t.due, <When key="due" at={of.dueAt} />] as const] : []),
    [
      t.about,
      [categories[of.category], kinds[of.kind], urgencies[of.urgency], t.affected(of.affectedCount)].join(' · '),
    ],
  ];
  return (
    <dl className="mine-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is theirs to say of it now, and what they have said. */
function ToSay({ of: { id, no, rating, reopenBy, allowedTransitions } }: Of) {
  const t = useTexts(texts);
  const satisfied = useTexts(satisfactions);
  const tell = useSay();
  const [mayRate, mayReopen] = ['rateRequest', 'reopenRequest'].map((each) => allows(allowedTransitions, each));
  return (
    <>
      {mayRate && <RateRequest request={id} />}
      {rating && (
        <section className="mine-part">
          <h3>{t.rating}</h3>
          <div className="mine-facts">
            {rating.resolved !== null && <span>{rating.resolved ? t.resolved : t.unresolved}</span>}
            {rating.satisfaction && <span>{satisfied[rating.satisfaction]}</span>}
            <When at={rating.at} />
          </div>
        </section>
      )}
      {mayReopen && (
        <section className="mine-part">
          <p className="mine-words">{t.reopenAbout(reopenBy?.slice(0, 10) ?? '')}</p>
          <PlainWords
            document={ReopenRequestDocument}
            variables={(reason) => ({ input: { id, reason } })}
            label={t.reopenReason}
            field="reason"
            of={no}
            onDone={() => tell(t.reopened)}
          >
            {t.reopen}
          </PlainWords>
        </section>
      )}
    </>
  );
}

function Steps({ of: { timeline } }: Of) {
  const { language } = useLanguage();
  return (
    <ol className="mine-steps">
      {timeline.map(({ at, action, state, note, by }) => (
        <li key={`${at} ${action}`}>
          <strong>{say(steps[action] ?? requestStates[state], language)}</strong>
          <div className="mine-facts">
            <When at={at} />
            {by && <span>{by.name}</span>}
          </div>
          {note && <p className="mine-words">{note}</p>}
        </li>
      ))}
    </ol>
  );
}
