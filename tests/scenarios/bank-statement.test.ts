/** A bank's file comes in: looked at, mapped, imported, and shown with its lines, its gap and its proof. */

import { writtenMapping } from '@hh/economy/bank-statement/bank-mapping.ts';
import { defaultCsv, foreignMapping, movements } from '@hh/economy/bank-statement/testing/corpus.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWorld, type World } from '../world.ts';

const OPEN = /* GraphQL */ `
  mutation ($input: OpenBankAccountInput!) {
    openBankAccount(input: $input) { ... on BankAccountOpened { account { code } } ... on Refused { code } }
  }
`;
const ACCOUNT = /* GraphQL */ `
  query ($account: ID!) {
    bankAccount(code: $account) {
      bankBalance
      mapping { bank }
      statements(first: 5) { edges { node { id from to opening closing state fileName gap { to closing opening } proof { bankBalance } } } }
      lines(filter: { state: UNMATCHED }, first: 20) {
        totalCount
        edges { node { id bookedOn amount balance counterparty memo reference line raw } }
      }
      imports(last: 5) {
        totalCount
        edges { node { id account fileName state rows posted duplicate rejected report problem { code message } notes { code } statement { id closing } } }
      }
    }
  }
`;
const SAVE = /* GraphQL */ `
  mutation ($input: SaveBankMappingInput!) {
    saveBankMapping(input: $input) {
      ... on BankMappingSaved { mapping { bank columns { field headers } dateOrder decimalMark negativeDebits } }
      ... on Refused { code field }
    }
  }
`;
const MAPPINGS = /* GraphQL */ `query { bankMappings { bank dateOrder outWords savedAt } }`;

const BANK = '沂河农商银行';
const open = {
  code: 'BA-0001',
  nameZh: '结算中心专户',
  nameEn: 'Settlement office',
  bank: BANK,
  number: '9130012345678901',
};

let world: World;
let base: string;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00' });
  base = await world.listen();
  await world.data('finance-checker', OPEN, { input: open });
});
afterAll(() => world.stop());

async function send(body: string, persona = 'finance-maker', below = '') {
  const answer = await fetch(`${base}/api/bank-accounts/BA-0001/statements${below}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${persona}`, 'content-type': 'text/csv' },
    body,
  });
  await world.settle();
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
}

describe('a bank statement', () => {
  test('is looked at, imported, and shown as the bank wrote it', async () => {
    expect(await send(defaultCsv, 'finance-maker', '/preview')).toMatchObject({ status: 200, said: { problem: null } });
    const { status, said } = await send(defaultCsv);
    expect(status).toBe(202);
    const { bankAccount } = await world.data('auditor', ACCOUNT, { account: 'BA-0001' });
    const [statement] = bankAccount.statements.edges.map(({ node }: { node: object }) => node);
    expect(bankAccount).toMatchObject({ bankBalance: '88018765.46', mapping: null, lines: { totalCount: 7 } });
    expect(statement).toMatchObject({
      from: '2025-12-01',
      to: '2025-12-05',
      opening: '10000.00',
      state: 'IMPORTED',
      gap: null,
    });
    expect(statement.proof).toEqual({ bankBalance: '88018765.46' });
    expect(bankAccount.lines.edges.map(({ node }: { node: { reference: string } }) => node.reference)).toEqual(
      movements.map(({ reference }) => reference),
    );
    expect(bankAccount.imports.edges[0].node).toEqual({
      id: said.id,
      account: 'BA-0001',
      fileName: 'statement.csv',
      state: 'DONE',
      rows: 7,
      posted: 7,
      duplicate: 0,
      rejected: 0,
      report: said.report,
      problem: null,
      notes: [],
      statement: { id: statement.id, closing: '88018765.46' },
    });
  });

  test('after a gap says what is missing; one that breaks says where', async () => {
    const header = defaultCsv.split('\r\n')[0];
    await send(`${header}\n2025-12-20,,,5.00,100.00,甲,,利息,X1\n`);
    await send(`${header}\n2025-12-21,,,5.00,100.00,甲,,利息,X2\n2025-12-21,,,5.00,100.00,甲,,利息,X3\n`);
    const { bankAccount } = await world.data('finance-checker', ACCOUNT, { account: 'BA-0001' });
    const [latest] = bankAccount.statements.edges;
    expect(latest.node.gap).toEqual({ to: '2025-12-05', closing: '88018765.46', opening: '95.00' });
    const ended = bankAccount.imports.edges.map(({ node }: { node: { state: string } }) => node.state);
    expect(ended).toEqual(['DONE', 'DONE', 'FAILED']);
    expect(bankAccount.imports.edges[1].node.notes).toEqual([{ code: 'STATEMENT_GAP' }]);
    expect(bankAccount.imports.edges[2].node).toMatchObject({
      statement: null,
      problem: { code: 'STATEMENT_UNBALANCED', message: '第 3 行起余额对不上：应为 105.00，实为 100.00' },
    });
  });

  test('is read by the mapping that finance saves for its bank', async () => {
    const input = { bank: BANK, ...writtenMapping(foreignMapping) };
    expect(await world.data('finance-maker', SAVE, { input })).toMatchObject({
      saveBankMapping: { mapping: { bank: BANK, dateOrder: 'DMY', decimalMark: 'COMMA', negativeDebits: null } },
    });
    const incomplete = { bank: BANK, columns: [{ field: 'memo', headers: ['摘要'] }] };
    expect(await world.data('finance-maker', SAVE, { input: incomplete })).toEqual({
      saveBankMapping: { code: 'COLUMN_MISSING', field: 'columns' },
    });
    expect((await world.data('auditor', MAPPINGS)).bankMappings).toMatchObject([{ bank: BANK, dateOrder: 'DMY' }]);
    expect((await world.data('auditor', ACCOUNT, { account: 'BA-0001' })).bankAccount.mapping).toEqual({ bank: BANK });
  });

  test('is nothing for a checker to bring, and nothing for others to see', async () => {
    expect((await send(defaultCsv, 'finance-checker')).status).toBe(403);
    expect((await send(defaultCsv, 'operator')).status).toBe(404);
    const saved = await world.ask('finance-checker', SAVE, {
      input: { bank: BANK, ...writtenMapping(foreignMapping) },
    });
    expect(saved.errors[0]?.extensions?.code).toBe('FORBIDDEN');
    const seen = await world.ask('community-secretary', MAPPINGS);
    expect(seen.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
