/**
 * The list of breaks to print on A4 across: what is wrong, how much, whose it is and how old, what to do next, what was said
 * of it, and its documents by name and hash, so that a paper copy can be told from another.
 */
import { type Fen, groupedMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import { dayInWords, type PrintedPage, text } from '@hh/service/printed-page.ts';
import { type BreakRow, breakColumns, cellsOf, headerOf } from './columns.ts';

const words = {
  zh: {
    title: '未达账项与差异清单',
    county: '县代码：',
    on: '截至：',
    unit: '单位：元',
    none: '没有差异。',
    rest: (count: number) => `其余 ${count} 项，另附清单`,
    sum: (count: number) => `共 ${count} 项`,
  },
  en: {
    title: 'Breaks',
    county: 'County: ',
    on: 'As of: ',
    unit: 'In yuan',
    none: 'There are none.',
    rest: (count: number) => `${count} more, listed apart`,
    sum: (count: number) => `${count} in all`,
  },
} as const;

const STYLE = `
@page { size: A4 landscape; margin: 12mm 10mm; }
body { font: 9pt/1.35 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111; margin: 0 auto; padding: 6mm; max-width: 297mm; }
h1 { font-size: 15pt; text-align: center; margin: 0 0 3mm; }
header { display: flex; justify-content: space-between; margin-bottom: 2mm; }
th, td { border: 1px solid #111; padding: 1mm 1.4mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
small { display: block; font-size: 7pt; color: #444; }
`;

/** More than these are counted in one row: their list is a file. */
const ROWS_MAX = 500;
/** Of the columns of the file, those that a person reads. */
const SHOWN = [
  '类型',
  '金额',
  '应清日期',
  '账龄天数',
  '责任方',
  '合作企业',
  '协议',
  '期间',
  '小区',
  '对方户名',
  '摘要',
  '经办人',
  '下一步',
  '备注',
];
const columns = breakColumns.filter(([name]) => SHOWN.includes(name));
const documents = breakColumns.filter(([name]) => name === '附件');

export async function breaksPage(
  { county, on, rows }: { readonly county: string; readonly on: LocalDate; readonly rows: AsyncIterable<BreakRow> },
  language: Language,
): Promise<PrintedPage> {
  const said = words[language];
  const shown: string[] = [];
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count <= ROWS_MAX) shown.push(rowOf(row, language));
  }
  const header = [...headerOf(columns, language), ...headerOf(documents, language)];
  const span = `<tr><td colspan="${header.length}">`;
  const rest = count > ROWS_MAX ? [`${span}${said.rest(count - ROWS_MAX)}</td></tr>`] : [];
  const end = `${span}${count === 0 ? said.none : said.sum(count)}</td></tr>`;
  const body = `<h1>${said.title}</h1>
<header><span>${said.county}${text(county)}</span><span>${said.on}${text(dayInWords(on, language))}</span><span>${said.unit}</span></header>
<table>
<thead><tr>${header.map((word) => `<th>${text(word)}</th>`).join('')}</tr></thead>
<tbody>
${[...shown, ...rest, end].join('\n')}
</tbody>
</table>`;
  return { language, title: `${said.title} ${on}`, style: STYLE, body };
}

function rowOf(row: BreakRow, language: Language): string {
  const files = row.files.map(({ fileName, sha256 }) => `${text(fileName)}<small>SHA-256 ${text(sha256)}</small>`);
  return `<tr>${cellsOf(columns, row, language).map(cell).join('')}<td>${files.join('')}</td></tr>`;
}

function cell(value: ReturnType<typeof cellsOf>[number]): string {
  return typeof value === 'bigint'
    ? `<td class="amount">${groupedMoney(value satisfies Fen)}</td>`
    : `<td>${text(String(value ?? ''))}</td>`;
}
