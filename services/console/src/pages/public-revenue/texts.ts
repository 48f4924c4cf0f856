import type {
  ObjectionState,
  PublicRevenueKind,
  RevenuePointKind,
  RevenuePointState,
  RuleListKind,
} from '../../graph/types.ts';
import { type Text, textsOf } from '../../language/text.ts';

export const texts = textsOf({
  title: (name: string) => [`${name} · 小区公共收益公示`, `${name} · public revenue`],
  about: [
    '业主共有的收入：从哪里来、花在哪里、还剩多少。',
    'What belongs to the owners together: where it comes from, where it goes, what is left.',
  ],
  month: ['公示月份', 'Month'],
  county: ['全县总览', 'The county'],
  balance: (month: string) => [
    `业主共有余额（元，截至 ${month}）`,
    `Belongs to the owners at the end of ${month}, in yuan`,
  ],
  balanceNow: (day: string) => [
    `截至 ${day}，含尚未公示和尚未付款的分成`,
    `On ${day}, with shares that are not published or not paid yet`,
  ],
  onPaper: (address: string) => [
    `业主和居民可以在异议期内提出异议，也可以在网上核对本公示：${address}`,
    `Owners and residents may object while it is open to objections, and compare this paper with ${address}`,
  ],
  atBank: ['其中银行存款（元）', 'Of that, at the bank, in yuan'],
  opening: ['期初余额（元）', 'When the month began, in yuan'],
  closing: ['期末余额（元）', 'When it ended, in yuan'],
  income: ['收入（元）', 'What came in, in yuan'],
  source: ['来源', 'Source'],
  operator: ['运营企业', 'Operator'],
  amount: ['金额（元）', 'Amount (yuan)'],
  expenditure: ['支出（元）', 'What was spent, in yuan'],
  purpose: ['用途', 'Purpose'],
  decision: ['表决依据', "The owners' decision"],
  noDecision: ['依法无需表决', 'None is needed by law'],
  voucher: ['凭证', 'Voucher'],
  nothingSpent: ['本月没有支出。', 'Nothing was spent in this month.'],
  nothingCame: ['本月没有收入。', 'Nothing came in in this month.'],
  shares: ['分成怎样算出（元）', 'How the shares were computed, in yuan'],
  revenue: ['营业收入', 'Revenue'],
  cost: ['成本', 'Cost'],
  base: ['计提基数', 'Base'],
  rate: ['比例', 'Rate'],
  pool: ['分成总额', 'Pool'],
  ours: ['本小区', 'This compound'],
  weighed: [
    '分成总额按协议约定的各小区权重分配，“本小区”是其中一份。',
    'The pool is divided among the compounds of the agreement by their weights; the first amount is this one’s part.',
  ],
  receivable: ['月末运营企业尚未支付（元）', 'Not yet paid by operators when the month ended, in yuan'],
  late: ['跨期更正', 'Counted after its month was closed'],
  latePeriod: ['所属月份', 'Month'],
  points: ['增收点', 'Where it is earned'],
  pointsAbout: [
    '使用业主共有部分的增收点，业主按表决的比例分享；其余由强社公司经营，收入归公司，不计入本页余额。',
    'Of a point that uses common parts the owners get the part they voted for; the others are run by the community’s company, and what they earn is the company’s and not in the balance above.',
  ],
  noPoints: ['本小区没有登记的增收点。', 'No revenue point is recorded here.'],
  commonParts: (percent: string) => [
    `使用共有部分，业主分享 ${percent}`,
    `uses common parts; the owners get ${percent}`,
  ],
  lists: ['三张清单', 'The three lists in force'],
  listsAbout: [
    '社区强社公司公开的三张清单，管公司自己的收费和收入；本小区从合资项目分得的利润按协议另算，见上方。',
    'What the community’s company binds itself to for its own fees and income. The share of joint ventures’ profit is computed apart from it, by their agreements, as shown above.',
  ],
  noLists: ['尚无生效的清单。', 'No list is in force yet.'],
  inForceFrom: (day: string) => [`自 ${day} 起生效`, `in force from ${day}`],
  perUnit: (unit: string) => [`元 / ${unit}`, `yuan per ${unit}`],
  proofs: ['凭证与证明（元）', 'Journals and proofs, in yuan'],
  proofsAbout: [
    '每笔凭证都有证明文件，任何人都可下载，在下方或离线核对；改动一个字节即不通过。',
    'Each journal has a proof that anybody may download, and check below or offline; one changed byte is refused.',
  ],
  changesAbout: [
    '“余额”是业主共有的钱，分成入账即增加；“银行存款”是已经到账的钱，企业付款后才增加。',
    'The balance is what belongs to the owners, and grows when a share is booked; at the bank is what has arrived, when the operator has paid.',
  ],
  proofsOffline: ['这些校验值有什么用，怎样核对', 'What these hashes are for, and how to check'],
  proofsMeaning: [
    '内容校验值是本公示全文的“指纹”，默克尔根是当月全部凭证封账时的“指纹”：改动任何一处，指纹就不同。公告栏上张贴的同一公示也印有它们，对照一致，说明网页上的没有被改过。',
    'The hash of the content is a fingerprint of this whole publication, the Merkle root one of all journals of the month when it was sealed: whatever is changed, they differ. The copy on the notice board has them too; where both agree, nothing here was changed since.',
  ],
  proofsProgram: [
    '不依靠本网页核对：在装有本系统的电脑上，在其目录中运行',
    'To check without this page: on a computer that has this system, in its folder, run',
  ],
  changed: ['余额增减', 'Change of the balance'],
  atTheBank: ['银行存款增减', 'Change at the bank'],
  proof: ['下载证明', 'Download proof'],
  root: ['默克尔根', 'Merkle root'],
  hash: ['内容校验值', 'Hash of the content'],
  downloads: ['下载本月公示', 'Download this month'],
  print: ['打印张贴', 'Print for the notice board'],
  published: (day: string) => [`公示于 ${day}`, `Published on ${day}`],
  openTo: (day: string) => [`异议期至 ${day}`, `Open to objections until ${day}`],
  daysOver: (day: string) => [
    `公示期至 ${day}，已满，尚未结束公示`,
    `The days for objections ended on ${day}; it is not closed yet`,
  ],
  corrects: (day: string) => [`本公示更正 ${day} 的公示`, `Corrects what was published on ${day}`],
  none: [
    '该小区还没有公示。结账、复核并封账后，由财务发布。',
    'Nothing has been published for this compound yet: finance staff publish a month when it is closed, approved and sealed.',
  ],
  mine: ['我的事项：诉求、表决、志愿服务、微心愿', 'My affairs: requests, votes, volunteering, wishes'],
  missing: ['没有这个小区', 'There is no such compound'],
  object: ['对本公示提出异议', 'Object to this publication'],
  objectAbout: [
    '写明哪一笔、哪里不对。处理结果会公开。',
    'Say which line is wrong, and how. What is decided will be public.',
  ],
  decisions: (count: number) => [`异议处理结果（${count}）`, `Decisions on objections (${count})`],
  noObjections: ['没有人对本公示提出异议。', 'Nobody has objected to this publication.'],
  objectionsOpen: (count: number) => [
    `有 ${count} 项异议正在处理，处理后在此公开。`,
    `${count} ${count === 1 ? 'objection is' : 'objections are'} being looked into; what is decided will stand here.`,
  ],
  filedOn: (day: string) => [`${day} 提出`, `filed ${day}`],
  decidedAt: ['处理于', 'decided'],
  objectSignIn: ['业主和居民登录后可以提出异议。', 'Owners and residents can object when they have signed in.'],
  signIn: ['登录', 'Sign in'],
  objectNotYours: [
    '异议由本小区的业主和居民提出；您登录的身份不能提出。',
    'Owners and residents of this compound object; you are signed in as somebody who can’t.',
  ],
  yours: ['您提出的异议', 'Your objections'],
  yoursDue: (filedOn: string, dueOn: string) => [
    `${filedOn} 提出，最迟 ${dueOn} 由财务复核或街道答复`,
    `filed ${filedOn}, to be decided by finance or the street office by ${dueOn}`,
  ],
  objectText: ['异议内容', 'Your objection'],
  objectMissing: ['请写明异议内容', 'Say what is wrong'],
  objectSend: ['提交异议', 'Send'],
  objectDone: [
    '异议已提交，见下方“您提出的异议”；处理结果会在此公开，不公开您的姓名和内容。',
    'Your objection has been filed, and stands below. What is decided will be public here, without your name and your words.',
  ],
  objectStillOpen: [
    '公示期已满，但公示尚未结束，现在仍可提出异议。',
    'The days for objections are over, but it is not closed: you can still object.',
  ],
  objectOver: ['异议期已结束。', 'The time for objections is over.'],
});

export const journalKinds = {
  PROFIT_SHARE: ['利润分成', 'Share of profit'],
  REVERSAL: ['冲销', 'Taken back'],
  SPENDING: ['支出', 'Spent'],
  BANK: ['银行收付', 'Moved at the bank'],
  OTHER: ['其他', 'Other'],
} as const satisfies Record<PublicRevenueKind, Text>;

export const listNames = {
  FEE: ['收费标准清单', 'What may be charged'],
  DISTRIBUTION: ['收入分配清单', 'How income is distributed'],
  USE: ['使用原则清单', 'What it may be used for'],
} as const satisfies Record<RuleListKind, Text>;

export const objectionStates = {
  FILED: ['已提出', 'Filed'],
  ACKNOWLEDGED: ['处理中', 'Being looked into'],
  UPHELD: ['异议成立', 'Upheld'],
  REJECTED: ['异议不成立', 'Not upheld'],
  WITHDRAWN: ['已撤回', 'Taken back'],
} as const satisfies Record<ObjectionState, Text>;

export const pointKinds = {
  RENT: ['房屋出租', 'Letting of rooms'],
  ADVERTISING: ['广告招商', 'Advertising'],
  CHARGING: ['便携充电', 'Charging'],
  OTHER: ['其他', 'Other'],
} as const satisfies Record<RevenuePointKind, Text>;

export const pointStates = {
  PROPOSED: ['拟设', 'Proposed'],
  VOTED: ['业主表决通过', 'Passed by the owners'],
  ACTIVE: ['运营中', 'Open'],
  PAUSED: ['暂停', 'Paused'],
  CLOSED: ['已关闭', 'Closed'],
} as const satisfies Record<RevenuePointState, Text>;
