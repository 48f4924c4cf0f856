/**
 * One week of an account, as many banks would write it: each file of the corpus says the same seven movements. Layouts
 * are those of the exports that county finance offices get from rural, city and state banks; names and numbers are made up.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import type { FileKind } from '../../upload/upload.ts';
import { type BankMapping, defaultHeader, knownMapping } from '../bank-mapping.ts';

export interface Movement {
  readonly day: string;
  readonly time: string;
  readonly amount: Fen;
  readonly balance: Fen;
  readonly name: string;
  readonly number: string;
  readonly memo: string;
  readonly reference: string;
}

export const OPENING = 1_000_000n;
export const ACCOUNT = '9130012345678901';

const OPERATOR = ['鲁信家政服务有限公司', '6222023803000012345'] as const;
const OWNERS = ['天和家园业主共有资金专户', '9130098765432109876'] as const;
const BANK = ['', ''] as const;

const moved: readonly (readonly [string, string, Fen, readonly [string, string], string, string])[] = [
  ['2025-12-01', '09:15:02', 500_000n, OPERATOR, 'JV-0001 2025-11 分成', 'S20251201000123'],
  // A true twin: the same in all but its serial number.
  ['2025-12-01', '09:15:02', 500_000n, OPERATOR, 'JV-0001 2025-11 分成', 'S20251201000124'],
  ['2025-12-03', '10:00:00', -123_450n, OWNERS, '划转公共收益', 'S20251203000007'],
  ['2025-12-03', '10:00:00', -1_500n, BANK, '手续费', 'S20251203000007'],
  ['2025-12-03', '16:30:11', 1_500n, BANK, '冲正 手续费', 'S20251203000311'],
  ['2025-12-05', '08:00:59', 8_800_000_005n, OPERATOR, 'JV-0002 年度分成', 'S20251205000001'],
  ['2025-12-05', '17:45:00', -9n, BANK, '账户管理费', 'S20251205000999'],
];

let balance = OPENING;
export const movements: readonly Movement[] = moved.map(([day, time, amount, [name, number], memo, reference]) => {
  balance += amount;
  return { day, time, amount, balance, name, number, memo, reference };
});
export const CLOSING = balance;

export interface CorpusFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly bytes: Buffer;
  /** Saved for the bank beforehand; what is known by itself where there is none. */
  readonly mapping?: BankMapping;
  /** What this layout does not say. */
  readonly without?: readonly ('time' | 'reference' | 'counterparty' | 'number' | 'account')[];
}

const yuan = formatMoney;
const outOf = (amount: Fen) => (amount < 0n ? yuan(-amount) : '');
const into = (amount: Fen) => (amount > 0n ? yuan(amount) : '');
const grouped = (amount: Fen) => yuan(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
const fullWidth = (text: string) =>
  text.replaceAll(/[\d.,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const quoted = (text: string) => (/[,"\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[], delimiter = ',') =>
  `${rows.map((row) => row.map(quoted).join(delimiter)).join('\r\n')}\r\n`;
const packed = (text: string) => text.replaceAll(/[-:]/g, '');

const defaultColumns = defaultHeader.split(',');
const defaultRow = ({ day, time, amount, balance: after, name, number, memo, reference }: Movement) => [
  day,
  time,
  outOf(amount),
  into(amount),
  yuan(after),
  name,
  number,
  memo,
  reference,
];
export const defaultCsv = csv([defaultColumns, ...movements.map(defaultRow)]);

/** The fee was taken back: a bank that writes that as a debit below zero. */
const redDebit = ({ amount, memo }: Movement) =>
  memo.startsWith('冲正') ? [yuan(-amount), ''] : [outOf(amount), into(amount)];

const constructionBank = () => {
  const header = [
    '账号',
    '账户名称',
    '交易时间',
    '借方发生额（支取）',
    '贷方发生额（收入）',
    '余额',
    '币种',
    '对方户名',
    '对方账号',
    '对方开户机构',
    '记账日期',
    '摘要',
    '备注',
    '账户明细编号-交易流水号',
  ];
  const rows = movements.map((each) => [
    `'${ACCOUNT}`,
    '县结算中心',
    `${packed(each.day)} ${each.time}`,
    ...redDebit(each).map((text) => text || '0.00'),
    grouped(each.balance),
    '人民币元',
    each.name,
    each.number,
    '',
    packed(each.day),
    each.memo,
    each.memo,
    each.reference,
  ]);
  const totals = ['合计', '', '', '124959.00', '88010000.05', '', '', '', '', '', '', '', '', ''];
  return csv([header, ...rows.slice(0, 4), header, ...rows.slice(4), totals, ['', '', '共7笔']]);
};

const bankOfChina = () => {
  const header = [
    '交易类型[ Transaction Type ]',
    '付款人账号[ Debit Account No. ]',
    "付款人名称[ Payer's Name ]",
    '收款人账号[ Payee Account No. ]',
    "收款人名称[ Payee's Name ]",
    '交易日期[ Transaction Date ]',
    '交易时间[ Transaction time ]',
    '交易金额[ Trade Amount ]',
    '交易后余额[ After-transaction balance ]',
    '交易流水号[ Transaction reference number ]',
    '摘要[ Reference ]',
    '用途[ Purpose ]',
  ];
  const rows = movements.map((each) => {
    const [theirs, ours] = [
      [each.number, each.name],
      [ACCOUNT, '县结算中心'],
    ];
    const sides = each.amount > 0n ? [...theirs, ...ours] : [...ours, ...theirs];
    const kind = each.amount > 0n ? '来账' : '往账';
    const { day, time, amount, balance: after, reference, memo } = each;
    return [kind, ...sides, packed(day), time, grouped(amount), grouped(after), reference, memo, ''];
  });
  const titles = [
    ['查询账号[ Inquirer account number ]', `账号：${ACCOUNT}`],
    ['起始日期', '20251201', '截止日期', '20251207'],
  ];
  return csv([...titles, header, ...rows.toReversed()]);
};

const agriculturalBank = () => {
  const rows = movements.map(({ day, time, amount, balance: after, name, number, memo }) => [
    `${day.replaceAll('-', '/')} ${time}`,
    into(amount) && `¥${grouped(amount)}`,
    outOf(amount) && `¥${grouped(-amount)}`,
    `¥${grouped(after)}`,
    '',
    `\t${number}`,
    name,
    memo,
  ]);
  const header = ['交易时间', '收入金额', '支出金额', '账户余额', '交易行名', '对方账号', '对方户名', '摘要'];
  return csv([['账户明细'], ['账号', ACCOUNT, '户名', '县结算中心'], [], header, ...rows], '\t');
};

/** A single amount and 借贷标志, full-width figures, a total in the last rows. */
const ruralBank = () => {
  const rows = movements.map(({ day, time, amount, balance: after, name, number, memo }, at) => [
    String(at + 1),
    day.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日'),
    time,
    amount < 0n ? '借' : '贷',
    fullWidth(yuan(amount < 0n ? -amount : amount)),
    fullWidth(grouped(after)),
    number,
    name,
    memo,
  ]);
  const header = ['序号', '交易日期', '交易时间', '借贷标志', '交易金额', '账户余额', '对方账号', '对方户名', '摘要'];
  const ends = [
    ['本页合计', '', '', '借', fullWidth('1249.59')],
    ['总计', '', '', '贷', fullWidth('88010015.05')],
    ['打印时间：2025-12-08 09:00:00', '', '', '', '经办：李'],
  ];
  return csv([header, ...rows, ...ends]);
};

/** A header of two rows, of which the upper one is merged over the columns below. */
const mergedHeader: readonly (readonly unknown[])[] = [
  [`账户交易明细清单　账号：${ACCOUNT}`],
  ['交易日期', '发生额', null, '余额', '对方', null, '摘要', '流水号'],
  [null, '借方', '贷方', null, '户名', '账号', null, null],
  ...movements.map(({ day, time, amount, balance: after, name, number, memo, reference }) => [
    new Date(`${day}T${time}Z`),
    amount < 0n ? Number(-amount) / 100 : null,
    amount > 0n ? Number(amount) / 100 : null,
    Number(after) / 100,
    name || null,
    number || null,
    memo,
    reference,
  ]),
  ['合计', 1249.59, 88010015.05],
];

/** Of an old core system: debits are written below zero, days newest first and the rows of a day oldest first. */
const negativeDebits = () => {
  const rows = movements.map(({ day, time, amount, balance: after, name, number, memo }) => [
    day,
    time,
    amount < 0n ? yuan(amount) : '',
    into(amount),
    yuan(after),
    name,
    number,
    memo,
  ]);
  const byDay = [...Map.groupBy(rows, ([day]) => day).values()].reverse().flat();
  return csv([defaultColumns.slice(0, 8), ...byDay]);
};

/** No column of balances: the first and the last row state them. */
const statedBalances = () => {
  const rows = movements.map(({ day, time, amount, name, number, memo, reference }) => [
    `${packed(day)}${packed(time)}`,
    amount < 0n ? `(${grouped(-amount)})` : `${grouped(amount)}`,
    name,
    number,
    memo,
    reference,
  ]);
  const header = ['交易时间', '发生额', '对方单位', '对方账号', '用途', '交易流水号'];
  return csv([['期初余额', grouped(OPENING)], header, ...rows, ['期末余额', '', '', '', '', grouped(CLOSING)]]);
};

export const foreignMapping: BankMapping = {
  ...knownMapping,
  columns: {
    bookedOn: ['Buchung'],
    amount: ['Umsatz'],
    balance: ['Saldo'],
    counterparty: ['Partner'],
    memo: ['Zweck', 'Zusatz'],
  },
  dateOrder: 'DMY',
  decimalMark: 'COMMA',
};

const foreignBank = () => {
  const german = (amount: Fen) => grouped(amount).replaceAll(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
  const rows = movements.map(({ day, amount, balance: after, name, memo }) => {
    const [first = '', ...rest] = memo.split(' ');
    return [day.split('-').reverse().join('.'), german(amount), german(after), name, first, rest.join(' ')];
  });
  return csv([['Buchung', 'Umsatz', 'Saldo', 'Partner', 'Zweck', 'Zusatz'], ...rows], ';');
};

const utf8 = (text: string) => Buffer.from(text);
const gb18030 = (text: string) => iconv.encode(text, 'gb18030');
const workbook = async (rows: readonly (readonly unknown[])[]) =>
  Buffer.from(await writeXlsxFile(rows as never, { dateFormat: 'yyyy-mm-dd hh:mm:ss' } as never).toBuffer());

export async function corpus(): Promise<readonly CorpusFile[]> {
  const text = (name: string, bytes: Buffer, rest: Partial<CorpusFile> = {}): CorpusFile => ({
    name,
    kind: 'CSV',
    encoding: 'utf-8',
    bytes,
    ...rest,
  });
  return [
    text('the default columns', utf8(defaultCsv), { without: ['account'] }),
    text('the default columns with a byte order mark', utf8(`\uFEFF${defaultCsv}`), { without: ['account'] }),
    text('the default columns in GB18030', gb18030(defaultCsv), { encoding: 'gb18030', without: ['account'] }),
    text('the default columns, newest first', utf8(csv([defaultColumns, ...movements.map(defaultRow).toReversed()])), {
      without: ['account'],
    }),
    text('a state bank: units in the header, red debits, a header on each page, totals', gb18030(constructionBank()), {
      encoding: 'gb18030',
    }),
    text('a state bank: signed amounts, payer and payee, newest first', utf8(bankOfChina())),
    text('a state bank: tabs, ¥ and separators, a title', gb18030(agriculturalBank()), {
      encoding: 'gb18030',
      without: ['reference'],
    }),
    text('a rural bank: one amount and its direction, full-width figures, totals', gb18030(ruralBank()), {
      encoding: 'gb18030',
      without: ['reference', 'account'],
    }),
    text('a city bank: debits below zero, days newest first', utf8(negativeDebits()), {
      without: ['reference', 'account'],
    }),
    text('balances that are stated before and after the rows', utf8(statedBalances()), { without: ['account'] }),
    text('a saved mapping: decimal commas, days first, a memo of two columns', utf8(foreignBank()), {
      mapping: foreignMapping,
      without: ['time', 'number', 'reference', 'account'],
    }),
    text('a workbook with a merged header of two rows', await workbook(mergedHeader), { kind: 'XLSX', encoding: null }),
    text('CAMT.053 of version 2', utf8(camt('02')), { kind: 'XML' }),
    text('CAMT.053 of version 8 in GB18030', gb18030(camt('08')), { kind: 'XML', encoding: 'gb18030' }),
  ];
}

/** Version 8 puts parties and states one element deeper. */
export function camt(version: '02' | '08', change: (xml: string) => string = (xml) => xml): string {
  const isNew = version === '08';
  const encoding = isNew ? 'GB18030' : 'UTF-8';
  const mark = (amount: Fen) => (amount < 0n ? 'DBIT' : 'CRDT');
  const size = (amount: Fen) => `<Amt Ccy="CNY">${yuan(amount < 0n ? -amount : amount)}</Amt>`;
  const party = (role: string, { name, number }: Movement) => {
    const named = isNew ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`;
    const account = `<${role}Acct><Id><Othr><Id>${number}</Id></Othr></Id></${role}Acct>`;
    return name === '' ? '' : `<RltdPties><${role}>${named}</${role}>${account}</RltdPties>`;
  };
  const payment = (each: Movement, withAmount: boolean) => `
        <TxDtls>
          <Refs><AcctSvcrRef>${each.reference}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
          ${withAmount ? `${isNew ? size(each.amount) : `<AmtDtls><TxAmt>${size(each.amount)}</TxAmt></AmtDtls>`}` : ''}
          ${party(each.amount > 0n ? 'Dbtr' : 'Cdtr', each)}
          <RmtInf><Ustrd>${each.memo}</Ustrd></RmtInf>
        </TxDtls>`;
  const entry = (each: Movement, amount: Fen, payments: readonly Movement[]) => `
    <Ntry>
      ${size(amount)}<CdtDbtInd>${mark(amount)}</CdtDbtInd>${each.memo.startsWith('冲正') ? '<RvslInd>true</RvslInd>' : ''}
      <Sts>${isNew ? '<Cd>BOOK</Cd>' : 'BOOK'}</Sts>
      <BookgDt><DtTm>${each.day}T${each.time}+08:00</DtTm></BookgDt>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
      <NtryDtls>${payments.map((one) => payment(one, payments.length > 1)).join('')}
      </NtryDtls>
    </Ntry>`;
  const [first, second, ...rest] = movements as readonly [Movement, Movement, ...Movement[]];
  const balanceOf = (kind: string, amount: Fen, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp>${size(amount)}<CdtDbtInd>${mark(amount)}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return change(`<?xml version="1.0" encoding="${encoding}"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">
  <BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2025-12-08T00:00:00+08:00</CreDtTm></GrpHdr>
  <Stmt><Id>S-1</Id><Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
    ${balanceOf('OPBD', OPENING, '2025-12-01')}${balanceOf('CLBD', CLOSING, '2025-12-05')}
    ${entry(first, first.amount + second.amount, [first, second])}${rest.map((each) => entry(each, each.amount, [each])).join('')}
    <Ntry>${size(99n)}<CdtDbtInd>CRDT</CdtDbtInd><Sts>${isNew ? '<Cd>PDNG</Cd>' : 'PDNG'}</Sts><BookgDt><Dt>2025-12-05</Dt></BookgDt></Ntry>
  </Stmt></BkToCstmrStmt>
</Document>
`);
}
