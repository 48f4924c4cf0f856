/**
 * A statement in ISO 20022 (camt.053.001.02 and later). What is booked counts, what is pending does not. An entry of many
 * payments becomes a row for each, where their amounts add up to it; else it stays one. The sign of an entry is its
 * credit or debit mark, of a reversal as well: the mark says which way the money went, and who was paid changes sides.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { formatInstant, type LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { amountOf, type BankRow, momentOf, numberOf, saysReversal, wordsOf } from './bank-row.ts';
import type { ReadStatement, RowProblem } from './bank-statement.ts';
import { all, at, leavesOf, textAt, type XmlElement, xmlTree } from './xml-tree.ts';

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d$/;
const CURRENCY = 'CNY';

/** The statements of a message, one for each account; those of one account that follow one another are put together. */
export function statementsOfCamt(text: string): readonly ReadStatement[] | Refusal {
  const document = xmlTree(text);
  if (isRefusal(document)) return document;
  const message = at(document, 'BkToCstmrStmt');
  if (!NAMESPACE.test(document.namespace ?? '') || !message) return refuse('FILE_UNREADABLE', { why: 'camt.053' });
  const lines = linesOfEntries(text);
  const statements: ReadStatement[] = [];
  for (const element of all(message, 'Stmt')) {
    const read = statementOf(element, lines);
    if (isRefusal(read)) return read;
    const before = statements.findIndex(({ account }) => account === read.account);
    if (before < 0) statements.push(read);
    else statements[before] = joined(statements[before] as ReadStatement, read);
  }
  return statements.length === 0 ? refuse('FILE_EMPTY') : statements;
}

/** Banks write a statement a day, or a page: where one ends the next begins, and what does not fit shows in the balance. */
function joined(one: ReadStatement, other: ReadStatement): ReadStatement {
  const [first, second] = (other.from ?? '') < (one.from ?? '') ? [other, one] : [one, other];
  return {
    ...first,
    to: second.to ?? first.to,
    closing: second.closing,
    rows: [...first.rows, ...second.rows],
    problems: [...first.problems, ...second.problems],
  };
}

function statementOf(element: XmlElement, lines: Iterator<number>): ReadStatement | Refusal {
  const rows: BankRow[] = [];
  const problems: RowProblem[] = [];
  for (const entry of all(element, 'Ntry')) {
    const line = lines.next().value ?? 1;
    // Of version 8 on a state is a code within.
    const state = textAt(entry, 'Sts', 'Cd') || textAt(entry, 'Sts');
    if (state !== '' && state !== 'BOOK') continue;
    const read = rowsOf(entry, line);
    if ('problems' in read) problems.push(read);
    else rows.push(...read.rows);
  }
  const [opening, closing] = [balanceOf(element, ['OPBD', 'PRCD']), balanceOf(element, ['CLBD'])];
  if (isRefusal(opening)) return opening;
  if (isRefusal(closing)) return closing;
  return {
    account: numberOf(textAt(element, 'Acct', 'Id', 'IBAN') || textAt(element, 'Acct', 'Id', 'Othr', 'Id')),
    from: dayOf(textAt(element, 'FrToDt', 'FrDtTm')) ?? opening?.day ?? null,
    to: dayOf(textAt(element, 'FrToDt', 'ToDtTm')) ?? closing?.day ?? null,
    opening: opening?.amount ?? null,
    closing: closing?.amount ?? null,
    rows,
    problems,
  };
}

/** The first of these kinds of balance that is stated. */
function balanceOf(
  statement: XmlElement,
  kinds: readonly string[],
): { readonly amount: Fen; readonly day: LocalDate | null } | null | Refusal {
  const balances = all(statement, 'Bal');
  for (const kind of kinds) {
    const balance = balances.find((each) => textAt(each, 'Tp', 'CdOrPrtry', 'Cd') === kind);
    if (!balance) continue;
    const amount = signedAmount(balance);
    if (isRefusal(amount)) return amount;
    return { amount, day: dayOf(textAt(balance, 'Dt', 'Dt') || textAt(balance, 'Dt', 'DtTm')) };
  }
  return null;
}

/** Its amount with the sign of its mark; the file keeps them apart. */
function signedAmount(element: XmlElement, mark = textAt(element, 'CdtDbtInd')): Fen | Refusal {
  const amount = at(element, 'Amt') ?? at(element, 'AmtDtls', 'TxAmt', 'Amt');
  const currency = amount?.attributes.Ccy ?? CURRENCY;
  if (currency !== CURRENCY) return refuse('CHOICE_UNKNOWN', { field: 'currency', value: currency, choices: CURRENCY });
  const fen = amountOf(amount?.text ?? '');
  if (isRefusal(fen)) return fen;
  if (fen === null) return refuse('VALUE_MISSING', { field: 'amount' });
  if (mark === 'CRDT') return fen;
  if (mark === 'DBIT') return -fen;
  return refuse('CHOICE_UNKNOWN', { field: 'direction', value: mark, choices: 'CRDT, DBIT' });
}

function rowsOf(entry: XmlElement, line: number): { readonly rows: readonly BankRow[] } | RowProblem {
  const reference = numberOf(textAt(entry, 'AcctSvcrRef')) ?? numberOf(textAt(entry, 'NtryRef'));
  const amount = signedAmount(entry);
  const booked = at(entry, 'BookgDt') ?? at(entry, 'ValDt');
  const moment = momentOf(inShanghai(textAt(booked, 'DtTm') || textAt(booked, 'Dt')));
  const problemIn = (refusal: unknown, column: string) => (isRefusal(refusal) ? [{ refusal, column }] : []);
  const problems = [...problemIn(amount, 'Amt'), ...problemIn(moment, 'BookgDt')];
  if (isRefusal(amount) || isRefusal(moment)) return { line, reference: reference ?? '', problems };
  const shared = { line, bookedOn: moment.date, bookedAt: moment.time, balance: null };
  const payments = all(entry, 'NtryDtls').flatMap((details) => all(details, 'TxDtls'));
  const mark = textAt(entry, 'CdtDbtInd');
  const amounts = payments.map((payment) => signedAmount(payment, textAt(payment, 'CdtDbtInd') || mark));
  const isWhole = payments.length > 1 && sumOf(amounts) === amount;
  const parts = isWhole ? payments : [payments.length === 1 ? payments[0] : undefined];
  return {
    rows: parts.map((payment, index) => {
      const own = numberOf(textAt(payment, 'Refs', 'AcctSvcrRef')) ?? reference;
      const fen = isWhole ? (amounts[index] as Fen) : amount;
      const isReversal = textAt(entry, 'RvslInd') === 'true' || textAt(entry, 'RvslInd') === '1';
      const memo = memoOf(entry, payment);
      return {
        ...shared,
        amount: fen,
        ...counterpartyOf(payment, fen > 0n !== isReversal),
        memo,
        reference: own,
        isReversal: isReversal || saysReversal(memo),
        raw: leavesOf(isWhole && payment ? payment : entry),
      };
    }),
  };
}

function sumOf(amounts: readonly (Fen | Refusal)[]): Fen | null {
  return amounts.reduce<Fen | null>((sum, each) => (sum === null || isRefusal(each) ? null : sum + each), 0n);
}

/** Whoever paid what came in, or got what went out; from version 8 on a party stands in an element of its own. */
function counterpartyOf(
  payment: XmlElement | undefined,
  isDebtor: boolean,
): Pick<BankRow, 'counterparty' | 'counterpartyAccount'> {
  const parties = at(payment, 'RltdPties');
  const side = isDebtor ? 'Dbtr' : 'Cdtr';
  const nameOf = (role: string) => wordsOf(textAt(parties, role, 'Pty', 'Nm') || textAt(parties, role, 'Nm'));
  const account = at(parties, `${side}Acct`, 'Id');
  return {
    counterparty: nameOf(side) ?? nameOf(`Ultmt${side}`),
    counterpartyAccount: numberOf(textAt(account, 'IBAN') || textAt(account, 'Othr', 'Id')),
  };
}

/** What the payer wrote, and the reference that both sides gave it. */
function memoOf(entry: XmlElement, payment: XmlElement | undefined): string | null {
  const remittance = at(payment, 'RmtInf');
  const given = [
    ...all(remittance, 'Ustrd').map(({ text }) => text.trim()),
    ...all(remittance, 'Strd').map((structured) => textAt(structured, 'CdtrRefInf', 'Ref')),
    textAt(payment, 'Refs', 'EndToEndId').replace('NOTPROVIDED', ''),
    textAt(payment, 'AddtlTxInf'),
    textAt(entry, 'AddtlNtryInf'),
  ];
  return wordsOf([...new Set(given.filter((words) => words !== ''))].join(' '));
}

function dayOf(text: string): LocalDate | null {
  const moment = momentOf(inShanghai(text));
  return isRefusal(moment) ? null : moment.date;
}

/** An instant with an offset, as the clock here shows it; anything else as it is. */
function inShanghai(text: string): string {
  if (!/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(Date.parse(text))) return text;
  return formatInstant(new Date(text)).slice(0, 19);
}

/** The lines in which entries begin, in order: the parser does not tell them without reading all again. */
function* linesOfEntries(text: string): Generator<number, undefined> {
  let [line, from] = [1, 0];
  for (const { index } of text.matchAll(/<(?:\w+:)?Ntry[\s>]/g)) {
    for (let end = text.indexOf('\n', from); end >= 0 && end < index; end = text.indexOf('\n', from)) {
      line += 1;
      from = end + 1;
    }
    yield line;
  }
}
