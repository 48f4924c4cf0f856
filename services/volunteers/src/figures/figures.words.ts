/** What the figures of this service are called, and how the programme prints them. */
import { called, exactly, explained, type FigureWordsOf, moreThan } from '@hh/service/figure-words.ts';
import type { createFigures } from './figures.store.ts';

export const figureWords: FigureWordsOf<ReturnType<typeof createFigures>> = {
  centers: called('志愿服务区域化管理中心', 'Volunteer management centres', exactly('1', '1个')),
  zones: called('志愿服务片区', 'Volunteer zones', exactly('4', '4个')),
  zoneCommunities: called('纳入片区的社区', 'Communities in a zone', exactly('27', '27个')),
  teams: called('志愿服务队', 'Volunteer teams', exactly('58', '58个')),
  circleCoverageBp: explained(
    called('15分钟志愿服务圈覆盖率', 'Within the 15-minute circle', exactly('10000', '全覆盖', '100%')),
    '1,200米内有已启用志愿服务站的小区占全部小区的比例，按小区与服务站的位置计算。',
    'Of all compounds, those within 1,200 m of an open volunteer station, by where both lie.',
  ),
  beneficiaries: called('志愿服务惠及群众', 'People served by volunteers', moreThan('90000', '9万余人')),
  brands: called('服务品牌', 'Service brands', exactly('17', '17个')),
  projectCategories: called('服务项目类别', 'Categories of services', exactly('10', '十类')),
  convenienceProjects: called('便民项目', 'Convenience projects', exactly('131', '131个')),
  targetGroups: explained(
    called('重点服务群体', 'Groups served', exactly('6', '老幼青妇特新', '6')),
    '三十六计所服务的群体种类数，明细是三十六计。',
    'How many kinds of groups the thirty-six measures are for: its rows are the measures.',
  ),
  measures: called('为民服务三十六计', 'Thirty-six measures', exactly('36', '三十六计')),
  microServices: called('微服务', 'Micro-services', moreThan('1400', '1400余次')),
  microServicePersonTimes: called(
    '微服务群众人次',
    'People served by micro-services, each time counted',
    exactly('141000', '14.1万人次'),
  ),
};
