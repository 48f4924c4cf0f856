/**
 * A share on its way through the bank: credited as in the main job, paid short of some fen, passed on, arrived. The banks'
 * files come in for the settlement office's account and for two owners' accounts; what is unique matches by itself, a person
 * splits the receipt, sets an advance off, and confirms the rest as it is suggested, in a batch that writes off what is short:
 * once wrongly, and taken back, then as another approves it; two matches are taken back and found again. A transfer comes back
 * and is paid anew, a fee is made good (bank-returns.ts). The balances are asserted, the statements signed, one of them
 * reopened by a third person and signed anew, the months sealed, and the share's month is published.
 */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { addPeriods, lastDay, type Period } from '@hh/kernel/period.ts';
import { type DemoBankLine, statementCsv } from '../demo/bank-lines.ts';
import { COUNTY } from '../demo/county.ts';
import { accounts } from '../demo/people.ts';
import { pick } from '../demo/random.ts';
import { operators } from '../demo/ventures.ts';
import { type As, activeAgreement, close, inputOf, seal } from './acts.ts';
import { lineOf, look, onlyMatchOf, type SeenLine } from './bank-look.ts';
import { itemOf, laterLines, workOnReturns } from './bank-returns.ts';
import { type Client, Wrong } from './client.ts';
import { type Sent, sharesOf, type Terms } from './oracle.ts';

/** Agreements of main jobs run on and would keep the months of their compounds from being published. */
const COMMUNITY = '371322001002';
export const COMPOUNDS = [`${COMMUNITY}01`, `${COMMUNITY}02`] as const;
const BEGINNING = '2012-01' as Period;
const OFFICE = '结算中心';
/** How many accounts there are, and so the first files. */
const ACCOUNTS = 3;
const COLUMNS = [
  { field: 'bookedOn', headers: ['记账日'] },
  { field: 'debit', headers: ['付出'] },
  { field: 'credit', headers: ['收入'] },
];
/** What the office's bank pays, what the operator pays too little, and how much of the receipt is matched at first, in fen. */
const INTEREST = 25_00n;
export const SHORT = 50n;
export const SPLIT = 10_00n;
/** What the operator has paid before it was due, for nothing. */
export const ADVANCED = 30_00n;

/** A file of an account; an account has a second one, later in the month. */
export interface BankFile {
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
  /** The settlement office's, which is this job's own, and those of the owners; then the later ones. */
  readonly files: readonly BankFile[];
}

/** What was answered to it. */
export interface BankDone {
  readonly allocation: string;
  /** The asserted balances, of which all but the first were withdrawn. */
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
  const closings = new Map(before.flatMap((job) => job.files).map(({ code, closing }) => [code, closing]));
  const files = linesOf({ agreement, periods, terms, entries }).map(([code, lines], at): BankFile => {
    const opening = closings.get(code) ?? 0n;
    const { csv: file, closing } = statementCsv(code, opening, lines);
    closings.set(code, closing);
    const compound = COMPOUNDS.find((each) => code.endsWith(each)) ?? null;
    return { code, compound, opening, closing, lines, fileName: `${code} ${periods[1]} ${at}.csv`, file };
  });
  return { agreement, periods, terms: [terms], entries, files };
}

/** By account, in the order of days: the office's first. */
function linesOf(
  job: Pick<BankJob, 'agreement' | 'periods' | 'entries'> & { readonly terms: Terms },
): readonly (readonly [code: string, lines: readonly DemoBankLine[]])[] {
  const { agreement, periods, terms, entries } = job;
  const [share] = sharesOf([terms], periods, entries);
  const [period, month] = periods;
  const memo = `${agreement} ${period} 分成款`;
  const operator = operators[0]?.name ?? '';
  const own = share?.lines ?? [];
  const office: DemoBankLine[] = [
    { on: `${month}-14`, amount: INTEREST, counterparty: '', memo: '结息' },
    { on: `${month}-15`, amount: (share?.pool ?? 0n) - SHORT - ADVANCED, counterparty: operator, memo },
    { on: `${month}-15`, amount: ADVANCED, counterparty: operator, memo: '预付' },
    ...own.map(([compound, amount]) => ({
      ...{ on: `${month}-16`, amount: -amount },
      ...{ counterparty: `${compound}业主`, memo: `${agreement} ${period} 转付` },
    })),
  ];
  const officeName = `${OFFICE} ${agreement}`;
  const arrivals = own.map(
    ([compound, amount]) =>
      [`BA-${compound}`, [{ on: `${month}-17`, amount, counterparty: officeName, memo }]] as const,
  );
  const code = officeOf(agreement);
  const later = laterLines({ office: code, officeName, month, memo: `${agreement} ${period}`, shares: own });
  return [[code, office], ...arrivals, ...later];
}

function officeOf(agreement: string): string {
  return `BA-${agreement.replace('-', '')}`;
}

export async function doBankJob(job: BankJob, client: Client): Promise<BankDone> {
  const { agreement, periods, files } = job;
  const [maker, checker] = [client.as('finance-maker'), client.as('finance-checker')];
  const allocation = await credit(job, client);
  await checker('settleDeclaration', { allocation, reason: '企业确认以分配额为准' });
  await maker('saveBankMapping', { bank: `${agreement} 银行`, columns: COLUMNS });
  const [office, ...owners] = files.slice(0, ACCOUNTS) as [BankFile, ...BankFile[]];
  for (const file of [office, ...owners]) {
    await checker('openBankAccount', openingOf(file, agreement));
    await client.bring(file.code, file.fileName, file.file);
  }
  await client.settle();
  await match(job, client);
  for (const { code, fileName, file } of files.slice(ACCOUNTS)) await client.bring(code, fileName, file);
  await client.settle();
  const shares = owners.map(({ compound, lines }) => [compound ?? '', lines[0]?.amount ?? 0n] as const);
  await workOnReturns(client, { agreement, office: office.code, shares });
  const assertions = await assert(job, maker, checker);
  for (const { code } of [office, ...owners]) await sign(client, code);
  await reopen(client, office.code);
  await sign(client, office.code);
  const [period] = periods;
  for (const month of periods) await seal(maker, checker, month);
  await maker('preparePublications', { period });
  await checker('publishPublications', { period });
  await client.settle();
  return { allocation, assertions };
}

/** What the account's statements that are not signed are seen as. */
async function sign(client: Client, code: string): Promise<void> {
  const { statements } = await look(client, code);
  for (const { node } of statements.edges.filter(({ node: { state } }) => state === 'IMPORTED'))
    await client.as('finance-checker')('signBankStatement', { statement: node.id, version: node.version });
}

/** By another person than who signed it, whom an administrator has made a checker too. */
async function reopen(client: Client, code: string): Promise<void> {
  const person = accounts.find(({ persona }) => persona === 'auditor')?.person;
  const grant = { county: COUNTY, person, role: 'FINANCE_CHECKER', scope: COUNTY, since: '2025-01-01' };
  await client.as('admin')('grantRole', { clientMutationId: 'a second checker', ...grant });
  const [newest] = (await look(client, code)).statements.edges;
  const { id: statement, version } = newest?.node ?? {};
  await client.as('auditor')('reopenBankStatement', { statement, version, reason: '再核一遍' });
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

function openingOf({ code, compound }: BankFile, agreement: string): object {
  const name = compound === null ? `${OFFICE} ${agreement}` : `业主 ${compound}`;
  return { code, compound, nameZh: name, nameEn: code, bank: '农商银行', number: `6223 ${code.slice(-8)}` };
}

/** What stood in a file and named its share is matched by now; the rest is for people. */
async function match({ agreement, files }: BankJob, client: Client): Promise<void> {
  const [maker, checker] = [client.as('finance-maker'), client.as('finance-checker')];
  const [office, owners] = files as readonly [BankFile, BankFile];
  const bankAccount = office.code;
  const seen = await look(client, bankAccount);
  const [interest, receipt, advance, transfer] = office.lines.map(({ amount }) => lineOf(seen, amount)) as SeenLine[];
  const item = receipt?.suggestions[0]?.journals.map((journal) => journal.item.id) ?? [];
  if (item.length !== COMPOUNDS.length) throw new Wrong(`the receipt is suggested for ${item.length} shares`);
  const confirm = async (key: string, what: object): Promise<string> =>
    (await maker('confirmMatch', { clientMutationId: `${agreement} ${key}`, bankAccount, ...what })).match.id;
  const amount = formatMoney(SPLIT);
  await confirm('part', { lines: [{ line: receipt?.id, amount }], items: [{ item: item[0], amount }] });
  const operator = operators[0]?.uscc ?? '';
  await confirm('advance', { lines: [{ line: advance?.id }], items: [], variance: 'ADVANCE', operator });
  await client.settle();
  const held = { item: itemOf('economy', `2241.${operator}`), amount: formatMoney(-ADVANCED) };
  const due = { item: item[1], amount: formatMoney(ADVANCED) };
  await checker('approveSetOff', { match: await confirm('set off', { lines: [], items: [held, due] }) });
  await client.settle();
  const rest = async (key: string): Promise<string> => {
    await maker('matchBankAccount', { bankAccount });
    const [left] = lineOf(await look(client, bankAccount), office.lines[1]?.amount ?? 0n).suggestions;
    const suggestions = [{ suggestion: left?.id, variance: 'WRITE_OFF' }];
    const input = { clientMutationId: `${agreement} ${key}`, bankAccount, suggestions };
    const { batch } = await maker('confirmSuggestions', input);
    await client.settle();
    return batch.id;
  };
  const batch = await rest('rest');
  await maker('undoMatchBatch', { batch, clientMutationId: `${agreement} undo`, reason: '再看一遍' });
  await client.settle();
  await checker('approveWriteOff', { match: await onlyMatchOf(client, await rest('rest again')) });
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

/** As the bank says it: of the office, and of the office and of owners once more, which are withdrawn again. */
async function assert({ agreement, periods, files }: BankJob, maker: As, checker: As): Promise<readonly string[]> {
  const on = lastDay(periods[1]);
  const [office, owners] = files as readonly [BankFile, BankFile];
  const what = ({ code, compound }: BankFile, key: string) => ({
    clientMutationId: `${agreement} ${code} ${key}`,
    account: `1002.${compound ?? code}`,
    ...{ on, amount: formatMoney(files.findLast((file) => file.code === code)?.closing ?? 0n) },
    ...{ basis: 'BANK_STATEMENT', note: `银行对账单${key}` },
  });
  const kept = (await maker('assertEconomyBalance', what(office, ''))).assertion.id;
  const twice = (await maker('assertEconomyBalance', what(office, '重复'))).assertion.id;
  await maker('withdrawEconomyAssertion', { id: twice, reason: '重复登记' });
  const { id } = (await checker('assertOwnersBalance', what(owners, ''))).assertion;
  await checker('withdrawOwnersAssertion', { id, reason: '重复登记' });
  return [kept, twice, id];
}
