/** What is said of votes on every page that lists them. */
import type { VoteMatter, VoteState } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

export const voteStates = textsOf({
  DRAFT: ['起草', 'Drafted'],
  NOTICED: ['已公示', 'Announced'],
  OPEN: ['投票中', 'Open'],
  CLOSED: ['已截止', 'Closed'],
  TALLIED: ['已计票', 'Counted'],
  CONFIRMED: ['居委会已确认', 'Confirmed'],
  ANNOUNCED: ['已公告', 'Result announced'],
  FILED: ['已备案', 'Filed with the street'],
  INVALID: ['无效', 'Invalid'],
  CANCELLED: ['已取消', 'Cancelled'],
}) satisfies Record<VoteState, unknown>;

export const voteMatters = textsOf({
  M1: ['业主大会议事规则', 'Rules of procedure'],
  M2: ['管理规约', 'Management covenant'],
  M3: ['选举业委会', "Electing the owners' committee"],
  M4: ['选聘、解聘物业', 'Property company'],
  M5: ['使用维修资金', 'Using the maintenance fund'],
  M6: ['筹集维修资金', 'Raising the maintenance fund'],
  M7: ['改建、重建', 'Rebuilding'],
  M8: ['共有部分用途或经营', 'Common parts'],
  M9: ['其他重大事项', 'Other major matters'],
}) satisfies Record<VoteMatter, unknown>;
