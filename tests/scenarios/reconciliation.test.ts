/**
 * A November on its way through the bank: the demonstration's year stands settled and published, one month with a break of each
 * kind. Finance staff import what the banks show, clear what can be cleared, sign, and publish the same fen that the bank shows.
 */
import { readFileSync } from 'node:fs';
import type { Period } from '@hh/kernel/period.ts';
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
}, 240_000);
afterAll(() => world?.stop(), 60_000);

const SIDES = `query ($code: ID!, $period: YearMonth!) { agreement(code: $code) { allocation(period: $period) {
  id state settled lines { compound { code } settlement { declared allocated paid credited settled breaks { code amount } } }
} } }`;
const BREAKS = '{ breaks(first: 100) { edges { node { id code amount ageDays agreement { code } } } } }';
const BANK = `query ($code: ID!) { bankAccount(code: $code) { bookBalance bankBalance
  statements(first: 1) { edges { node { id state proof { balanced notRecorded } } } }
  lines(filter: { state: UNMATCHED }) { edges { node { id amount } } } } }`;

const allocationOf = async (code: string, period: string) =>
  (await world.data('finance-checker', SIDES, { code, period })).agreement.allocation;
const breakCodes = async (): Promise<string[]> =>
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
  }, 60_000);

  test('has in November a break of each kind, and the office’s statement proves itself all the same', async () => {
    expect([...new Set(await breakCodes())].toSorted()).toEqual([
      'CREDIT_MISSING',
      'DECLARATION_MISSING',
      'DECLARED_DIFFERS',
      'OVER_PAID',
      'SHORT_PAID',
      'TRANSFER_MISSING',
      'UNEXPECTED_RECEIPT',
      'UNEXPLAINED_PAYMENT',
      'UNPAID',
    ]);
    const { bookBalance, bankBalance, statements } = await bankOf(OFFICE);
    expect(statements.edges[0].node).toMatchObject({
      state: 'IMPORTED',
      proof: { balanced: true, notRecorded: '651.00' },
    });
    expect(Number(bankBalance) - Number(bookBalance)).toBeCloseTo(651, 2);
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
    expect([...new Set(await breakCodes())].toSorted()).toEqual([
      'DECLARATION_MISSING',
      'DECLARED_DIFFERS',
      'UNEXPECTED_RECEIPT',
      'UNEXPLAINED_PAYMENT',
    ]);
  }, 60_000);

  test('the same files lie beside the demonstration', () => {
    for (const { name, content } of files) {
      const kept = readFileSync(new URL(`../../infra/demo/files/${encodeURIComponent(name)}`, import.meta.url));
      // A workbook tells when it was written.
      if (name.endsWith('.xlsx')) expect(kept.length).toBeGreaterThan(1_000);
      else expect(kept.equals(content)).toBe(true);
    }
  });

  test('the bank’s fee is booked, and declarations are settled by a checker who says why', async () => {
    const fee = (await bankOf(OFFICE)).lines.edges.find(
      ({ node }: { node: { amount: string } }) => node.amount === '-15.00',
    );
    const booked = await mutate('finance-maker', 'confirmMatch', {
      bankAccount: OFFICE,
      lines: [{ line: fee.node.id }],
      items: [],
      variance: 'FEE',
    });
    expect(booked.__typename).toBe('MatchConfirmed');
    for (const code of ['JV-0004', 'JV-0006']) {
      const { id: allocation } = await allocationOf(code, BREAKS_PERIOD);
      const input = { allocation, reason: '企业确认以分配额为准' };
      expect(await mutate('finance-maker', 'settleDeclaration', input).catch(() => 'refused')).toBe('refused');
      expect((await mutate('finance-checker', 'settleDeclaration', input)).__typename).toBe('DeclarationSettled');
    }
    await world.settle();
    // Nobody knows what the 666.00 yuan were paid for: that stays open.
    expect(await breakCodes()).toEqual(['UNEXPECTED_RECEIPT']);
    for (const { code } of ventures)
      expect(await allocationOf(code, BREAKS_PERIOD)).toMatchObject({ state: 'RECONCILED', settled: true });
  });

  test('whoever matched does not sign, a second person does, and what is signed stands', async () => {
    for (const { account } of files) {
      const { id: statement } = (await bankOf(account)).statements.edges[0].node;
      expect((await mutate('finance-checker', 'signBankStatement', { statement })).__typename).toBe(
        'BankStatementSigned',
      );
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
