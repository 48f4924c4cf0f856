/** Eight key compounds under eight county leaders, 45 inspections, 171 findings of which 163 are verified. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { findings, inspections, keyCompounds } from '@hh/property/rectification/rectification.store.ts';
import { compounds } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const STREET_LEADS = [2, 2, 2, 2, 1, 1, 1, 1];
const VERIFIED = [...Array(28).fill(4), ...Array(17).fill(3)] as const;
const categories = ['PROPERTY_SERVICE', 'SAFETY', 'ENVIRONMENT', 'PARKING', 'FACILITIES', 'OTHER'] as const;
const titles = ['消防通道堵塞', '楼道堆物', '路灯不亮', '绿地裸露', '车辆乱停', '公示栏陈旧'] as const;
const severities = ['MINOR', 'SERIOUS', 'URGENT'] as const;

const chosen = STREET_LEADS.map((leads, index) => {
  const place = compounds[index * 7]?.code as string;
  const before = STREET_LEADS.slice(0, index).reduce((sum, each) => sum + each, 0);
  return {
    id: number('key-compound', index),
    place,
    input: {
      compound: place,
      campaign: '2025年重点小区集中整治',
      countyLeader: personOf('county-leader', index),
      streetLeads: Array.from({ length: leads }, (_, each) => personOf('street-leader', before + each)),
      reasons: '物业服务投诉较多，公共设施老化',
      since: '2025-03-01',
    },
  };
});

const held = spread(45, 8)
  .flatMap((count, key) => Array.from({ length: count }, (_, index) => ({ key, index })))
  .map(({ key, index }, position) => {
    const charge = chosen[key] as (typeof chosen)[number];
    return {
      id: number('inspection', position),
      place: charge.place,
      compound: key * 7,
      input: {
        keyCompound: charge.id,
        kind: pick('inspection kind', position, 2) === 0 ? 'ON_SITE' : 'INSPECTION',
        heldOn: addDays('2025-03-10' as LocalDate, index * 40 + pick('inspection day', position, 20)),
        inspector: charge.input.streetLeads[0],
      },
    };
  });

/** The last eight were found and are not verified yet. */
const found = [...VERIFIED, ...Array(8).fill(1)]
  .flatMap((count, inspection) => Array.from({ length: count }, () => inspection % held.length))
  .map((inspection, index) => {
    const of = held[inspection] as (typeof held)[number];
    const verifiedOn = addDays(of.input.heldOn, 2 + pick('finding days', index, 20));
    const responsible = personOf('property-manager', of.compound);
    const isVerified = index < 163;
    return {
      id: number('finding', index),
      place: of.place,
      input: {
        inspection: of.id,
        category: categories[pick('finding category', index, categories.length)],
        severity: severities[pick('finding severity', index, severities.length)],
        title: titles[pick('finding title', index, titles.length)],
        foundOn: of.input.heldOn,
      },
      past: isVerified
        ? {
            state: 'VERIFIED',
            responsible,
            fixedBy: responsible,
            fixedOn: addDays(verifiedOn, -1),
            evidence: '整改前后照片',
            verifiedBy: of.input.inspector,
            verifiedOn,
          }
        : { state: index % 2 === 0 ? 'OPEN' : 'ASSIGNED', responsible: index % 2 === 0 ? null : responsible },
    };
  });

export const rectification: readonly RegisterDemo[] = [
  { service: 'property', definition: keyCompounds, entries: () => chosen },
  { service: 'property', definition: inspections, entries: () => held },
  { service: 'property', definition: findings, entries: () => found },
];
