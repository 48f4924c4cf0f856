/** A compound's months from the first preparation to a correction, against the real store and the real book. */
import { contentHash, textHash } from '@hh/kernel/canonical.ts';
import type { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { type Books, createBooks } from '@hh/ledger/books.ts';
import { createRegisterStore } from '@hh/service/register/store.ts';
import { createNoticeBoard } from '@hh/service/testing/notices.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { aPassedVote, givenCompounds } from '../testing/compound.ts';
import { computes } from './publication.commands.ts';
import { publications } from './publication.store.ts';
import { dueOf, type Publication } from './publication.ts';

const COUNTY = '371322';
const COMPOUND = `${COUNTY}00100101`;
const OTHER = `${COUNTY}00100102`;
const maker = actorWith('maker', `FINANCE_MAKER@${COUNTY}`);
const checker = actorWith('checker', `FINANCE_CHECKER@${COUNTY}`);
const auditor = actorWith('auditor', `AUDITOR@${COUNTY}`);
const owner = actorWith('owner', `OWNER@${COMPOUND}`);
const director = actorWith('director', `COMMITTEE_DIRECTOR@${COMPOUND}`);

const board = createNoticeBoard();
/** What the economy answers, for each month: the state of the one agreement's allocation there. */
const allocated: Record<string, string | null> = {};
let late: readonly object[] = [];
/** Of other months, what each took in. */
const taken: Record<string, readonly object[]> = {};

const facts = ({ compound, period }: { compound: string; period: string }) => ({
  name: compound === COMPOUND ? '和园花园' : '另一小区',
  agreements: {
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: [
      {
        node: {
          ...{ code: 'JV-0001', name: '家政服务公司', state: 'ACTIVE', startsIn: '2025-10', endsOn: null },
          operator: { name: '惠民家政服务有限公司' },
          terms: [{ from: '2025-10', state: 'IN_FORCE', weights: [{ compound: { code: COMPOUND } }] }],
          period: { revenue: '6000.00', cost: '1000.00', late: taken[period] ?? [] },
          allocation: allocated[period]
            ? {
                ...{ id: `a-${period}`, state: allocated[period], base: '5000.00', rateBp: 1000, pool: '500.00' },
                lines: [{ compound: { code: COMPOUND }, amount: '500.00' }],
              }
            : null,
          restatements: late,
        },
      },
    ],
  },
  community: {
    company: {
      ruleLists: {
        edges: [
          {
            node: {
              ...{ id: 'list-use', kind: 'USE', effectiveFrom: '2025-02-01', body: '先补充维修资金' },
              fees: [],
            },
          },
          {
            node: {
              ...{ id: 'list-fee', kind: 'FEE', effectiveFrom: '2025-01-01', body: '收费' },
              fees: [{ item: '广告位', kind: 'ADVERTISING', price: '100.00', unit: '个·月' }],
            },
          },
        ],
      },
    },
  },
});

let service: TestSubgraph;
let books: Books;
const ledger = () => books.of(COUNTY);

beforeAll(async () => {
  const ask = async (document: string, variables: Readonly<Record<string, unknown>>) => {
    if (variables.keys) return { found: variables.keys };
    if (document.includes('PublicationFacts')) return { compound: facts(variables as never) };
    return { notice: board.notices[String(variables.id)] ?? null };
  };
  service = await createTestSubgraph(property, '2026-01-05T09:00:00+08:00', ask as never);
  books = createBooks({ connection: service.platform.connection, book: 'owners', clock: service.platform.clock });
  await givenCompounds(service, COMPOUND, OTHER);
  await aPassedVote(service, 'on it', COMPOUND, 'M9');
  await credit('2025-10', '500.00', '90.00');
  await arrives('2025-11-20', 300_00n, '2025-10');
  await credit('2025-11', '500.00');
});
afterAll(async () => {
  await books.close();
  await service.stop();
});

async function credit(period: string, amount: string, others?: string): Promise<void> {
  const lines = [{ compound: COMPOUND, amount }, ...(others ? [{ compound: OTHER, amount: others }] : [])];
  const input = {
    key: period,
    allocation: `a-${period}`,
    agreement: 'JV-0001',
    period,
    memo: `家政服务公司 ${period} 利润分成`,
  };
  const mutation = `mutation ($input: CreditPublicRevenueInput!) { creditPublicRevenue(input: $input) { __typename } }`;
  await service.ask(systemActor, mutation, { input: { ...input, lines } });
  allocated[period] = 'CREDITED';
}

async function arrives(date: string, amount: bigint, period: string): Promise<void> {
  const dimensions = { agreement: 'JV-0001', period, compound: COMPOUND };
  const lines = [
    { account: `1002.${COMPOUND}`, debit: amount, dimensions },
    { account: `1221.${COMPOUND}`, credit: amount, dimensions },
  ];
  must(await ledger().post({ source: { kind: 'arrival', key: date }, date: date as never, memo: '到账', lines }));
}

const seal = async (period: string) =>
  must(await ledger().seal(period as Period, { proposedBy: 'maker', sealedBy: 'checker' }));

let keys = 0;
const prepare = (period: string, change: object = {}, by = maker, fields = 'id state') => {
  keys += 1;
  const input = { clientMutationId: `p-${keys}`, compound: COMPOUND, period, ...change };
  return service.write(by, 'preparePublication', input, fields);
};
const publish = (id: string, by = checker) => service.write(by, 'publishPublication', { id }, 'id state');
const announced = () =>
  service.platform.connection
    .collection('outbox')
    .find({ name: 'PublicRevenuePublished', subscriber: 'organization' })
    .toArray();

const WHOLE = `openingBalance closingBalance availableAtBank merkleRoot contentHash text firstJournal lastJournal
  income { source agreement operator amount } shares { source revenue cost base rateBp pool amount }
  expenditure { purpose amount vote { id } journal voucherNumber } receivable { agreement amount }
  late { agreement period revenue cost } ruleLists { list { id } name effectiveFrom hash }
  journals { seq kind occurredOn amount atBank hash }`;

describe('preparing', () => {
  test('waits for the month to be sealed', async () => {
    expect(await prepare('2025-10')).toEqual({ code: 'MONTH_NOT_SEALED', field: 'period' });
    await seal('2025-10');
    await seal('2025-11');
  });

  test.each([null, 'COMPUTED', 'APPROVED', 'POSTED', 'REJECTED'])(
    'waits for every share of the month: not with one that is %s',
    async (state) => {
      allocated['2025-11'] = state;
      expect(await prepare('2025-11')).toEqual({ code: 'SHARE_NOT_CREDITED', field: 'period' });
      allocated['2025-11'] = 'CREDITED';
    },
  );

  test.each([
    ['the one who publishes', checker],
    ['an auditor', auditor],
    ['a maker of another county', actorWith('m', 'FINANCE_MAKER@371323')],
  ])('is not done by %s', async (_, actor) => {
    const written = prepare('2025-10', {}, actor);
    if (actor.id === 'm') expect(await written).toMatchObject({ code: 'OUT_OF_SCOPE' });
    else await expect(written).rejects.toThrow('FORBIDDEN');
  });

  test('freezes what the book says, to the fen', async () => {
    taken['2025-10'] = [{ period: '2025-09', revenue: '40.00', cost: '8.00' }];
    const prepared = await prepare('2025-10', {}, maker, `id ${WHOLE}`);
    expect(prepared).toMatchObject({
      openingBalance: '0.00',
      closingBalance: '500.00',
      availableAtBank: '0.00',
      income: [{ source: '家政服务公司', agreement: 'JV-0001', operator: '惠民家政服务有限公司', amount: '500.00' }],
      shares: [
        { revenue: '6000.00', cost: '1000.00', base: '5000.00', rateBp: 1000, pool: '500.00', amount: '500.00' },
      ],
      expenditure: [],
      receivable: [{ agreement: 'JV-0001', amount: '500.00' }],
      late: [{ agreement: 'JV-0001', period: '2025-09', revenue: '40.00', cost: '8.00' }],
      ruleLists: [
        { list: { id: 'list-fee' }, name: '收费标准清单', effectiveFrom: '2025-01-01' },
        { list: { id: 'list-use' }, name: '使用原则清单', effectiveFrom: '2025-02-01' },
      ],
      journals: [{ kind: 'PROFIT_SHARE', occurredOn: '2025-10-31', amount: '500.00', atBank: '0.00' }],
      merkleRoot: (await ledger().month('2025-10' as Period)).merkleRoot,
    });
    expect((await prepare('2025-10')).code).toBe('ALREADY_EXISTS');
    await service.write(checker, 'rejectPublication', { id: prepared.id, reason: '先核对清单' });
  });

  test('the same request again answers the first', async () => {
    const input = { clientMutationId: 'again', compound: COMPOUND, period: '2025-10' };
    const [one, two] = await Promise.all([1, 2].map(() => service.write(maker, 'preparePublication', input)));
    expect(one.id).toEqual(two.id);
  });
});

describe('publishing', () => {
  let first: string;

  test('takes another person, once, whoever tries at the same time', async () => {
    const { id } = await prepare('2025-10');
    const rows = await service.platform.connection
      .collection<{ _id: string }>('publications')
      .find({ state: 'PREPARED' })
      .toArray();
    first = id ?? String(rows[0]?._id);
    expect(await publish(first, actorWith('maker', `FINANCE_CHECKER@${COUNTY}`))).toMatchObject({
      code: 'SAME_PERSON',
    });
    const answers = await Promise.all(
      [0, 1, 2].map((n) => publish(first, actorWith(`checker-${n}`, `FINANCE_CHECKER@${COUNTY}`))),
    );
    expect(answers.map(({ code }) => code ?? 'PUBLISHED').toSorted()).toEqual([
      'PUBLISHED',
      'STATE_NOT_ALLOWED',
      'STATE_NOT_ALLOWED',
    ]);
    const by = answers.findIndex(({ id: published }) => published);
    const again = await publish(first, actorWith(`checker-${by}`, `FINANCE_CHECKER@${COUNTY}`));
    expect(again).toEqual({ id: first, state: 'PUBLISHED' });
    expect(await announced()).toHaveLength(1);
  });

  test('is announced with its notice, in words that follow from the figures', async () => {
    const [{ payload }] = (await announced()) as unknown as [{ payload: { notice: { title: string; body: string } } }];
    expect(payload).toMatchObject({ publication: first, compound: COMPOUND, period: '2025-10', corrects: null });
    expect(payload).toMatchObject({
      allocations: ['a-2025-10'],
      notice: { title: '和园花园 2025-10 小区公共收益公示' },
    });
    for (const line of [
      '期末余额 500.00 元',
      '收入 6000.00 元 − 成本 1000.00 元 = 利润 5000.00 元；计提基数 5000.00 元 × 10% = 分成 500.00 元；本小区 500.00 元',
      '- 家政服务公司（惠民家政服务有限公司） 500.00 元',
      '- 家政服务公司 属 2025-09，已计入本月 收入 40.00 元，成本 8.00 元',
    ])
      expect(payload.notice.body).toContain(line);
  });

  test('of a month that is published already is refused; so is a correction of another month', async () => {
    expect(await prepare('2025-10')).toEqual({ code: 'PUBLISHED_ALREADY', field: 'period' });
    expect(await prepare('2025-11', { corrects: first })).toEqual({
      code: 'NOT_THE_CURRENT_PUBLICATION',
      field: 'corrects',
    });
    expect(await prepare('2025-11', { corrects: 'nobody' })).toEqual({ code: 'NOT_FOUND', field: 'corrects' });
  });

  test('is refused where a share of the month was taken back since it was prepared', async () => {
    const { id } = await prepare('2025-11');
    allocated['2025-11'] = 'REJECTED';
    expect(await publish(id)).toEqual({ code: 'SHARE_NOT_CREDITED', field: 'id' });
    allocated['2025-11'] = 'CREDITED';
    await service.write(checker, 'rejectPublication', { id, reason: '重新编制' });
  });

  test('two at once prepare one', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => prepare('2025-11')));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
  });
});

const PUBLIC = `query ($code: ID!, $asOf: Date) { compound(code: $code) { publicRevenue {
  isOfToday balance available balanceAsOf(date: $asOf)
  entries(first: 20) { totalCount edges { node { occurredOn amount kind memo voucherNumber } } }
  publications(first: 3) { totalCount edges { node { period income { source amount } expenditure { purpose amount } closingBalance } } }
} } }`;
const seen = async (actor: Parameters<TestSubgraph['ask']>[0], asOf: string | null = null, code = COMPOUND) =>
  (await service.ask(actor, PUBLIC, { code, asOf })).data.compound.publicRevenue;

describe('the public', () => {
  const october = {
    period: '2025-10',
    income: [{ source: '家政服务公司', amount: '500.00' }],
    expenditure: [],
    closingBalance: '500.00',
  };

  test('sees published months only: their balance, their entries, and that they were published', async () => {
    expect(await seen(null)).toEqual({
      isOfToday: false,
      balance: '500.00',
      available: '0.00',
      balanceAsOf: '500.00',
      entries: {
        totalCount: 1,
        edges: [
          {
            node: {
              ...{ occurredOn: '2025-10-31', amount: '500.00', kind: 'PROFIT_SHARE' },
              ...{ memo: '家政服务公司 2025-10 利润分成', voucherNumber: '2025-10 记-0001' },
            },
          },
        ],
      },
      publications: { totalCount: 1, edges: [{ node: october }] },
    });
    expect(await seen(owner)).toMatchObject({
      isOfToday: true,
      balance: '1000.00',
      available: '300.00',
      entries: { totalCount: 2 },
    });
  });

  test.each([
    ['2025-09-30', null],
    ['2025-10-01', '0.00'],
    ['2025-10-31', '500.00'],
    ['2025-11-30', '500.00'],
    ['2030-01-01', '500.00'],
  ])('on %s is told %s', async (asOf, balance) => {
    expect((await seen(null, asOf)).balanceAsOf).toBe(balance);
  });

  test('sees nothing of a compound that has published nothing, and no preparation', async () => {
    const nothing = { isOfToday: false, balance: null, available: null, balanceAsOf: null, entries: null };
    expect(await seen(null, null, OTHER)).toEqual({ ...nothing, publications: { totalCount: 0, edges: [] } });
    const [prepared] = await createRegisterStore(service.platform.connection, publications).find({ state: 'PREPARED' });
    const asked = `{ publication(id: "${prepared?.id}") { closingBalance } }`;
    expect((await service.ask(null, asked)).data.publication).toBeNull();
    expect((await service.ask(owner, asked)).data.publication).toBeNull();
    expect((await service.ask(auditor, asked)).data.publication).toEqual({ closingBalance: '1000.00' });
  });

  test('sees nobody’s name: who prepared and who published is for finance and auditors', async () => {
    const asked = `{ compound(code: "${COMPOUND}") { publicRevenue { publications { edges { node { preparedBy { id } decidedBy { id } reason } } } } } }`;
    const of = async (actor: typeof auditor | null) =>
      (await service.ask(actor, asked)).data.compound.publicRevenue.publications.edges[0].node;
    expect(await of(null)).toEqual({ preparedBy: null, decidedBy: null, reason: null });
    expect(await of(owner)).toEqual({ preparedBy: null, decidedBy: null, reason: null });
    expect(await of(auditor)).toMatchObject({ preparedBy: { id: 'maker' } });
  });
});

describe('a month with spending', () => {
  let november: string;
  let january: string;

  test('shows what was spent by its vote, and never what a person has typed', async () => {
    const [prepared] = await createRegisterStore(service.platform.connection, publications).find({ state: 'PREPARED' });
    november = String(prepared?.id);
    await publish(november);
    const input = {
      ...{ clientMutationId: 'spend', compound: COMPOUND, purpose: 'COMMUNITY_RUNNING', title: '付给张三的门岗费' },
      ...{ amount: '120.00', vote: 'on it' },
    };
    const spending = await service.write(director, 'proposeSpending', input);
    const about = { kind: 'PUBLIC_REVENUE', place: COMPOUND, subjectType: 'PublicRevenueSpending' };
    board.put('n1', { ...about, subjectId: spending.id }, '2026-01-05');
    const { journal } = await service.write(checker, 'approveSpending', { id: spending.id, notice: 'n1' }, 'journal');
    (service.platform.clock as ReturnType<typeof manualClock>).set('2026-02-05T09:00:00+08:00');
    for (const period of ['2025-12', '2026-01']) {
      await credit(period, '500.00');
      await seal(period);
    }
    await publish((await prepare('2025-12')).id);
    const shown = await prepare('2026-01', {}, maker, `id ${WHOLE}`);
    january = shown.id;
    expect(shown).toMatchObject({
      openingBalance: '1500.00',
      closingBalance: '1880.00',
      availableAtBank: '180.00',
      expenditure: [{ purpose: 'COMMUNITY_RUNNING', amount: '120.00', vote: { id: 'on it' }, journal }],
      receivable: [{ agreement: 'JV-0001', amount: '1700.00' }],
      journals: [
        { seq: journal, kind: 'SPENDING', amount: '-120.00', atBank: '-120.00' },
        { kind: 'PROFIT_SHARE', amount: '500.00', atBank: '0.00' },
      ],
    });
    await publish(january);
    const proof = await ledger().inclusionProof(journal);
    const all = JSON.stringify([proof, await seen(null), shown, (await announced()).map(({ payload }) => payload)]);
    expect(all).not.toContain('张三');
    expect(all).toContain('社区日常运转 120.00 元，业主表决 on it');
    const memos = (await seen(null)).entries.edges.map(({ node }: { node: { memo: string } }) => node.memo);
    expect(memos).toContain('公共收益支出');
  });

  test('lists the newest three first, and the older ones after them', async () => {
    const page = async (args: string) => {
      const asked = `{ compound(code: "${COMPOUND}") { publicRevenue { publications(${args}) { pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { node { period } } } } } }`;
      const { edges, pageInfo } = (await service.ask(null, asked)).data.compound.publicRevenue.publications;
      return { periods: edges.map(({ node }: { node: { period: string } }) => node.period), ...pageInfo };
    };
    const newest = await page('first: 3');
    expect(newest).toMatchObject({ periods: ['2026-01', '2025-12', '2025-11'], hasNextPage: true });
    const rest = await page(`first: 3, after: "${newest.endCursor}"`);
    expect(rest).toMatchObject({ periods: ['2025-10'], hasNextPage: false });
    expect((await page(`last: 2, before: "${rest.startCursor}"`)).periods).toEqual(['2025-12', '2025-11']);
    expect((await page('last: 1')).periods).toEqual(['2025-10']);
  });

  test('is computed again from the book, and is the same, byte for byte', async () => {
    const compute = computes({ connection: service.platform.connection, books });
    const ask = async (_: string, variables: unknown) => ({ compound: facts(variables as never) });
    const rows = await createRegisterStore(service.platform.connection, publications).find({ isCurrent: true });
    expect(rows).toHaveLength(4);
    for (const row of rows as unknown as Publication[]) {
      const { compound, period, corrects, content, contentHash: hash, allocations } = row;
      expect(must(await compute({ compound, period, corrects }, ask as never))).toEqual({ content, allocations });
      expect(contentHash(content)).toBe(hash);
      const { openingBalance, closingBalance, availableAtBank, income, expenditure, receivable, journals } = content;
      const sum = (amounts: readonly { readonly amount: bigint }[]) =>
        amounts.reduce((all, { amount }) => all + amount, 0n);
      expect(openingBalance + sum(income) - sum(expenditure)).toBe(closingBalance);
      expect(availableAtBank + sum(receivable)).toBe(closingBalance);
      expect(openingBalance + sum(journals)).toBe(closingBalance);
    }
  });

  test('prints the text that its hash is taken of', async () => {
    const { data } = await service.ask(null, `{ publication(id: "${january}") { text contentHash } }`);
    expect(textHash(data.publication.text)).toBe(data.publication.contentHash);
    expect(textHash(data.publication.text.replace('12000', '12001'))).not.toBe(data.publication.contentHash);
  });

  test('is corrected by another publication, which takes its place and names it', async () => {
    late = [{ period: '2025-11', revenue: '100.00', cost: '20.00' }];
    const corrected = await prepare(
      '2025-11',
      { corrects: november },
      maker,
      'id text late { agreement period revenue cost }',
    );
    expect(corrected.late).toEqual([{ agreement: 'JV-0001', period: '2025-11', revenue: '100.00', cost: '20.00' }]);
    expect(await publish(corrected.id)).toMatchObject({ state: 'PUBLISHED' });
    const both = `state closingBalance contentHash text corrects { id } correctedBy { id }`;
    const { data } = await service.ask(
      null,
      `{ old: publication(id: "${november}") { ${both} } new: publication(id: "${corrected.id}") { ${both} } }`,
    );
    expect(data.old).toMatchObject({
      state: 'CORRECTED',
      correctedBy: { id: corrected.id },
      closingBalance: '1000.00',
    });
    expect(data.new).toMatchObject({ state: 'PUBLISHED', corrects: { id: november }, correctedBy: null });
    expect(JSON.parse(data.new.text).corrects).toBe(data.old.contentHash);
    expect((await seen(null)).publications.totalCount).toBe(4);
    expect(await prepare('2025-11', { corrects: november })).toMatchObject({ code: 'NOT_THE_CURRENT_PUBLICATION' });
    expect(
      (await announced()).map(({ payload }) => (payload as unknown as { corrects: string | null }).corrects),
    ).toContain(november);
  });
});

describe('what is due', () => {
  test.each([
    ['a month that is over', { a: '2025-11' }, [], '2025-11', '2025-12-05', [['a', '2025-11', '2025-12-30', 25]]],
    ['a month that is late', { a: '2025-11' }, [], '2025-11', '2026-01-05', [['a', '2025-11', '2025-12-30', -6]]],
    ['nothing of a published one', { a: '2025-11' }, ['a 2025-11'], '2025-11', '2026-01-05', []],
    ['nothing of one that is not over', { a: '2025-12' }, [], '2025-11', '2025-12-05', []],
    [
      'the oldest first',
      { b: '2025-10', a: '2025-11' },
      ['b 2025-10'],
      '2025-11',
      '2025-12-30',
      [
        ['a', '2025-11', '2025-12-30', 0],
        ['b', '2025-11', '2025-12-30', 0],
      ],
    ],
  ])('%s', (_, first, published, through, today, due) => {
    const months = new Map(Object.entries(first)) as Map<string, Period>;
    const found = dueOf(months, new Set(published), through as Period, today as never);
    expect(found.map(({ compound, period, dueOn, daysLeft }) => [compound, period, dueOn, daysLeft])).toEqual(due);
  });

  test('is listed for finance and auditors, with what is prepared for it', async () => {
    const asked = `{ publicationsDue(first: 2) { totalCount edges { node { compound { name } period dueOn daysLeft isSealed prepared { id } } } } }`;
    expect((await service.ask(owner, asked)).codes).toEqual(['FORBIDDEN']);
    const { data } = await service.ask(auditor, asked);
    expect(data.publicationsDue).toMatchObject({
      totalCount: 4,
      edges: [
        {
          node: {
            compound: { name: '和园花园' },
            period: '2025-10',
            dueOn: '2025-11-30',
            daysLeft: -67,
            isSealed: true,
          },
        },
        { node: { period: '2025-11', prepared: null } },
      ],
    });
  });

  test('can be looked at before it is prepared', async () => {
    const preview = async (period: string) => {
      const asked = `{ publicationPreview(compound: "${OTHER}", period: "${period}") { isReady reason closingBalance title contentHash text } }`;
      return (await service.ask(auditor, asked)).data.publicationPreview;
    };
    const shown = await preview('2025-10');
    expect(shown).toMatchObject({ isReady: true, reason: null, closingBalance: '90.00' });
    expect(textHash(shown.text)).toBe(shown.contentHash);
    expect(await preview('2026-02')).toMatchObject({ isReady: false, reason: 'MONTH_NOT_SEALED', text: null });
  });
});

describe('a month of all compounds', () => {
  const all = async (actor: typeof maker, mutation: string, period: string) => {
    const asked = `mutation { answer: ${mutation}(input: { period: "${period}" }) { ... on PublicationBatch {
      done { compound { code } state } refused { compound { code } code } } ... on Refused { code field } } }`;
    const { answer } = (await service.ask(actor, asked)).data;
    return [
      answer.done.map(({ compound: { code } }: { compound: { code: string } }) => code),
      answer.refused.map(({ compound, code }: { compound: { code: string }; code: string }) => [compound.code, code]),
    ];
  };

  test('is prepared where it is due, and published by another; again, there is nothing left', async () => {
    expect(await all(maker, 'preparePublications', '2025-11')).toEqual([[OTHER], []]);
    expect(await all(maker, 'preparePublications', '2025-11')).toEqual([[], []]);
    const both = actorWith('maker', `FINANCE_CHECKER@${COUNTY}`);
    expect(await all(both, 'publishPublications', '2025-11')).toEqual([[], [[OTHER, 'SAME_PERSON']]]);
    const before = (await announced()).length;
    const twice = await Promise.all([1, 2].map(() => all(checker, 'publishPublications', '2025-11')));
    // Whoever asks twice may be answered twice; it is published once.
    expect([...new Set(twice.flatMap(([done]) => done))]).toEqual([OTHER]);
    expect(await all(checker, 'publishPublications', '2025-11')).toEqual([[], []]);
    expect(await announced()).toHaveLength(before + 1);
  });

  test('goes on where one compound has to wait', async () => {
    (service.platform.clock as ReturnType<typeof manualClock>).set('2026-03-05T09:00:00+08:00');
    await seal('2026-02');
    expect(await all(maker, 'preparePublications', '2026-02')).toEqual([[OTHER], [[COMPOUND, 'SHARE_NOT_CREDITED']]]);
    expect(await all(maker, 'preparePublications', '2026-03')).toEqual([[], []]);
  });

  test('is for finance at the place alone', async () => {
    const asked = `mutation { answer: preparePublications(input: { period: "2026-02", county: "371323" }) { ... on Refused { code field } } }`;
    expect((await service.ask(maker, asked)).data.answer).toEqual({ code: 'OUT_OF_SCOPE', field: 'county' });
    expect((await service.ask(director, asked)).codes).toEqual(['FORBIDDEN']);
  });
});
