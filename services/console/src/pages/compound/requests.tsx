/** What people ask for: the rates by post for everybody, the open requests for those who may see them. */
import { useQuery } from '@apollo/client/react';
import { Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Notice } from '../../kit/notice.tsx';
import { percentText } from '../../kit/percent.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { requestCategories, requestPosts, requestStates } from '../../kit/request-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { handlers, hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { CompoundRequestsDocument, type CompoundRequestsQuery } from './requests.generated.ts';

const texts = textsOf({
  byPost: (month: string) => [`${month} 分岗位“三率”`, `Rates of ${month} by post`],
  post: ['岗位', 'Post'],
  response: ['响应率', 'Accepted in time'],
  resolution: ['解决率', 'Solved'],
  satisfaction: ['满意率', 'Satisfied'],
  noRates: ['本月没有诉求。', 'There were no requests in the month.'],
  open: ['未办结诉求', 'Open requests'],
  no: ['编号', 'Number'],
  title: ['标题', 'Title'],
  category: ['类别', 'Category'],
  state: ['状态', 'State'],
  holder: ['承办', 'Held by'],
  due: ['办理时限', 'Due'],
  overdue: ['超期', 'Overdue'],
  empty: ['没有未办结的诉求。', 'No request is open.'],
  whose: [
    '逐件诉求涉及反映人，由承办的网格员、楼栋长、社工、党支部书记和社区、街道、县级干部及审计查看。',
    'What somebody asks for names them: it is read by those who handle it (grid workers, building chiefs, social workers, the branch secretary), by officers of the community, street and county, and by auditors.',
  ],
  stranger: [
    '您反映过诉求的，登录后可查看自己的；上方“三率”向所有人公开。',
    'What you have asked for yourself you see when you have signed in; the rates above are open to everybody.',
  ],
  yours: [
    '您的身份不经办诉求；上方“三率”向所有人公开。',
    'Your role handles none; the rates above are open to everybody.',
  ],
  signIn: ['登录', 'Sign in'],
});

type Compound = NonNullable<CompoundRequestsQuery['compound']>;

export default function Requests({ code, month }: { readonly code: string; readonly month: string }) {
  const t = useTexts(texts);
  const page = useListPage('requests');
  const asked = useQuery(CompoundRequestsDocument, { variables: { code, month, ...page.variables } });
  return (
    <Answer to={asked}>
      {({ compound }) => (
        <>
          <Typography.Title level={2} style={{ fontSize: 16, marginTop: 0 }}>
            {t.byPost(month)}
          </Typography.Title>
          <ByPost of={compound?.requestRatesByPost ?? []} month={month} />
          <Typography.Title level={2} style={{ fontSize: 16 }}>
            {t.open}
          </Typography.Title>
          {compound?.requests ? <Open of={compound.requests} page={page} isLoading={asked.loading} /> : <NotOpen />}
        </>
      )}
    </Answer>
  );
}

interface ByPostProps {
  readonly of: Compound['requestRatesByPost'];
  readonly month: string;
}

function ByPost({ of: rows, month }: ByPostProps) {
  const t = useTexts(texts);
  const post = useTexts(requestPosts);
  return (
    <PlainTable<Compound['requestRatesByPost'][number]>
      label={t.byPost(month)}
      empty={t.noRates}
      rowKey={({ role }) => role}
      rows={rows}
      columns={[
        { title: t.post, cell: ({ role }) => post[role] },
        { title: t.response, align: 'right', cell: ({ rates }) => percentText(rates.response.bp) },
        { title: t.resolution, align: 'right', cell: ({ rates }) => percentText(rates.resolution.bp) },
        { title: t.satisfaction, align: 'right', cell: ({ rates }) => percentText(rates.satisfaction.bp) },
      ]}
    />
  );
}

/** What somebody asked for is theirs: who else reads it, in words. */
function NotOpen() {
  const t = useTexts(texts);
  const { isSignedIn } = useViewer();
  return (
    <Notice
      type="info"
      title={t.whose}
      description={isSignedIn ? t.yours : t.stranger}
      action={isSignedIn ? null : <Link to="/sign-in">{t.signIn}</Link>}
    />
  );
}

interface OpenProps {
  readonly of: NonNullable<Compound['requests']>;
  readonly page: ReturnType<typeof useListPage>;
  readonly isLoading: boolean;
}

function Open({ of: requests, page, isLoading }: OpenProps) {
  const t = useTexts(texts);
  const state = useTexts(requestStates);
  const category = useTexts(requestCategories);
  const post = useTexts(requestPosts);
  const handles = hasRole(useViewer().grants, ...handlers);
  return (
    <ListTable
      label={t.open}
      of={requests}
      page={page}
      isLoading={isLoading}
      empty={t.empty}
      rowKey={({ id }) => id}
      columns={[
        { title: t.no, cell: ({ no }) => no },
        {
          title: t.title,
          cell: ({ id, title }) => (handles ? <Link to={`/requests?request=${id}`}>{title}</Link> : title),
        },
        { title: t.category, cell: (row) => category[row.category] },
        { title: t.state, cell: (row) => state[row.state] },
        {
          title: t.holder,
          cell: ({ holder: { role, person } }) => [post[role], person?.name].filter(Boolean).join(' · '),
        },
        {
          title: t.due,
          cell: ({ dueAt, overdue }) => (
            <>
              <When at={dueAt} /> {overdue && <Tag color="red">{t.overdue}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}
