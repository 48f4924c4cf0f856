/**
 * A journal as a printed voucher (记账凭证), for A5 across or A4: a page without script, everything in it escaped. It
 * carries what 会计基础工作规范 asks of one made by machine: date, number, memo, accounts, amounts in figures and words,
 * and who prepared, checked and posted it. How many papers are attached is written by hand: the book does not know. In
 * English it has the same in the same places; memos stay as they were written, and the words of the amount are Chinese.
 */
import { type Fen, groupedMoney } from '@hh/kernel/money.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import { dayInWords, type PrintedPage, text } from '@hh/service/printed-page.ts';
import { bookNames, type Name } from './account.ts';
import { dimensionNames, inWords, type Line, type PostedJournal, totalOf } from './journal.ts';

export interface VoucherNames {
  readonly accounts: ReadonlyMap<string, Name>;
  /** By id. */
  readonly persons: ReadonlyMap<string, string>;
}

const STYLE = `
@page { size: A5 landscape; margin: 10mm 12mm; }
body { font: 10.5pt/1.35 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111; margin: 0 auto; padding: 5mm; max-width: 200mm; }
h1 { font-size: 17pt; letter-spacing: .6em; text-indent: .6em; text-align: center; margin: 0 auto 2mm; width: max-content; border-bottom: 3px double #111; }
header { display: grid; grid-template-columns: 1fr auto 1fr; gap: 4mm; margin-bottom: 1.5mm; }
header :last-child { text-align: right; }
:lang(en) h1, :lang(en) th { letter-spacing: normal; text-indent: 0; }
table { table-layout: fixed; }
th, td { border: 1px solid #111; padding: 1.1mm 1.6mm; text-align: left; vertical-align: middle; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; letter-spacing: .15em; }
.amount { width: 33mm; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.amount { text-align: center; }
.memo { width: 27%; }
small { display: block; font-size: 8.5pt; color: #444; }
footer { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4mm; margin-top: 2.5mm; break-inside: avoid; }
.proof { margin-top: 2.5mm; font-size: 7.5pt; color: #444; overflow-wrap: anywhere; break-inside: avoid; }
`;

const EMPTY_LINES = 4;

const words = {
  zh: {
    title: '记账凭证',
    nobody: '系统',
    book: (name: string, county: string) => `账簿：${name}（${county}）`,
    number: '凭证字号：',
    columns: ['摘要', '会计科目', '借方金额', '贷方金额'],
    total: '合计（大写）：',
    posted: '记账：',
    checked: '复核：',
    prepared: '制单：',
    papers: '附单据＿＿张',
    ordinal: '序号',
    source: '来源',
    reverses: '冲销序号',
  },
  en: {
    title: 'Accounting voucher',
    nobody: 'System',
    book: (name: string, county: string) => `Book: ${name} (${county})`,
    number: 'Voucher: ',
    columns: ['Memo', 'Account', 'Debit', 'Credit'],
    total: 'Total, in words: ',
    posted: 'Posted by: ',
    checked: 'Checked by: ',
    prepared: 'Prepared by: ',
    papers: 'Papers attached: ____',
    ordinal: 'Number',
    source: 'source',
    reverses: 'reverses number',
  },
} as const;

/** By the kind of event that a journal was posted for. */
const sources: Readonly<Record<string, Name>> = {
  allocation: { zh: '利润分成', en: 'profit share' },
  'allocation-reversal': { zh: '冲销利润分成', en: 'profit share taken back' },
  credit: { zh: '分成入账', en: 'share credited' },
  'credit-reversal': { zh: '冲销分成入账', en: 'credit taken back' },
  'bank-match': { zh: '银行收付款', en: 'bank receipt or payment' },
  'bank-match-reversal': { zh: '冲销银行收付款', en: 'bank entry taken back' },
  spending: { zh: '公共收益支出', en: 'spending' },
  'spending-reversal': { zh: '冲销支出', en: 'spending taken back' },
  'company-revenue': { zh: '强社公司收入', en: "a company's revenue" },
  'company-revenue-reversal': { zh: '冲销公司收入', en: "a company's revenue taken back" },
  'year-carrying': { zh: '年终结转', en: 'year carried forward' },
};
const otherSource: Name = { zh: '其他', en: 'other' };

export function voucherPage(journal: PostedJournal, names: VoucherNames, language: Language): PrintedPage {
  const { book, county, effectiveOn, voucherNumber, postedBy, approvedBy } = journal;
  const said = words[language];
  const [memo, account, debit, credit] = said.columns;
  const total = totalOf(journal);
  // What follows from rules alone nobody has to sign: who stands for it stands on what it follows from.
  const nobody = postedBy === undefined && approvedBy === undefined ? said.nobody : '';
  const person = (id: string | undefined) => text(id ? (names.persons.get(id) ?? id) : nobody);
  const blank = Math.max(0, EMPTY_LINES - journal.lines.length);
  const body = `<h1>${said.title}</h1>
<header>
<span>${text(said.book(bookNames[book][language], county))}</span>
<span>${text(dayInWords(effectiveOn, language))}</span>
<span>${said.number}${text(voucherNumber)}</span>
</header>
<table>
<thead><tr><th class="memo">${memo}</th><th>${account}</th><th class="amount">${debit}</th><th class="amount">${credit}</th></tr></thead>
<tbody>
${journal.lines.map((line) => lineRow(line, journal, names, language)).join('\n')}
${'<tr><td>&nbsp;</td><td></td><td></td><td></td></tr>\n'.repeat(blank)}<tr><td colspan="2">${said.total}${text(inWords(total))}</td>${amount(total)}${amount(total)}</tr>
</tbody>
</table>
<footer>
<span>${said.posted}${person(approvedBy ?? postedBy)}</span>
<span>${said.checked}${person(approvedBy)}</span>
<span>${said.prepared}${person(postedBy)}</span>
<span>${said.papers}</span>
</footer>
<p class="proof">${text(`${said.ordinal} ${journal.seq} · ${said.source} ${sourceOf(journal, language)}${reversal(journal, said.reverses)} · SHA-256 ${journal.hash}`)}</p>`;
  return { language, title: `${said.title} ${voucherNumber}`, style: STYLE, body };
}

/** What it was posted for, in words: the kind of event, and which agreements and months it is about. */
function sourceOf({ source, lines }: PostedJournal, language: Language): string {
  const about = lines.flatMap(({ dimensions }) => {
    const { agreement, period } = dimensions ?? {};
    return agreement || period ? [[agreement, period].filter(Boolean).join(' ')] : [];
  });
  const [first, second, ...others] = new Set(about);
  const more = others.length > 0 ? ['…'] : [];
  return [(sources[source.kind] ?? otherSource)[language], first, second, ...more].filter(Boolean).join(' · ');
}

function lineRow(line: Line, journal: PostedJournal, { accounts }: VoucherNames, language: Language): string {
  const about = dimensionNames.flatMap((name) => line.dimensions?.[name] ?? []).join(' · ');
  const name = accounts.get(line.account)?.[language] ?? '';
  const detail = about === '' ? '' : `<small>${text(about)}</small>`;
  return `<tr><td>${text(line.memo ?? journal.memo)}</td><td>${text(`${line.account} ${name}`)}${detail}</td>${amount(line.debit)}${amount(line.credit)}</tr>`;
}

/** Zero stays empty, as on paper. */
function amount(fen: Fen): string {
  return `<td class="amount">${fen === 0n ? '' : groupedMoney(fen)}</td>`;
}

function reversal({ reverses }: PostedJournal, word: string): string {
  return reverses === undefined ? '' : ` · ${word} ${reverses}`;
}
