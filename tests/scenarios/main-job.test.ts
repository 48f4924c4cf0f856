/** The story of the project: a state enterprise posts, finance closes, 10 % of the profit reaches the compounds. */
import { readFileSync } from 'node:fs';
import { problemOf } from '@hh/ledger/proof.ts';
import type { Proof } from '@hh/ledger/proof-check.ts';
import type { PublicationContent } from '@hh/property/publication-content/publication-content.ts';
import {
  contentIn,
  type PrintedPublication,
  problemOfLine,
  problemOfPublication,
  publicationIn,
} from '@hh/property/publication-content/verify.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWorld, type World } from '../world.ts';

const AGREEMENT = 'JV-9001';
const FIRST = '37132200100101';
const SECOND = '37132200100102';
const OPERATOR = '91371322MA00001A5Y';

const REGISTER = /* GraphQL */ `
  mutation ($input: RegisterEnterpriseInput!) {
    registerEnterprise(input: $input) { __typename ... on Refused { code field } }
  }
`;
const CREATE = /* GraphQL */ `
  mutation ($input: CreateAgreementInput!) {
    createAgreement(input: $input) {
      ... on AgreementCreated { agreement { code state operator { name } terms { from rateBp weights { compound { name } weight } } } }
      ... on Refused { code message field }
    }
  }
`;
const ACTIVATE = /* GraphQL */ `
  mutation ($input: ActivateAgreementInput!) {
    activateAgreement(input: $input) { ... on AgreementActivated { agreement { state } } ... on Refused { code message } }
  }
`;
const POST = /* GraphQL */ `
  mutation ($input: PostEntriesInput!) {
    postEntries(input: $input) {
      ... on PostedEntries { posted duplicate rejected rows { line outcome problems { code field } } }
      ... on Refused { code }
    }
  }
`;
const CLOSE = /* GraphQL */ `
  mutation ($input: ClosePeriodInput!) {
    closePeriod(input: $input) {
      ... on PeriodClosed { period { state revenue cost profit } allocation { id state pool } }
      ... on Refused { code message field }
    }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation ($input: ApproveAllocationInput!) {
    approveAllocation(input: $input) { ... on AllocationApproved { allocation { state approvedBy { name } } } ... on Refused { code } }
  }
`;
const ALLOWED = /* GraphQL */ `
  query ($agreement: ID!, $period: YearMonth!) {
    agreement(code: $agreement) { allocation(period: $period) { allowedTransitions { mutation to requires } } }
  }
`;
const EXPLAIN = /* GraphQL */ `
  query ($agreement: ID!, $period: YearMonth!) {
    agreement(code: $agreement) {
      name
      allocation(period: $period) {
        state pool poolInWords voucherNumber
        explanation { cumulativeProfit base rateBp pool beneficiaries { compound { code } weight weightSum amount } entryCount }
        lines { amount compound { code name community { name } publicRevenue { balance entries { edges { node { amount memo kind } } } } } settlement { declared allocated paid credited settled } }
        entries(first: 2) { totalCount edges { node { externalRef amount kind late } } pageInfo { hasNextPage } }
        workflow { state steps { name state attempts lastError } }
      }
    }
  }
`;

const draft = {
  code: AGREEMENT,
  name: '和园家政服务',
  operator: OPERATOR,
  community: '371322001001',
  business: 'HOUSEKEEPING',
  usesCommonParts: false,
  terms: [
    {
      from: '2025-12',
      rateBp: 1_000,
      weights: [
        { compound: SECOND, weight: 2 },
        { compound: FIRST, weight: 3 },
      ],
    },
  ],
};
const entries = [
  {
    externalRef: 'R-1',
    kind: 'REVENUE',
    amount: '20000.00',
    occurredOn: '2025-12-03',
    projectCode: 'P1',
    memo: '家政收入',
  },
  { externalRef: 'C-1', kind: 'COST', amount: '7654.3', occurredOn: '2025-12-20' },
];

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00' });
  const input = { uscc: OPERATOR, name: '郯城县惠民家政服务有限公司', kind: 'STATE', trade: '家政服务' };
  await world.data('finance-maker', REGISTER, { input });
});
afterAll(() => world?.stop());

describe('an agreement', () => {
  test('is drafted by one person, who cannot put it into force', async () => {
    const { createAgreement } = await world.data('finance-maker', CREATE, { input: draft });
    expect(createAgreement.agreement).toMatchObject({
      code: AGREEMENT,
      state: 'DRAFT',
      operator: { name: '郯城县惠民家政服务有限公司' },
    });
    const { activateAgreement } = await world.data('finance-maker', ACTIVATE, { input: { agreement: AGREEMENT } });
    expect(activateAgreement).toEqual({ code: 'SAME_PERSON', message: '制单人与复核人不能是同一人' });
  });

  test('is put into force by another', async () => {
    const { activateAgreement } = await world.data('finance-checker', ACTIVATE, { input: { agreement: AGREEMENT } });
    expect(activateAgreement.agreement.state).toBe('ACTIVE');
  });
});

describe('entries', () => {
  const post = (persona: string, posted: readonly object[]) =>
    world.ask(persona, POST, { input: { agreement: AGREEMENT, entries: posted } });

  test('come in a file, and are posted once, however often they are sent', async () => {
    const columns = ['externalRef', 'kind', 'amount', 'occurredOn', 'projectCode', 'memo'] as const;
    const rows = entries.map((entry) => columns.map((name) => (entry as Record<string, string>)[name] ?? ''));
    const address = `${await world.listen()}/api/agreements/${AGREEMENT}/statements?fileName=december.csv`;
    const headers = { authorization: 'Bearer operator', 'content-type': 'text/csv' };
    const body = [columns, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
    const sent = await fetch(address, { method: 'POST', headers, body });
    expect([sent.status, await sent.json()]).toMatchObject([202, { id: expect.any(String) }]);
    await world.settle();
    const { data } = await post('operator', entries);
    expect(data.postEntries).toMatchObject({ posted: 0, duplicate: 2 });
  });

  test('are refused where the same reference says something else, and the field is named', async () => {
    const { data } = await post('operator', [{ ...entries[0], amount: '1.00' }]);
    expect(data.postEntries.rows).toMatchObject([
      { line: 1, outcome: 'REJECTED', problems: [{ code: 'ENTRY_DIFFERS', field: 'amount' }] },
    ]);
  });

  test('of another operator are refused as if the agreement did not exist', async () => {
    const { data } = await post('other-operator', entries);
    expect(data.postEntries.code).toBe('NOT_FOUND');
  });
});

describe('a month', () => {
  let allocation: string;

  test('is closed over its entries, and its share computed', async () => {
    const { closePeriod } = await world.data('finance-maker', CLOSE, {
      input: { agreement: AGREEMENT, period: '2025-12' },
    });
    expect(closePeriod.period).toEqual({ state: 'CLOSED', revenue: '20000.00', cost: '7654.30', profit: '12345.70' });
    expect(closePeriod.allocation).toMatchObject({ state: 'COMPUTED', pool: '1234.57' });
    allocation = closePeriod.allocation.id;
  });

  test.each([
    ['finance-maker', []],
    ['finance-checker', ['approveAllocation', 'rejectAllocation', 'reopenPeriod']],
    ['auditor', []],
    ['operator', []],
  ])('tells %s what may be done with its share: %j', async (persona, mutations) => {
    const { agreement } = await world.data(persona, ALLOWED, { agreement: AGREEMENT, period: '2025-12' });
    const allowed: { mutation: string }[] = agreement.allocation.allowedTransitions;
    expect(allowed.map(({ mutation }) => mutation)).toEqual(mutations);
  });

  test('is not approved by the person who closed it', async () => {
    const { approveAllocation } = await world.data('finance-maker', APPROVE, { input: { allocation } });
    expect(approveAllocation.code).toBe('SAME_PERSON');
  });

  test('is answered the same when it is closed again', async () => {
    const { closePeriod } = await world.data('finance-maker', CLOSE, {
      input: { agreement: AGREEMENT, period: '2025-12' },
    });
    expect(closePeriod.allocation.id).toBe(allocation);
  });

  test('reaches the compounds by itself once a second person approves', async () => {
    const { approveAllocation } = await world.data('finance-checker', APPROVE, { input: { allocation } });
    expect(approveAllocation.allocation.state).toBe('APPROVED');
    await world.settle();
    const { agreement } = await world.data('auditor', EXPLAIN, { agreement: AGREEMENT, period: '2025-12' });
    expect(agreement.allocation).toMatchObject({
      state: 'CREDITED',
      pool: '1234.57',
      poolInWords: '壹仟贰佰叁拾肆元伍角柒分',
      explanation: { cumulativeProfit: '12345.70', base: '12345.70', rateBp: 1_000, entryCount: 2 },
      lines: [
        {
          amount: '740.74',
          compound: { code: FIRST, publicRevenue: { balance: '740.74' } },
          settlement: { allocated: '740.74', paid: '0.00', credited: '0.00', settled: false },
        },
        { amount: '493.83', compound: { code: SECOND, publicRevenue: { balance: '493.83' } } },
      ],
      entries: { totalCount: 2 },
      workflow: {
        state: 'WAITING',
        steps: [
          { name: 'post', state: 'DONE' },
          { name: 'credit', state: 'DONE' },
          { name: 'record', state: 'DONE' },
          { name: 'payment', state: 'WAITING' },
          { name: 'remind', state: 'PENDING' },
          { name: 'late-payment', state: 'PENDING' },
          { name: 'reconciliation', state: 'PENDING' },
          { name: 'publication', state: 'PENDING' },
        ],
      },
    });
  });
});

describe('the books', () => {
  const BOOKS = /* GraphQL */ `
    query ($period: YearMonth!) {
      economyBook { ...Trial }
      ownersBook { ...Trial }
    }
    fragment Trial on Book {
      code headSeq
      trialBalance(period: $period) { balanced totalDebit totalCredit accounts { code debit credit closing } }
      period(period: $period) { state journalCount merkleRoot }
    }
  `;

  test('both balance, and hold the share to the fen', async () => {
    const { economyBook, ownersBook } = await world.data('auditor', BOOKS, { period: '2025-12' });
    expect(economyBook.trialBalance).toMatchObject({ balanced: true, totalDebit: '1234.57', totalCredit: '1234.57' });
    expect(ownersBook.trialBalance).toMatchObject({ balanced: true, totalDebit: '1234.57', totalCredit: '1234.57' });
    expect(ownersBook.period).toEqual({ state: 'OPEN', journalCount: 1, merkleRoot: null });
  });

  test('name on the vouchers of both who closed the month and who approved its share', async () => {
    const SIGNED =
      '{ ...Of } fragment Of on Query { economyBook { ...Signed } ownersBook { ...Signed } } fragment Signed on Book { journal(seq: 1) { maker { id } checker { id } poster { id } } }';
    const [maker, checker] = await Promise.all(['finance-maker', 'finance-checker'].map((each) => world.actor(each)));
    const signed = { journal: { maker: { id: maker?.id }, checker: { id: checker?.id }, poster: { id: checker?.id } } };
    expect(await world.data('auditor', SIGNED)).toEqual({ economyBook: signed, ownersBook: signed });
  });
});

describe('a sealed month', () => {
  const PROPOSE =
    'mutation($input: OwnersMonthInput!) { proposeOwnersMonth(input: $input) { ... on OwnersMonth { month { state } } ... on Refused { code } } }';
  const SEAL =
    'mutation($input: OwnersMonthInput!) { sealOwnersMonth(input: $input) { ... on OwnersMonth { month { state merkleRoot journalCount } } ... on Refused { code } } }';
  const PROOF = '{ ownersBook { journal(seq: 1) { hash inclusionProof { root leaf path { side hash } } } } }';
  const input = { period: '2025-12' };

  test('is proposed by one person and sealed by another', async () => {
    const { proposeOwnersMonth } = await world.data('finance-maker', PROPOSE, { input });
    expect(proposeOwnersMonth.month.state).toBe('OPEN');
    const { sealOwnersMonth } = await world.data('finance-checker', SEAL, { input });
    expect(sealOwnersMonth.month).toMatchObject({ state: 'SEALED', journalCount: 1 });
  });

  test('proves that a journal is in it', async () => {
    const { ownersBook } = await world.data('auditor', PROOF);
    const { hash, inclusionProof } = ownersBook.journal;
    expect(inclusionProof).toEqual({ root: hash, leaf: hash, path: [] });
  });
});

describe('a published month', () => {
  const PREPARE = /* GraphQL */ `
    mutation ($input: PreparePublicationInput!) {
      preparePublication(input: $input) { ... on Publication { id state } ... on Refused { code message } }
    }
  `;
  const PUBLISH = /* GraphQL */ `
    mutation ($input: PublishPublicationInput!) {
      publishPublication(input: $input) { ... on Publication { id state } ... on Refused { code } }
    }
  `;
  const PUBLIC = readFileSync(
    new URL('../../gateway/query-plans/compound-public-revenue.graphql', import.meta.url),
    'utf8',
  );
  const NOTICE = 'query ($id: ID!) { publication(id: $id) { contentHash notice { state kind lastDay body } } }';
  let published: string;

  test('takes two persons, and puts up its notice by itself', async () => {
    const input = { clientMutationId: 'p-1', compound: FIRST, period: '2025-12' };
    const { preparePublication } = await world.data('finance-maker', PREPARE, { input });
    expect(preparePublication).toMatchObject({ state: 'PREPARED' });
    published = preparePublication.id;
    const { publishPublication } = await world.data('finance-checker', PUBLISH, { input: { id: published } });
    expect(publishPublication).toMatchObject({ state: 'PUBLISHED' });
    await world.settle();
    const { publication } = await world.data(null, NOTICE, { id: published });
    expect(publication.notice).toMatchObject({ state: 'PUBLISHED', kind: 'PUBLIC_REVENUE', lastDay: '2026-01-20' });
    expect(publication.notice.body).toContain(publication.contentHash);
    expect(publication.notice.body).toContain('利润 12345.70 元；计提基数 12345.70 元 × 10% = 分成 1234.57 元');
  });

  test('is what the public sees of the compound', async () => {
    const { compound } = await world.data(null, PUBLIC, { code: FIRST, asOf: null });
    expect(compound.publicRevenue).toMatchObject({
      balance: '740.74',
      balanceAsOf: '740.74',
      entries: { totalCount: 1, edges: [{ node: { amount: '740.74', kind: 'PROFIT_SHARE' } }] },
      publications: {
        edges: [
          {
            node: {
              period: '2025-12',
              income: [{ source: '和园家政服务', amount: '740.74' }],
              closingBalance: '740.74',
            },
          },
        ],
      },
    });
  });

  test('opens to the rows of the file it was computed from', async () => {
    const explain = readFileSync(new URL('../../gateway/query-plans/explain.graphql', import.meta.url), 'utf8');
    const { publication } = await world.data('auditor', explain, { publication: published });
    const [income] = publication.income;
    expect(income).toMatchObject({
      amount: '740.74',
      journals: [{ amount: '740.74', settlements: [{ matches: [] }] }],
    });
    const file = { fileName: 'december.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(income.journals[0].settlements[0].allocation.entries.edges).toMatchObject([
      { node: { externalRef: 'R-1', kind: 'REVENUE', amount: '20000.00', source: 'FILE', file, line: 2 } },
      { node: { externalRef: 'C-1', kind: 'COST', amount: '7654.30', source: 'FILE', file, line: 3 } },
    ]);
  });

  test('can be downloaded by anybody, and proves each of its lines offline', async () => {
    const base = await world.listen();
    const page: unknown = await (await fetch(`${base}/api/publications/${published}.json`)).json();
    const publication = publicationIn(page) as PrintedPublication;
    expect(problemOfPublication(publication)).toBeNull();
    const content = contentIn(publication) as PublicationContent;
    expect(content).toMatchObject({ period: '2025-12', closingBalance: 74074n });
    for (const path of (page as { proofs: readonly string[] }).proofs) {
      const proof = (await (await fetch(`${base}${path}`)).json()) as Proof;
      expect(problemOf(proof, content.merkleRoot)).toBeNull();
      expect(problemOfLine(content, proof)).toBeNull();
      expect(problemOfLine(content, { ...proof, journal: proof.journal.replaceAll('74074', '74075') })).toBe(
        'AMOUNTS_DIFFER',
      );
    }
    expect((await (await fetch(`${base}/api/publications/${published}.csv`)).text()).split('\r\n')).toContain(
      '余额,期末余额,,,740.74,',
    );
  });
});

describe('without signing in', () => {
  test('a compound is seen, what it has not published is not', async () => {
    const { compound } = await world.data(
      null,
      `{ compound(code: "${SECOND}") { name publicRevenue { balance entries { totalCount } } } }`,
    );
    expect(compound).toMatchObject({ publicRevenue: { balance: null, entries: null } });
  });

  test('an agreement is not', async () => {
    const { data, errors } = await world.ask(null, `{ agreement(code: "${AGREEMENT}") { name } }`);
    expect(data).toEqual({ agreement: null });
    expect(errors).toMatchObject([{ path: ['agreement'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
