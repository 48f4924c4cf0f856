/**
 * A November on its way through the bank: the demonstration's year stands settled and published, one month with a break of each
 * kind. Finance staff import what the banks show, clear what can be cleared, sign, and publish the same fen that the bank shows.
 */
import { readFileSync } from 'node:fs';
import { breakCodes } from '@hh/economy/break/break.ts';
import { byHeader, csvCells, sheetCells } from '@hh/economy/testing/table.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BREAKS_PERIOD, OFFICE } from '../../infra/demo/bank-lines.ts';
import { type DemoFile, laterFiles, sharesOf } from '../../infra/demo/later-files.ts';
import { seedVentures } from '../../infra/demo/seed.ts';
import { publishMonth } from '../../infra/demo/seed-publications.ts';
import { CLOSED_PERIODS, ventures } from '../../infra/demo/ventures.ts';
import { platformOf } from '../../infra/embedded.ts';
import { lifeOf, personas } from '../../infra/world.ts';
import { createWorld, type World } from '../world.ts';

const NOW = '2026-01-05T09:00:00+08:00';

let world: World;
let files: readonly DemoFile[];
beforeAll(async () => {
  world = await createWorld({ now: NOW });
  const { clock, embedded } = world;
  const life = lifeOf(embedded, { ...clock, travel: (to) => clock.set(to ?? NOW) });
  await seedVentures({ economy: platformOf(embedded, 'economy'), as: personas(embedded), progress: () => {}, life });
  await world.settle();
  files = await laterFiles();
});
afterAll(() => world?.stop());

const SIDES = `query ($code: ID!, $period: YearMonth!) { agreement(code: $code) { allocation(period: $period) {
  id state settled lines { compound { code } settlement { declared allocated paid credited settled breaks { code amount } } }
} } }`;
const BREAKS = '{ breaks(first: 100) { edges { node { id code amount ageDays agreement { code } } } } }';
const BANK = `query ($code: ID!) { bankAccount(code: $code) { bookBalance bankBalance
  statements(first: 1) { edges { node { id state version proof { balanced notRecorded } } } }
  lines(filter: { state: UNMATCHED }) { edges { node { id amount suggestions { rule returns { id } } } } } } }`;

interface OpenLine {
  readonly node: { readonly amount: string; readonly suggestions: readonly { readonly rule: string }[] };
}

const allocationOf = async (code: string, period: string) =>
  (await world.data('finance-checker', SIDES, { code, period })).agreement.allocation;
const codesOfBreaks = async (): Promise<string[]> =>
  (await world.data('finance-maker', BREAKS)).breaks.edges.map(({ node }: { node: { code: string } }) => node.code);
const bankOf = async (code: string) => (await world.data('finance-checker', BANK, { code })).bankAccount;
async function mutate(persona: string, mutation: string, input: object, fields = '') {
  const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    ${mutation}(input: $input) { __typename ${fields} ... on Refused { code } } }`;
  return (await world.data(persona, document, { input }))[mutation];
}
const beneficiaries = [
  ...new Set(sharesOf(BREAKS_PERIOD).flatMap(({ lines }) => lines.map(({ compound }) => compound))),
];

describe('the demonstration’s year', () => {
  test('is settled on four sides and published, but for November', async () => {
    for (const period of CLOSED_PERIODS.filter((each) => each !== BREAKS_PERIOD))
      for (const { code } of ventures)
        expect([code, period, await allocationOf(code, period)]).toMatchObject([
          code,
          period,
          { state: 'PUBLISHED', settled: true },
        ]);
  });

  test('has ended each notice once its days were over, and the newest is still open to objections', async () => {
    const notices = 'publications(first: 20) { edges { node { notice { state lastDay closedAt } } } }';
    const query = `query ($codes: [ID!]!) { compounds(codes: $codes) { publicRevenue { ${notices} } } }`;
    const { compounds } = await world.data(null, query, { codes: beneficiaries });
    for (const { publicRevenue } of compounds) {
      const [last, ...before] = publicRevenue.publications.edges.map(
        ({ node }: { node: { notice: object } }) => node.notice,
      );
      expect(last).toMatchObject({ state: 'PUBLISHED', closedAt: null });
      expect(before).toHaveLength(CLOSED_PERIODS.length - 2);
      for (const { state, lastDay, closedAt } of before)
        expect([state, lastDay < closedAt.slice(0, 10), closedAt.slice(8, 10)]).toEqual(['CLOSED', true, '25']);
    }
  });

  test('has in November a break of each kind, and the office’s statement proves itself all the same', async () => {
    // Exactly one: a kind that joins the enum joins November.
    expect((await codesOfBreaks()).toSorted()).toEqual(breakCodes.toSorted());
    const { bookBalance, bankBalance, statements } = await bankOf(OFFICE);
    expect(statements.edges[0].node).toMatchObject({
      state: 'IMPORTED',
      proof: { balanced: true, notRecorded: '1276.08' },
    });
    expect(Number(bankBalance) - Number(bookBalance)).toBeCloseTo(1276.08, 2);
  });

  test('is computed by the rule for the files to try as it is by the ventures', async () => {
    for (const { agreement, lines } of sharesOf(BREAKS_PERIOD)) {
      const own = (await allocationOf(agreement, BREAKS_PERIOD)).lines as {
        compound: { code: string };
        settlement: { allocated: string };
      }[];
      expect(
        own.map(({ compound, settlement }) => ({ compound: compound.code, amount: settlement.allocated })),
      ).toEqual(lines);
    }
  });
});

describe('what finance staff take away', () => {
  const fetched = async (path: string, who: string | null, language = 'zh') =>
    await fetch(`${await world.listen()}/api/${path}`, {
      headers: { 'accept-language': language, ...(who && { authorization: `Bearer ${who}` }) },
    });
  /** The rows of a CSV by the words of its header. */
  const rowsOf = async (path: string, who = 'auditor'): Promise<Record<string, string>[]> => {
    const response = await fetched(path, who);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/csv; charset=utf-8',
    ]);
    return byHeader(await csvCells(response));
  };
  const total = (rows: readonly Record<string, string>[], ...columns: readonly string[]) =>
    rows.flatMap((row) => columns.map((column) => must(parseMoney(row[column] || '0')))).reduce((a, b) => a + b, 0n);
  const COUNTS = `{ bankAccount(code: "${OFFICE}") { bankBalance lines { totalCount } matches { totalCount }
    statements { edges { node { closing } } } } breaks { totalCount } }`;

  test('is every bank line, every match and every break, whatever the number', async () => {
    const { bankAccount, breaks } = await world.data('auditor', COUNTS);
    const lines = await rowsOf(`bank-accounts/${OFFICE}/lines.csv`);
    expect(lines).toHaveLength(bankAccount.lines.totalCount);
    expect(total(lines, '收入') - total(lines, '支出')).toBe(must(parseMoney(bankAccount.bankBalance)));
    expect(lines[0]).toMatchObject({ 核销状态: '已核销', 行号: expect.stringMatching(/^\d+$/) });
    expect(lines[0]?.对账单文件).toMatch(/\.csv$/);
    const open = await rowsOf(`bank-accounts/${OFFICE}/lines.csv?state=UNMATCHED&from=2025-12-01`);
    expect(open.length).toBeGreaterThan(0);
    expect(open.every((row) => row.核销状态 === '未核销' && String(row.记账日期) >= '2025-12-01')).toBe(true);

    const matches = await rowsOf(`bank-accounts/${OFFICE}/matches.csv`);
    const byMatch = Map.groupBy(matches, (row) => row.核销编号);
    expect(byMatch.size).toBe(bankAccount.matches.totalCount);
    // The lines of a match are what its items and what bears a difference come to.
    for (const rows of byMatch.values()) expect(total(rows, '金额')).toBe(0n);

    const told = await rowsOf('reconciliation/breaks.csv');
    expect(told).toHaveLength(breaks.totalCount);
    expect(told.map((row) => row.应清日期)).toEqual(told.map((row) => row.应清日期).toSorted());
    expect(new Set(told.map((row) => row.类型)).size).toBe(breakCodes.length);
    // A document of a break stands in the list, in the file as on the page, until it is removed.
    const of = told.find((row) => row.类型 === '来款不明')?.差异编号 ?? '';
    const path = `/api/break-files?break=${encodeURIComponent(of)}&fileName=${encodeURIComponent('回单.pdf')}`;
    const headers = { authorization: 'Bearer finance-maker', 'content-type': 'application/pdf' };
    const sent = await fetch(`${await world.listen()}${path}`, { method: 'POST', headers, body: '%PDF-1.7 receipt' });
    const { id: file, sha256 } = (await sent.json()) as { id: string; sha256: string };
    const documents = async () =>
      (await rowsOf('reconciliation/breaks.csv'))
        .filter((row) => row.附件 !== '')
        .map((row) => [row.差异编号, row.附件]);
    expect(await documents()).toEqual([[of, '回单.pdf']]);
    const page = await (await fetched('reconciliation/breaks.html', 'auditor')).text();
    expect(page).toContain(`回单.pdf<small>SHA-256 ${sha256}</small>`);
    expect(page.match(/<tr>/g)).toHaveLength(told.length + 2);
    expect(page).toContain(`共 ${told.length} 项`);
    const inEnglish = await (await fetched('reconciliation/breaks.html?lang=en&code=UNPAID', 'auditor')).text();
    expect(inEnglish).toMatch(/<html lang="en">[\s\S]*<h1>Breaks<\/h1>[\s\S]*<th>Documents<\/th>/);
    expect(inEnglish).not.toContain('回单.pdf');
    const removed = await mutate(
      'finance-maker',
      'removeBreakFile',
      { file, reason: '传错了' },
      '... on BreakFileRemoved { sha256 break { id files { id } } }',
    );
    expect(removed).toMatchObject({ sha256, break: { id: of, files: [] } });
    expect(await documents()).toEqual([]);
    expect((await fetched('reconciliation/breaks.html', 'operator')).status).toBe(403);

    const unpaid = await rowsOf('reconciliation/breaks.csv?code=UNPAID');
    expect(unpaid.map((row) => [row.协议, row.类型])).toEqual(unpaid.map(() => ['JV-0002', '未付']));
  });

  test('is the four sides of each share as the graph has them, and of the caller’s own alone', async () => {
    const told = await rowsOf(`reconciliation/shares.csv?period=${CLOSED_PERIODS[0]}&through=${BREAKS_PERIOD}`);
    for (const period of [CLOSED_PERIODS[0] as string, BREAKS_PERIOD])
      for (const { code } of ventures)
        for (const { compound, settlement } of (await allocationOf(code, period)).lines) {
          const row = told.find(
            (each) => each.协议 === code && each.期间 === period && each.小区代码 === compound.code,
          );
          const sides = [row?.申报金额 || null, row?.分配金额, row?.已收款, row?.业主账户到账, row?.是否结清 === '是'];
          const { declared, allocated, paid, credited, settled } = settlement;
          expect([code, period, ...sides]).toEqual([code, period, declared, allocated, paid, credited, settled]);
        }
    const own = await rowsOf(`reconciliation/shares.csv?period=${BREAKS_PERIOD}`, 'other-operator');
    expect(own.map((row) => [row.协议, row.差异])).toEqual([['JV-0002', '未付']]);
  });

  test('is the entries of an agreement, which come to its profits', async () => {
    const PROFITS = '{ agreement(code: "JV-0001") { entries { totalCount } periods { edges { node { profit } } } } }';
    const { agreement } = await world.data('operator', PROFITS);
    const told = await rowsOf('agreements/JV-0001/entries.csv', 'operator');
    expect(told).toHaveLength(agreement.entries.totalCount);
    const profits = agreement.periods.edges.map(({ node }: { node: { profit: string } }) =>
      must(parseMoney(node.profit)),
    );
    expect(total(told, '收入') - total(told, '成本')).toBe(profits.reduce((a: bigint, b: bigint) => a + b, 0n));
    const month = await rowsOf(`agreements/JV-0001/entries.csv?period=${BREAKS_PERIOD}`);
    expect(new Set(month.map((row) => row.计入期间))).toEqual(new Set([BREAKS_PERIOD]));
  });

  test.each([
    `bank-accounts/${OFFICE}/lines`,
    `bank-accounts/${OFFICE}/matches`,
    'reconciliation/breaks',
    `reconciliation/shares?period=${BREAKS_PERIOD}`,
    `agreements/JV-0001/entries?period=${BREAKS_PERIOD}`,
  ])('is a workbook as well: %s', async (list) => {
    const [path, query = ''] = list.split('?');
    const response = await fetched(`${path}.xlsx?${query}`, 'finance-maker', 'en');
    const [header, ...rows] = await sheetCells(response);
    const plain = await csvCells(await fetched(`${path}.csv?${query}`, 'finance-maker', 'en'));
    expect(header).toEqual(plain[0]);
    expect(rows).toHaveLength(plain.length - 1);
  });

  test.each([
    [`bank-accounts/${OFFICE}/lines.csv`, null, 401, 'UNAUTHENTICATED'],
    [`bank-accounts/${OFFICE}/lines.csv`, 'operator', 404, 'NOT_FOUND'],
    [`bank-accounts/${OFFICE}/matches.csv`, 'county-officer', 404, 'NOT_FOUND'],
    [`bank-accounts/${OFFICE}/reconciliation.html`, 'county-officer', 404, 'NOT_FOUND'],
    [`bank-accounts/${OFFICE}/lines.csv?state=OPEN`, 'auditor', 400, 'CHOICE_UNKNOWN'],
    [`bank-accounts/${OFFICE}/lines.csv?from=today`, 'auditor', 400, 'DATE_MALFORMED'],
    ['reconciliation/breaks.csv', 'operator', 403, 'OUT_OF_SCOPE'],
    ['reconciliation/breaks.csv?county=371323', 'auditor', 403, 'OUT_OF_SCOPE'],
    ['reconciliation/shares.csv?period=2025-11', 'owner', 403, 'OUT_OF_SCOPE'],
    ['reconciliation/shares.csv?period=2025', 'auditor', 400, 'PERIOD_MALFORMED'],
    ['reconciliation/breaks.csv?period=2025', 'auditor', 400, 'PERIOD_MALFORMED'],
    ['agreements/JV-0001/entries.csv', 'other-operator', 404, 'NOT_FOUND'],
    ['agreements/JV-0001/entries.csv', 'county-officer', 403, 'OUT_OF_SCOPE'],
  ])('is not %s for %p', async (path, who, status, code) => {
    const response = await fetched(path, who);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test.each([
    'reconciliation/shares.xlsx',
    'reconciliation/shares.csv',
    'agreements/JV-0001/entries.csv?through=2025-02',
  ])('without a month is refused by the name of what is missing, in both languages: %s', async (path) => {
    const response = await fetched(path, 'auditor');
    expect([response.status, await response.json()]).toMatchObject([
      400,
      {
        code: 'PARAMETER_MISSING',
        field: 'period',
        message: '地址中缺少参数 period，例如 period=2025-11',
        messageEn: 'The address lacks the parameter period, such as period=2025-11',
      },
    ]);
  });

  test('is the statement of reconciliation as a page, which proves itself', async () => {
    const PROOF = `{ bankAccount(code: "${OFFICE}") { statements(first: 3) { edges { node { to importedBy { name } signedBy { name }
      proof { bookBalance bankBalance inTransit notRecorded unrecordedLines { memo } } } } } } }`;
    const [{ node }, , { node: earlier }] = (await world.data('auditor', PROOF)).bankAccount.statements.edges;
    const response = await fetched(`bank-accounts/${OFFICE}/reconciliation.html`, 'finance-checker');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const page = await response.text();
    const grouped = (yuan: string) => yuan.replace(/\B(?=(\d{3})+\.)/g, ',');
    const { bookBalance, bankBalance, inTransit, notRecorded, unrecordedLines } = node.proof;
    expect(page).toContain(
      `账面余额 ${grouped(bookBalance)} − 在途款项 ${grouped(inTransit)} + 未入账款项 ${grouped(notRecorded)} = 银行余额 ${grouped(bankBalance)}，相符。`,
    );
    expect(unrecordedLines.length).toBeGreaterThan(0);
    for (const { memo } of unrecordedLines) expect(page).toContain(memo);
    expect(page).toContain(`制表：${node.importedBy.name}`);
    expect(page).not.toMatch(/<script/);
    const english = await (
      await fetched(`bank-accounts/${OFFICE}/reconciliation.html?lang=en`, 'finance-checker')
    ).text();
    expect(english).toContain(
      `Proof: book ${grouped(bookBalance)} − in transit ${grouped(inTransit)} + not recorded ${grouped(notRecorded)} = bank ${grouped(bankBalance)}. They agree.`,
    );
    expect(english).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<h1>Bank reconciliation statement<\/h1>/);
    // Nothing of it is said in Chinese but what people and banks have written.
    expect(english).not.toMatch(/截止|合计|核对|签认/);
    // Of the last day of another statement it is signed, in between it is not; before the first there is nothing to compare.
    const signed = await fetched(`bank-accounts/${OFFICE}/reconciliation.html?on=${earlier.to}`, 'auditor');
    expect(await signed.text()).toMatch(new RegExp(`，相符。[\\s\\S]*签认：${earlier.signedBy.name}<`));
    expect(page).toContain('签认：<');
    const before = await fetched(`bank-accounts/${OFFICE}/reconciliation.html?on=2024-06-30`, 'auditor');
    expect(await before.text()).toContain('该日没有银行余额可核对');
  });
});

describe('a month’s work on November', () => {
  test('begins with the banks’ files, of each format, and what is unique is matched by itself', async () => {
    const address = await world.listen();
    for (const { account, name, content } of files) {
      const sent = await fetch(
        `${address}/api/bank-accounts/${account}/statements?fileName=${encodeURIComponent(name)}`,
        {
          method: 'POST',
          headers: { authorization: 'Bearer finance-maker', 'content-type': 'application/octet-stream' },
          body: new Uint8Array(content),
        },
      );
      expect([name, sent.status]).toEqual([name, 202]);
    }
    await world.settle();
    expect(new Set(files.map(({ name }) => name.split('.').at(-1)))).toEqual(new Set(['csv', 'xlsx', 'xml']));
    // The transfer that goes out again waits for the one that came back.
    expect((await codesOfBreaks()).toSorted()).toEqual([
      'DECLARATION_MISSING',
      'DECLARED_DIFFERS',
      'PAYMENT_RETURNED',
      'UNEXPECTED_RECEIPT',
      'UNEXPLAINED_PAYMENT',
      'UNEXPLAINED_PAYMENT',
    ]);
  });

  test('the same files lie beside the demonstration', () => {
    for (const { name, content } of files) {
      const kept = readFileSync(new URL(`../../infra/demo/files/${encodeURIComponent(name)}`, import.meta.url));
      // A workbook tells when it was written.
      if (name.endsWith('.xlsx')) expect(kept.length).toBeGreaterThan(1_000);
      else expect(kept.equals(content)).toBe(true);
    }
  });

  test('what came back is booked by two persons, and what went out again is matched', async () => {
    const back = (await bankOf(OFFICE)).lines.edges.find(
      ({ node }: OpenLine) => node.suggestions[0]?.rule === 'RETURNED',
    );
    const returns = back.node.suggestions[0].returns.id;
    const lines = [{ line: back.node.id }];
    const draft = { bankAccount: OFFICE, lines, items: [], returns };
    const fields = '... on MatchConfirmed { match { id state } }';
    const { match } = await mutate('finance-maker', 'confirmMatch', draft, fields);
    expect(match.state).toBe('PROPOSED');
    expect((await mutate('finance-checker', 'approveMatch', { match: match.id })).__typename).toBe('MatchApproved');
    await world.settle();
    expect(await codesOfBreaks()).toContain('TRANSFER_MISSING');
    const looked = await mutate('finance-maker', 'matchBankAccount', { bankAccount: OFFICE });
    expect(looked.__typename).not.toBe('Refused');
    await world.settle();
    expect((await codesOfBreaks()).toSorted()).toEqual([
      'DECLARATION_MISSING',
      'DECLARED_DIFFERS',
      'UNEXPECTED_RECEIPT',
      'UNEXPLAINED_PAYMENT',
    ]);
  });

  test('the bank’s fee is booked, and declarations are settled by a checker who says why', async () => {
    const fee = (await bankOf(OFFICE)).lines.edges.find(({ node }: OpenLine) => node.amount === '-15.00');
    const booked = await mutate('finance-maker', 'confirmMatch', {
      bankAccount: OFFICE,
      lines: [{ line: fee.node.id }],
      items: [],
      variance: 'FEE',
    });
    expect(booked.__typename).toBe('MatchConfirmed');
    for (const code of ['JV-0003', 'JV-0006']) {
      const { id: allocation } = await allocationOf(code, BREAKS_PERIOD);
      const input = { allocation, reason: '企业确认以分配额为准' };
      expect(await mutate('finance-maker', 'settleDeclaration', input).catch(() => 'refused')).toBe('refused');
      expect((await mutate('finance-checker', 'settleDeclaration', input)).__typename).toBe('DeclarationSettled');
    }
    await world.settle();
    // Nobody knows what the 666.00 yuan were paid for: that stays open.
    expect(await codesOfBreaks()).toEqual(['UNEXPECTED_RECEIPT']);
    for (const { code } of ventures)
      expect(await allocationOf(code, BREAKS_PERIOD)).toMatchObject({ state: 'RECONCILED', settled: true });
  });

  test('whoever matched does not sign, a second person does, and what is signed stands', async () => {
    for (const { account } of files) {
      const { id: statement, version } = (await bankOf(account)).statements.edges[0].node;
      const answer = await mutate('finance-checker', 'signBankStatement', { statement, version });
      expect(answer.__typename).toBe('BankStatementSigned');
    }
  });

  test('the month is published, and residents read the fen that the bank shows', async () => {
    await publishMonth(personas(world.embedded), BREAKS_PERIOD as Period, beneficiaries);
    await world.settle();
    for (const { code } of ventures)
      expect(await allocationOf(code, BREAKS_PERIOD)).toMatchObject({ state: 'PUBLISHED', settled: true });
    const document = readFileSync(
      new URL('../../gateway/query-plans/compound-public-revenue.graphql', import.meta.url),
      'utf8',
    );
    for (const code of beneficiaries) {
      const { compound } = await world.data(null, document, { code, asOf: null });
      const { balance, publications } = compound.publicRevenue;
      expect(publications.edges[0].node).toMatchObject({ period: BREAKS_PERIOD, closingBalance: balance });
      expect(balance).toBe((await bankOf(`BA-${code}`)).bankBalance);
    }
  });
});

describe('a published line of income', () => {
  const EXPLAIN = readFileSync(new URL('../../gateway/query-plans/explain.graphql', import.meta.url), 'utf8');
  const PUBLICATIONS = `query ($code: ID!) { compound(code: $code) { publicRevenue { publications(first: 2) {
    edges { node { id period } } } } } }`;
  const fen = (yuan: string) => must(parseMoney(yuan));
  const sum = (amounts: readonly string[]) => amounts.reduce((total, each) => total + fen(each), 0n);
  const published = async (): Promise<{ readonly id: string; readonly compound: string }[]> => {
    const found = beneficiaries.map(async (compound) =>
      (await world.data(null, PUBLICATIONS, { code: compound })).compound.publicRevenue.publications.edges.map(
        ({ node }: { node: { id: string } }) => ({ id: node.id, compound }),
      ),
    );
    return (await Promise.all(found)).flat();
  };

  test('opens in one query to the entries it was computed from and the bank lines that paid it, fen by fen', async () => {
    const rules = new Set<string>();
    let cameBack = 0;
    for (const { id, compound } of await published()) {
      const { publication } = await world.data('auditor', EXPLAIN, { publication: id, first: 50 });
      expect(publication.income.length).toBeGreaterThan(0);
      for (const { amount, agreement, journals } of publication.income) {
        expect(sum(journals.map((each: { amount: string }) => each.amount))).toBe(fen(amount));
        for (const journal of journals)
          for (const share of journal.settlements) {
            if (share.agreement !== agreement) continue;
            const { allocation, matches } = share;
            const { periods, beneficiaries: own, pool } = explained(allocation);
            const line = own.find((each) => each.compound.code === compound);
            // What is published is its line; the line is what its weight is due of all pools, less what it had.
            if (journal.kind === 'PROFIT_SHARE') expect(line?.amount).toBe(journal.amount);
            expect(share).toMatchObject({ compound, allocated: line?.amount, paid: line?.amount, settled: true });
            expect(sum(own.map((each) => each.amount))).toBe(fen(pool));
            expect(periods.at(-1)).toMatchObject({ period: share.period, profit: allocation.profit, pool });
            // The profit is what the entries say, every one of which is there.
            const { totalCount, edges } = allocation.entries;
            expect([totalCount, allocation.explanation.entryCount]).toEqual([edges.length, edges.length]);
            expect(sum(edges.map(({ node }: { node: Entry }) => signed(node)))).toBe(fen(allocation.profit));
            // In at the office, out again, in at the owners' bank: what each match takes of this share, and its lines. What
            // came back is told beside what it took back.
            const stands = matches.filter((each: Match) => each.returns === null && each.returnedBy === null);
            cameBack += (matches.length - stands.length) / 2;
            const taken = (book: string, direction: 1n | -1n) =>
              stands
                .filter(({ bankAccount }: Match) => bankAccount.book === book)
                .flatMap(({ items }: Match) => items)
                .filter(({ item }: Match['items'][0]) => item.agreement === agreement && item.period === share.period)
                .filter(({ item }: Match['items'][0]) => item.compound.code === compound)
                .map((each: { amount: string }) => fen(each.amount))
                .filter((each: bigint) => each * direction > 0n)
                .reduce((total: bigint, each: bigint) => total + each, 0n);
            expect([taken('economy', 1n), taken('economy', -1n), taken('owners', 1n)]).toEqual([
              fen(share.allocated),
              -fen(share.allocated),
              fen(share.allocated),
            ]);
            for (const { rule, difference, lines, items } of matches as readonly Match[]) {
              rules.add(rule);
              const settled = sum([difference, ...items.map((each) => each.amount)]);
              expect(sum(lines.map((each) => each.amount))).toBe(settled);
              for (const { line } of lines) {
                expect(line.statement).toMatchObject({
                  fileName: expect.stringMatching(/\.(csv|xlsx|xml)$/),
                  sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
                });
                expect(line.raw).toContain(line.memo);
                expect(line.line).toBeGreaterThan(0);
              }
            }
          }
      }
    }
    expect(rules.size).toBeGreaterThan(0);
    expect(cameBack).toBe(1);
  });

  test('shows whoever is not signed in what is public, and nothing behind it', async () => {
    const [{ id } = { id: '' }] = await published();
    const { publication } = (await world.ask(null, EXPLAIN, { publication: id })).data;
    const seen = (await world.data('auditor', EXPLAIN, { publication: id })).publication;
    const settlements = publication.income.flatMap(({ journals }: { journals: { settlements: object[] }[] }) =>
      journals.flatMap((journal) => journal.settlements),
    );
    expect(settlements.length).toBeGreaterThan(0);
    for (const { agreement, period, compound, ...rest } of settlements) {
      expect([agreement, period, compound].every((each) => typeof each === 'string')).toBe(true);
      expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    }
    expect(publication.income.map(({ amount }: { amount: string }) => amount)).toEqual(
      seen.income.map(({ amount }: { amount: string }) => amount),
    );
  });

  test('opens to its operator as far as the entries, and to others not', async () => {
    const all = await published();
    const depth = async (persona: string) => {
      const answers = all.map(async ({ id }) => (await world.ask(persona, EXPLAIN, { publication: id })).data);
      const shares = (await Promise.all(answers)).flatMap(({ publication }) =>
        publication.income.flatMap(({ journals }: { journals: { settlements: Share[] }[] }) =>
          journals.flatMap(({ settlements }) => settlements),
        ),
      ) as Share[];
      const of = (what: (share: Share) => unknown) =>
        [...new Set(shares.filter(what).map(({ agreement }) => agreement))].toSorted();
      return [
        of(({ allocation }) => allocation),
        of(({ allocation }) => allocation?.entries),
        of((each) => each.matches),
      ];
    };
    expect(await depth('operator')).toEqual([['JV-0001'], ['JV-0001'], []]);
    expect(await depth('owner')).toEqual([[], [], []]);
  });

  test('stands in the book on lines that open the same way', async () => {
    const LEDGER = `query ($account: ID!, $period: YearMonth!) { ownersBook { accountLedger(account: $account, period: $period) {
      lines { edges { node { credit journal { source { kind allocation { id lines { compound { code } amount } } match { id } }
        lines { account { code } settlement { allocation { id } matches { id bankAccount { code } } } } } } } } } } }`;
    const [compound] = beneficiaries;
    const account = `2711.${compound}`;
    const { accountLedger } = (await world.data('auditor', LEDGER, { account, period: BREAKS_PERIOD })).ownersBook;
    expect(accountLedger.lines.edges.length).toBeGreaterThan(0);
    for (const { node } of accountLedger.lines.edges) {
      const { source, lines } = node.journal;
      expect(source).toMatchObject({ kind: 'credit', match: null });
      const share = source.allocation.lines.find((each: Beneficiary) => each.compound.code === compound);
      expect(share.amount).toBe(node.credit);
      const own = lines.find((line: { account: { code: string } }) => line.account.code === account);
      expect(own.settlement.allocation.id).toBe(source.allocation.id);
      expect(own.settlement.matches.map(({ bankAccount }: Match) => bankAccount.code)).toContain(`BA-${compound}`);
    }
  });

  interface Entry {
    readonly kind: string;
    readonly amount: string;
    readonly reverses: object | null;
  }
  interface Share {
    readonly agreement: string;
    readonly allocation: { readonly entries: object | null } | null;
    readonly matches: readonly object[] | null;
  }
  interface Beneficiary {
    readonly compound: { readonly code: string };
    readonly target: string;
    readonly hadBefore: string;
    readonly amount: string;
  }
  interface Match {
    readonly rule: string;
    readonly difference: string;
    readonly returns: object | null;
    readonly returnedBy: object | null;
    readonly bankAccount: { readonly code: string; readonly book: string };
    readonly items: readonly {
      readonly amount: string;
      readonly item: {
        readonly agreement: string;
        readonly period: string;
        readonly compound: { readonly code: string };
      };
    }[];
    readonly lines: readonly {
      readonly amount: string;
      readonly line: { readonly memo: string; readonly raw: string; readonly line: number; readonly statement: object };
    }[];
  }
  const signed = ({ kind, amount, reverses }: Entry) =>
    (kind === 'REVENUE') === (reverses === null) ? amount : `-${amount}`;

  /** The chain from the profits of all periods to this pool, computed once more from what is told of it. */
  function explained({
    explanation,
    pool,
  }: {
    readonly pool: string;
    readonly explanation: {
      readonly periods: readonly Record<'period' | 'profit' | 'distributable' | 'base' | 'pool', string>[];
      readonly beneficiaries: readonly Beneficiary[];
    };
  }) {
    let [profit, mark] = [0n, 0n];
    for (const each of explanation.periods) {
      profit += fen(each.profit);
      const before = mark;
      mark = profit > mark ? profit : mark;
      expect([fen(each.distributable), fen(each.base)]).toEqual([mark, mark - before]);
    }
    for (const { target, hadBefore, amount } of explanation.beneficiaries)
      expect(fen(target) - fen(hadBefore)).toBe(fen(amount));
    return { ...explanation, pool };
  }
});

test('where the money went is what all publications say together', async () => {
  interface Row {
    readonly agreement: string | null;
    readonly amount: string;
    readonly pool: string;
  }
  interface Month {
    readonly period: string;
    readonly income: readonly Row[];
    readonly shares: readonly Row[];
    readonly expenditure: readonly Row[];
  }
  const money = `publishedMoney(from: "2025-01", to: "2025-06") { publications ventures { agreement pool income { compound { code } amount } }
    compounds { compound { code } income spent kept } }`;
  const { publishedMoney } = (await world.data(null, `{ county { ${money} } }`)).county;
  const codes = publishedMoney.compounds.map(({ compound }: { compound: { code: string } }) => compound.code);
  const months = `publications(first: 12) { edges { node { period income { agreement amount } shares { agreement pool } expenditure { amount } } } }`;
  const { compounds } = await world.data(
    null,
    `{ compounds(codes: ${JSON.stringify(codes)}) { publicRevenue { ${months} } } }`,
  );
  const said = compounds.map(({ publicRevenue }: { publicRevenue: { publications: { edges: { node: Month }[] } } }) =>
    publicRevenue.publications.edges.map(({ node }) => node).filter(({ period }) => period <= '2025-06'),
  ) as Month[][];
  const exact = (amount: string) => must(parseMoney(amount));
  const sum = (rows: readonly { amount: string }[]) => rows.reduce((total, { amount }) => total + exact(amount), 0n);

  expect(codes.length).toBeGreaterThan(0);
  expect(publishedMoney.publications).toBe(said.flat().length);
  for (const [at, { income, spent, kept }] of publishedMoney.compounds.entries()) {
    const own = said[at] ?? [];
    expect(exact(income)).toBe(sum(own.flatMap((month) => month.income)));
    expect(exact(spent)).toBe(sum(own.flatMap((month) => month.expenditure)));
    expect(exact(kept)).toBe(exact(income) - exact(spent));
  }
  for (const { agreement, pool, income } of publishedMoney.ventures) {
    const shares = said.flatMap((own) =>
      own.flatMap(({ period, shares }) => shares.map((row) => ({ ...row, period }))),
    );
    const pools = new Map(
      shares.filter((row) => row.agreement === agreement).map((row) => [row.period, { amount: row.pool }]),
    );
    expect([agreement, exact(pool)]).toEqual([agreement, sum([...pools.values()])]);
    const gained = said.flat().flatMap((month) => month.income.filter((row) => row.agreement === agreement));
    expect([agreement, sum(income)]).toEqual([agreement, sum(gained)]);
  }
});
