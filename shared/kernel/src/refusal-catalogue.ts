/**
 * The closed list of reasons to refuse, each with its sentence in Chinese and English.
 * The enum `RefusalCode` of the graph carries the same words; a test compares the two.
 */
export const refusals = {
  // values
  VALUE_MISSING: { zh: '缺少必填项', en: 'A required value is missing' },
  VALUE_TOO_LONG: { zh: '内容过长，最多 {max} 个字符', en: 'The value is too long: at most {max} characters' },
  TEXT_MALFORMED: { zh: '内容含有不可见的控制字符', en: 'The text has control characters in it' },
  AMOUNT_MALFORMED: {
    zh: '金额“{value}”无效：请填写以元为单位的数字，最多两位小数，例如 1234.50',
    en: 'The amount "{value}" is not valid: write yuan with at most two decimals, such as 1234.50',
  },
  AMOUNT_NOT_POSITIVE: { zh: '金额必须大于零', en: 'The amount must be greater than zero' },
  AMOUNT_TOO_LARGE: { zh: '金额超出可记录的范围', en: 'The amount is beyond what can be recorded' },
  DATE_MALFORMED: {
    zh: '日期“{value}”无效：请使用 YYYY-MM-DD、YYYY/M/D 或 YYYYMMDD',
    en: 'The date "{value}" is not valid: use YYYY-MM-DD, YYYY/M/D or YYYYMMDD',
  },
  PARAMETER_MISSING: {
    zh: '地址中缺少参数 {name}，例如 {name}={example}',
    en: 'The address lacks the parameter {name}, such as {name}={example}',
  },
  PERIOD_MALFORMED: { zh: '期间“{value}”无效：请使用 YYYY-MM', en: 'The period "{value}" is not valid: use YYYY-MM' },
  CODE_MALFORMED: { zh: '编码“{value}”格式不正确', en: 'The code "{value}" is malformed' },
  USCC_INVALID: {
    zh: '统一社会信用代码“{value}”无效（GB 32100-2015）',
    en: 'The unified social credit code "{value}" is not valid (GB 32100-2015)',
  },
  CHOICE_UNKNOWN: { zh: '“{value}”不是允许的取值：{choices}', en: '"{value}" is not one of {choices}' },
  LIST_SIZE: { zh: '数量须在 {min} 到 {max} 之间', en: 'The number of items must lie between {min} and {max}' },
  CURSOR_MALFORMED: { zh: '分页游标无效', en: 'The cursor is not valid' },
  PAGE_TWO_ENDS: {
    zh: '“first”和“last”只能用一个',
    en: 'Ask for the first items or for the last ones, not for both',
  },
  PAGE_SIZE: { zh: '每页数量须在 1 到 {max} 之间', en: 'A page holds between 1 and {max} items' },

  // who and what
  NOT_FOUND: { zh: '未找到：{what}', en: 'Not found: {what}' },
  ALREADY_EXISTS: { zh: '{what} 已存在，且内容不同', en: '{what} exists already with other content' },
  SAME_PERSON: { zh: '制单人与复核人不能是同一人', en: 'The person who made it cannot be the one who checks it' },
  NOT_THE_HOLDER: { zh: '只有经办本人可以操作', en: 'Only the person in charge of it can do this' },
  MACHINE_NOT_ALLOWED: { zh: '此操作须由本人完成，系统账号不可', en: 'A person has to do this; a machine cannot' },
  OUT_OF_SCOPE: { zh: '超出您的权限范围', en: 'This lies outside your scope' },
  STATE_NOT_ALLOWED: { zh: '当前状态 {state} 不允许此操作', en: 'This is not possible in the state {state}' },
  CHANGED_MEANWHILE: {
    zh: '情况已有变化，请重新查看后再操作',
    en: 'This has changed since it was looked at; look again',
  },
  KEY_REUSED: { zh: '此键已用于其他内容', en: 'This key was used for other content already' },
  GIVEN_UP: {
    zh: '多次未能完成，已停止处理；已完成的部分有效',
    en: 'It failed again and again and was given up; what was done before stands',
  },
  REASON_MISSING: { zh: '请填写理由', en: 'A reason is required' },

  // dwellings and their owners
  PERSON_TWICE: { zh: '同一人重复填写', en: 'The same person is named twice' },
  NOT_AN_OWNER: { zh: '此人不是业主', en: 'This person is not an owner' },
  BEFORE_THE_LAST: { zh: '日期须晚于 {date}', en: 'The date has to be after {date}' },
  // registers
  BEFORE_ITS_BEGINNING: { zh: '日期早于开始日期 {date}', en: 'The date lies before the beginning, {date}' },
  // places and days
  PLACE_OUTSIDE: { zh: '{place} 不在 {within} 内', en: '{place} does not lie in {within}' },
  ENDS_BEFORE_START: { zh: '结束不得早于开始', en: 'It cannot end before it begins' },

  // people and posts
  NOTICE_NOT_OVER: {
    zh: '公示期至 {date}，期满方可决定',
    en: 'It is public up to {date}; it can be decided after that',
  },
  ROUTE_NOT_OPEN: {
    zh: '自荐只能由本人提出，组织推荐须由工作人员提出',
    en: 'Oneself is put forward by oneself, others by those who act for an organization',
  },
  RUNG_SKIPPED: {
    zh: '只能逐级提任：不能从第 {from} 级到第 {to} 级',
    en: 'Promotion goes one rung at a time, not from {from} to {to}',
  },
  RUNG_NOT_HELD: { zh: '此人现不在第 {rung} 级', en: 'This person does not stand on rung {rung} now' },
  WEIGHTS_NOT_WHOLE: { zh: '权重合计须为 100，现为 {sum}', en: 'The weights are 100 together, not {sum}' },
  CRITERIA_DIFFER: { zh: '须为每个评分项各评一次分', en: 'Give points for each criterion, once' },
  SCORES_MISSING: { zh: '尚有 {count} 个党支部未评分', en: '{count} branches have no score yet' },
  YELLOW_FLAGS_TOO_FEW: {
    zh: '黄旗 {count} 次，未达到更换书记所需的 {needed} 次',
    en: '{count} yellow flags are fewer than the {needed} that a replacement needs',
  },
  END_BY_PROCEDURE: {
    zh: '以“{value}”为由须走相应程序，不能直接免职',
    en: 'For the reason {value} a procedure of its own ends it',
  },
  // volunteers
  ALREADY_CLAIMED: { zh: '已有人认领', en: 'Somebody has claimed this already' },
  ACTIVITY_FULL: { zh: '活动名额已满', en: 'All places of the activity are taken' },
  ATTENDANCE_OVERLAPS: {
    zh: '您正在参加另一项活动，请先签退',
    en: 'You are at another activity: check out of it first',
  },
  VALUE_NOT_WANTED: { zh: '此项不应填写', en: 'This is to be left out' },
  CLAIM_STILL_GOOD: { zh: '认领在 {date} 之前有效', en: 'The claim is good until {date}' },

  // personal data, accounts
  CONSENT_MISSING: {
    zh: '政治面貌和群体标签须经本人单独同意（个人信息保护法第二十九条）',
    en: 'Political status and groups take the consent of the person (PIPL, article 29)',
  },
  SCOPE_MALFORMED: {
    zh: '范围“{scope}”与角色 {role} 不符',
    en: 'The scope "{scope}" does not suit the role {role}',
  },

  // notices, stations, partners
  NOTICE_MISSING: {
    zh: '尚未指定公示：须先指定关于本事项的公示，期满后再决定',
    en: 'It names no notice yet: name one that is about it first, and decide when that is over',
  },
  NOTICE_DAYS_TOO_FEW: {
    zh: '此类公示不得少于 {days} 天',
    en: 'A notice of this kind is public for at least {days} days',
  },
  NOTICE_STILL_PUBLIC: {
    zh: '公示期至 {date}，期满方可结束',
    en: 'It is public up to {date}; it can be closed after that',
  },
  OBJECTION_OPEN: { zh: '尚有异议未处理，不能结束公示', en: 'An objection is not decided yet: the notice stays open' },
  NOTICE_NOT_PUBLIC: { zh: '该公示不在公示中（{state}）', en: 'That notice is not public now ({state})' },
  NOTICE_OF_ANOTHER: { zh: '该公示的事项不是 {type} {id}', en: 'That notice is not about {type} {id}' },
  NOTICE_OF_ANOTHER_KIND: { zh: '须为 {kind} 类公示', en: 'It takes a notice of the kind {kind}' },
  NOTICE_ELSEWHERE: {
    zh: '该公示在 {place} 发布，未覆盖此处',
    en: 'That notice is public at {place}, which does not cover this place',
  },
  NOTICE_WITHDRAWN: {
    zh: '公示已撤回，须另行发布更正公示',
    en: 'Its notice was withdrawn: it takes another one that corrects it',
  },
  CORRECTION_DUE: {
    zh: '异议成立，须先发布更正公示',
    en: 'An objection was upheld: a correction has to be published first',
  },
  CORRECTED_ALREADY: { zh: '该公示已被更正', en: 'This notice has been corrected already' },
  CORRECTION_DIFFERS: {
    zh: '更正公示须与原公示种类、地点相同',
    en: 'A correction is of the same kind and at the same place as what it corrects',
  },
  ANSWERED_BY_OTHERS: { zh: '此类异议由 {roles} 处理', en: 'Objections of this kind are answered by {roles}' },
  PREMISES_IN_USE: { zh: '该用房已在使用', en: 'These premises are used already' },
  PREMISES_NOT_RECOVERED: {
    zh: '该用房尚未收回，或并非党群服务站用房',
    en: 'These premises are not recovered, or are not meant for a station',
  },
  PARTNER_KIND: { zh: '与合伙人类型 {kind} 不符', en: 'This does not belong to a partner of the kind {kind}' },

  // owners' votes
  MATTER_NOT_ALLOWED: { zh: '表决事项 {matter} 不适用', en: 'This is not possible for the matter {matter}' },
  NOTICE_TOO_SHORT: {
    zh: '公示期至 {date}，投票须在期满后开始',
    en: 'Its notice is public up to {date}; the vote may open after that',
  },
  VOTING_TIME: { zh: '投票期须为 {min} 至 {max} 天', en: 'Voting lasts {min} to {max} days' },
  NOT_DUE: { zh: '须在 {at} 之后', en: 'This is possible from {at} on' },
  ROLL_EMPTY: {
    zh: '该小区没有登记的住房，无法确定投票权',
    en: 'The compound has no registered dwellings to vote for',
  },
  VOTE_CLOSED: { zh: '投票已截止', en: 'Voting is over' },
  BEFORE_VOTING: { zh: '收到时间须在投票期内', en: 'A ballot is received while voting is open' },
  CHANNEL_NOT_OFFERED: { zh: '本次表决不采用此投票方式', en: 'This vote does not take ballots in this way' },
  CHANNEL_USED: { zh: '已通过另一种方式投票', en: 'A ballot was cast in the other way already' },
  NOT_ON_ROLL: { zh: '不在投票名册中', en: 'Not on the roll of this vote' },
  OWNER_REPRESENTED: {
    zh: '须由业主推选的代表投票',
    en: 'The representative whom the owners have named casts the ballot',
  },
  VOTE_NOT_PASSED: { zh: '表决未通过', en: 'The vote has not passed' },
  // requests, meetings, duty
  VALUE_TWICE: { zh: '同一项不能填写两次', en: 'The same is named twice' },
  DATES_UNORDERED: { zh: '结束须晚于开始', en: 'The end has to come after the beginning' },
  NOT_SATURDAY: { zh: '“书记有约”坐班日须为周六', en: "Secretary's Day is a Saturday" },
  NOT_IN_QUARTER: { zh: '日期不在 {quarter} 内', en: 'The day does not lie in {quarter}' },
  NOTICE_TOO_LATE: { zh: '须至少提前 {days} 天预告', en: 'It has to be announced at least {days} days before' },
  SPOKESPERSONS_TWO: { zh: '书记和物业负责人须为两人', en: 'Secretary and property manager are two persons' },
  MEETING_PLACE: {
    zh: '社区大党委会议属于社区，党建联席会议属于街道或县',
    en: "A joint Party committee is a community's, the joint meeting a street's or the county's",
  },
  SOURCE_DIFFERS: {
    zh: '来源与诉求的渠道或小区不一致',
    en: 'The source belongs to another channel or compound than the request',
  },
  CONTACT_OF_REPORTER: {
    zh: '联系电话仅用于匿名反映人',
    en: 'A number is for a reporter who is not named',
  },
  REQUEST_KIND: { zh: '此操作不适用于该性质的诉求（{kind}）', en: 'This is not for a request of the kind {kind}' },
  RETURNED_ALREADY: { zh: '诉求只能退回一次', en: 'A request is returned once only' },
  LEVEL_TOO_LOW: { zh: '须由第 {level} 级或以上办理', en: 'This takes level {level} or above' },
  LEVEL_TOP: { zh: '已是最高层级', en: 'There is no level above' },
  MERGE_NOT_POSSIBLE: {
    zh: '只能并入同一小区未办结的其他诉求，且自身没有并入的诉求',
    en: 'It can only become part of another open request of the same compound, and has none merged into itself',
  },
  EXTENDED_ALREADY: { zh: '延期只能批准一次', en: 'An extension is approved once only' },
  EXTENSION_NOT_ASKED: { zh: '尚未申请延期', en: 'Nobody has asked for an extension' },
  REOPENING_TOO_LATE: { zh: '已过重新办理期限', en: 'It is too late to reopen it' },
  RATING_STILL_POSSIBLE: { zh: '评价期限未到', en: 'It may still be rated' },

  // owners' committees
  DECISION_REQUIRED: {
    zh: '须经本小区业主表决通过（事项 {matters}，民法典第二百七十八条）',
    en: 'This needs a passed vote of the owners of this compound on {matters} (Civil Code, article 278)',
  },
  COMMITTEE_SIZE: { zh: '业委会委员人数须为单数', en: 'The number of members has to be odd' },
  NOT_A_MEMBER: { zh: '不是当选委员', en: 'This is none of the members, or no other one than before' },
  TERM_TOO_LONG: { zh: '任期不得超过 {date}', en: 'The term ends on {date} at the latest' },
  TERM_OVER: { zh: '任期已于 {date} 届满', en: 'The term was over on {date}' },
  TERM_NOT_OVER: { zh: '任期至 {date} 届满', en: 'The term is over on {date} only' },

  // agreements and terms
  TERMS_EMPTY: { zh: '至少需要一条分成条款', en: 'At least one version of the terms is required' },
  TERMS_UNORDERED: {
    zh: '分成条款须按起始期间先后排列且不重复',
    en: 'The terms must be in the order of their first periods, none twice',
  },
  TERMS_BEFORE_OPEN_PERIOD: {
    zh: '分成条款不得早于最早的未结期间 {period}',
    en: 'Terms cannot begin before the earliest open period {period}',
  },
  RATE_OUT_OF_RANGE: {
    zh: '分成比例须在 0 到 10000 基点之间',
    en: 'The rate must lie between 0 and 10000 basis points',
  },
  BENEFICIARIES_EMPTY: { zh: '至少需要一个受益方', en: 'At least one beneficiary is required' },
  BENEFICIARY_TWICE: { zh: '受益方 {beneficiary} 重复', en: 'The beneficiary {beneficiary} appears twice' },
  BENEFICIARY_UNKNOWN: { zh: '受益方 {beneficiary} 不存在', en: 'The beneficiary {beneficiary} does not exist' },
  WEIGHT_NOT_POSITIVE: { zh: '权重须为不小于 1 的整数', en: 'A weight is an integer of at least 1' },
  OPERATOR_NOT_STATE: { zh: '运营企业须为国有企业', en: 'The operator has to be a state enterprise' },
  NO_TERMS_IN_FORCE: { zh: '期间 {period} 没有生效的分成条款', en: 'No terms are in force in the period {period}' },
  PERIODS_UNORDERED: {
    zh: '期间须逐月排列，不得重复或遗漏：此处应为 {period}',
    en: 'The periods follow month by month, none twice, none left out: {period} belongs here',
  },
  VOTE_REQUIRED: {
    zh: '使用共有部分须经业主表决通过（民法典第二百七十八条）',
    en: 'Using common parts needs a passed vote of the owners (Civil Code, article 278)',
  },
  RATE_BELOW_VOTE: {
    zh: '分成比例不得低于业主表决确定的 {share} 基点',
    en: "The rate must not be below the owners' share of {share} basis points in their vote",
  },
  BOUNDARY_CROSSES: { zh: '边界线不能相交', en: 'The boundary crosses itself' },
  NUMBER_OUT_OF_RANGE: { zh: '数值超出允许范围', en: 'The number is out of range' },
  MONTH_SEALED: { zh: '会计期间 {period} 已封账', en: 'The book month {period} is sealed' },

  // publication
  MONTH_NOT_SEALED: {
    zh: '业主账簿 {period} 尚未封账，封账后方可公示',
    en: "The month {period} of the owners' book is not sealed yet; it is published after that",
  },
  SHARE_NOT_CREDITED: {
    zh: '协议 {agreement} 当期分成尚未计入（{state}）',
    en: 'The share of the agreement {agreement} is not credited yet ({state})',
  },
  PUBLISHED_ALREADY: {
    zh: '该小区 {period} 已公示，须以更正公示代替',
    en: 'The month {period} of this compound is published; what is wrong is corrected by another publication',
  },
  NOT_THE_CURRENT_PUBLICATION: {
    zh: '只能更正该小区 {period} 现行的公示',
    en: 'Only the publication of {period} that counts now can be corrected',
  },

  // statements
  ENTRY_DIFFERS: {
    zh: '凭证号 {externalRef} 已登记，且以下内容不同：{fields}',
    en: '{externalRef} is posted already with other content: {fields}',
  },
  REF_LOST_DIGITS: {
    zh: '凭证号是超过 15 位的数字，电子表格已丢失末位，请将该列设为文本',
    en: 'The reference is a number of more than 15 digits: the spreadsheet has lost digits; format the column as text',
  },
  DATE_IN_FUTURE: { zh: '发生日期 {date} 晚于今天', en: 'The date {date} lies in the future' },
  BEFORE_AGREEMENT: { zh: '发生日期 {date} 早于协议开始', en: 'The date {date} lies before the agreement starts' },
  ENTRIES_AFTER_END: {
    zh: '已有明细的发生日期（{date}）晚于终止日期',
    en: 'An entry is dated after that end already: {date}',
  },
  AFTER_AGREEMENT: { zh: '发生日期 {date} 晚于协议结束', en: 'The date {date} lies after the agreement has ended' },
  AGREEMENT_NOT_ACTIVE: { zh: '协议未生效或已结束', en: 'The agreement is not active' },
  REVERSAL_UNKNOWN: { zh: '被冲销的凭证号 {reverses} 不存在', en: 'The entry to reverse, {reverses}, does not exist' },
  REVERSAL_DIFFERS: {
    zh: '冲销的类型和金额须与原凭证一致',
    en: 'A reversal has the kind and the amount of its original',
  },
  REVERSAL_BEFORE_ORIGINAL: { zh: '冲销日期早于原凭证', en: 'A reversal is not dated before its original' },
  REVERSED_ALREADY: { zh: '凭证号 {reverses} 已被冲销', en: '{reverses} is reversed already' },
  REVERSAL_OF_REVERSAL: { zh: '冲销凭证不能再被冲销', en: 'A reversal cannot itself be reversed' },
  ALREADY_MATCHED: { zh: '该笔已核销', en: 'It is matched already' },
  MORE_THAN_OPEN: {
    zh: '金额方向不符，或超过未核销余额',
    en: 'The amount has the wrong sign or is more than what is open',
  },
  RETURN_NOT_ALLOWED: {
    zh: '只能整笔退回：原核销须已记账、无差额、未退回过，流水金额相反且不早于它',
    en: 'What comes back comes back whole and once: of a booked match without a difference, by the opposite amount, not before it',
  },
  MATCH_RETURNED: {
    zh: '该笔款项已登记退回，须先撤销退回',
    en: 'Its payment came back: take that return back first',
  },
  MATCH_DIFFERS: {
    zh: '银行与账簿相差 {difference}，须说明由谁承担',
    en: 'Bank and book differ by {difference}: say what bears it',
  },
  VARIANCE_NOT_ALLOWED: { zh: '差额不能这样处理', en: 'A difference of this kind cannot be borne in this way' },
  SET_OFF_NOT_ALLOWED: {
    zh: '没有银行流水时，只能以运营企业的预收抵扣该企业应付的分成',
    en: 'Without a bank line only the advance of an operator is matched, with shares that the same operator owes',
  },
  BEYOND_TOLERANCE: { zh: '超过核销限额 {tolerance}', en: 'This is more than the tolerance of {tolerance}' },
  WRITE_OFF_CAP: { zh: '{period} 核销累计超过上限', en: 'The write-offs of {period} would exceed their cap' },
  NOT_AN_ASSIGNEE: { zh: '此人不能处理差异，不能指派', en: 'This person may not work on breaks' },
  BOOKED_IN_PART: {
    zh: '银行存款分录须整笔核销',
    en: 'What the book has on the bank account is matched whole',
  },
  PROOF_FAILS: {
    zh: '余额调节表不平，不能签认',
    en: 'The statement of reconciliation does not prove itself, so it cannot be signed',
  },
  MATCHES_UNDER_WAY: {
    zh: '对账单尚有核销待复核或正在记账、撤销，不能签认',
    en: 'A match of this statement waits for a second person, or is being booked or taken back: it cannot be signed yet',
  },
  STATEMENT_SIGNED: { zh: '对账单已签认，须先退回', en: 'The bank statement is signed; it has to be reopened first' },
  DECLARATION_DIFFERS: {
    zh: '该期间已申报为 {amount}',
    en: 'The share of this period is declared already as {amount}',
  },
  FILE_EMPTY: { zh: '文件为空', en: 'The file is empty' },
  FILE_TOO_LARGE: {
    zh: '文件过大（上限 {limit}）：XLSX 请改用 CSV，CSV 请分成几份',
    en: 'The file is too large (limit {limit}): send an XLSX as CSV, and a CSV in parts',
  },
  EXPORT_TOO_LARGE: {
    zh: 'XLSX 最多 {limit} 行，请缩小范围或导出 CSV',
    en: 'An XLSX holds at most {limit} rows: ask for less, or for CSV',
  },
  STORAGE_FULL: {
    zh: '存储空间不足，暂不能接收或继续处理文件，请稍后再传；已入账的行不会重复入账',
    en: 'The storage is almost full, so no file is taken or read on: send it again later, no row is posted twice',
  },
  FILE_KIND_UNKNOWN: {
    zh: '无法识别的文件类型，或此处不收此类文件：报表用 CSV 或 XLSX，附件用 PDF、JPEG、PNG、CSV 或 XLSX',
    en: 'The kind of the file is not known or not taken here: statements are CSV or XLSX, documents PDF, JPEG, PNG, CSV or XLSX',
  },
  FILES_TOO_MANY: { zh: '一次只能上传一个文件', en: 'Send one file at a time' },
  SHEETS_TOO_MANY: {
    zh: '有多个工作表含有明细（第 {sheets} 个）：请每次只上传一个',
    en: 'More than one sheet has entries (sheets {sheets}): send them one at a time',
  },
  CELL_BROKEN: {
    zh: '单元格为公式错误或未计算的公式：请改为数值或文本',
    en: 'The cell holds an error or a formula that was not computed: write a value instead',
  },
  FILE_UNREADABLE: { zh: '文件无法读取：{why}', en: 'The file cannot be read: {why}' },
  ENCODING_INVALID: {
    zh: '第 {line} 行附近的编码既不是 UTF-8 也不是 GB18030',
    en: 'Near line {line} the bytes are neither UTF-8 nor GB18030',
  },
  COLUMN_MISSING: { zh: '缺少列：{column}', en: 'A column is missing: {column}' },
  COLUMN_TWICE: { zh: '列重复：{column}', en: 'A column appears twice: {column}' },
  ROW_TOO_LONG: {
    zh: '第 {line} 行过长（上限 {limit}）',
    en: 'Line {line} is too long (limit {limit})',
  },
  ROW_MALFORMED: {
    zh: '第 {line} 行无法解析：引号不成对，或单元格多于表头',
    en: 'Line {line} cannot be parsed: its quotes do not pair, or it has more cells than the header',
  },

  // bank statements
  STATEMENT_UNBALANCED: {
    zh: '第 {line} 行起余额对不上：应为 {expected}，实为 {found}',
    en: 'From line {line} on the balance does not fit: {expected} expected, {found} found',
  },
  STATEMENT_WITHOUT_BALANCE: {
    zh: '对账单没有可核对的余额：须有余额列，或同时写明期初、期末余额',
    en: 'The statement has no balance to check: it needs a column of balances, or the opening and the closing balance',
  },
  STATEMENT_WITHOUT_DAYS: { zh: '对账单没有明细，也未写明起止日期', en: 'The statement has no rows and names no days' },
  STATEMENT_CONTRADICTS: {
    zh: '{day} 的明细与已导入的对账单不一致：本文件 {found} 笔，已有 {known} 笔',
    en: 'The rows of {day} are not those imported before: {found} in this file, {known} before',
  },
  STATEMENT_OF_ANOTHER_ACCOUNT: {
    zh: '这是账号尾号为 {found} 的对账单，而不是 {expected}',
    en: 'This is the statement of the account {found}, not of {expected}',
  },
  STATEMENT_ROWS_REJECTED: {
    zh: '有 {count} 行无法读取（自第 {line} 行起），整份对账单未导入；请看逐行报告',
    en: '{count} rows cannot be read, from line {line} on, so nothing of the statement is taken: the report names each',
  },
  STATEMENT_GAP: {
    zh: '与上一份对账单（截至 {to}）之间有缺口：上期期末 {expected}，本期期初 {found}',
    en: 'Something is missing after the statement up to {to}: it closes with {expected}, this one opens with {found}',
  },
  STATEMENT_OVERLAPS: {
    zh: '有 {count} 笔已由其他对账单导入，不再重复',
    en: '{count} rows came with other statements before, and are not taken twice',
  },
  AMOUNT_TWO_SIDED: { zh: '借方和贷方都有金额', en: 'Both debit and credit have an amount' },

  // periods and allocations
  PERIOD_NOT_OVER: { zh: '期间 {period} 尚未结束', en: 'The period {period} is not over yet' },
  PERIOD_CLOSED: { zh: '期间 {period} 已结账', en: 'The period {period} is closed' },
  EARLIER_PERIOD_OPEN: { zh: '须先结账更早的期间 {period}', en: 'The earlier period {period} has to be closed first' },
  NOT_LAST_CLOSED: {
    zh: '只能反结账最后一个已结账的期间 {period}',
    en: 'Only the last closed period, {period}, can be reopened',
  },
  EARLIER_NOT_APPROVED: {
    zh: '须先复核更早期间 {period} 的分配',
    en: 'The allocation of the earlier period {period} has to be approved first',
  },
  EARLIER_REJECTED: {
    zh: '期间 {period} 的分配已被驳回，须先反结账',
    en: 'The allocation of {period} was rejected: that period has to be reopened first',
  },
  EVIDENCE_MISSING: {
    zh: '成本 {externalRef} 超过限额，结账前须附证明',
    en: 'The cost {externalRef} is above the limit and needs evidence before closing',
  },
  ENTRY_DISPUTED: {
    zh: '凭证 {externalRef} 有争议，暂不能复核',
    en: 'The entry {externalRef} is disputed: approval has to wait',
  },

  // books
  JOURNAL_UNBALANCED: { zh: '凭证借贷不平', en: 'Debits and credits of the journal differ' },
  LINE_TWO_SIDED: {
    zh: '每行分录只能记借方或贷方一方',
    en: 'A line is either a debit or a credit, not both',
  },
  OWNER_UNBALANCED: {
    zh: '凭证在权属人 {owner} 名下借贷不平',
    en: 'Debits and credits of the owner {owner} differ',
  },
  JOURNAL_CONFLICT: {
    zh: '同一来源已记有内容不同的凭证',
    en: 'A journal with other content is posted already for this source',
  },
  BALANCE_TOO_LOW: { zh: '余额不足', en: 'The balance is too low' },
  ACCOUNT_UNKNOWN: { zh: '科目 {account} 不存在', en: 'The account {account} does not exist' },
  MONTH_NOT_OVER: { zh: '会计期间 {period} 尚未结束', en: 'The book month {period} is not over yet' },
  EARLIER_MONTH_OPEN: {
    zh: '须先封账更早的会计期间 {period}',
    en: 'The earlier book month {period} has to be sealed first',
  },
  YEAR_NOT_PROPOSED: {
    zh: '{year} 年度损益结转尚未由制单人提出',
    en: 'Nobody has proposed to carry the year {year} forward yet',
  },
  YEAR_NOT_CARRIED: {
    zh: '{year} 年度损益尚未结转，不能封账十二月',
    en: 'The year {year} has to be carried forward before its December is sealed',
  },
  SEALING_NOT_PROPOSED: {
    zh: '会计期间 {period} 尚未由制单人提请封账',
    en: 'Nobody has proposed to seal the book month {period} yet',
  },
  LATER_PERIOD_CLOSED: {
    zh: '其后的期间已结账，不能撤销',
    en: 'A later period is closed already: this cannot be undone',
  },

  // companies, cooperation, jobs
  COMPOUND_ELSEWHERE: { zh: '小区不在该社区', en: 'The compound lies in another community' },
  DATE_BEFORE_START: { zh: '不得早于起始日期 {date}', en: 'This cannot be before its first day, {date}' },
  FEE_LIST_MISSING: {
    zh: '{period} 没有生效的收费标准清单',
    en: 'The company has no list of fees in force in {period}',
  },
  FEE_NOT_LISTED: { zh: '收费标准清单中没有“{item}”', en: 'The list of fees has no "{item}" for this kind of point' },
  FEE_EXCEEDED: {
    zh: '金额超过收费标准：最多 {limit}',
    en: 'The amount is above what the list of fees allows: {limit}',
  },
  FEES_MISPLACED: {
    zh: '收费标准清单须列明收费项目，其他清单不列',
    en: 'A list of fees names its fees, and no other list does',
  },
  POINT_NOT_OPEN: { zh: '增收点在 {period} 未开放', en: 'The revenue point was not open in {period}' },
  POSTING_CLOSED: { zh: '岗位已停止招聘', en: 'The posting takes nobody any more' },
  CONSENT_WITHDRAWN: { zh: '本人已撤回同意', en: 'The person has withdrawn consent' },
  HEADCOUNT_FULL: { zh: '招聘人数已满（{headcount} 人）', en: 'All {headcount} places of the posting are taken' },
  HIRE_TOO_RECENT: { zh: '入职满30天（{date}）后方可确认', en: 'A hire is confirmed after 30 days, from {date}' },

  // workflows
  STEP_NOT_SKIPPABLE: { zh: '步骤 {step} 不允许跳过', en: 'The step {step} cannot be skipped' },
  UNDO_NOT_POSSIBLE: {
    zh: '步骤 {step} 已执行且不可撤销',
    en: 'The step {step} has happened and cannot be undone',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type RefusalCode = keyof typeof refusals;

/** Nothing answers these; the graph has promised them and names what is answered instead, until they may go. */
export const retired = {
  // A YearMonth has no other day than the first.
  TERMS_START_MID_PERIOD: 'PERIOD_MALFORMED',
  // It says which fields differ, within one request too.
  ENTRY_TWICE: 'ENTRY_DIFFERS',
} as const satisfies Record<string, RefusalCode>;
