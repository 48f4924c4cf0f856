/**
 * The statement of reconciliation (银行存款余额调节表) to print on A4, in the form that accountants know: on the left the book,
 * made good by what only the bank shows; on the right the bank, made good by what only the book has; below them the same sum
 * twice, and the proof. It names who imported the statement of the bank and, for its last day, who signed it.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { figures, type PrintedPage, text } from '@hh/service/printed-page.ts';
import type { ReconciliationProof } from './reconciliation-proof.ts';

/** What one side has and the other does not, in the bank's direction: above zero came in. */
export interface OneSided {
  readonly on: LocalDate;
  readonly what: string;
  readonly which: string;
  readonly amount: Fen;
}

export interface ReconciliationSheet extends ReconciliationProof {
  readonly on: LocalDate;
  readonly account: {
    readonly code: string;
    readonly name: string;
    readonly bank: string;
    readonly numberEnd: string;
    readonly ledgerAccount: string;
  };
  /** In the book, and not at the bank yet; oldest first. */
  readonly transit: readonly OneSided[];
  /** At the bank, and not in the book yet; oldest first. */
  readonly unrecorded: readonly OneSided[];
  readonly maker: string | null;
  readonly signer: string | null;
  /** The day of the signature. */
  readonly signedOn: LocalDate | null;
  readonly fileName: string | null;
}

/** More than these are summed up in one row, which says how many there are: their list is a file. */
export const SHEET_ROWS_MAX = 500;

const STYLE = `
@page { size: A4; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111; margin: 0 auto; padding: 8mm; max-width: 210mm; }
h1 { font-size: 17pt; letter-spacing: .25em; text-indent: .25em; text-align: center; margin: 0 auto 3mm; width: max-content; max-width: 100%; border-bottom: 3px double #111; }
header { display: grid; grid-template-columns: 1fr 1fr; gap: 1mm 6mm; margin-bottom: 2.5mm; }
header :nth-child(even) { text-align: right; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; border: 1.5px solid #111; margin-bottom: 4mm; }
th, td { border: 1px solid #111; padding: 1.2mm 1.8mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.amount { width: 33mm; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.amount { text-align: center; }
.day { width: 25mm; white-space: nowrap; }
.which { width: 42mm; }
.sum td { font-weight: bold; }
h2 { font-size: 11pt; margin: 0 0 1.2mm; break-after: avoid; }
.proof { margin: 0 0 4mm; break-inside: avoid; }
.fails { font-weight: bold; text-decoration: underline; }
footer { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; margin-top: 6mm; break-inside: avoid; }
@media print { body { padding: 0; max-width: none; } }
`;

export function reconciliationPage(sheet: ReconciliationSheet): PrintedPage {
  const { on, account, bookBalance, bankBalance, transit, unrecorded, maker, signer, signedOn, fileName } = sheet;
  const [year, month, day] = on.split('-');
  const asOf = `${year}年${Number(month)}月${Number(day)}日`;
  const [bankIn, bankOut] = [sumOf(unrecorded, isIn), sumOf(unrecorded, isOut)];
  const [bookIn, bookOut] = [sumOf(transit, isIn), sumOf(transit, isOut)];
  const row = (left: string, mine: Fen | null, right: string, theirs: Fen | null, kind = '') =>
    `<tr${kind}><td>${left}</td>${amount(mine)}<td>${right}</td>${amount(theirs)}</tr>`;
  const adjusted = bankBalance === null ? null : bankBalance + bookIn + bookOut;
  const body = `<h1>银行存款余额调节表</h1>
<header>
<span>账户：${text(`${account.code} ${account.name}`)}</span>
<span>截止日期：${text(asOf)}</span>
<span>开户银行：${text(`${account.bank}（尾号 ${account.numberEnd}）`)}</span>
<span>会计科目：${text(account.ledgerAccount)}</span>
<span>对账单：${text(fileName ?? '该日没有银行对账单')}</span>
<span>单位：元</span>
</header>
<table>
<thead><tr><th>项目</th><th class="amount">金额</th><th>项目</th><th class="amount">金额</th></tr></thead>
<tbody>
${row('账面存款余额', bookBalance, '银行对账单余额', bankBalance)}
${row('加：银行已收、账面未收', bankIn, '加：账面已收、银行未收', bookIn)}
${row('减：银行已付、账面未付', -bankOut, '减：账面已付、银行未付', -bookOut)}
${row('调节后存款余额', bookBalance + bankIn + bankOut, '调节后存款余额', adjusted, ' class="sum"')}
</tbody>
</table>
${proofOf(sheet)}
${listOf('银行已收付、账面未入账', unrecorded, '对方户名、摘要', '流水号')}
${listOf('账面已收付、银行未入账', transit, '摘要', '凭证字号')}
<footer>
<span>制表：${text(maker ?? '')}</span>
<span>签认：${text(signer ?? '')}</span>
<span>签认日期：${text(signedOn ?? '')}</span>
</footer>`;
  return { title: `银行存款余额调节表 ${account.code} ${on}`, style: STYLE, body };
}

function isIn({ amount }: OneSided): boolean {
  return amount > 0n;
}

function isOut({ amount }: OneSided): boolean {
  return amount < 0n;
}

function sumOf(items: readonly OneSided[], which: (item: OneSided) => boolean = () => true): Fen {
  return items.filter(which).reduce((sum, { amount }) => sum + amount, 0n);
}

/** As the graph proves it: the book without what is on its way, and with what it does not know, is what the bank says. */
function proofOf({ bookBalance, inTransit, notRecorded, bankBalance, balanced }: ReconciliationProof): string {
  const terms = `账面余额 ${figures(bookBalance)} − 在途款项 ${figures(inTransit)} + 未入账款项 ${figures(notRecorded)}`;
  const sum = figures(bookBalance - inTransit + notRecorded);
  if (bankBalance === null) return `<p class="proof">${text(`${terms} = ${sum}；该日没有银行余额可核对。`)}</p>`;
  const difference = bookBalance - inTransit + notRecorded - bankBalance;
  return balanced
    ? `<p class="proof">${text(`核对：${terms} = 银行余额 ${figures(bankBalance)}，相符。`)}</p>`
    : `<p class="proof fails">${text(`核对：${terms} = ${sum}，与银行余额 ${figures(bankBalance)} 相差 ${figures(difference)}，不符。`)}</p>`;
}

function listOf(title: string, items: readonly OneSided[], what: string, which: string): string {
  if (items.length === 0) return `<h2>${title}</h2>\n<p class="proof">无。</p>`;
  const [shown, rest] = [items.slice(0, SHEET_ROWS_MAX), items.slice(SHEET_ROWS_MAX)];
  const rows = shown.map(
    (item) =>
      `<tr><td class="day">${text(item.on)}</td><td>${text(item.what)}</td><td class="which">${text(item.which)}</td>${amount(item.amount)}</tr>`,
  );
  if (rest.length > 0)
    rows.push(`<tr><td colspan="3">其余 ${rest.length} 笔，另附清单</td>${amount(sumOf(rest))}</tr>`);
  return `<h2>${title}</h2>
<table>
<thead><tr><th class="day">日期</th><th>${what}</th><th class="which">${which}</th><th class="amount">金额（收＋付－）</th></tr></thead>
<tbody>
${rows.join('\n')}
<tr class="sum"><td colspan="3">合计 ${items.length} 笔</td>${amount(sumOf(items))}</tr>
</tbody>
</table>`;
}

function amount(fen: Fen | null): string {
  return `<td class="amount">${fen === null ? '' : figures(fen)}</td>`;
}
