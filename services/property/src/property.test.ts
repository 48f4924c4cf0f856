/** The property service asked in its own words: who sees what, and how often the database is asked for 58 compounds. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { problemOf } from '@hh/ledger/proof.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { type Entry, enterAll } from '@hh/service/register/commands.ts';
import type { Register } from '@hh/service/register/register.ts';
import { registerParts } from '@hh/service/register/registers.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { registerBuildings } from './building/building.commands.ts';
import { createBuildingStore } from './building/building.store.ts';
import { registerCompounds } from './compound/compound.commands.ts';
import { createCompoundStore } from './compound/compound.store.ts';
import { committees } from './owners-committee/owners-committee.store.ts';
import { property } from './property.ts';
import { contracts, propertyCompanies } from './property-company/property-company.store.ts';

const COUNTY = '371322';
const FIRST = '37132200100101';
const codes = Array.from({ length: 29 }, (_, community) =>
  ['01', '02'].map((digits) => `${COUNTY}001${String(community + 1).padStart(3, '0')}${digits}`),
).flat();
const maker = actorWith('maker', `FINANCE_MAKER@${COUNTY}`);
const owner = actorWith('owner', `OWNER@${FIRST}`);
const CREDIT = `mutation ($input: CreditPublicRevenueInput!) {
  creditPublicRevenue(input: $input) { ... on PublicRevenueCredited { journal } ... on Refused { code field } }
}`;
const REVERSE = `mutation ($input: ReverseCreditInput!) {
  reverseCredit(input: $input) { ... on CreditReversed { journal } ... on Refused { code field } }
}`;

let service: TestSubgraph;

beforeAll(async () => {
  service = await createTestSubgraph(property, '2026-01-05T09:00:00+08:00');
  const { connection, writer } = service.platform;
  const parts = { writer, compounds: createCompoundStore(connection), buildings: createBuildingStore(connection) };
  const drafts = codes.map((code) => ({ code, name: `小区 ${code}`, households: 40, grossAreaM2x100: 412_345 }));
  must(await registerCompounds(parts, systemActor, drafts));
  const buildings = (compound: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${compound}-${String(index + 1).padStart(3, '0')}`,
      no: `${index + 1}号楼`,
      units: 2,
      floors: 11,
    }));
  for (const [index, code] of codes.entries())
    must(await registerBuildings(parts, systemActor, code, buildings(code, index === 0 ? 25 : 1)));
  for (const [allocation, agreement, period] of [
    ['a1', 'JV-0001', '2025-11'],
    ['a2', 'JV-0001', '2025-12'],
  ]) {
    const lines = codes.map((compound, index) => ({ compound, amount: `${index + 1}.00` }));
    const input = { key: `alloc-${allocation}.credit`, allocation, agreement, period, memo: '利润分成', lines };
    const { data } = await service.ask(systemActor, CREDIT, { input });
    expect(data.creditPublicRevenue).toEqual({ journal: expect.any(Number) });
  }
});
afterAll(() => service.stop());

const compound = (fields: string) => `{ compound(code: "${FIRST}") { ${fields} } }`;

describe('a compound', () => {
  test('tells its place, its dwellings and its area to anybody', async () => {
    const { data, codes: errors } = await service.ask(null, compound('name households grossAreaM2 community { code }'));
    expect(errors).toEqual([]);
    expect(data.compound).toEqual({
      name: `小区 ${FIRST}`,
      households: 40,
      grossAreaM2: '4123.45',
      community: { code: '371322001001' },
    });
  });

  test('several are answered in the order asked, null where there is none, at most 200', async () => {
    const asked = [codes[3], '37132299999999', codes[1]];
    const query = 'query ($codes: [ID!]!) { compounds(codes: $codes) { code } }';
    const { data } = await service.ask(null, query, { codes: asked });
    expect(data.compounds).toEqual([{ code: codes[3] }, null, { code: codes[1] }]);
    const tooMany = Array.from({ length: 201 }, () => FIRST);
    expect((await service.ask(null, query, { codes: tooMany })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('its buildings come in pages that know their number, and know their compound', async () => {
    const page = (args: string) =>
      service.ask(
        null,
        compound(
          `buildings(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { no compound { name } } } }`,
        ),
      );
    const first = (await page('first: 20')).data.compound.buildings;
    expect(first).toMatchObject({ totalCount: 25, pageInfo: { hasNextPage: true } });
    expect(first.edges[0].node).toEqual({ no: '1号楼', compound: { name: `小区 ${FIRST}` } });
    const rest = (await page(`first: 20, after: "${first.pageInfo.endCursor}"`)).data.compound.buildings;
    expect(rest).toMatchObject({ totalCount: 25, pageInfo: { hasNextPage: false } });
    expect(rest.edges.map(({ node }: { node: { no: string } }) => node.no)).toEqual(
      [21, 22, 23, 24, 25].map((no) => `${no}号楼`),
    );
    expect((await page('first: 201')).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the public revenue of a compound', () => {
  const fields = 'balance available balanceAsOf(date: "2025-11-30") entries { totalCount }';
  const seenBy = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
    (await service.ask(actor, compound(`publicRevenue { ${fields} }`))).data.compound.publicRevenue;
  const live = { balance: '2.00', available: '0.00', balanceAsOf: '1.00', entries: { totalCount: 2 } };
  const hidden = { balance: null, available: null, balanceAsOf: null, entries: null };

  test.each([
    ['its owner', 'OWNER', FIRST, live],
    ['the secretary of its branch', 'BRANCH_SECRETARY', FIRST, live],
    ["the director of its owners' committee", 'COMMITTEE_DIRECTOR', FIRST, live],
    ['the secretary of its community', 'COMMUNITY_SECRETARY', '371322001001', live],
    ['an officer of the street', 'STREET_OFFICER', '371322001', live],
    ['finance staff', 'FINANCE_CHECKER', COUNTY, live],
    ['an auditor', 'AUDITOR', COUNTY, live],
    ['an owner of another compound', 'OWNER', '37132200100102', hidden],
    ['the secretary of another community', 'COMMUNITY_SECRETARY', '371322001002', hidden],
    ['finance staff of another county', 'FINANCE_CHECKER', '371323', hidden],
    ['the clerk of an operator', 'PARTNER', '91371322MA00001A5Y', hidden],
  ])('%s sees what they may', async (_, role, scope, expected) => {
    expect(await seenBy(actorWith('p', `${role}@${scope}`))).toEqual(expected);
  });

  test('nobody who has not signed in sees anything before it is published', async () => {
    expect(await seenBy(null)).toEqual(hidden);
  });

  test('shows each movement with its voucher, oldest first, and a credit taken back as one going out', async () => {
    const input = { key: 'k', allocation: 'a3', agreement: 'JV-0002', period: '2025-12', memo: '便利店分成' };
    const lines = [{ compound: FIRST, amount: '7.00' }];
    await service.ask(systemActor, CREDIT, { input: { ...input, lines } });
    await service.ask(systemActor, REVERSE, { input: { key: 'k.undo', allocation: 'a3', reason: '合同作废' } });
    const movements = 'entries(last: 2) { edges { node { occurredOn amount kind memo voucherNumber } } }';
    const { data } = await service.ask(owner, compound(`publicRevenue { balance ${movements} }`));
    expect(data.compound.publicRevenue).toEqual({
      balance: '2.00',
      entries: {
        edges: [
          {
            node: {
              occurredOn: '2025-12-31',
              amount: '7.00',
              kind: 'PROFIT_SHARE',
              memo: '便利店分成',
              voucherNumber: '2025-12 记-0002',
            },
          },
          {
            node: {
              occurredOn: '2026-01-05',
              amount: '-7.00',
              kind: 'REVERSAL',
              memo: '冲销利润分成 JV-0002 2025-12',
              voucherNumber: '2026-01 记-0001',
            },
          },
        ],
      },
    });
    await service.ask(systemActor, REVERSE, { input: { key: 'k.undo', allocation: 'a3', reason: '合同作废' } });
    expect((await service.ask(owner, compound('publicRevenue { balance }'))).data.compound.publicRevenue.balance).toBe(
      '2.00',
    );
  });

  test('is credited by a step of a workflow only', async () => {
    const input = { key: 'k', allocation: 'a9', agreement: 'JV-0001', period: '2025-12', memo: 'x', lines: [] };
    expect((await service.ask(maker, CREDIT, { input })).codes).toEqual(['FORBIDDEN']);
    expect((await service.ask(null, CREDIT, { input })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await service.ask(systemActor, CREDIT, { input })).data.creditPublicRevenue).toEqual({
      code: 'LIST_SIZE',
      field: 'lines',
    });
  });
});

describe('for 58 compounds', () => {
  const representations = codes.map((code) => ({ __typename: 'Compound', code }));
  const readsOf = (selection: string) =>
    service.readsDuring(() => service.entities(maker, `... on Compound { ${selection} }`, representations));

  test.each([
    ['name and area', 'name grossAreaM2', ['query compounds']],
    ['their public revenue', 'publicRevenue { balance available }', ['query compounds', 'query ledger_accounts']],
    [
      'their public revenue on a day',
      'publicRevenue { balanceAsOf(date: "2025-12-15") }',
      ['query compounds', 'query ledger_accounts', 'command ledger_journals'],
    ],
  ])('%s costs one question for each collection', async (_, selection, reads) => {
    expect((await readsOf(selection)).toSorted()).toEqual(reads.toSorted());
  });

  test('what is published of them costs the public as many questions as one of them does', async () => {
    const amounts = { openingBalance: 0n, closingBalance: 1n, availableAtBank: 0n };
    const lists = { income: [], shares: [], expenditure: [], receivable: [], late: [], journals: [] };
    const published = codes.map((compound) => ({
      ...{ _id: `published ${compound}`, county: COUNTY, place: compound, compound, period: '2025-11', corrects: null },
      content: { compound, period: '2025-11', merkleRoot: 'a', ...amounts, ...lists },
      ...{ contentHash: 'a', allocations: [], preparedBy: 'maker', decidedBy: 'checker', publishedAt: new Date() },
      ...{ publishedOn: '2025-12-20', isPublic: true, isCurrent: true, correctedBy: null, reason: null },
      ...{ state: 'PUBLISHED', version: 1, createdAt: new Date(), createdBy: 'maker', updatedAt: new Date() },
    }));
    await service.platform.connection.collection<{ _id: string }>('publications').insertMany(published);
    const selection = `publicRevenue { balance balanceAsOf(date: "2025-11-15") entries { totalCount }
      publications(first: 3) { totalCount edges { node { closingBalance } } } }`;
    const ask = () => service.entities(null, `... on Compound { ${selection} }`, representations);
    const { data, codes: errors } = await ask();
    expect(errors).toEqual([]);
    expect(data._entities).toEqual(
      codes.map(() => ({
        publicRevenue: {
          ...{ balance: '0.01', balanceAsOf: '0.00', entries: { totalCount: 1 } },
          publications: { totalCount: 1, edges: [{ node: { closingBalance: '0.01' } }] },
        },
      })),
    );
    const pagesAndCounts = Array.from({ length: 4 }, () => 'command $cmd'); // of entries, and of publications
    expect((await service.readsDuring(ask)).toSorted()).toEqual([
      ...pagesAndCounts,
      ...['command ledger_journals', 'query compounds', 'query ledger_accounts', 'query publications'],
    ]);
  });

  test('the first screen costs one question for each collection', async () => {
    const parts = registerParts(service.platform, property.registers ?? []);
    const enter = async (definition: Register, entries: readonly Entry[]) =>
      must(await enterAll(parts, definition, systemActor, entries, definition.type));
    const uscc = usccFor(COUNTY, 'MA300001');
    await enter(propertyCompanies, [{ input: { county: COUNTY, uscc, name: '安居物业', hasPartyOrg: true } }]);
    const term = { company: uscc, startsOn: '2025-01-01', endsOn: '2026-12-31', feePerM2: 120n };
    await enter(
      contracts,
      codes.map((compound) => ({ input: { compound, ...term } })),
    );
    const past = { state: 'IN_OFFICE', director: 'a' };
    await enter(
      committees,
      codes.map((compound) => ({ input: { compound, term: 1 }, past })),
    );
    const screen = 'propertyCompany { name } ownersCommittee { director { id } }';
    expect((await readsOf(`name households ${screen} publicRevenue { balance }`)).toSorted()).toEqual([
      'query compounds',
      'query ledger_accounts',
      'query owners_committees',
      'query property_companies',
      'query service_contracts',
    ]);
  });

  test('the compounds of 29 communities cost one question', async () => {
    const communities = [...new Set(codes.map((code) => code.slice(0, 12)))];
    const keys = communities.map((code) => ({ __typename: 'Community', code }));
    const ask = () => service.entities(null, '... on Community { compounds { code households } }', keys);
    expect(await service.readsDuring(ask)).toEqual(['query compounds']);
    const { data } = await ask();
    expect(data._entities.flatMap(({ compounds }: { compounds: object[] }) => compounds)).toHaveLength(58);
  });

  test('what their banks received costs one question', async () => {
    const keys = codes.map((code) => ({
      __typename: 'Settlement',
      agreement: 'JV-0001',
      period: '2025-11',
      compound: code,
    }));
    const ask = () => service.entities(maker, '... on Settlement { credited }', keys);
    expect(await service.readsDuring(ask)).toEqual(['command ledger_journals']);
    expect((await ask()).data._entities).toEqual(codes.map(() => ({ credited: '0.00' })));
  });
});

describe('a share that arrived at the owners’ bank', () => {
  test('is what the settlement shows for its agreement, period and compound, and for no other', async () => {
    const { connection, clock } = service.platform;
    const books = createBooks({ connection, book: 'owners', clock });
    const dimensions = { agreement: 'JV-0001', period: '2025-11', compound: FIRST };
    must(
      await books.of(COUNTY).post({
        source: { kind: 'arrival', key: 'b1' },
        date: '2025-12-20' as never,
        memo: '到账',
        lines: [
          { account: `1002.${FIRST}`, debit: 60n, dimensions },
          { account: `1221.${FIRST}`, credit: 60n, dimensions },
        ],
      }),
    );
    await books.close();
    const key = (period: string, of = FIRST) => ({
      __typename: 'Settlement',
      agreement: 'JV-0001',
      period,
      compound: of,
    });
    const { data } = await service.entities(maker, '... on Settlement { credited }', [
      key('2025-11'),
      key('2025-12'),
      key('2025-11', '37132200100102'),
    ]);
    expect(data._entities.map(({ credited }: { credited: string }) => credited)).toEqual(['0.60', '0.00', '0.00']);
    const { data: revenue } = await service.ask(owner, compound('publicRevenue { balance available }'));
    expect(revenue.compound.publicRevenue).toEqual({ balance: '2.00', available: '0.60' });
  });
});

describe('the proof of a journal', () => {
  let base: string;
  let close: () => void;
  beforeAll(async () => {
    const app = express().use(nameRequest);
    if (service.running.routes) app.use(service.running.routes);
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/owners-book`;
    close = () => server.close();
  });
  afterAll(() => close());

  test('is there for anybody once its month is sealed, and stands up to a check without the database', async () => {
    expect((await fetch(`${base}/2025-11/proofs/1.json`)).status).toBe(404);
    const { connection, clock } = service.platform;
    const ledger = createBooks({ connection, book: 'owners', clock }).of(COUNTY);
    const month = must(await ledger.seal('2025-11' as Period, { proposedBy: 'maker', sealedBy: 'checker' }));
    const response = await fetch(`${base}/2025-11/proofs/1.json`);
    const proof = await response.json();
    expect(response.status).toBe(200);
    expect(proof.root).toBe(month.merkleRoot);
    expect(problemOf(proof, month.merkleRoot ?? '')).toBeNull();
  });

  test.each([
    ['a month that is open', '2025-12/proofs/2.json'],
    ['a journal of another month', '2025-11/proofs/2.json'],
    ['a number that no journal has', '2025-11/proofs/999.json'],
    ['what is no number', '2025-11/proofs/one.json'],
    ['what is no month', '2025-13/proofs/1.json'],
    ['a county without compounds', '2025-11/proofs/1.json?county=990000'],
    ['what is no county', '2025-11/proofs/1.json?county=371322&county=1'],
  ])('there is none for %s', async (_, path) => {
    const response = await fetch(`${base}/${path}`);
    expect(response.status).toBe(404);
    const requestId = response.headers.get('x-request-id');
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', requestId });
  });
});
