import { textsOf } from '../language/text.ts';
import { countText } from './money.tsx';

/** What every page says alike. */
export const kitTexts = textsOf({
  waiting: ['正在加载', 'Loading'],
  again: ['重试', 'Try again'],
  unanswered: [
    '暂时连接不上服务器，您填写的内容仍在，请稍后重试。',
    'The server cannot be reached just now. What you typed is still here; try again.',
  ],
  failed: ['出错了', 'Something went wrong'],
  shownAnew: [
    '此处已更新为最新内容；您填写的仍在，请核对后再办。',
    'What is shown here is up to date now, and what you typed is still there: look again, then go on.',
  ],
  signInAgain: ['登录已失效，请重新登录。', 'Your sign-in is over. Sign in again.'],
  requestId: (id: string) => [`请求编号 ${id}`, `Request ${id}`],
  expand: ['展开行', 'Expand row'],
  collapse: ['收起行', 'Collapse row'],
  total: (count: number) => [`共 ${countText(count)} 条`, `${countText(count)} in all`],
  previous: ['上一页', 'Previous'],
  next: ['下一页', 'Next'],
  cancel: ['取消', 'Cancel'],
  notYours: ['您没有查看此内容的权限。', 'This is not for you to see.'],
  reason: ['理由', 'Reason'],
  reasonOptional: ['说明（可不填）', 'Note (optional)'],
  done: ['已完成', 'Done'],
  monthBefore: ['上个月', 'The month before'],
  monthAfter: ['下个月', 'The month after'],
});
