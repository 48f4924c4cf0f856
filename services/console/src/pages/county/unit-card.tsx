/** Who is responsible for a unit of the Party, and where to read on. */
import { Card, Descriptions, type DescriptionsProps, Tag } from 'antd';
import { Link } from 'react-router';
import type { PartyTier } from '../../graph/types.ts';
import { flags } from '../../kit/flags.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { Unit } from './units.ts';

const tiers = textsOf({
  GENERAL_BRANCH: ['社区党总支', 'General branch of a community'],
  BRANCH: ['小区党支部', 'Branch of a compound'],
  GROUP: ['楼宇党小组', 'Group of buildings'],
  HUB_HOUSEHOLD: ['党员中心户', 'Hub household'],
}) satisfies Record<PartyTier, unknown>;

const texts = textsOf({
  tier: ['层级', 'Tier'],
  leader: ['负责人', 'Led by'],
  member: ['户主', 'Member'],
  vacant: ['空缺', 'Vacant'],
  leaderSince: ['任职日期', 'In office since'],
  foundedOn: ['设立日期', 'Founded on'],
  since: ['挂牌日期', 'Since'],
  flag: ['最近一轮评比', 'Last round of flags'],
  buildings: ['覆盖楼栋', 'Buildings'],
  between: ['、', ', '],
  community: ['查看社区', 'Go to the community'],
  compound: ['查看小区', 'Go to the compound'],
});

export function UnitCard({ of: unit }: { readonly of: Unit }) {
  const t = useTexts(texts);
  const tier = useTexts(tiers);
  const flag = useTexts(flags);
  const isHub = unit.tier === 'HUB_HOUSEHOLD';
  const items: NonNullable<DescriptionsProps['items']> = [
    { key: 'tier', label: t.tier, children: tier[unit.tier] },
    { key: 'leader', label: isHub ? t.member : t.leader, children: unit.leader ?? <Tag>{t.vacant}</Tag> },
    ...(unit.leaderSince ? [{ key: 'since', label: t.leaderSince, children: <When at={unit.leaderSince} /> }] : []),
    { key: 'founded', label: isHub ? t.since : t.foundedOn, children: <When at={unit.foundedOn} /> },
    ...(unit.flag ? [{ key: 'flag', label: t.flag, children: flag[unit.flag] }] : []),
    ...(unit.buildings ? [{ key: 'buildings', label: t.buildings, children: unit.buildings.join(t.between) }] : []),
  ];
  const isCompound = unit.place?.length === 14;
  return (
    <Card
      size="small"
      title={unit.name}
      extra={
        unit.place && (
          <Link to={`/${isCompound ? 'compounds' : 'communities'}/${unit.place}`}>
            {isCompound ? t.compound : t.community}
          </Link>
        )
      }
    >
      <Descriptions size="small" column={1} items={items} />
    </Card>
  );
}
