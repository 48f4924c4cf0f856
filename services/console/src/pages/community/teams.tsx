/** The volunteer teams of a community. */
import { Card } from 'antd';
import type { VolunteerTeamCategory } from '../../graph/types.ts';
import { PlainTable } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { Community } from './community.tsx';

const categories = textsOf({
  LIVING: ['生活服务类', 'Everyday services'],
  CHARITY: ['公益慈善类', 'Charity'],
  MUTUAL_AID: ['居民互助类', 'Mutual aid'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<VolunteerTeamCategory, unknown>;

const texts = textsOf({
  title: ['志愿服务队', 'Volunteer teams'],
  name: ['名称', 'Name'],
  category: ['类别', 'Category'],
  members: ['队员', 'Members'],
  empty: ['还没有志愿服务队，可由社区组建。', 'No team yet: the community can found one.'],
});

export function Teams({ of: teams }: { readonly of: Community['volunteerTeams'] }) {
  const t = useTexts(texts);
  const said = useTexts(categories);
  return (
    <Card size="small" title={t.title} styles={{ body: { padding: 0 } }}>
      <PlainTable<Community['volunteerTeams'][number]>
        label={t.title}
        empty={t.empty}
        rowKey={({ code }) => code}
        rows={teams}
        columns={[
          { title: t.name, cell: ({ name }) => name },
          { title: t.category, cell: ({ category }) => said[category] },
          { title: t.members, align: 'right', cell: ({ memberCount }) => memberCount },
        ]}
      />
    </Card>
  );
}
