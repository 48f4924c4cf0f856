/** Owners' votes, where somebody runs them: what is under way, all of them; one of them; a new one. */
import { useQuery } from '@apollo/client/react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { type Connection, type ListPage, useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { PageHead } from '../../kit/page-head.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { keyOf, tierOf, usePosts } from '../../kit/post.ts';
import { Views } from '../../kit/views.tsx';
import { voteMatters, voteStates } from '../../kit/vote-words.ts';
import { Waiting } from '../../kit/waiting.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole, voteOrganisers, voteRunners } from '../../session/roles.ts';
import { type VoteRowFragment, VotesAtDocument, type VotesAtQuery } from './votes.generated.ts';

const texts = textsOf({
  title: ['业主表决', "Owners' votes"],
  about: [
    '起草、公示、投票、计票、确认、公告。谁投了什么意见不公开。',
    'Drafted, announced, voted on, counted, confirmed, announced again. How anybody voted is shown to nobody.',
  ],
  views: ['本页内容', 'On this page'],
  going: ['进行中', 'Under way'],
  all: ['全部', 'All'],
  draft: ['起草表决', 'Draft a vote'],
  what: ['表决', 'Vote'],
  state: ['状态', 'State'],
  passed: ['通过', 'passed'],
  opens: ['开始时间', 'Opens'],
  closes: ['截止时间', 'Ends'],
  matter: ['事项', 'Matter'],
  compound: ['小区', 'Compound'],
  emptyGoing: [
    '没有进行中的表决。由业委会主任或街道起草。',
    "None is under way. The director of an owners' committee or the street drafts one.",
  ],
  emptyAll: [
    '这里还没有业主表决。由业委会主任或街道起草。',
    "No votes yet. The director of an owners' committee or the street drafts one.",
  ],
});

const views = ['going', 'all'] as const;
const filters = { going: { isUnderWay: true }, all: {} } as const;

// What a list needs of none is loaded when it is gone to.
const Posts = lazy(() => import('../../kit/posts.tsx'));
const Vote = lazy(() => import('./vote.tsx'));
const NewVote = lazy(() => import('./new-vote.tsx'));

export default function Votes() {
  const [vote] = useChoice('vote', null);
  return (
    <Suspense fallback={<Waiting />}>{vote === 'new' ? <NewVote /> : vote ? <Vote id={vote} /> : <List />}</Suspense>
  );
}

function List() {
  const t = useTexts(texts);
  const { posts, post, choose } = usePosts(voteRunners);
  const [chosen] = useChoice('view', views);
  const view = chosen ?? 'going';
  const page = useListPage('votes');
  const { code, isStreet, isCommunity, isCompound } = tierOf(post.scope);
  // What is under way begins with what has been so longest, all of it with the latest.
  const isNewestFirst = view === 'all';
  const asked = useQuery(VotesAtDocument, {
    variables: {
      ...{ code, isStreet, isCommunity, isCompound },
      filter: filters[view],
      ...(isNewestFirst ? fromTheEnd(page.variables) : page.variables),
    },
  });
  const data = asked.data ?? asked.previousData;
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <>
            {posts.length > 1 && <Posts of={posts} chosen={post} choose={choose} places={data?.me} />}
            {hasRole([post], ...voteOrganisers) && (
              <Link to={`?${new URLSearchParams({ vote: 'new', at: keyOf(post) })}`}>{t.draft}</Link>
            )}
          </>
        }
      />
      <Views label={t.views} of={views.map((each) => [each, t[each]] as const)} shown={view} />
      <Answer to={{ ...asked, data }}>
        {(answer) => {
          const votes = votesIn(answer);
          const shown = votes && isNewestFirst ? newestFirst(votes) : votes;
          return <Rows of={shown} view={view} page={page} isLoading={asked.loading} />;
        }}
      </Answer>
    </>
  );
}

function votesIn({ street, community, compound }: VotesAtQuery): Connection<VoteRowFragment> | null {
  return (street ?? community ?? compound)?.votes ?? null;
}

interface RowsProps {
  readonly of: Connection<VoteRowFragment> | null;
  readonly view: (typeof views)[number];
  readonly page: ListPage;
  readonly isLoading: boolean;
}

function Rows({ of, view, page, isLoading }: RowsProps) {
  const t = useTexts(texts);
  const [states, matters] = [useTexts(voteStates), useTexts(voteMatters)];
  const columns: Columns<VoteRowFragment> = [
    { title: t.what, cell: ({ id, title }) => <Link to={`?vote=${id}`}>{title}</Link> },
    {
      title: t.state,
      cell: ({ state, isPassed }) => [states[state], isPassed && t.passed].filter(Boolean).join(' · '),
    },
    { title: t.opens, cell: ({ opensAt }) => <When at={opensAt} /> },
    { title: t.closes, cell: ({ closesAt }) => <When at={closesAt} /> },
    { title: t.matter, cell: ({ matter }) => matters[matter] },
    { title: t.compound, cell: ({ compound: { code, name } }) => <Link to={`/compounds/${code}`}>{name}</Link> },
  ];
  return (
    <ListTable
      label={t[view]}
      of={of}
      page={page}
      isLoading={isLoading}
      empty={view === 'all' ? t.emptyAll : t.emptyGoing}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
