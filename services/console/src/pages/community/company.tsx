/** The strong-community company of a community, and where it earns. */
import { Card, Empty, Flex } from 'antd';
import type { RevenuePointKind, RevenuePointState } from '../../graph/types.ts';
import { Money } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { Community } from './community.tsx';

const kinds = textsOf({
  RENT: ['房屋出租', 'Letting of rooms'],
  ADVERTISING: ['广告招商', 'Advertising'],
  CHARGING: ['便携充电', 'Portable charging'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<RevenuePointKind, unknown>;

const states = textsOf({
  PROPOSED: ['拟设', 'Proposed'],
  VOTED: ['表决已通过', 'Voted'],
  ACTIVE: ['运营中', 'Open'],
  PAUSED: ['暂停', 'Paused'],
  CLOSED: ['关闭', 'Closed'],
}) satisfies Record<RevenuePointState, unknown>;

const texts = textsOf({
  title: ['强社公司', 'Strong-community company'],
  none: ['这个社区还没有强社公司。', 'This community has no company yet.'],
  revenue: (year: string) => [`${year}年营收（元）`, `Revenue of ${year}, in yuan`],
  points: ['创富共富点位', 'Revenue point'],
  kind: ['类型', 'Kind'],
  where: ['位置', 'Where'],
  state: ['状态', 'State'],
  noPoints: ['还没有点位。', 'No point yet.'],
});

type Point = NonNullable<Community['company']>['revenuePoints'][number];

export function Company({ of: company, year }: { readonly of: Community['company']; readonly year: string }) {
  const t = useTexts(texts);
  const [kind, state] = [useTexts(kinds), useTexts(states)];
  if (!company)
    return (
      <Card size="small" title={t.title}>
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.none} />
      </Card>
    );
  return (
    <Card size="small" title={`${t.title} · ${company.name}`}>
      <Flex wrap gap={16} style={{ marginBottom: 8 }}>
        <span>{company.policy}</span>
        <span>
          {t.revenue(year)} <Money of={company.revenue} />
        </span>
      </Flex>
      <PlainTable<Point>
        label={t.points}
        empty={t.noPoints}
        rowKey={({ code }) => code}
        rows={company.revenuePoints}
        columns={[
          { title: t.points, cell: ({ name }) => name },
          { title: t.kind, cell: (point) => kind[point.kind] },
          { title: t.where, cell: ({ location }) => location },
          { title: t.state, cell: (point) => state[point.state] },
        ]}
      />
    </Card>
  );
}
