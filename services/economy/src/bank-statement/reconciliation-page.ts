/**
 * The statement of reconciliation (银行存款余额调节表) to print on A4, in the form that accountants know: on the left the book,
 * made good by what only the bank shows; on the right the bank, made good by what only the book has; below them the same sum
 * twice, and the proof. It names who imported the statement of the bank and, for its last day, who signed it.
 */
import { type Fen, groupedMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import { dayInWords, type PrintedPage, text } from '@hh/service/printed-page.ts';
import type { InAndOut } from './one-sided.store.ts';
import type { ReconciliationProof } from './reconciliation-proof.ts';
import { type SheetWords, sheetWords } from './reconciliation-words.ts';

/** What one side has and the other does not: all of it added up, and the oldest of it one by one. */
interface OneSided extends InAndOut {
  readonly first: readonly OneOfThem[];
}

interface OneOfThem {
  readonly on: LocalDate;
  readonly what: string;
  readonly which: string;
  /** In the bank's direction: above zero came in. */
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
  /** In the book, and not at the bank yet. */
  readonly transit: OneSided;
  /** At the bank, and not in the book yet. */
  readonly unrecorded: OneSided;
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
body { font: 10.5pt/1.4 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111; margin: 0 auto; padding: 8mm; max-width: 210mm; }
h1 { font-size: 17pt; letter-spacing: .25em; text-indent: .25em; text-align: center; margin: 0 auto 3mm; width: max-content; max-width: 100%; border-bottom: 3px double #111; }
:lang(en) h1 { letter-spacing: normal; text-indent: 0; }
header { display: grid; grid-template-columns: 1fr 1fr; gap: 1mm 6mm; margin-bottom: 2.5mm; }
header :nth-child(even) { text-align: right; }
table { table-layout: fixed; margin-bottom: 4mm; }
th, td { border: 1px solid #111; padding: 1.2mm 1.8mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; }
.amount { width: 33mm; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.amount { text-align: center; }
.day { width: 25mm; white-space: nowrap; }
.which { width: 42mm; }
.sum td { font-weight: bold; }
h2 { font-size: 11pt; margin: 0 0 1.2mm; break-after: avoid; }
.proof { margin: 0 0 4mm; break-inside: avoid; }
.fails { font-weight: bold; text-decoration: underline; }
footer { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; margin-top: 6mm; break-inside: avoid; }
`;

export function reconciliationPage(sheet: ReconciliationSheet, language: Language): PrintedPage {
  const { on, account, bookBalance, bankBalance, transit, unrecorded, maker, signer, signedOn, fileName } = sheet;
  const words = sheetWords[language];
  const pair = ([left, right]: SheetWords['opening'], mine: Fen, theirs: Fen | null, kind?: string) =>
    row(left, mine, right, theirs, kind);
  const { cameIn: bankIn, wentOut: bankOut } = unrecorded;
  const { cameIn: bookIn, wentOut: bookOut } = transit;
  const row = (left: string, mine: Fen | null, right: string, theirs: Fen | null, kind = '') =>
    `<tr${kind}><td>${left}</td>${amount(mine)}<td>${right}</td>${amount(theirs)}</tr>`;
  const adjusted = bankBalance === null ? null : bankBalance + bookIn + bookOut;
  const body = `<h1>${words.title}</h1>
<header>
<span>${words.account}${text(`${account.code} ${account.name}`)}</span>
<span>${words.asOf}${text(dayInWords(on, language))}</span>
<span>${words.bank}${text(words.numberEnd(account.bank, account.numberEnd))}</span>
<span>${words.ledgerAccount}${text(account.ledgerAccount)}</span>
<span>${words.statement}${text(fileName ?? words.noStatement)}</span>
<span>${words.unit}</span>
</header>
<table>
<thead><tr><th>${words.item}</th><th class="amount">${words.amount}</th><th>${words.item}</th><th class="amount">${words.amount}</th></tr></thead>
<tbody>
${pair(words.opening, bookBalance, bankBalance)}
${pair(words.more, bankIn, bookIn)}
${pair(words.less, -bankOut, -bookOut)}
${pair(words.adjusted, bookBalance + bankIn + bankOut, adjusted, ' class="sum"')}
</tbody>
</table>
${proofOf(sheet, words)}
${listOf(words, words.unrecorded, unrecorded)}
${listOf(words, words.transit, transit)}
<footer>
<span>${words.maker}${text(maker ?? '')}</span>
<span>${words.signer}${text(signer ?? '')}</span>
<span>${words.signedOn}${text(signedOn ?? '')}</span>
</footer>`;
  return { language, title: `${words.title} ${account.code} ${on}`, style: STYLE, body };
}

/** As the graph proves it: the book without what is on its way, and with what it does not know, is what the bank says. */
function proofOf(proof: ReconciliationProof, { terms: termsOf, ...words }: SheetWords): string {
  const { bookBalance, inTransit, notRecorded, bankBalance, balanced } = proof;
  const terms = termsOf(groupedMoney(bookBalance), groupedMoney(inTransit), groupedMoney(notRecorded));
  const sum = groupedMoney(bookBalance - inTransit + notRecorded);
  if (bankBalance === null) return `<p class="proof">${text(words.unproved(terms, sum))}</p>`;
  const difference = bookBalance - inTransit + notRecorded - bankBalance;
  return balanced
    ? `<p class="proof">${text(words.agrees(terms, groupedMoney(bankBalance)))}</p>`
    : `<p class="proof fails">${text(words.differs(terms, sum, groupedMoney(bankBalance), groupedMoney(difference)))}</p>`;
}

function listOf(words: SheetWords, [title, what, which]: SheetWords['transit'], side: OneSided): string {
  const { first, cameIn, wentOut, count } = side;
  if (count === 0) return `<h2>${title}</h2>\n<p class="proof">${words.none}</p>`;
  const all = cameIn + wentOut;
  const shown = first.reduce((sum, each) => sum + each.amount, 0n);
  const rows = first.map(
    (each) =>
      `<tr><td class="day">${text(each.on)}</td><td>${text(each.what)}</td><td class="which">${text(each.which)}</td>${amount(each.amount)}</tr>`,
  );
  const beyond = count - first.length;
  if (beyond > 0) rows.push(`<tr><td colspan="3">${words.rest(beyond)}</td>${amount(all - shown)}</tr>`);
  return `<h2>${title}</h2>
<table>
<thead><tr><th class="day">${words.day}</th><th>${what}</th><th class="which">${which}</th><th class="amount">${words.signed}</th></tr></thead>
<tbody>
${rows.join('\n')}
<tr class="sum"><td colspan="3">${words.sum(count)}</td>${amount(all)}</tr>
</tbody>
</table>`;
}

function amount(fen: Fen | null): string {
  return `<td class="amount">${fen === null ? '' : groupedMoney(fen)}</td>`;
}
