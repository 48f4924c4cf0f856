import { textsOf } from '../../language/text.ts';
export const fileTexts = textsOf({
  looking: (name: string) => [`正在检查 ${name}（尚未提交）`, `Looking at ${name}; nothing is sent yet`],
  sending: (name: string) => [`正在传送 ${name}`, `Sending ${name}`],
  working: (name: string) => [`正在逐行处理 ${name}`, `Working through ${name} row by row`],
  lost: [
    '连接中断，正在重新连接；文件仍在服务器上继续处理。',
    'The connection is lost and being made anew; the server goes on with the file meanwhile.',
  ],
  done: (name: string) => [`${name} 处理完毕`, `${name} is worked off`],
  failed: (name: string) => [`${name} 未能读完`, `${name} could not be read to its end`],
  rows: ['已处理行数', 'Rows worked off'],
  posted: ['新增', 'New'],
  duplicate: ['以前已有', 'Known before'],
  rejected: ['退回', 'Rejected'],
  another: ['换一个文件', 'Another file'],
});
