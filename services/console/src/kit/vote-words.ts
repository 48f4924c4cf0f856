/** What is said of votes on every page that lists them. */
import type { BallotChoice, VoteChannel, VoteClass, VoteMatter, VoteState } from '../graph/types.ts';
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

export const voteClasses = textsOf({
  SIMPLE: [
    '参与表决的面积和人数都过半数同意',
    'More than half of the area and of the owners who take part have to be in favour',
  ],
  QUALIFIED: [
    '参与表决的面积和人数都四分之三以上同意',
    'Three quarters of the area and of the owners who take part have to be in favour',
  ],
}) satisfies Record<VoteClass, unknown>;

export const voteChannels = textsOf({
  ONLINE: ['线上', 'Online'],
  PAPER: ['纸质', 'On paper'],
  BOTH: ['线上或纸质', 'Online or on paper'],
}) satisfies Record<VoteChannel, unknown>;

export const ballotChoices = textsOf({
  FOR: ['同意', 'In favour'],
  AGAINST: ['反对', 'Against'],
  ABSTAIN: ['弃权', 'Neither'],
}) satisfies Record<BallotChoice, unknown>;

export const voteTexts = textsOf({
  quorum: (rule: string) => [`面积和人数都三分之二以上参与，且${rule}`, `Two thirds of both take part. ${rule}`],
  onRoll: (count: string, area: string) => [`${count} 位业主，${area} 平方米`, `${count} owners, ${area} m²`],
});
