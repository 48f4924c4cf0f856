/** Who helps in a compound: activities of volunteers, and wishes that wait for somebody. */
import { useQuery } from '@apollo/client/react';
import { Descriptions, Empty, Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Count } from '../../kit/money.tsx';
import { activityStates, serviceKinds } from '../../kit/volunteer-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CompoundVolunteersDocument } from './volunteers.generated.ts';

const texts = textsOf({
  activities: ['志愿服务活动', 'Activities'],
  title: ['活动', 'Activity'],
  service: ['服务内容', 'Service'],
  team: ['服务队', 'Team'],
  when: ['开始时间', 'Begins'],
  state: ['状态', 'State'],
  served: ['惠及人数', 'People served'],
  none: ['这里还没有志愿服务活动，可由社区服务队发起。', 'No activities yet: a team of the community can plan one.'],
  micro: ['微服务', 'Micro-services'],
  times: ['微服务人次', 'Times served by micro-services'],
  projects: ['便民项目', 'Convenience projects'],
  wishes: (count: number) => [`待认领微心愿（${count}）`, `Wishes to be claimed (${count})`],
  noWishes: ['没有待认领的微心愿。', 'No wish waits to be claimed.'],
});

export default function Volunteers({ code }: { readonly code: string }) {
  const t = useTexts(texts);
  const [state, kind] = [useTexts(activityStates), useTexts(serviceKinds)];
  const page = useListPage('activities');
  const asked = useQuery(CompoundVolunteersDocument, { variables: { code, ...page.variables } });
  return (
    <Answer to={asked}>
      {({ compound }) => (
        <>
          <Descriptions
            size="small"
            column={{ xs: 1, sm: 3 }}
            items={[
              { key: 'micro', label: t.micro, children: compound?.volunteers?.microServices ?? '—' },
              {
                key: 'times',
                label: t.times,
                children: <Count of={compound?.volunteers?.microServicePersonTimes ?? '—'} />,
              },
              { key: 'projects', label: t.projects, children: compound?.volunteers?.convenienceProjects ?? '—' },
            ]}
          />
          <Typography.Title level={2} style={{ fontSize: 16 }}>
            {t.wishes(compound?.wishes.totalCount ?? 0)}
          </Typography.Title>
          {compound?.wishes.edges.length ? (
            <ul>
              {compound.wishes.edges.map(({ node }) => (
                <li key={node.code}>{node.title}</li>
              ))}
            </ul>
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.noWishes} />
          )}
          <Typography.Title level={2} style={{ fontSize: 16 }}>
            {t.activities}
          </Typography.Title>
          <ListTable
            label={t.activities}
            of={compound?.volunteerActivities ?? null}
            page={page}
            isLoading={asked.loading}
            empty={t.none}
            rowKey={({ id }) => id}
            columns={[
              { title: t.title, cell: ({ title }) => title },
              { title: t.service, cell: ({ service }) => kind[service] },
              { title: t.team, cell: ({ team }) => team.name },
              { title: t.when, cell: ({ startsAt }) => <When at={startsAt} /> },
              { title: t.state, cell: (row) => state[row.state] },
              { title: t.served, align: 'right', cell: ({ beneficiaries }) => beneficiaries ?? '—' },
            ]}
          />
        </>
      )}
    </Answer>
  );
}
