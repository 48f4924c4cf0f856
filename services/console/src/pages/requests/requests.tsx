/** What people ask for, where somebody handles it: what waits for their post, what is open, all of it; and one of them. */
import { useQuery } from '@apollo/client/react';
import { Tag } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type { RequestPost } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { type Connection, type ListPage, useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { PageHead } from '../../kit/page-head.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { tierOf, usePosts } from '../../kit/post.ts';
import { requestCategories, requestPosts, requestStates } from '../../kit/request-words.ts';
import { Views } from '../../kit/views.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { handlers } from '../../session/roles.ts';
import { type RequestRowFragment, RequestsAtDocument, type RequestsAtQuery } from './requests.generated.ts';

const texts = textsOf({
  title: ['诉求办理', 'Requests'],
  about: [
    '签收、办理、答复。逾期的自动升级到上一级。',
    'Accept, handle and reply. What is late goes to the level above by itself.',
  ],
  views: ['本页内容', 'On this page'],
  post: ['待本岗位办理', 'For my post'],
  open: ['全部未办结', 'All that are open'],
  all: ['全部', 'All'],
  what: ['诉求', 'Request'],
  compound: ['小区', 'Compound'],
  category: ['类别', 'Category'],
  state: ['状态', 'State'],
  holder: ['承办', 'Held by'],
  due: ['时限', 'Due'],
  toAccept: ['签收', 'to be accepted'],
  overdue: ['超期', 'Overdue'],
  urgent: ['紧急', 'Urgent'],
  emptyPost: ['没有待本岗位办理的诉求。', 'Nothing waits for your post.'],
  emptyOpen: ['没有未办结的诉求。', 'No request is open.'],
  emptyAll: ['这里还没有人提出诉求。', 'Nobody has asked for anything here yet.'],
});

const views = ['post', 'open', 'all'] as const;
const filters = {
  post: (role: RequestPost) => ({ open: true, heldBy: role }),
  open: () => ({ open: true }),
  all: () => ({}),
} as const;

// What a list needs of neither is loaded when it is gone to: some begin on this page.
const Posts = lazy(() => import('../../kit/posts.tsx'));
const Request = lazy(() => import('./request.tsx'));

export default function Requests() {
  const [request] = useChoice('request', null);
  return <Suspense fallback={<Waiting />}>{request ? <Request id={request} /> : <List />}</Suspense>;
}

function List() {
  const t = useTexts(texts);
  const { posts, post, choose } = usePosts(handlers);
  const [chosen] = useChoice('view', views);
  const view = chosen ?? 'post';
  const page = useListPage('requests');
  // What is open begins with what has waited longest, all of it with the latest.
  const isNewestFirst = view === 'all';
  const asked = useQuery(RequestsAtDocument, {
    variables: {
      ...tierOf(post.scope),
      filter: filters[view](post.role),
      ...(isNewestFirst ? fromTheEnd(page.variables) : page.variables),
    },
  });
  const data = asked.data ?? asked.previousData;
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={posts.length > 1 && <Posts of={posts} chosen={post} choose={choose} places={data?.me} />}
      />
      <Views label={t.views} of={views.map((each) => [each, t[each]] as const)} shown={view} />
      <Answer to={{ ...asked, data }}>
        {(answer) => {
          const requests = requestsIn(answer);
          const shown = requests && isNewestFirst ? newestFirst(requests) : requests;
          return <Rows of={shown} view={view} page={page} isLoading={asked.loading} />;
        }}
      </Answer>
    </>
  );
}

function requestsIn({ county, street, community, compound }: RequestsAtQuery): Connection<RequestRowFragment> | null {
  return (county ?? street ?? community ?? compound)?.requests ?? null;
}

interface RowsProps {
  readonly of: Connection<RequestRowFragment> | null;
  readonly view: (typeof views)[number];
  readonly page: ListPage;
  readonly isLoading: boolean;
}

function Rows({ of, view, page, isLoading }: RowsProps) {
  const t = useTexts(texts);
  const states = useTexts(requestStates);
  const categories = useTexts(requestCategories);
  const posts = useTexts(requestPosts);
  const columns: Columns<RequestRowFragment> = [
    {
      title: t.what,
      cell: ({ id, no, title, urgency }) => (
        <>
          <Link to={`?request=${id}`}>{title}</Link> {urgency === 'URGENT' && <Tag color="red">{t.urgent}</Tag>}
          <br />
          <small>{no}</small>
        </>
      ),
    },
    { title: t.state, cell: ({ state }) => states[state] },
    {
      title: t.due,
      cell: ({ acceptedAt, acceptBy, dueAt, overdue }) => (
        <>
          <When at={acceptedAt ? dueAt : acceptBy} /> {acceptedAt ? null : <small>{t.toAccept}</small>}
          {overdue && <Tag color="red">{t.overdue}</Tag>}
        </>
      ),
    },
    { title: t.compound, cell: ({ compound: { code, name } }) => <Link to={`/compounds/${code}`}>{name}</Link> },
    { title: t.category, cell: ({ category }) => categories[category] },
    {
      title: t.holder,
      cell: ({ holder: { role, person } }) => [posts[role], person?.name].filter(Boolean).join(' · '),
    },
  ];
  return (
    <ListTable
      label={t[view]}
      of={of}
      page={page}
      isLoading={isLoading}
      empty={{ post: t.emptyPost, open: t.emptyOpen, all: t.emptyAll }[view]}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
