/** 17 brands, ten categories with 131 projects, 36 measures, 1,412 micro-services for 141,000 person-times. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { serviceBrands } from '@hh/volunteers/brand/brand.store.ts';
import { microServices, serviceMeasures } from '@hh/volunteers/measure/measure.store.ts';
import { convenienceProjects, projectCategories } from '@hh/volunteers/project/project.store.ts';
import { COUNTY, compounds, STREET } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { teams } from './system.ts';

const SINCE = '2024-07-01' as LocalDate;
const codeAt = (index: number) => compounds[index % compounds.length]?.code as string;

const brands = (
  [
    ['幸福食堂', 'DINING'],
    ['小哥食堂', 'CARE_FOR_WORKERS'],
    ['沂蒙小学堂', 'CHILDREN'],
    ['银龄书院', 'ELDERLY'],
    ['暖心驿站', 'CARE_FOR_WORKERS'],
    ['四点半课堂', 'CHILDREN'],
    ['康乐小屋', 'HEALTH'],
    ['邻里厨房', 'DINING'],
    ['时光照相馆', 'CULTURE'],
    ['夕阳红舞台', 'CULTURE'],
    ['巧手工坊', 'CULTURE'],
    ['便民理发角', 'OTHER'],
    ['周末修理铺', 'OTHER'],
    ['爱心小药箱', 'HEALTH'],
    ['萌娃乐园', 'CHILDREN'],
    ['老友茶室', 'ELDERLY'],
    ['骑手加油站', 'CARE_FOR_WORKERS'],
  ] as const
).map(([name, kind], index) => ({
  id: number('service-brand', index),
  place: STREET,
  input: {
    street: STREET,
    name,
    kind,
    operator: '郯城街道志愿服务区域化管理中心',
    sites: Array.from({ length: 2 + (index % 3) }, (_, site) => codeAt(index * 3 + site)),
    since: addDays(SINCE, pick('brand since', index, 400)),
  },
}));

/** Each category with the projects that are built of it. */
const kinds = [
  ['红色物业', ['红色物业服务点', '物业便民窗口']],
  ['增收致富', ['共享摊位', '家门口工坊']],
  ['民生热线', ['一键呼叫亭', '诉求受理角']],
  ['养老托幼', ['居家看护', '日间照料室', '托幼园地']],
  ['医疗健康', ['健康小屋', '家庭医生站']],
  ['健康饮水', ['直饮水站', '开水房']],
  ['绿色出行', ['充电车棚', '自行车棚']],
  ['文体休闲', ['健身广场', '阅读角']],
  ['环境提升', ['口袋公园', '分类亭']],
  ['平安守护', ['平安岗亭', '微型消防站']],
] as const;

const categories = kinds.map(([name], index) => ({
  id: number('project-category', index),
  place: COUNTY,
  input: { county: COUNTY, no: index + 1, name, since: SINCE },
}));

/** The first 58, one for each compound, are those of its secretary. */
export const projects = spread(131, kinds.length)
  .flatMap((count, category) => Array.from({ length: count }, (_, index) => ({ category, index })))
  .map(({ category, index }, position) => {
    const compound = position % compounds.length;
    const names = kinds[category]?.[1] ?? [];
    const isSecretarys = position < compounds.length;
    const confirmedOn = addDays(SINCE, 30 + pick('project confirmed', position, 480));
    const state = position % 9 === 7 ? 'CONFIRMED' : position % 8 === 5 ? 'BUILDING' : 'IN_SERVICE';
    return {
      id: number('project', position),
      place: codeAt(position),
      input: {
        category: categories[category]?.id,
        compound: codeAt(position),
        name: names[index % names.length],
        secretaryProject: isSecretarys,
        branch: isSecretarys ? number('branch', compound) : null,
        budget: BigInt(5 + pick('project budget', position, 40)) * 100_000n,
      },
      past: {
        state,
        createdBy: personOf('secretary', compound),
        confirmedBy: personOf('community-secretary', Number(codeAt(position).slice(9, 12)) - 1),
        confirmedOn,
        inServiceOn: state === 'IN_SERVICE' ? addDays(confirmedOn, 20 + pick('project built', position, 10)) : null,
      },
    };
  });

const measures = Object.entries({
  OLD: ['助餐送餐', '上门问诊', '智能手机课', '陪伴就医', '适老改造', '银龄文艺'],
  CHILDREN: ['四点半托管', '亲子阅读', '安全课堂', '爱心接送', '兴趣社团', '成长关爱'],
  YOUTH: ['就业指导', '夜校课堂', '青年联谊', '创业帮扶', '心理倾听', '运动结伴'],
  WOMEN: ['巧手创业', '家庭调解', '健康讲座', '维权咨询', '育儿互助', '美丽庭院'],
  SPECIAL_NEED: ['上门照护', '无障碍改造', '代办代跑', '康复辅导', '爱心助学', '困难帮扶'],
  NEW_EMPLOYMENT: ['小哥驿站', '小哥食堂', '免费体检', '法律咨询', '充电换电', '子女托管'],
}).flatMap(([targetGroup, names]) => names.map((name) => ({ targetGroup, name })));

const thirtySix = measures.map(({ name, targetGroup }, index) => ({
  id: number('service-measure', index),
  place: COUNTY,
  input: { county: COUNTY, no: index + 1, name, targetGroup, since: SINCE },
}));

const microKinds = ['NEIGHBOUR', 'CULTURE', 'CHARITY', 'CONVENIENCE'] as const;
const held = Array.from({ length: 1_412 }, (_, index) => ({
  id: number('micro-service', index),
  place: codeAt(index),
  input: {
    measure: thirtySix[index % thirtySix.length]?.id,
    kind: microKinds[index % microKinds.length],
    compound: codeAt(index),
    heldOn: addDays('2025-01-01' as LocalDate, pick('micro-service day', index, 365)),
    personTimes: index < 1_212 ? 100 : 99,
    team: teams[index % teams.length]?.id,
  },
}));

export const serviceDemos: readonly RegisterDemo[] = [
  { service: 'volunteers', definition: serviceBrands, entries: () => brands },
  { service: 'volunteers', definition: projectCategories, entries: () => categories },
  { service: 'volunteers', definition: convenienceProjects, entries: () => projects },
  { service: 'volunteers', definition: serviceMeasures, entries: () => thirtySix },
  { service: 'volunteers', definition: microServices, entries: () => held },
];
