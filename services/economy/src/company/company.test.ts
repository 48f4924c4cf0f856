import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  COMMUNITY,
  COMPOUND,
  companyInput,
  createTestCompany,
  elsewhere,
  manager,
  secretary,
  type TestCompany,
} from '../testing/company.ts';
import { checkFees, feesOn, placeOfPoint } from './company.ts';

let service: TestCompany;
beforeAll(async () => {
  service = await createTestCompany('2025-11-01T09:00:00+08:00');
});
afterAll(() => service.stop());

describe('the company of a community', () => {
  test('is the only one there, under whatever code', async () => {
    const second = { ...companyInput('second'), code: 'QS-0002' };
    expect(await service.write(secretary, 'foundCompany', second)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'community',
    });
  });

  test('has another policy when the community decides, and no other community does', async () => {
    const input = { id: service.company, policy: '以便携充电服务居民。' };
    expect(await service.write(elsewhere, 'setCompanyPolicy', input)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await service.write(secretary, 'setCompanyPolicy', input, 'policy')).toEqual({ policy: input.policy });
  });

  test('is found at its community with its points, in one question for each type', async () => {
    for (const index of [1, 2]) await service.write(manager, 'proposeRevenuePoint', point(`RP-000${index}`), 'name');
    const fields = '... on Community { company { code revenuePoints { code kind } revenue(year: 2025) } }';
    let found: unknown;
    const reads = await service.readsDuring(async () => {
      found = await service.entities(null, fields, [
        { __typename: 'Community', code: COMMUNITY },
        { __typename: 'Community', code: '371322001002' },
      ]);
    });
    const points = [1, 2].map((index) => ({ code: `RP-000${index}`, kind: 'RENT' }));
    expect(found).toMatchObject({
      data: {
        _entities: [{ company: { code: 'QS-0001', revenuePoints: points, revenue: '0.00' } }, { company: null }],
      },
    });
    expect(reads.filter((read) => read.endsWith('companies'))).toHaveLength(1);
    expect(reads.filter((read) => read.endsWith('revenue_points'))).toHaveLength(1);
  });
});

function point(code: string, change: object = {}) {
  return {
    clientMutationId: code,
    code,
    name: '便民超市用房',
    company: service.company,
    kind: 'RENT',
    compound: COMPOUND,
    location: '东门',
    commonParts: false,
    ...change,
  };
}

describe('a revenue point', () => {
  test('opens when the community says so, not who proposed it, and stops and goes on', async () => {
    await service.write(manager, 'proposeRevenuePoint', point('RP-0011'), 'name');
    const id = 'RP-0011';
    expect(await service.write(elsewhere, 'openRevenuePoint', { id }, 'name')).toMatchObject({ code: 'OUT_OF_SCOPE' });
    const state = (mutation: string, by = manager, more: object = {}) =>
      service.write(by, mutation, { id, ...more }, 'state openedOn inactiveSince');
    expect(await state('openRevenuePoint', secretary)).toMatchObject({ state: 'ACTIVE', openedOn: '2025-11-01' });
    expect(await state('pauseRevenuePoint', manager, { reason: '修缮' })).toMatchObject({
      state: 'PAUSED',
      inactiveSince: '2025-11-01',
    });
    expect(await state('resumeRevenuePoint')).toMatchObject({ state: 'ACTIVE', inactiveSince: null });
    expect(await state('closeRevenuePoint', secretary, { reason: '到期' })).toMatchObject({ state: 'CLOSED' });
    expect(await state('resumeRevenuePoint')).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('on common parts does not open without a vote of the owners', async () => {
    await service.write(
      manager,
      'proposeRevenuePoint',
      point('RP-0012', { kind: 'ADVERTISING', commonParts: true }),
      'name',
    );
    expect(await service.write(secretary, 'openRevenuePoint', { id: 'RP-0012' }, 'name')).toMatchObject({
      code: 'VOTE_REQUIRED',
    });
    const ask = '{ revenuePoint(code: "RP-0012") { allowedTransitions { mutation requires } } }';
    expect((await service.ask(secretary, ask)).data.revenuePoint.allowedTransitions).toEqual([
      { mutation: 'recordPointVote', requires: ['commonPartsVote'] },
    ]);
  });

  test.each([
    [{ compound: COMPOUND, commonParts: true }, { place: COMPOUND }],
    [{ compound: null, commonParts: false }, { place: COMMUNITY }],
    [{ compound: null, commonParts: true }, 'VALUE_MISSING'],
    [{ compound: '37132200100201', commonParts: false }, 'COMPOUND_ELSEWHERE'],
  ])('that is %j lies at %j', (draft, expected) => {
    const place = placeOfPoint(draft, COMMUNITY);
    expect(isRefusal(place) ? place.code : place).toEqual(expected);
  });
});

const fee = { item: '房屋租金', kind: 'RENT', price: '60.00', unit: '平方米·月' };
function list(key: string, change: object = {}) {
  return {
    clientMutationId: key,
    company: service.company,
    kind: 'FEE',
    effectiveFrom: '2025-11-20',
    body: '清单之外不收费。',
    fees: [fee],
    ...change,
  };
}

describe('a list', () => {
  const noticed = async (key: string, change: object = {}) => {
    const { id } = await service.write(manager, 'draftRuleList', list(key, change));
    await service.write(secretary, 'publishRuleList', { id });
    return id as string;
  };
  const states = async (kind: string) => {
    const fields = `... on Company { ruleLists(filter: { kind: [${kind}] }) { edges { node { id state effectiveFrom supersededOn } } } }`;
    const { data } = await service.entities(null, fields, [{ __typename: 'Company', id: service.company }]);
    return data._entities[0].ruleLists.edges.map(({ node }: { node: object }) => node);
  };

  test('of fees names its fees, and no other does', () => {
    const one = { item: '租金', kind: 'RENT', price: 1n, unit: '月' } as const;
    expect(checkFees({ kind: 'FEE', fees: [one] })).toEqual({});
    for (const wrong of [{ kind: 'FEE', fees: [] } as const, { kind: 'USE', fees: [one] } as const])
      expect(checkFees(wrong)).toMatchObject({ code: 'FEES_MISPLACED' });
  });

  test('comes into force after 15 days of notice, and takes the place of the one before', async () => {
    const first = await noticed('f-1');
    expect(await service.write(secretary, 'enforceRuleList', { id: first })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    service.setClock('2025-11-20T09:00:00+08:00');
    expect(await service.write(secretary, 'enforceRuleList', { id: first }, 'state')).toEqual({ state: 'IN_FORCE' });
    const next = await noticed('f-2', { effectiveFrom: '2025-11-25' });
    service.setClock('2025-12-04T09:00:00+08:00');
    expect(await service.write(secretary, 'enforceRuleList', { id: next })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    service.setClock('2025-12-05T09:00:00+08:00');
    await service.write(secretary, 'enforceRuleList', { id: next });
    expect(await states('FEE')).toEqual([
      { id: first, state: 'SUPERSEDED', effectiveFrom: '2025-11-20', supersededOn: '2025-12-05' },
      // Not before its notice was over, whatever it says.
      { id: next, state: 'IN_FORCE', effectiveFrom: '2025-12-05', supersededOn: null },
    ]);
  });

  test('and another one of its kind at the same time: one of them is in force in the end', async () => {
    const both = [await noticed('u-1', { kind: 'USE', fees: [] }), await noticed('u-2', { kind: 'USE', fees: [] })];
    service.setClock('2025-12-25T09:00:00+08:00');
    await Promise.all(both.map((id) => service.write(secretary, 'enforceRuleList', { id })));
    const found = (await states('USE')).map(({ state }: { state: string }) => state);
    expect(found.toSorted()).toEqual(['IN_FORCE', 'SUPERSEDED']);
  });

  test.each([
    ['2025-09-30', null],
    ['2025-10-01', 'first'],
    ['2025-12-31', 'first'],
    ['2026-01-01', 'second'],
  ])('on %s is %s', (day, expected) => {
    const lists = [
      { id: 'first', effectiveFrom: '2025-10-01' as LocalDate, supersededOn: '2026-01-01' as LocalDate },
      { id: 'second', effectiveFrom: '2026-01-01' as LocalDate, supersededOn: null },
    ];
    expect(feesOn(lists, day as LocalDate)?.id ?? null).toBe(expected);
  });
});
