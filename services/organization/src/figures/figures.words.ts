/** What the figures of this service are called, and how the programme prints them. */
import { called, exactly, explained, type FigureWordsOf, moreThan } from '@hh/service/figure-words.ts';
import type { createFigures } from './figures.store.ts';

export const figureWords: FigureWordsOf<ReturnType<typeof createFigures>> = {
  generalBranches: called('社区党总支', 'General Party branches of communities', exactly('27', '27个')),
  branches: called('小区党支部', 'Party branches of compounds', exactly('58', '58个')),
  groups: called('楼宇党小组', 'Party groups of buildings', exactly('932', '932个')),
  hubHouseholds: called('党员中心户', 'Hub households', moreThan('4300', '4300余户')),
  tiers: explained(
    called('四级组织架构', 'Tiers of the organization', exactly('4', '四级')),
    '社区党总支、小区党支部、楼宇党小组、党员中心户四级中，现有组织的级数；逐级组织见“组织体系”。',
    'Of general branches, branches, groups and hub households, how many tiers have units now: each of them stands under Organization.',
  ),
  mechanisms: explained(
    called('四项机制', 'Mechanisms', exactly('4', '四项')),
    '本页指标所属的机制数：系统谋划、共建共享、重点攻坚、激活要素。',
    'How many mechanisms these figures belong to: systematic planning, joint building and sharing, key breakthroughs, activated factors.',
  ),
  fullTimeSecretaries: called('专职支部书记', 'Full-time branch secretaries', exactly('58', '全部专职', 'all 58')),
  buildingCoverageBp: explained(
    called('楼宇党小组覆盖率', 'Buildings that are in a Party group'),
    '已编入楼宇党小组的楼栋占全部楼栋的比例，由党小组登记的楼栋得出。',
    'Of all buildings, those that a Party group has among its own, as the groups are registered.',
  ),
  gridWorkers: called('网格员', 'Grid workers', exactly('93', '93人')),
  socialWorkers: called('社工', 'Social workers', exactly('618', '618人')),
  buildingChiefs: called('楼栋长', 'Building chiefs', exactly('1635', '1635人')),
  initiatives: explained(
    called('五项行动', 'Initiatives', exactly('5', '五项')),
    '“幸福家园”建设的五项行动，明细写明各项行动的目标。',
    'The initiatives of the programme; their rows say what each is to achieve.',
  ),
  stations: called('党群服务站', 'Service stations', exactly('58', '全覆盖', 'all 58')),
  stationInvestment: called(
    '党群服务站建设投入',
    'Invested in service stations',
    moreThan('1400000.00', '140余万元', '1.4 million+ yuan'),
  ),
  stationStandardBp: explained(
    called('服务站建成达标率', 'Stations that meet the standard', exactly('10000', '100%', '100%')),
    '最近一次达标评估合格的服务站占已启用服务站的比例。',
    'Of the stations that are open, those whose latest assessment was passed.',
  ),
  stationCoverageBp: explained(
    called('党群服务站覆盖率', 'Compounds with a station'),
    '有已启用服务站的小区占设有党支部的小区的比例。',
    'Of the compounds that have a branch, those with an open station.',
  ),
  yellowFlagReplacements: called('黄旗更换书记', 'Secretaries replaced after a yellow flag', exactly('12', '12名')),
  ladderRungs: called('递进培养层级', 'Rungs of the ladder', exactly('4', '四级')),
  commendations: called('表彰人数', 'Persons commended', exactly('88', '88名')),
  pressConferences: called('社情发布会', 'Press conferences', exactly('150', '150次')),
  pressIssuesResolved: called('发布会解决问题', 'Solved by press conferences', exactly('2389', '2389件')),
  jointMeetingMattersResolved: called('联席会议解决问题', 'Solved by joint meetings', moreThan('210', '210余件')),
  visitIssuesResolved: called('跑楼解决难题', 'Solved by building rounds', moreThan('2300', '2300余件')),
  secretaryDayOpinions: called('书记有约收集意见', "Opinions on Secretary's Day", exactly('1136', '1136条')),
  secretaryDayResolved: called('书记有约解决问题', "Solved after Secretary's Day", moreThan('600', '600余个')),
};
