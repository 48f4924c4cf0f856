/**
 * The banks of the demonstration: its accounts, and month by month the statements that finance staff import, match and sign,
 * and the publication of what the owners' book holds then. 2025-11 is left with one break of each kind.
 */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import {
  BREAKS_PERIOD,
  bankLinesOf,
  CHARGED,
  type DemoBankLine,
  type DemoShare,
  numberOf,
  OFFICE,
  OFFICE_NAME,
  ownersOf,
  statementCsv,
} from './bank-lines.ts';
import { compounds } from './county.ts';
import { endNotices, publishMonth } from './seed-publications.ts';
import { type As, accepted } from './seed-ventures.ts';
import { ventures } from './ventures.ts';

/** What the demonstration can do beside asking the graph. */
export interface DemoLife {
  /** Goes on from another instant; null comes back to the present. */
  travel(to: string | null): void;
  /** Waits until nothing moves by itself any more. */
  settled(): Promise<void>;
  /** Sends a file of a bank, as the maker does. */
  bring(account: string, fileName: string, content: string): Promise<void>;
}

const OPEN =
  'mutation($input: OpenBankAccountInput!) { answer: openBankAccount(input: $input) { __typename ... on Refused { code message field } } }';
const MATCH =
  'mutation($input: MatchBankAccountInput!) { answer: matchBankAccount(input: $input) { __typename ... on Refused { code message field } } }';
const CONFIRM =
  'mutation($input: ConfirmMatchInput!) { answer: confirmMatch(input: $input) { __typename ... on Refused { code message field } } }';
const PROPOSED =
  'query($code: ID!) { bankAccount(code: $code) { matches(state: [PROPOSED]) { edges { node { id } } } } }';
const APPROVE =
  'mutation($input: ApproveMatchInput!) { answer: approveMatch(input: $input) { __typename ... on Refused { code message field } } }';
const SIGN =
  'mutation($input: SignBankStatementInput!) { answer: signBankStatement(input: $input) { __typename ... on Refused { code message field } } }';
const SHARES =
  'query($code: ID!, $period: YearMonth!) { agreement(code: $code) { allocation(period: $period) { lines { compound { code } amount } } } }';
const STATEMENTS =
  'query($code: ID!) { bankAccount(code: $code) { statements(first: 1) { edges { node { id state version } } } } }';
const UNMATCHED =
  'query($code: ID!) { bankAccount(code: $code) { lines(filter: { state: UNMATCHED }, first: 200) { edges { node { id suggestions { rule journals { item { id operator { uscc } } amount } } } } } } }';

/** The office's account, and one for the owners of each compound. */
export async function openBankAccounts(as: As): Promise<void> {
  const bank = '郯城农商银行';
  const office = {
    code: OFFICE,
    nameZh: OFFICE_NAME,
    nameEn: 'Tancheng community settlement office',
    bank,
    number: numberOf(OFFICE),
  };
  await accepted(as('finance-checker'), OPEN, office);
  for (const { code, name } of compounds) {
    const account = `BA-${code}`;
    const owners = { nameZh: ownersOf(code), nameEn: `Owners of ${name}`, bank, number: numberOf(account) };
    await accepted(as('finance-checker'), OPEN, { code: account, compound: code, ...owners });
  }
}

/** After a month is closed and approved: its money moves, is matched and signed, and its publications go up. */
export async function settleBanks(as: As, life: DemoLife, period: Period, balances: Map<string, Fen>): Promise<void> {
  const month = nextPeriod(period);
  await life.settled();
  const shares = await sharesOf(as, period);
  const lines = bankLinesOf(period, shares);
  // What came back is known as such once what was paid is matched: of the month with breaks the files come twice.
  const days = (period === BREAKS_PERIOD ? ['17', '19'] : ['19']).map((day) => `${month}-${day}`);
  let since = '';
  for (const day of days) {
    const isNew = ({ on }: DemoBankLine) => on > since && on <= day;
    const files = [...lines].map(([account, own]) => [account, own.filter(isNew)] as const);
    await bringFiles(as, life, day, new Map(files.filter(([, own]) => own.length > 0)), balances);
    since = day;
  }
  if (period === BREAKS_PERIOD) return await workOnBreaks(as, life);
  for (const account of lines.keys()) await sign(as, account);
  const published = `${month}-25T10:00:00+08:00`;
  life.travel(published);
  await endNotices(as, beneficiariesOf(shares), new Date(published));
  await publishMonth(as, period, beneficiariesOf(shares));
  await life.settled();
}

async function bringFiles(
  as: As,
  life: DemoLife,
  day: string,
  files: ReadonlyMap<string, readonly DemoBankLine[]>,
  balances: Map<string, Fen>,
): Promise<void> {
  life.travel(`${day}T20:00:00+08:00`);
  for (const [account, lines] of files) {
    const { csv, closing } = statementCsv(account, balances.get(account) ?? 0n, lines);
    balances.set(account, closing);
    await life.bring(account, `${account} ${day}.csv`, csv);
  }
  await life.settled();
  for (const bankAccount of files.keys()) await accepted(as('finance-maker'), MATCH, { bankAccount });
  await life.settled();
}

async function sharesOf(as: As, period: Period): Promise<readonly DemoShare[]> {
  const shares: DemoShare[] = [];
  for (const { code } of ventures) {
    const { agreement } = await as('auditor').ask<{
      agreement: { allocation: { lines: readonly { compound: { code: string }; amount: string }[] } };
    }>(SHARES, { code, period });
    const lines = agreement.allocation.lines.map(({ compound, amount }) => ({ compound: compound.code, amount }));
    shares.push({ agreement: code, period, lines });
  }
  return shares;
}

function beneficiariesOf(shares: readonly DemoShare[]): readonly string[] {
  return [...new Set(shares.flatMap(({ lines }) => lines.map(({ compound }) => compound)))].toSorted();
}

async function sign(as: As, code: string): Promise<void> {
  const { bankAccount } = await as('finance-checker').ask<{
    bankAccount: { statements: { edges: readonly { node: { id: string; state: string; version: number } }[] } };
  }>(STATEMENTS, { code });
  const [latest] = bankAccount.statements.edges;
  if (latest?.node.state !== 'IMPORTED') return;
  const { id: statement, version } = latest.node;
  await accepted(as('finance-checker'), SIGN, { statement, version });
}

/**
 * What is short and what is too much is confirmed as it was suggested, and a fee of an owners' bank is booked, which the office
 * has yet to make good; what came back and what nobody can explain stays.
 */
async function workOnBreaks(as: As, life: DemoLife): Promise<void> {
  for (const { id, suggestions } of await unmatched(as, OFFICE)) {
    const suggestion = suggestions.find(({ rule }) => rule === 'PART_PAYMENT' || rule === 'OVER_PAYMENT');
    if (!suggestion) continue;
    const items = suggestion.journals.map(({ item, amount }) => ({ item: item.id, amount }));
    const [{ item } = { item: null }] = suggestion.journals;
    const advance = suggestion.rule === 'OVER_PAYMENT' ? { variance: 'ADVANCE', operator: item?.operator.uscc } : {};
    const part = suggestion.rule === 'PART_PAYMENT' ? { amount: totalOf(items) } : {};
    await accepted(as('finance-maker'), CONFIRM, {
      bankAccount: OFFICE,
      lines: [{ line: id, ...part }],
      items,
      ...advance,
    });
  }
  const fee = { bankAccount: `BA-${CHARGED}`, items: [], variance: 'FEE' };
  for (const { id } of await unmatched(as, fee.bankAccount))
    await accepted(as('finance-maker'), CONFIRM, { ...fee, lines: [{ line: id }] });
  const { bankAccount } = await as('finance-checker').ask<{
    bankAccount: { matches: { edges: readonly { node: { id: string } }[] } };
  }>(PROPOSED, { code: fee.bankAccount });
  for (const { node } of bankAccount.matches.edges) await accepted(as('finance-checker'), APPROVE, { match: node.id });
  await life.settled();
}

async function unmatched(as: As, code: string): Promise<readonly Unmatched[]> {
  const { bankAccount } = await as('finance-maker').ask<{
    bankAccount: { lines: { edges: readonly { node: Unmatched }[] } };
  }>(UNMATCHED, { code });
  return bankAccount.lines.edges.map(({ node }) => node);
}

interface Unmatched {
  readonly id: string;
  readonly suggestions: readonly {
    readonly rule: string;
    readonly journals: readonly {
      readonly item: { readonly id: string; readonly operator: { readonly uscc: string } };
      readonly amount: string;
    }[];
  }[];
}

function totalOf(items: readonly { readonly amount: string }[]): string {
  return formatMoney(items.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n));
}
