/** Who is responsible for a compound, how well requests are handled, and what its owners have. */
import { useQuery } from '@apollo/client/react';
import { Card, Descriptions, type DescriptionsProps, Flex } from 'antd';
import { Link } from 'react-router';
import type { AppointmentSource } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { flags } from '../../kit/flags.ts';
import { Money } from '../../kit/money.tsx';
import { Rates } from '../../kit/rates.tsx';
import { revenueWords } from '../../kit/revenue-words.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { CompoundAtAGlanceDocument, type CompoundAtAGlanceQuery } from './compound.generated.ts';

type Glance = NonNullable<CompoundAtAGlanceQuery['compound']>;
type Items = NonNullable<DescriptionsProps['items']>;

const sources = textsOf({
  COMMUNITY_COMMITTEE: ['社区“两委”成员', 'Member of the two committees'],
  SOCIAL_WORKER: ['专职社工', 'Social worker'],
  VETERAN: ['退役军人', 'Veteran'],
  RETIRED_CADRE: ['退休干部', 'Retired cadre'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<AppointmentSource, unknown>;

const texts = textsOf({
  who: ['谁负责', 'Who is responsible'],
  secretary: ['小区党支部书记', 'Branch secretary'],
  vacant: ['空缺', 'Vacant'],
  fullTime: ['专职', 'full-time'],
  since: (day: string) => [`${day} 任职`, `since ${day}`],
  /** A name, and in brackets what is to be said of it. */
  with: (name: string, about: string) => [`${name}（${about}）`, `${name} (${about})`],
  flag: ['夺旗打榜', 'Flag'],
  groups: ['党小组 / 党员中心户', 'Groups / hub households'],
  chiefs: ['楼栋长', 'Building chiefs'],
  director: ['业委会主任', "Director of the owners' committee"],
  concurrent: ['由党支部书记兼任', 'is the branch secretary'],
  noCommittee: ['没有业委会', 'no committee'],
  company: ['物业服务企业', 'Property company'],
  stars: (count: number) => [`红色物业 ${count} 星`, many(count, 'star')],
  noCompany: ['没有物业服务企业', 'none'],
  station: ['党群服务站', 'Service station'],
  noStation: ['尚未设立', 'none yet'],
  nearest: ['最近的志愿服务站', 'Nearest volunteer station'],
  metres: (name: string, metres: number) => [`${name}，${metres} 米`, `${name}, ${metres} m`],
  money: ['公共收益', 'Public revenue'],
  published: ['最近公示', 'Published last'],
  publishedOn: (month: string, day: string) => [`${month}，${day} 公示`, `${month}, published on ${day}`],
  unpublished: ['尚未公示', 'nothing yet'],
  publicPage: ['居民公示页', "Residents' page"],
});

export function Overview({ code, month }: { readonly code: string; readonly month: string }) {
  const asked = useQuery(CompoundAtAGlanceDocument, { variables: { code, month } });
  return <Answer to={asked}>{({ compound }) => compound && <Glance of={compound} />}</Answer>;
}

function Glance({ of: compound }: { readonly of: Glance }) {
  const t = useTexts(texts);
  return (
    <Flex vertical gap={12}>
      <Card size="small" title={t.who}>
        <Descriptions size="small" column={{ xs: 1, md: 2 }} items={useResponsible(compound)} />
      </Card>
      <Card size="small">
        <Rates of={compound.requestRates} />
      </Card>
      <Card size="small" title={t.money} extra={<Link to={`/public/${compound.code}`}>{t.publicPage}</Link>}>
        <Descriptions size="small" column={{ xs: 1, sm: 3 }} items={useMoney(compound)} />
      </Card>
    </Flex>
  );
}

function useResponsible({ branch, organization, ownersCommittee, propertyCompany, station, nearestStation }: Glance) {
  const t = useTexts(texts);
  const source = useTexts(sources);
  const flag = useTexts(flags);
  const { secretary } = branch ?? {};
  const about = secretary && [
    source[secretary.source],
    ...(secretary.fullTime ? [t.fullTime] : []),
    t.since(secretary.since),
  ];
  const director = ownersCommittee?.director?.name ?? t.vacant;
  const directorText = ownersCommittee?.concurrentDirector ? t.with(director, t.concurrent) : director;
  const company = propertyCompany?.name ?? '';
  const companyText = propertyCompany?.redRating ? t.with(company, t.stars(propertyCompany.redRating)) : company;
  const items: Items = [
    {
      key: 'secretary',
      label: t.secretary,
      children: about ? t.with(secretary?.person?.name ?? '—', about.join(' · ')) : t.vacant,
    },
    { key: 'flag', label: t.flag, children: branch?.flag ? flag[branch.flag] : '—' },
    {
      key: 'groups',
      label: t.groups,
      children: `${organization?.groups ?? '—'} / ${organization?.hubHouseholds ?? '—'}`,
    },
    { key: 'chiefs', label: t.chiefs, children: organization?.buildingChiefs ?? '—' },
    {
      key: 'director',
      label: t.director,
      children: ownersCommittee ? directorText : t.noCommittee,
    },
    {
      key: 'company',
      label: t.company,
      children: propertyCompany ? companyText : t.noCompany,
    },
    { key: 'station', label: t.station, children: station?.name ?? t.noStation },
    {
      key: 'nearest',
      label: t.nearest,
      children: nearestStation ? t.metres(nearestStation.station.name, nearestStation.metres) : '—',
    },
  ];
  return items;
}

function useMoney({ publicRevenue: { isOfToday, balance, available, publications } }: Glance) {
  const t = useTexts(texts);
  const called = useTexts(revenueWords);
  const [last] = publications.edges;
  const items: Items = [
    { key: 'balance', label: called.balance(isOfToday), children: <Money of={balance} /> },
    { key: 'available', label: called.available(isOfToday), children: <Money of={available} /> },
    {
      key: 'published',
      label: t.published,
      children: last?.node.publishedOn ? t.publishedOn(last.node.period, last.node.publishedOn) : t.unpublished,
    },
  ];
  return items;
}
