/** What the owners of one's compound decide together: what can be voted on now, and what was decided before. */
import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { voteMatters, voteStates } from '../../kit/vote-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Cards } from './cards.tsx';
import { Heading } from './heading.tsx';
import { useHomes } from './homes.ts';
import { Vote } from './vote.tsx';
import { MyVotesDocument, type VoteLinesFragment } from './votes.generated.ts';

const texts = textsOf({
  current: ['正在进行的表决', 'Votes going on'],
  past: ['以往表决', 'Votes that are over'],
  noneNow: [
    '现在没有要您表决的事项。新的表决公示后会出现在这里。',
    'There is nothing to vote on now. A new vote appears here once it is announced.',
  ],
  nonePast: ['本小区还没有结束的表决。', 'No vote of the compound is over yet.'],
  opens: ['开始', 'Opens'],
  closes: ['截止', 'Closes'],
  passed: ['已通过', 'Passed'],
});

export default function Votes() {
  const [search] = useSearchParams();
  const vote = search.get('vote');
  return vote ? <Vote id={vote} /> : <List />;
}

function List() {
  const t = useTexts(texts);
  const { home } = useHomes();
  const [now, before] = [useListPage('votes', 5), useListPage('past', 5)];
  const past = fromTheEnd(before.variables);
  const asked = useQuery(MyVotesDocument, {
    variables: {
      compound: home ?? '',
      ...fromTheEnd(now.variables),
      pastFirst: past.first,
      pastAfter: past.after,
      pastLast: past.last,
      pastBefore: past.before,
    },
  });
  return (
    <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
      {({ compound }) => {
        const list = { isLoading: asked.loading, rowKey: ({ id }: Row) => id };
        return (
          <>
            <Heading>{t.current}</Heading>
            <Cards
              {...list}
              label={t.current}
              of={compound && newestFirst(compound.current)}
              page={now}
              empty={t.noneNow}
            >
              {(row) => <Card of={row} />}
            </Cards>
            <h2>{t.past}</h2>
            <Cards
              {...list}
              label={t.past}
              of={compound && newestFirst(compound.past)}
              page={before}
              empty={t.nonePast}
            >
              {(row) => <Card of={row} />}
            </Cards>
          </>
        );
      }}
    </Answer>
  );
}

type Row = NonNullable<VoteLinesFragment['edges'][number]['node']>;

function Card({ of: { id, title, matter, state, isPassed, opensAt, closesAt } }: { readonly of: Row }) {
  const t = useTexts(texts);
  const [states, matters] = [useTexts(voteStates), useTexts(voteMatters)];
  return (
    <>
      <Link className="mine-title" to={`?view=votes&vote=${id}`}>
        {title}
      </Link>
      <div className="mine-facts">
        <span className={state === 'OPEN' ? 'mine-state theirs' : 'mine-state'}>{states[state]}</span>
        {isPassed && <span className="mine-state">{t.passed}</span>}
        <span>{matters[matter]}</span>
        {opensAt && (
          <span>
            {t.opens} <When at={opensAt} />
          </span>
        )}
        {closesAt && (
          <span>
            {t.closes} <When at={closesAt} />
          </span>
        )}
      </div>
    </>
  );
}
