/** What is said of one request: what it is, each step of it, and what its resident said of the result. */
import type { RequestKind, RequestSatisfaction, RequestUrgency, RequestWaiting } from '../graph/types.ts';
import { textsOf } from '../language/text.ts';

export const requestKinds = textsOf({
  PROBLEM: ['请求解决问题', 'A problem to be solved'],
  OPINION: ['意见建议', 'An opinion'],
}) satisfies Record<RequestKind, unknown>;

export const requestUrgencies = textsOf({
  NORMAL: ['一般', 'Usual'],
  URGENT: ['紧急', 'Urgent'],
  COMPLEX: ['复杂', 'Complex'],
}) satisfies Record<RequestUrgency, unknown>;

export const satisfactions = textsOf({
  SATISFIED: ['满意', 'Satisfied'],
  BASICALLY_SATISFIED: ['基本满意', 'Basically satisfied'],
  DISSATISFIED: ['不满意', 'Not satisfied'],
}) satisfies Record<RequestSatisfaction, unknown>;

/** The steps of a request, by what the graph calls them; a step that has no word here is told by the state it led to. */
export const steps: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  raiseRequest: ['提出', 'Raised'],
  acceptRequest: ['签收', 'Accepted'],
  returnRequest: ['退回重派', 'Sent back'],
  dispatchRequest: ['重新派单', 'Given to another post'],
  mergeRequest: ['并案办理', 'Taken together with a like one'],
  unmergeRequest: ['撤销并案', 'Taken apart again'],
  startRequest: ['开始办理', 'Begun'],
  escalateRequest: ['升级办理', 'Passed upwards'],
  waitForRequest: ['挂起等待', 'Waits'],
  resumeRequest: ['恢复办理', 'Gone on with'],
  askForExtension: ['申请延期', 'More days asked for'],
  approveExtension: ['批准延期', 'More days granted'],
  declareNotFeasible: ['无法办理答复', 'Cannot be done, with a reply'],
  adoptOpinion: ['采纳意见', 'Adopted'],
  answerOpinion: ['答复意见', 'Answered'],
  resolveRequest: ['办结答复', 'Solved, with a reply'],
  rateRequest: ['评价', 'Rated'],
  recordCallBack: ['回访', 'Called back'],
  closeUnratedRequest: ['逾期未评价，归档', 'Closed unrated'],
  reopenRequest: ['要求重新办理', 'Reopened'],
};

export const requestWaiting = textsOf({
  RESIDENT: ['居民', 'the resident'],
  THIRD_PARTY: ['第三方', 'a third party'],
}) satisfies Record<RequestWaiting, unknown>;
