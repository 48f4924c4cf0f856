import type { WorkflowActionKind, WorkflowParkedBecause, WorkflowState, WorkflowStepState } from '../../graph/types.ts';
import type { Look } from '../../kit/status.tsx';
import type { Text } from '../../language/text.ts';

export const states: Record<WorkflowState, Text> = {
  RUNNING: ['运行中', 'Running'],
  WAITING: ['等待中', 'Waiting'],
  PARKED: ['待人工处理', 'Needs a decision'],
  DONE: ['已完成', 'Done'],
  UNDOING: ['撤销中', 'Being undone'],
  UNDONE: ['已撤销', 'Undone'],
};

export const stateLooks: Record<WorkflowState, Look> = {
  RUNNING: 'underway',
  WAITING: 'waiting',
  PARKED: 'blocked',
  DONE: 'done',
  UNDOING: 'underway',
  UNDONE: 'gone',
};

export const stepStates: Record<WorkflowStepState, Text> = {
  PENDING: ['未开始', 'Not begun'],
  RUNNING: ['执行中', 'Running'],
  WAITING: ['等待中', 'Waiting'],
  RETRYING: ['待重试', 'To be tried again'],
  DONE: ['已完成', 'Done'],
  SKIPPED: ['已跳过', 'Skipped'],
  FAILED: ['未成功', 'Failed'],
  UNDOING: ['撤销中', 'Being undone'],
  UNDONE: ['已撤销', 'Undone'],
};

/** Not the component's “blue”, which is the colour of the theme: ours is red, and red is what failed. */
export const stepColors: Record<WorkflowStepState, string> = {
  PENDING: 'gray',
  RUNNING: '#1d4ed8',
  WAITING: '#1d4ed8',
  RETRYING: 'orange',
  DONE: 'green',
  SKIPPED: 'gray',
  FAILED: 'red',
  UNDOING: 'orange',
  UNDONE: 'gray',
};

export const reasons: Record<WorkflowParkedBecause, Text> = {
  REFUSED: ['服务拒绝了这一步', 'A service refused the step'],
  TRIES_USED_UP: ['自动重试次数已用尽', 'Its tries are used up'],
  SIGNAL_MISSING: ['等待的事情未按时发生', 'What it waited for did not come in time'],
  VERSION_GONE: ['此版本的程序已不存在', 'The code of its version is gone'],
};

export const actionKinds: Record<WorkflowActionKind, Text> = {
  RETRY: ['重试', 'Retried'],
  SKIP: ['跳过', 'Skipped'],
  UNDO: ['撤销', 'Undone'],
};

/** The workflows there are, by the names of their definitions. */
export const definitions: Readonly<Record<string, Text>> = {
  'share-profit': ['利润分成', 'Profit share'],
};

/** What each step does, in the words of those who wait for it. */
export const steps: Readonly<Record<string, Text>> = {
  post: ['在社区经济账簿过账', 'Post in the economy book'],
  credit: ['记入小区公共收益', "Credit the owners' book"],
  record: ['登记已入账', 'Record the credit'],
  payment: ['等待运营企业付款', 'Wait for the operator to pay'],
  remind: ['逾期提醒', 'Remind of the overdue payment'],
  'late-payment': ['等待逾期付款', 'Wait for the late payment'],
  reconciliation: ['等待四方一致', 'Wait until all four sides agree'],
  publication: ['等待各小区公示', 'Wait until every compound has published'],
};

/** By the signals that a workflow is told. */
export const signals: Readonly<Record<string, Text>> = {
  PAID: ['已付款', 'Paid'],
  RECONCILED: ['已对平', 'Reconciled'],
  PUBLISHED: ['已公示', 'Published'],
};

/** What a name of the program is called; one that is newer than this page is shown as it is. */
export function called(names: Readonly<Record<string, Text>>, name: string): Text {
  return names[name] ?? [name, name];
}
