/** One community: who is responsible, its compounds side by side, its volunteers, and what its company earns. */
import { useQuery } from '@apollo/client/react';
import { Breadcrumb, Card, Descriptions, Empty, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { monthBeside, monthOf } from '../../kit/months.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Rates } from '../../kit/rates.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { CommunityAtAGlanceDocument, type CommunityAtAGlanceQuery } from './community.generated.ts';
import { Company } from './company.tsx';
import { Compounds } from './compounds.tsx';
import { Teams } from './teams.tsx';

export type Community = NonNullable<CommunityAtAGlanceQuery['community']>;

const texts = textsOf({
  county: ['全县总览', 'The county'],
  missing: ['没有这个社区，请从全县总览进入。', 'There is no such community: begin at the county.'],
  about: (street: string, zone: string) => [`${street} · ${zone}`, `${street} · ${zone}`],
  noZone: ['未划入片区', 'in no zone'],
  who: ['谁负责', 'Who is responsible'],
  secretary: ['社区党总支书记', 'Secretary of the general branch'],
  vacant: ['空缺', 'Vacant'],
  since: (name: string, day: string) => [`${name}（${day} 任职）`, `${name} (since ${day})`],
  grid: ['网格员', 'Grid workers'],
  social: ['社工', 'Social workers'],
  chiefs: ['楼栋长', 'Building chiefs'],
  groups: ['党小组 / 党员中心户', 'Groups / hub households'],
});

export default function CommunityPage() {
  const t = useTexts(texts);
  const { code = '' } = useParams();
  const { today } = useViewer();
  const month = monthBeside(monthOf(today), -1);
  // The year whose accounts are under way, or over: that of last month.
  const asked = useQuery(CommunityAtAGlanceDocument, { variables: { code, month, year: Number(month.slice(0, 4)) } });
  return (
    <Answer to={asked}>
      {({ community }) =>
        community ? (
          <>
            <Breadcrumb items={[{ title: <Link to="/county">{t.county}</Link> }, { title: community.name }]} />
            <PageHead title={community.name} about={t.about(community.street.name, community.zone?.name ?? t.noZone)} />
            <Flex vertical gap={12}>
              <Responsible of={community} />
              <Compounds of={community.compounds} />
              <Teams of={community.volunteerTeams} />
              <Company of={community.company} year={month.slice(0, 4)} />
            </Flex>
          </>
        ) : (
          <Empty description={<h1 className="missing">{t.missing}</h1>} />
        )
      }
    </Answer>
  );
}

function Responsible({ of: { generalBranch, organization, requestRates } }: { readonly of: Community }) {
  const t = useTexts(texts);
  const secretary = generalBranch?.secretary;
  return (
    <Card size="small" title={t.who}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'secretary',
            label: t.secretary,
            children: secretary ? t.since(secretary.person?.name ?? '—', secretary.since) : t.vacant,
          },
          {
            key: 'groups',
            label: t.groups,
            children: `${organization?.groups ?? '—'} / ${organization?.hubHouseholds ?? '—'}`,
          },
          { key: 'grid', label: t.grid, children: organization?.gridWorkers ?? '—' },
          { key: 'social', label: t.social, children: organization?.socialWorkers ?? '—' },
          { key: 'chiefs', label: t.chiefs, children: organization?.buildingChiefs ?? '—' },
        ]}
      />
      <Rates of={requestRates} />
    </Card>
  );
}
