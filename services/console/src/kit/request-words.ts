/** What is said of requests on every page that lists them. */

import type { RequestCategory, RequestPost, RequestState } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

export const requestStates = textsOf({
  RECEIVED: ['已受理', 'Received'],
  RETURNED: ['已退回', 'Sent back'],
  MERGED: ['已并案', 'Part of another'],
  ACCEPTED: ['已签收', 'Accepted'],
  IN_PROGRESS: ['办理中', 'In progress'],
  ESCALATED: ['已升级', 'Passed upwards'],
  WAITING: ['挂起', 'Waiting'],
  RESOLVED: ['已办结', 'Solved'],
  NOT_FEASIBLE: ['无法办理', 'Cannot be done'],
  ADOPTED: ['意见已采纳', 'Adopted'],
  ANSWERED: ['意见已答复', 'Answered'],
  CLOSED: ['已归档', 'Closed'],
  REOPENED: ['重新办理', 'Reopened'],
}) satisfies Record<RequestState, unknown>;

export const requestCategories = textsOf({
  GOVERNANCE: ['小区治理', 'Governance'],
  LIVELIHOOD: ['民生服务', 'Livelihood'],
  NEIGHBOURS: ['邻里纠纷', 'Neighbours'],
  PROPERTY_SERVICE: ['物业服务', 'Property service'],
  SAFETY: ['安全隐患', 'Safety'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<RequestCategory, unknown>;

export const requestPosts = textsOf({
  GRID_WORKER: ['网格员', 'Grid worker'],
  BUILDING_CHIEF: ['楼栋长', 'Building chief'],
  SOCIAL_WORKER: ['社工', 'Social worker'],
  BRANCH_SECRETARY: ['小区党支部书记', 'Branch secretary'],
  COMMUNITY_SECRETARY: ['社区党总支书记', 'Community secretary'],
  STREET_OFFICER: ['街道党建办', 'Street office'],
  COUNTY_OFFICER: ['县委社会工作部', 'County department'],
}) satisfies Record<RequestPost, unknown>;
