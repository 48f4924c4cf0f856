/** The five initiatives with their milestones at the places that they are for, and the powers delegated to the street. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import {
  delegatedPowers,
  initiatives as initiativeRegister,
  milestones,
} from '@hh/organization/initiative/initiative.store.ts';
import { COUNTY, communities, compounds, STREET } from '../county.ts';
import { number, pick } from '../random.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const compoundCodes = compounds.map(({ code }) => code);
const five = [
  ['STREET_EMPOWERMENT', '街道赋权扩能行动', '权责清单下放到街道，街道吹哨、部门报到', [STREET], '赋权事项清单公布'],
  ['COMMUNITY_INNOVATION', '社区治理创新行动', '社区“大党委”联席会议制度运行', communities, '联席会议制度建立'],
  ['COMPOUND_UPGRADE', '小区优化提升行动', '支部建在小区，服务站专属专用', compoundCodes, '党群服务站启用'],
  ['BUILDING_ENABLEMENT', '楼栋赋能增效行动', '每栋楼有楼栋长，党小组覆盖每栋楼', compoundCodes, '楼栋长配齐'],
  ['HUB_PRESENTATION', '党员中心户集中亮相行动', '党员中心户挂牌亮相，服务邻里', communities, '中心户集中亮相'],
] as const;

const begun = five.map(([code, name, goal], index) => ({
  id: number('initiative', index),
  place: COUNTY,
  input: { county: COUNTY, code, name, goal, since: addDays('2024-07-01' as LocalDate, index * 7) },
}));

const planned = five
  .flatMap(([, , , places, title], initiative) => places.map((place) => ({ initiative, place, title })))
  .map(({ initiative, place, title }, index) => {
    const dueOn = addDays('2024-10-01' as LocalDate, pick('milestone', index, 420));
    const isReached = index % 15 !== 14;
    return {
      id: number('milestone', index),
      place,
      input: { initiative: number('initiative', initiative), place, title, dueOn },
      past: isReached
        ? { state: 'REACHED', reachedOn: addDays(dueOn, -pick('milestone early', index, 30)), evidence: '现场验收记录' }
        : { state: 'PLANNED' },
    };
  });

const powers = [
  '物业服务企业信用评价初评',
  '小区公共服务用房移交验收',
  '部门派驻人员考核建议',
  '涉及小区规划的参与',
  '公共事务综合管理',
  '紧急事项处置指挥',
].map((power, index) => ({
  id: number('delegated-power', index),
  place: STREET,
  input: {
    street: STREET,
    power,
    basis: `郯城县街道赋权事项清单（2024年第${index + 1}项）`,
    since: addDays('2024-07-15' as LocalDate, index * 10),
  },
}));

export const initiatives: readonly RegisterDemo[] = [
  { service: 'organization', definition: initiativeRegister, entries: () => begun },
  { service: 'organization', definition: milestones, entries: () => planned },
  { service: 'organization', definition: delegatedPowers, entries: () => powers },
];
