/**
 * A share on its way through the bank: credited as in the main job, paid short of some fen, passed on, arrived. The banks'
 * files come in for the settlement office's account and for two owners' accounts; what is unique matches by itself, a person
 * splits the receipt and confirms the rest as it is suggested, in a batch that writes off what is short, which another
 * approves; two matches are taken back and found again; the balances are asserted, the statements signed, the months sealed,
 * and the share's month is published.
 */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { addPeriods, lastDay, type Period } from '@hh/kernel/period.ts';
import { type DemoBankLine, statementCsv } from '../demo/bank-lines.ts';
import { pick } from '../demo/random.ts';
import { operators } from '../demo/ventures.ts';
import { type As, activeAgreement, close, inputOf, seal } from './acts.ts';
import { type Client, Wrong } from './client.ts';
import { type Sent, sharesOf, type Terms } from './oracle.ts';

/** Agreements of main jobs run on and would keep the months of their compounds from being published. */
const COMMUNITY = '371322001002';
export const COMPOUNDS = [`${COMMUNITY}01`, `${COMMUNITY}02`] as const;
const BEGINNING = '2012-01' as Period;
const OFFICE = '结算中心';
/** What the office's bank pays, what the operator pays too little, and how much of the receipt is matched at first; in fen. */
export const INTEREST = 25_00n;
export const SHORT = 50n;
export const SPLIT = 10_00n;

export interface BankAccount {
  readonly code: string;
  /** Null for the settlement office's. */
  readonly compound: string | null;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly lines: readonly DemoBankLine[];
  readonly fileName: string;
  readonly file: string;
}

export interface BankJob {
  readonly agreement: string;
  /** The share is of the first; the money moves in the second. */
  readonly periods: readonly [first: Period, second: Period];
  readonly terms: readonly [Terms];
  readonly entries: readonly Sent[];
  /** The settlement office's, which is this job's own, and those of the owners. */
  readonly accounts: readonly BankAccount[];
}

/** What was answered to it. */
export interface BankDone {
  readonly allocation: string;
  /** The asserted balances, of which the second was withdrawn. */
  readonly assertions: readonly string[];
}

/** `place` is how many jobs the county had before, `before` those of them that were of this kind. */
export function bankJobOf(seed: number, index: number, place: number, before: readonly BankJob[]): BankJob {
  const draw = (what: string, limit: number) => pick(`${seed} ${index} bank ${what}`, 0, limit);
  const agreement = `JV-${String(200_000 + index)}`;
  const periods = [addPeriods(BEGINNING, 2 * place), addPeriods(BEGINNING, 2 * place + 1)] as const;
  // Never the same amount for both, so that each transfer has one possibility.
  const weights = [draw('lighter', 20), 20 + draw('heavier', 20)].map((weight) => BigInt(1 + weight));
  const terms: Terms = {
    from: periods[0],
    rateBp: BigInt(500 + draw('rate', 3_000)),
    weights: COMPOUNDS.map((code, at) => [code, weights[at] as bigint] as const),
  };
  const entries: Sent[] = [
    { externalRef: 'R', kind: 'REVENUE', fen: BigInt(2_000_000 + draw('revenue', 8_000_000)), period: periods[0] },
    { externalRef: 'C', kind: 'COST', fen: BigInt(1 + draw('cost', 500_000)), period: periods[0] },
  ];
  const lines = linesOf({ agreement, periods, terms, entries });
  const accounts = [...lines].map(([code, own]) => {
    const opening = before.flatMap((job) => job.accounts).findLast((account) => account.code === code)?.closing ?? 0n;
    const { csv, closing } = statementCsv(code, opening, own);
    const compound = COMPOUNDS.find((each) => code.endsWith(each)) ?? null;
    return { code, compound, opening, closing, lines: own, fileName: `${code} ${periods[1]}.csv`, file: csv };
  });
  return { agreement, periods, terms: [terms], entries, accounts };
}

/** By account, in the order of days: the office's first. */
function linesOf(job: Pick<BankJob, 'agreement' | 'periods' | 'entries'> & { readonly terms: Terms }) {
  const { agreement, periods, terms, entries } = job;
  const [share] = sharesOf([terms], periods, entries);
  const [period, month] = periods;
  const memo = `${agreement} ${period} 分成款`;
  const operator = operators[0]?.name ?? '';
  const own = share?.lines ?? [];
  const office: DemoBankLine[] = [
    { on: `${month}-14`, amount: INTEREST, counterparty: '', memo: '结息' },
    { on: `${month}-15`, amount: (share?.pool ?? 0n) - SHORT, counterparty: operator, memo },
    ...own.map(([compound, amount]) => ({
      ...{ on: `${month}-16`, amount: -amount },
      ...{ counterparty: `${compound}业主`, memo: `${agreement} ${period} 转付` },
    })),
  ];
  const arrivals = own.map(
    ([compound, amount]) =>
      [`BA-${compound}`, [{ on: `${month}-17`, amount, counterparty: `${OFFICE} ${agreement}`, memo }]] as const,
  );
  return new Map<string, readonly DemoBankLine[]>([[`BA-${agreement.replace('-', '')}`, office], ...arrivals]);
}

export async function doBankJob(job: BankJob, client: Client): Promise<BankDone> {
  const { periods, accounts } = job;
  const [maker, checker] = [client.as('finance-maker'), client.as('finance-checker')];
  const allocation = await credit(job, client);
  await checker('settleDeclaration', { allocation, reason: '企业确认以分配额为准' });
  for (const account of accounts) {
    await checker('openBankAccount', openingOf(account, job.agreement));
    await client.bring(account.code, account.fileName, account.file);
  }
  await client.settle();
  await match(job, client);
  const assertions = await assert(job, maker, checker);
  for (const { code } of accounts) {
    const [statement] = (await look(client, code)).statements.edges;
    await checker('signBankStatement', { statement: statement?.node.id });
  }
  const [period] = periods;
  for (const month of periods) await seal(maker, checker, month);
  await maker('preparePublications', { period });
  await checker('publishPublications', { period });
  await client.settle();
  return { allocation, assertions };
}

/** An agreement of one month, its share approved and credited. */
async function credit(job: BankJob, client: Client): Promise<string> {
  const { agreement, periods, terms, entries } = job;
  const [period] = periods;
  const people = ['finance-maker', 'finance-checker', 'operator'] as const;
  const [maker, checker, operator] = people.map(client.as) as [As, As, As];
  const [enterprise] = operators;
  await maker('registerEnterprise', enterprise as object);
  const version = await activeAgreement(maker, checker, { agreement, community: COMMUNITY, terms: terms[0] });
  const end = { agreement, version, endsOn: lastDay(period), reason: '只合作一个月' };
  await checker('endAgreement', end);
  await operator('postEntries', { agreement, entries: entries.map(inputOf) });
  const allocation = await close(maker, agreement, period);
  await checker('approveAllocation', { allocation });
  await client.settle();
  return allocation;
}

function openingOf({ code, compound }: BankAccount, agreement: string): object {
  const name = compound === null ? `${OFFICE} ${agreement}` : `业主 ${compound}`;
  return { code, compound, nameZh: name, nameEn: code, bank: '农商银行', number: `6223 ${code.slice(-8)}` };
}

interface Seen {
  readonly imports: object;
  readonly statements: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly lines: { readonly edges: readonly { readonly node: SeenLine }[] };
}

interface SeenLine {
  readonly id: string;
  readonly amount: string;
  readonly matches: readonly { readonly id: string; readonly state: string }[];
  readonly suggestions: readonly {
    readonly id: string;
    readonly journals: readonly { readonly item: { readonly id: string } }[];
  }[];
}

const LOOK = `query ($code: ID!) { bankAccount(code: $code) {
  imports(last: 1) { edges { node { state problem { message } } } }
  statements(first: 1) { edges { node { id } } }
  lines(last: 20) { edges { node { id amount matches { id state } suggestions { id journals { item { id } } } } } }
} }`;

/** An account as finance staff see it: its newest statement, and of its lines the newest, in their order. */
async function look(client: Client, code: string): Promise<Seen> {
  return (await client.look<{ bankAccount: Seen }>('finance-maker', LOOK, { code })).bankAccount;
}

function lineOf({ lines, imports }: Seen, amount: Fen): SeenLine {
  const found = lines.edges.findLast(({ node }) => node.amount === formatMoney(amount));
  if (!found) throw new Wrong(`the bank's line of ${formatMoney(amount)} is not there: ${JSON.stringify(imports)}`);
  return found.node;
}

/** What stood in a file and named its share is matched by now; the rest is for people. */
async function match({ agreement, accounts }: BankJob, client: Client): Promise<void> {
  const [maker, checker] = [client.as('finance-maker'), client.as('finance-checker')];
  const [office, owners] = accounts as readonly [BankAccount, BankAccount];
  const seen = await look(client, office.code);
  const [interest, receipt, transfer] = office.lines.map(({ amount }) => lineOf(seen, amount)) as SeenLine[];
  const item = receipt?.suggestions[0]?.journals.map((journal) => journal.item.id) ?? [];
  if (item.length !== COMPOUNDS.length) throw new Wrong(`the receipt is suggested for ${item.length} shares`);
  const confirm = async (key: string, what: object): Promise<string> =>
    (await maker('confirmMatch', { clientMutationId: `${agreement} ${key}`, bankAccount: office.code, ...what })).match
      .id;
  const amount = formatMoney(SPLIT);
  await confirm('part', { lines: [{ line: receipt?.id, amount }], items: [{ item: item[0], amount }] });
  await client.settle();
  await maker('matchBankAccount', { bankAccount: office.code });
  const [rest] = lineOf(await look(client, office.code), office.lines[1]?.amount ?? 0n).suggestions;
  const { batch } = await maker('confirmSuggestions', {
    ...{ clientMutationId: `${agreement} rest`, bankAccount: office.code },
    suggestions: [{ suggestion: rest?.id, variance: 'WRITE_OFF' }],
  });
  await client.settle();
  await checker('approveWriteOff', { match: await onlyMatchOf(client, batch.id) });
  await confirm('interest', { lines: [{ line: interest?.id }], items: [], variance: 'INTEREST' });
  const arrival = lineOf(await look(client, owners.code), owners.lines[0]?.amount ?? 0n);
  for (const line of [transfer, arrival]) {
    const [found] = line?.matches ?? [];
    if (!found) throw new Wrong('what names its share was not matched by itself');
    await maker('undoMatch', { match: found.id, reason: '先撤销再核销' });
  }
  await client.settle();
  for (const { code } of [office, owners]) await maker('matchBankAccount', { bankAccount: code });
  await client.settle();
}

const BATCH = `query ($id: ID!) { matchBatch(id: $id) {
  state matches { edges { node { id } } } refusals { edges { node { code } } }
} }`;

async function onlyMatchOf(client: Client, id: string): Promise<string> {
  const { matchBatch } = await client.look<{
    matchBatch: { readonly matches: { readonly edges: readonly { readonly node: { readonly id: string } }[] } };
  }>('finance-checker', BATCH, { id });
  const [match, ...others] = matchBatch.matches.edges;
  if (!match || others.length > 0) throw new Wrong(`the batch has not made one match: ${JSON.stringify(matchBatch)}`);
  return match.node.id;
}

/** As the bank says it: of the office, and of owners, which is withdrawn again. */
async function assert({ agreement, periods, accounts }: BankJob, maker: As, checker: As): Promise<readonly string[]> {
  const on = lastDay(periods[1]);
  const what = ({ code, compound, closing }: BankAccount) => ({
    clientMutationId: `${agreement} ${code}`,
    account: `1002.${compound ?? code}`,
    ...{ on, amount: formatMoney(closing), basis: 'BANK_STATEMENT', note: '银行对账单' },
  });
  const [office, owners] = accounts as readonly [BankAccount, BankAccount];
  const kept = await maker('assertEconomyBalance', what(office));
  const { id } = (await checker('assertOwnersBalance', what(owners))).assertion;
  await checker('withdrawOwnersAssertion', { id, reason: '重复登记' });
  return [kept.assertion.id, id];
}
