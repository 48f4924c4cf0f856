import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { parseLines } from '@hh/ledger/journal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  COMMUNITY,
  COMPOUND,
  county,
  createTestCompany,
  elsewhere,
  manager,
  secretary,
  type TestCompany,
} from '../testing/company.ts';
import { boundsOf, checkCharges, entryOf, placeAccounts, revenueJournal, wasOpen } from './revenue.ts';

const fees = [
  { item: '房屋租金', kind: 'RENT', price: 6_000n, unit: '平方米·月' },
  { item: '广告位', kind: 'ADVERTISING', price: 20_000n, unit: '版位·月' },
] as const;
const draft = { period: '2025-10' as Period, amount: 18_000n, isReceived: true };
const company = { id: 'company-1', code: 'QS-0001', name: '和园强社', place: COMMUNITY };
const point = { code: 'RP-0001', name: '灯箱', kind: 'ADVERTISING', compound: COMPOUND, ownersBp: null } as const;

describe('what a company charges', () => {
  test.each([
    ['its price or less', [{ item: '房屋租金', quantity: 3 }], undefined],
    ['more than the units cost', [{ item: '房屋租金', quantity: 2 }], 'FEE_EXCEEDED'],
    ['what is listed for another kind of point', [{ item: '广告位', quantity: 9 }], 'FEE_NOT_LISTED'],
    ['what is not listed', [{ item: '停车费', quantity: 9 }], 'FEE_NOT_LISTED'],
    ['nothing', [], 'LIST_SIZE'],
    ['no units', [{ item: '房屋租金', quantity: 0 }], 'NUMBER_OUT_OF_RANGE'],
  ])('%s', (_, charges, code) => {
    expect(checkCharges({ fees }, 'RENT', { ...draft, charges })?.code).toBe(code);
  });

  test('needs a list in force', () => {
    const charges = [{ item: '房屋租金', quantity: 3 }];
    expect(checkCharges(null, 'RENT', { ...draft, charges })?.code).toBe('FEE_LIST_MISSING');
  });

  test.each([
    ['2025-10-31', null, true],
    ['2025-11-01', null, false],
    ['2025-01-01', '2025-10-02', true],
    ['2025-01-01', '2025-10-01', false],
    [null, null, false],
  ])('in October of a point opened on %s and closed on %s: %s', (openedOn, inactiveSince, expected) => {
    const open = { openedOn: openedOn as LocalDate | null, inactiveSince: inactiveSince as LocalDate | null };
    expect(wasOpen(open, draft.period)).toBe(expected);
  });
});

describe('the journal of a month', () => {
  const charges = [{ item: '广告位', quantity: 1 }];
  const lines = (ownersBp: number | null, amount = 10_001n) => {
    const journal = revenueJournal({ ...point, ownersBp }, company, { ...draft, amount, charges }, 1);
    expect(parseLines(journal.lines)).toHaveLength(journal.lines.length);
    return journal.lines.map(({ account, debit, credit }) => `${account} ${debit ?? -(credit ?? 0n)}`);
  };
  const own = `5001.371322001.${COMMUNITY}.RP-0001`;
  const owners = `2241.QS-0001.${COMPOUND}.RP-0001`;

  test.each([
    ['no common parts', null, [`${own} -10001`]],
    ['common parts', 10_000, [`${owners} -10001`]],
    ['common parts of which the vote gives the owners half', 5_000, [`${own} -5001`, `${owners} -5000`]],
    ['common parts of which it gives them nothing', 0, [`${own} -10001`]],
  ])('of a point on %s', (_, ownersBp, credits) => {
    expect(lines(ownersBp)).toEqual(['1002.QS-0001 10001', ...credits]);
  });

  test('says what it adds, and how much of it is the owners’', () => {
    const journal = revenueJournal({ ...point, ownersBp: 5_000 }, company, { ...draft, amount: 10_001n, charges }, 1);
    const posted = { ...journal, lines: parseLines(journal.lines) } as never;
    expect(entryOf(posted)).toMatchObject({ period: '2025-10', amount: 10_001n, ownersShare: 5_000n });
  });
});

test.each([
  ['371322', ['5001', '5051']],
  ['371322001', ['5001.371322001', '5051.371322001']],
  [COMMUNITY, [`5001.371322001.${COMMUNITY}`, `5051.371322001.${COMMUNITY}`]],
])('the revenue of %s is on the accounts %j', (place, accounts) => {
  expect(placeAccounts(place)).toEqual(accounts);
});

test('a year is counted as far as the day that is asked for', () => {
  expect(boundsOf(2025, '2025-06-30' as LocalDate)).toEqual({ before: '2024-12-31', through: '2025-06-30' });
  expect(boundsOf(2025, '2026-06-30' as LocalDate)).toEqual({ before: '2024-12-31', through: '2025-12-31' });
});

describe('posting', () => {
  let service: TestCompany;
  beforeAll(async () => {
    service = await createTestCompany('2025-08-01T09:00:00+08:00');
    for (const [code, compound] of [
      ['RP-0001', COMPOUND],
      ['RP-0002', '37132200100102'],
    ]) {
      const input = { code, name: '便民用房', company: service.company, kind: 'RENT', compound, location: '东门' };
      await service.write(
        manager,
        'proposeRevenuePoint',
        { ...input, clientMutationId: code, commonParts: false },
        'name',
      );
      await service.write(secretary, 'openRevenuePoint', { id: code }, 'name');
    }
    const fee = { item: '房屋租金', kind: 'RENT', price: '60.00', unit: '平方米·月' };
    const { id } = await service.write(manager, 'draftRuleList', {
      clientMutationId: 'fees',
      company: service.company,
      kind: 'FEE',
      effectiveFrom: '2025-08-20',
      body: '清单之外不收费。',
      fees: [fee],
    });
    await service.publishList(id, '2025-08-01');
    service.setClock('2025-08-20T09:00:00+08:00');
    await service.write(secretary, 'enforceRuleList', { id });
    service.setClock('2025-11-20T09:00:00+08:00');
  });
  afterAll(() => service.stop());

  const charges = [{ item: '房屋租金', quantity: 50 }];
  const month = (period: string, change: object = {}) => ({
    point: 'RP-0001',
    period,
    amount: '3000.00',
    charges,
    ...change,
  });
  const entry = 'entry { amount journal voucherNumber occurredOn }';
  const post = (input: object, by = manager) => service.write(by, 'postRevenue', input, entry);
  const figures = async (asOf: string) => {
    const of = (type: string) => `... on ${type} { economy(asOf: "${asOf}") { annualRevenue(year: 2025) } }`;
    const places = [
      { __typename: 'County', code: '371322' },
      { __typename: 'Community', code: COMMUNITY },
      { __typename: 'Community', code: '371322001002' },
      { __typename: 'Compound', code: COMPOUND },
    ];
    const { data } = await service.entities(null, `${of('County')} ${of('Community')} ${of('Compound')}`, places);
    return data._entities.map(({ economy }: { economy: { annualRevenue: string } }) => economy.annualRevenue);
  };

  const pointQuery = `{
    revenuePoint(code: "RP-0001") { revenue(year: 2025) entries { totalCount edges { node { period amount } } } }
  }`;

  test('is once for each point and month, whoever asks how often', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post(month('2025-08'))));
    expect(answers[0]).toMatchObject({ entry: { amount: '3000.00', occurredOn: '2025-08-31' } });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await post(month('2025-08', { amount: '2999.00' }))).toMatchObject({ code: 'JOURNAL_CONFLICT' });
    const trail = service.platform.connection.collection('audit');
    expect(await trail.countDocuments({ action: 'postRevenue' })).toBe(1);
  });

  test.each([
    ['a month that is not over', month('2025-11'), 'DATE_IN_FUTURE', 'period'],
    ['a month before it opened', month('2025-07'), 'POINT_NOT_OPEN', 'period'],
    ['more than the list allows', month('2025-09', { amount: '3000.01' }), 'FEE_EXCEEDED', 'amount'],
    ['no amount', month('2025-09', { amount: '0.00' }), 'AMOUNT_NOT_POSITIVE', 'amount'],
    ['a point that is not there', month('2025-09', { point: 'RP-9' }), 'NOT_FOUND', 'point'],
  ])('refuses %s', async (_, input, code, field) => {
    expect(await post(input)).toMatchObject({ code, field });
  });

  test('is for the people of the company alone', async () => {
    expect(await post(month('2025-09'), elsewhere)).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'point' });
    await expect(post(month('2025-09'), county)).rejects.toThrow('FORBIDDEN');
  });

  test('adds to the revenue of each place, and to nothing that is stored beside the book', async () => {
    await post(month('2025-09', { amount: '100.05' }));
    await post(month('2025-09', { point: 'RP-0002', amount: '0.95' }));
    expect(await figures('2025-11-20')).toEqual(['3101.00', '3101.00', '0.00', '3100.05']);
    expect(await figures('2025-09-29')).toEqual(['3000.00', '3000.00', '0.00', '3000.00']);
    expect(await figures('2024-12-31')).toEqual(['0.00', '0.00', '0.00', '0.00']);
    const names = (await service.platform.connection.listCollections()).map(({ name }) => name);
    expect(names.filter((name) => name.includes('revenue'))).toEqual(['revenue_points']);
  });

  test('is taken back by another person than who posted it; then the month can be posted again', async () => {
    const { entry: posted } = await post(month('2025-10'));
    const both = { ...manager, grants: [...manager.grants, ...secretary.grants] };
    const input = { journal: posted.journal, reason: '金额有误' };
    const reverse = (by: typeof manager) => service.write(by, 'reverseRevenue', input, entry);
    expect(await reverse(both)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await reverse(elsewhere)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    const first = await reverse(secretary);
    expect(first).toMatchObject({ entry: { amount: '-3000.00', occurredOn: '2025-11-20' } });
    expect(await reverse(secretary)).toEqual(first);
    const again = await post(month('2025-10', { amount: '2000.00' }));
    expect(again).toMatchObject({ entry: { amount: '2000.00' } });
    const ask = `{ revenuePoint(code: "RP-0001") { revenue(year: 2025) entries { totalCount edges { node { period amount } } } } }`;
    const { data } = await service.ask(manager, ask);
    expect(data.revenuePoint).toEqual({
      revenue: '5100.05',
      entries: {
        totalCount: 5,
        edges: [
          ['2025-08', '3000.00'],
          ['2025-09', '100.05'],
          ['2025-10', '3000.00'],
          ['2025-10', '-3000.00'],
          ['2025-10', '2000.00'],
        ].map(([period, amount]) => ({ node: { period, amount } })),
      },
    });
    expect((await service.ask(null, ask)).data.revenuePoint.entries).toBeNull();
  });

  test('is no less after the year is carried forward, on its last day and for ever', async () => {
    service.setClock('2026-01-05T09:00:00+08:00');
    await post(month('2025-12', { amount: '0.05' }));
    const grant = (role: string) => ({ ...county, id: role, grants: [{ role, scope: '371322' }] }) as typeof county;
    const [maker, checker] = [grant('FINANCE_MAKER'), grant('FINANCE_CHECKER')];
    for (const period of ['2025-08', '2025-09', '2025-10', '2025-11']) {
      await service.write(maker, 'proposeEconomyMonth', { period }, 'month { state }');
      await service.write(checker, 'sealEconomyMonth', { period }, 'month { state }');
    }
    const fields = 'year { state results { owner { code } income expense profit } }';
    const before = await figures('2026-01-05');
    const pointBefore = (await service.ask(county, pointQuery)).data;
    const sealing = { period: '2025-12' };
    await service.write(maker, 'proposeEconomyMonth', sealing, 'month { state }');
    expect(await service.write(checker, 'sealEconomyMonth', sealing, 'month { state }')).toMatchObject({
      code: 'YEAR_NOT_CARRIED',
    });
    await service.write(maker, 'proposeEconomyYear', { year: 2025 }, fields);
    expect(await service.write(checker, 'carryEconomyYear', { year: 2025 }, fields)).toEqual({
      year: {
        state: 'CARRIED',
        results: [{ owner: { code: 'QS-0001' }, income: '5101.05', expense: '0.00', profit: '5101.05' }],
      },
    });
    const { data } = await service.ask(
      checker,
      '{ economyBook { profit: account(code: "3104") { balance } income: account(code: "5051") { balance } } }',
    );
    expect(data.economyBook).toEqual({ profit: { balance: '-5101.05' }, income: { balance: '0.00' } });
    expect(await figures('2026-01-05')).toEqual(before);
    expect(before[0]).toBe('5101.05');
    expect((await service.ask(county, pointQuery)).data).toEqual(pointBefore);
    expect((await service.ask(county, pointQuery)).data.revenuePoint.entries.totalCount).toBe(6);
    expect(await service.write(checker, 'sealEconomyMonth', sealing, 'month { state }')).toMatchObject({
      month: { state: 'SEALED' },
    });
    await post(month('2026-01'));
    service.setClock('2026-02-05T09:00:00+08:00');
    await post(month('2026-01', { amount: '7.00' }));
    expect(await figures('2026-02-05')).toEqual(before);
    expect((await service.ask(null, '{ revenuePoint(code: "RP-0001") { revenue(year: 2026) } }')).data).toEqual({
      revenuePoint: { revenue: '7.00' },
    });
  });

  test('leaves a book that balances for the company', async () => {
    const ask =
      '{ economyBook(county: "371322") { trialBalance(period: "2025-10", owner: "QS-0001") { balanced totalDebit } } }';
    const { data } = await service.ask({ ...county, grants: [{ role: 'AUDITOR', scope: '371322' }] }, ask);
    expect(data.economyBook.trialBalance).toEqual({ balanced: true, totalDebit: '5000.00' });
  });
});
