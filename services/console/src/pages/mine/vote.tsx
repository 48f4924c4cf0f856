/** One vote: what is decided and by how many, whether one may vote, and what was counted. A choice is shown to nobody. */
import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { countText, moneyText } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { percentText } from '../../kit/percent.tsx';
import { useOutcome, VoteTally } from '../../kit/vote-tally.tsx';
import { voteChannels, voteClasses, voteMatters, voteStates, voteTexts } from '../../kit/vote-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Ballot } from './ballot.tsx';
import { Heading } from './heading.tsx';
import { MyVoteDocument, type MyVoteQuery } from './votes.generated.ts';

const texts = textsOf({
  ...voteTexts,
  back: ['← 全部表决', '← All votes'],
  missing: ['没有这项表决。', 'There is no such vote.'],
  state: ['状态', 'State'],
  matter: ['事项', 'Matter'],
  rule: ['通过标准', 'Passes when'],
  ownersPart: ['业主分成', "Owners' part"],
  channel: ['投票方式', 'By'],
  opens: ['开始时间', 'Opens'],
  closes: ['截止时间', 'Closes'],
  roll: ['投票名册', 'On the roll'],
  reason: ['原因', 'Reason'],
  announced: ['结果公告', 'Announced'],
  mayNot: ['您现在不能在线投票', 'You cannot vote online now'],
  voted: ['您的选票已收到。', 'Your ballot is in.'],
  tally: ['计票结果', 'What was counted'],
  secret: ['谁投了什么意见不公开，任何人都看不到。', 'How anybody voted is shown to nobody.'],
});

export function Vote({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const asked = useQuery(MyVoteDocument, { variables: { id } });
  return (
    <>
      <Link className="mine-back" to="?view=votes">
        {t.back}
      </Link>
      <Answer to={asked}>
        {(data) => (data.vote ? <One data={data} of={data.vote} /> : <div className="mine-empty">{t.missing}</div>)}
      </Answer>
    </>
  );
}

type One = NonNullable<MyVoteQuery['vote']>;

function One({ data, of }: { readonly data: MyVoteQuery; readonly of: One }) {
  const t = useTexts(texts);
  return (
    <>
      <section className="mine-part">
        <Heading>{of.title}</Heading>
        <p className="mine-words">{of.text}</p>
        <Facts of={of} />
      </section>
      {of.state === 'OPEN' && <Own data={data} of={of} />}
      {of.tally && <Tally of={of.tally} />}
      <p className="mine-facts">{t.secret}</p>
    </>
  );
}

/** Whether the caller may vote, and where not, why, as the graph says it. */
function Own({ data: { canIVote, me }, of }: { readonly data: MyVoteQuery; readonly of: One }) {
  const t = useTexts(texts);
  if (!canIVote) return null;
  const { canVote, message, hasVoted, dwellings } = canIVote;
  const owned = me?.person.ownerships?.edges.map(({ node }) => node?.dwelling) ?? [];
  return (
    <>
      {hasVoted && <Notice type="success" role="note" title={t.voted} />}
      {canVote ? (
        <Ballot
          vote={of}
          hasVoted={hasVoted}
          dwellings={dwellings.map((id) => [id, doorOf(owned.find((each) => each?.id === id)) ?? id] as const)}
        />
      ) : (
        <Notice type="info" role="note" title={t.mayNot} description={message} />
      )}
    </>
  );
}

interface Door {
  readonly unit: string | null;
  readonly no: string;
  readonly building: { readonly no: string };
}

function doorOf(dwelling: Door | null | undefined): string | null {
  return dwelling ? [dwelling.building.no, dwelling.unit, dwelling.no].filter(Boolean).join('-') : null;
}

function Facts({ of }: { readonly of: One }) {
  const t = useTexts(texts);
  const [states, matters, rules, by] = [
    useTexts(voteStates),
    useTexts(voteMatters),
    useTexts(voteClasses),
    useTexts(voteChannels),
  ];
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [
      t.state,
      <span key="state" className="mine-state">
        {states[of.state]}
      </span>,
    ],
    [t.matter, matters[of.matter]],
    [t.rule, t.quorum(rules[of.class])],
    ...(of.ownersBp === null ? [] : [[t.ownersPart, percentText(of.ownersBp)] as const]),
    [t.channel, by[of.channel]],
    [t.opens, <When key="opens" at={of.opensAt} />],
    [t.closes, <When key="closes" at={of.closesAt} />],
    ...(of.roll ? [[t.roll, t.onRoll(countText(of.roll.owners), moneyText(of.roll.areaM2))] as const] : []),
    ...(of.announcedOn ? [[t.announced, <When key="announced" at={of.announcedOn} />] as const] : []),
    ...(of.reason ? [[t.reason, of.reason] as const] : []),
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

function Tally({ of }: { readonly of: NonNullable<One['tally']> }) {
  const t = useTexts(texts);
  const outcome = useOutcome(of);
  return (
    <section className="mine-part">
      <h3>{t.tally}</h3>
      <p className="mine-words">{outcome}</p>
      <VoteTally of={of} />
    </section>
  );
}
