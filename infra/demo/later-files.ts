/**
 * Files of banks to try: what the banks of the demonstration show after its last import. With them and a few decisions every
 * break of 2025-11 is cleared but the one that nobody can explain. `npm run demo-files` writes them to `files/`.
 */
import { allocate } from '@hh/economy/allocation/allocation.ts';
import { type Fen, formatMoney, parseMoney } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { compare } from '@hh/kernel/rounding.ts';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import {
  BREAKS_PERIOD,
  bankLinesOf,
  CHARGED,
  type DemoBankLine,
  type DemoShare,
  FEE,
  numberOf,
  OFFICE,
  OFFICE_NAME,
  operatorOf,
  ownersOf,
  SHORT_BY,
  STATEMENT_COLUMNS,
  statementCsv,
  statementRows,
  TOO_MUCH_BY,
} from './bank-lines.ts';
import { CLOSED_PERIODS, entriesOf, ventures } from './ventures.ts';

export interface DemoFile {
  readonly account: string;
  readonly name: string;
  readonly content: Buffer;
}

/** What every venture shares of a month, by the rule itself. */
export function sharesOf(period: Period): readonly DemoShare[] {
  return ventures.map(({ code, terms }, index) => {
    const periods = CLOSED_PERIODS.filter((each) => each <= period).map((each) => ({
      period: each,
      profit: entriesOf(index, each).reduce(
        (sum, { kind, amount }) => sum + must(parseMoney(amount)) * (kind === 'COST' ? -1n : 1n),
        0n,
      ),
    }));
    const versions = terms.map(({ from, rateBp, weights }) => ({
      from,
      rateBp: BigInt(rateBp),
      weights: weights
        .map(({ compound, weight }) => ({ beneficiary: compound, weight: BigInt(weight) }))
        .toSorted((a, b) => compare(a.beneficiary, b.beneficiary)),
    }));
    const lines = must(allocate(versions, periods)).at(-1)?.lines ?? [];
    return {
      agreement: code,
      period,
      lines: lines.map(({ beneficiary, amount }) => ({ compound: beneficiary, amount: formatMoney(amount) })),
    };
  });
}

/** What each account closes with, after the demonstration's own statements. */
function balances(): ReadonlyMap<string, Fen> {
  const found = new Map<string, Fen>();
  for (const period of CLOSED_PERIODS)
    for (const [account, lines] of bankLinesOf(period, sharesOf(period)))
      found.set(
        account,
        lines.reduce((sum, { amount }) => sum + amount, found.get(account) ?? 0n),
      );
  return found;
}

/** The lines that were still to come: late payments, transfers that were kept back or go out again, arrivals, and a refund. */
function laterLines(): ReadonlyMap<string, readonly DemoBankLine[]> {
  const lines = new Map<string, DemoBankLine[]>();
  const add = (account: string, line: DemoBankLine) => lines.set(account, [...(lines.get(account) ?? []), line]);
  const shares = new Map(sharesOf(BREAKS_PERIOD).map(({ agreement, lines: [own] }) => [agreement, own]));
  const shareOf = (agreement: string) => {
    const { compound, amount } = shares.get(agreement) ?? { compound: '', amount: '0.00' };
    return { compound, amount: must(parseMoney(amount)) };
  };
  const fromOperator = (on: string, agreement: string, amount: Fen, what: string) =>
    add(OFFICE, { on, amount, counterparty: operatorOf(agreement), memo: `${agreement} ${BREAKS_PERIOD} ${what}` });
  const toOwners = (compound: string, amount: Fen, memo: string) => {
    add(OFFICE, { on: '2025-12-25', amount: -amount, counterparty: ownersOf(compound), memo });
    add(`BA-${compound}`, { on: '2025-12-26', amount, counterparty: OFFICE_NAME, memo });
  };

  fromOperator('2025-12-22', 'JV-0003', SHORT_BY, '分成款尾款');
  fromOperator('2025-12-23', 'JV-0002', shareOf('JV-0002').amount, '分成款');
  add(OFFICE, { on: '2025-12-24', amount: -TOO_MUCH_BY, counterparty: operatorOf('JV-0001'), memo: '退还多付款' });
  for (const agreement of ['JV-0002', 'JV-0003', 'JV-0005', 'JV-0006']) {
    const { compound, amount } = shareOf(agreement);
    toOwners(compound, amount, `${agreement} ${BREAKS_PERIOD} 转付`);
  }
  toOwners(CHARGED, FEE, '补足银行手续费');
  return lines;
}

/** One file for each account, in each of the formats that banks send. */
export async function laterFiles(): Promise<readonly DemoFile[]> {
  const opening = balances();
  const files: DemoFile[] = [];
  for (const [index, [account, lines]] of [...laterLines()].entries()) {
    const from = opening.get(account) ?? 0n;
    const [extension, content] = await written(account, from, lines, index);
    files.push({ account, name: `${account}_2025-12-22.${extension}`, content });
  }
  return files;
}

/**
 * The office's in GB18030 as its bank writes it; the others in turn as a workbook, as CAMT.053, and as CSV in UTF-8. All but
 * the last name their account, so that of one file a person has to say whose it is.
 */
async function written(
  account: string,
  opening: Fen,
  lines: readonly DemoBankLine[],
  index: number,
): Promise<readonly [extension: string, content: Buffer]> {
  const { csv } = statementCsv(account, opening, lines);
  if (index === 0) return ['csv', iconv.encode(`${titleOf(account)}\r\n${csv}`, 'gb18030')];
  if (index % 3 === 1) return ['xlsx', await workbook(account, opening, lines)];
  if (index % 3 === 2) return ['xml', Buffer.from(camt(account, opening, lines))];
  return ['csv', Buffer.from(`\ufeff${csv}`)];
}

async function workbook(account: string, opening: Fen, lines: readonly DemoBankLine[]): Promise<Buffer> {
  const rows = statementRows(account, opening, lines).map((row) => row.map((value) => ({ value, type: String })));
  const header = STATEMENT_COLUMNS.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const title = [{ value: titleOf(account), type: String }];
  return await writeXlsxFile([title, header, ...rows]).toBuffer();
}

function titleOf(account: string): string {
  return `账户交易明细 账号：${numberOf(account)}`;
}

function camt(account: string, opening: Fen, lines: readonly DemoBankLine[]): string {
  const closing = lines.reduce((sum, { amount }) => sum + amount, opening);
  const positive = (amount: Fen) => formatMoney(amount < 0n ? -amount : amount);
  const sign = (amount: Fen) => (amount < 0n ? 'DBIT' : 'CRDT');
  const balance = (code: string, amount: Fen, on: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${positive(amount)}</Amt><CdtDbtInd>${sign(amount)}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
  const entries = statementRows(account, opening, lines).map((row, index) => {
    const { on, amount, counterparty, memo } = lines[index] as DemoBankLine;
    const party = amount < 0n ? 'Cdtr' : 'Dbtr';
    return `<Ntry><Amt Ccy="CNY">${positive(amount)}</Amt><CdtDbtInd>${sign(amount)}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${row.at(-1)}</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><RltdPties><${party}><Nm>${counterparty}</Nm></${party}></RltdPties><RmtInf><Ustrd>${memo}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  const [first, last] = [lines[0]?.on ?? '', lines.at(-1)?.on ?? ''];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>${account}-${first}</MsgId><CreDtTm>${last}T18:00:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${account}-${first}</Id><CreDtTm>${last}T18:00:00</CreDtTm><Acct><Id><Othr><Id>${numberOf(account)}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>`,
    balance('OPBD', opening, first),
    balance('CLBD', closing, last),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n');
}
