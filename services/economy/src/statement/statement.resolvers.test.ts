import { readFileSync } from 'node:fs';
import { must } from '@hh/kernel/refusal.ts';
import { accessRules } from '@hh/service/access.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { createLog } from '@hh/service/log.ts';
import type { Platform } from '@hh/service/service.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import { economy } from '../economy.ts';
import { closePeriod } from '../period/period.commands.ts';
import {
  checker,
  createTestCounty,
  maker,
  OPERATOR,
  PRIVATE_FIRM,
  period,
  person,
  type TestCounty,
  terms,
} from '../testing/county.ts';

const operator = person('operator', `PARTNER@${OPERATOR}`);
const stranger = person('stranger', `PARTNER@${PRIVATE_FIRM}`);
const auditor = person('auditor', 'AUDITOR@371322');
const officer = person('officer', 'COMMUNITY_SECRETARY@371322001001');
const supergraph = new URL('../../../../gateway/supergraph.graphql', import.meta.url);

let county: TestCounty;
let schema: GraphQLSchema;

beforeAll(async () => {
  county = await createTestCounty('2025-06-15T09:00:00+08:00');
  await county.agreed('JV-7001', terms('2025-03', 1000, [1, 2]));
  const platform: Platform = {
    ...county,
    log: createLog({ level: 'silent', name: 'test' }),
    telemetry: unwatched(),
    redisUrl: '',
    queuePrefix: 'test',
    settings: testSettings,
    identify: async () => null,
  };
  const rules = accessRules(readFileSync(supergraph, 'utf8'));
  schema = createSubgraph({ definition: economy, running: economy.create(platform), rules });
});
afterAll(async () => {
  await county.stop();
});

async function ask(actor: Actor | null, source: string, variables: Record<string, unknown> = {}) {
  const contextValue = createContext({ actor, language: 'zh', requestId: 'test' });
  const { data, errors } = await graphql({ schema, source, variableValues: variables, contextValue });
  // What a resolver answers has no prototype: only the words count.
  return { data: data && JSON.parse(JSON.stringify(data)), codes: errors?.map(({ extensions }) => extensions.code) };
}

const POST = `mutation($input: PostEntriesInput!) {
  postEntries(input: $input) {
    ... on PostedEntries {
      posted duplicate rejected
      rows {
        line externalRef outcome
        entry { externalRef kind amount occurredOn period late reverses { externalRef } }
        problems { code field message english: message(language: EN) }
      }
    }
    ... on Refused { code message field }
  }
}`;

async function post(actor: Actor | null, ...entries: readonly object[]) {
  return await ask(actor, POST, { input: { agreement: 'JV-7001', entries } });
}

const sale = (externalRef: string, amount: string, occurredOn: string, more: object = {}) => ({
  externalRef,
  kind: 'REVENUE',
  amount,
  occurredOn,
  ...more,
});

describe('posting through the graph', () => {
  test('answers each row with its entry or its problems, in the language of the reader', async () => {
    const { data } = await post(
      operator,
      sale('INV-1', '12345.67', '2025-03-03', { projectCode: 'P1', memo: '门店' }),
      sale('INV-1-R', '12345.67', '2025/3/4', { reverses: 'INV-1' }),
      sale('INV-2', '1.234', '2025-03-03'),
    );
    expect(data.postEntries).toMatchObject({ posted: 2, duplicate: 0, rejected: 1 });
    expect(data.postEntries.rows).toEqual([
      {
        line: 1,
        externalRef: 'INV-1',
        outcome: 'POSTED',
        entry: {
          externalRef: 'INV-1',
          kind: 'REVENUE',
          amount: '12345.67',
          occurredOn: '2025-03-03',
          period: '2025-03',
          late: false,
          reverses: null,
        },
        problems: [],
      },
      expect.objectContaining({
        line: 2,
        outcome: 'POSTED',
        entry: expect.objectContaining({ occurredOn: '2025-03-04', reverses: { externalRef: 'INV-1' } }),
      }),
      {
        line: 3,
        externalRef: 'INV-2',
        outcome: 'REJECTED',
        entry: null,
        problems: [
          {
            code: 'AMOUNT_MALFORMED',
            field: 'amount',
            message: expect.stringContaining('金额'),
            english: expect.stringContaining('The amount'),
          },
        ],
      },
    ]);
  });

  test('is a refusal for another operator, and an error for who has no right at all', async () => {
    const entries = [sale('INV-9', '1.00', '2025-03-03')];
    expect((await post(stranger, ...entries)).data.postEntries).toMatchObject({
      code: 'NOT_FOUND',
      field: 'agreement',
    });
    expect(await post(null, ...entries)).toMatchObject({ data: { postEntries: null }, codes: ['UNAUTHENTICATED'] });
    expect(await post(checker, ...entries)).toMatchObject({ data: { postEntries: null }, codes: ['FORBIDDEN'] });
  });
});

describe('what is posted', () => {
  const READ = `query {
    agreement(code: "JV-7001") {
      entries(filter: { period: "2025-03" }, first: 1) {
        totalCount
        edges { node { externalRef ordinary: reverses { externalRef } reversedBy { externalRef } source line isDisputed } }
        pageInfo { hasNextPage }
      }
      none: entries(filter: { externalRef: "NEVER" }) { totalCount edges { cursor } }
      declaration(period: "2025-03") { amount history { amount } }
      restatements { period revenue cost profit entryCount }
      march: period(period: "2025-03") { late { period } }
      april: period(period: "2025-04") { late { period revenue cost entryCount } }
    }
  }`;

  test('is seen by its operator and by finance, with late amounts against their own month', async () => {
    must(await closePeriod(county, maker, { agreement: 'JV-7001', period: period('2025-03') }));
    await post(operator, sale('LATE', '5.00', '2025-03-31'), sale('LATE-C', '2.00', '2025-03-31', { kind: 'COST' }));
    const declare = `mutation { declareShare(input: { agreement: "JV-7001", period: "2025-03", amount: "0.30" }) {
      ... on ShareDeclared { declaration { period amount } } } }`;
    const declared = await ask(operator, declare);
    expect(declared.data.declareShare).toEqual({ declaration: { period: '2025-03', amount: '0.30' } });
    for (const actor of [operator, checker]) {
      const { data, codes } = await ask(actor, READ);
      expect(codes).toBeUndefined();
      expect(data.agreement).toEqual({
        entries: {
          totalCount: 2,
          edges: [
            {
              node: {
                externalRef: 'INV-1',
                ordinary: null,
                reversedBy: { externalRef: 'INV-1-R' },
                source: 'API',
                line: 1,
                isDisputed: false,
              },
            },
          ],
          pageInfo: { hasNextPage: true },
        },
        none: { totalCount: 0, edges: [] },
        declaration: { amount: '0.30', history: [] },
        restatements: [{ period: '2025-03', revenue: '5.00', cost: '2.00', profit: '3.00', entryCount: 2 }],
        march: { late: [] },
        april: { late: [{ period: '2025-03', revenue: '5.00', cost: '2.00', entryCount: 2 }] },
      });
    }
  });

  test('is null for who may read the agreement and not its entries, and absent for others', async () => {
    const { data } = await ask(officer, READ);
    const hidden = { entries: null, none: null, declaration: null, restatements: null };
    expect(data.agreement).toEqual({ ...hidden, march: null, april: null });
    expect((await ask(stranger, READ)).data).toEqual({ agreement: null });
  });

  test('explains the allocation that was computed from it', async () => {
    const query = `query { agreement(code: "JV-7001") { allocation(period: "2025-03") {
      entries(first: 200) { totalCount edges { node { externalRef } } pageInfo { hasNextPage endCursor } } } } }`;
    const { data } = await ask(checker, query);
    const { entries } = data.agreement.allocation;
    expect(entries.totalCount).toBe(2);
    expect(entries.edges.map((edge: { node: { externalRef: string } }) => edge.node.externalRef)).toEqual([
      'INV-1',
      'INV-1-R',
    ]);
    expect(entries.pageInfo.hasNextPage).toBe(false);
  });

  test('may be disputed by finance and proven by the operator', async () => {
    const key = 'agreement: "JV-7001", externalRef: "LATE-C"';
    const entry = '{ isDisputed disputes { reason resolution } evidence { reference } }';
    const steps: readonly (readonly [Actor, string])[] = [
      [maker, `disputeEntry(input: { ${key}, reason: "无发票" }) { ... on EntryDisputed { entry ${entry} } }`],
      [
        operator,
        `attachEvidence(input: { ${key}, reference: "发票 001" }) { ... on EvidenceAttached { entry ${entry} } }`,
      ],
      [checker, `resolveDispute(input: { ${key}, resolution: "已补" }) { ... on DisputeResolved { entry ${entry} } }`],
    ];
    const answers = [];
    for (const [actor, step] of steps) answers.push(Object.values((await ask(actor, `mutation { ${step} }`)).data)[0]);
    expect(answers).toMatchObject([
      { entry: { isDisputed: true, disputes: [{ reason: '无发票', resolution: null }], evidence: [] } },
      { entry: { isDisputed: true, evidence: [{ reference: '发票 001' }] } },
      { entry: { isDisputed: false, disputes: [{ reason: '无发票', resolution: '已补' }] } },
    ]);
  });
});

describe('what the operator owes', () => {
  test('is declared for a month, and stands at the month; not for who may not read its entries', async () => {
    const DECLARE = 'mutation($input: DeclareShareInput!) { declareShare(input: $input) { ... on Refused { code } } }';
    await ask(operator, DECLARE, { input: { agreement: 'JV-7001', period: '2025-04', amount: '12.00' } });
    await post(operator, sale('OWE-1', '100.00', '2025-04-03'));
    const READ = '{ agreement(code: "JV-7001") { period(period: "2025-04") { declaration { amount } } } }';
    expect((await ask(operator, READ)).data.agreement.period).toEqual({ declaration: { amount: '12.00' } });
    expect((await ask(maker, READ)).data.agreement.period).toEqual({ declaration: { amount: '12.00' } });
    expect((await ask(officer, READ)).data.agreement.period?.declaration ?? null).toBeNull();
  });

  test('is paid to an account that it, finance and auditors are told, and nobody else', async () => {
    const READ = '{ agreement(code: "JV-7001") { payTo { holder bank number numberEnd } } }';
    const payTo = async (actor: Actor | null) => (await ask(actor, READ)).data.agreement?.payTo ?? null;
    expect(await payTo(operator)).toBeNull();
    const OPEN =
      'mutation($input: OpenBankAccountInput!) { openBankAccount(input: $input) { ... on Refused { code } } }';
    const account = {
      code: 'BA-0001',
      nameZh: '结算中心',
      nameEn: 'Office',
      bank: '农商行',
      number: '6217 0001 2345 6789',
    };
    await ask(checker, OPEN, { input: account });
    const told = { holder: '结算中心', bank: '农商行', number: '6217000123456789', numberEnd: '6789' };
    expect([await payTo(operator), await payTo(maker), await payTo(auditor)]).toEqual([told, told, told]);
    expect([await payTo(officer), await payTo(stranger), await payTo(null)]).toEqual([null, null, null]);
    // Who reads the entries of another enterprise, and of this one the agreement alone.
    const both = person('both', 'COMMUNITY_SECRETARY@371322001001', `PARTNER@${PRIVATE_FIRM}`);
    expect(await payTo(both)).toBeNull();
  });
});
