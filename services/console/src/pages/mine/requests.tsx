/** What somebody has asked for: the newest first, with where it stands, who holds it and by when. */
import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import '../../kit/plain-button.css';
import { requestPosts, requestStates } from '../../kit/request-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Cards } from './cards.tsx';
import { Heading } from './heading.tsx';
import { RaiseRequest } from './raise-request.tsx';
import { Request } from './request.tsx';
import { MyRequestsDocument, type MyRequestsQuery } from './requests.generated.ts';

const texts = textsOf({
  label: ['我的诉求', 'My requests'],
  raise: ['提出诉求', 'Raise a request'],
  empty: [
    '您还没有提出过诉求。路灯不亮、楼道堆物、邻里纠纷……点“提出诉求”告诉社区，办理进度会在这里。',
    'You have asked for nothing yet. A lamp that is out, a blocked staircase, a quarrel: raise a request, and what becomes of it will stand here.',
  ],
  toRate: ['请您评价', 'Please rate it'],
  overdue: ['已超期', 'Overdue'],
  by: ['办理时限', 'Due'],
  received: ['提出于', 'Raised'],
});

export default function Requests() {
  const [search] = useSearchParams();
  const request = search.get('request');
  if (request === 'new') return <RaiseRequest />;
  return request ? <Request id={request} /> : <List />;
}

function List() {
  const t = useTexts(texts);
  const page = useListPage('requests', 10);
  const asked = useQuery(MyRequestsDocument, { variables: fromTheEnd(page.variables) });
  return (
    <>
      <div className="mine-row">
        <Heading>{t.label}</Heading>
        <Link className="plain-button primary" to="?view=requests&request=new">
          {t.raise}
        </Link>
      </div>
      <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
        {({ me }) => (
          <Cards
            label={t.label}
            of={me?.person.requests && newestFirst(me.person.requests)}
            page={page}
            isLoading={asked.loading}
            rowKey={({ id }) => id}
            empty={t.empty}
          >
            {(row) => <Card of={row} />}
          </Cards>
        )}
      </Answer>
    </>
  );
}

type Row = NonNullable<NonNullable<NonNullable<MyRequestsQuery['me']>['person']['requests']>['edges'][number]['node']>;

function Card({
  of: { id, no, title, state, receivedAt, dueAt, overdue, reply, holder, allowedTransitions },
}: {
  readonly of: Row;
}) {
  const t = useTexts(texts);
  const [states, posts] = [useTexts(requestStates), useTexts(requestPosts)];
  const isOpen = reply === null;
  return (
    <>
      <Link className="mine-title" to={`?view=requests&request=${id}`}>
        {title}
      </Link>
      <div className="mine-facts">
        <span className="mine-state">{states[state]}</span>
        {allows(allowedTransitions, 'rateRequest') && <span className="mine-state theirs">{t.toRate}</span>}
        {overdue && <span className="mine-state theirs">{t.overdue}</span>}
        <span>{[posts[holder.role], holder.person?.name].filter(Boolean).join(' · ')}</span>
        <span>{no}</span>
        {isOpen ? (
          <span>
            {t.by} <When at={dueAt} />
          </span>
        ) : (
          <span>
            {t.received} <When at={receivedAt.slice(0, 10)} />
          </span>
        )}
      </div>
    </>
  );
}
