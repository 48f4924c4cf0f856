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
  const noticed = async (key: string, on: string, change: object = {}) => {
    const { id } = await service.write(manager, 'draftRuleList', list(key, change));
    await service.publishList(id, on);
    return id as string;
  };
  const enforce = (id: string) => service.write(secretary, 'enforceRuleList', { id }, 'state notice { id } noticedOn');
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

  test('comes into force after its notice, from its day on, and takes the place of the one before', async () => {
    const first = await noticed('f-1', '2025-11-01');
    expect(await enforce(first)).toMatchObject({ code: 'NOT_DUE' });
    service.setClock('2025-11-20T09:00:00+08:00');
    expect(await enforce(first)).toEqual({
      state: 'IN_FORCE',
      notice: { id: `notice-${first}` },
      noticedOn: '2025-11-01',
    });
    const next = await noticed('f-2', '2025-11-20', { effectiveFrom: '2025-11-25' });
    service.setClock('2025-12-05T23:59:59+08:00');
    expect(await enforce(next)).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    const offered = async () =>
      (await service.ask(secretary, `{ ruleList(id: "${next}") { allowedTransitions { mutation } } }`)).data.ruleList
        .allowedTransitions;
    expect(await offered()).toEqual([]);
    service.setClock('2025-12-06T00:00:00+08:00');
    expect(await offered()).toEqual([{ mutation: 'enforceRuleList' }]);
    await enforce(next);
    expect(await states('FEE')).toEqual([
      { id: first, state: 'SUPERSEDED', effectiveFrom: '2025-11-20', supersededOn: '2025-12-06' },
      // Not before its notice was over, whatever it says.
      { id: next, state: 'IN_FORCE', effectiveFrom: '2025-12-06', supersededOn: null },
    ]);
  });

  test.each([
    ['that is none', null, 'NOT_FOUND'],
    ['that is withdrawn', { state: 'WITHDRAWN' }, 'NOTICE_NOT_PUBLIC'],
    ['about another one', { subjectId: 'another' }, 'NOTICE_OF_ANOTHER'],
    ['of another kind', { kind: 'COMMUNITY_AFFAIRS' }, 'NOTICE_OF_ANOTHER_KIND'],
    ['in another community', { place: '371322001002' }, 'NOTICE_ELSEWHERE'],
  ])('is not made public by a notice %s', async (what, change, code) => {
    const { id } = await service.write(manager, 'draftRuleList', list(what, { kind: 'USE', fees: [] }));
    const about = { kind: 'RULE_LIST', place: COMMUNITY, subjectType: 'RuleList', subjectId: id };
    if (change) service.board.put(what, about, '2025-12-06', change);
    expect(await service.write(secretary, 'publishRuleList', { id, notice: what })).toEqual({ code, field: 'notice' });
  });

  test('waits for objections and for the correction, which counts from then on', async () => {
    service.setClock('2025-12-06T09:00:00+08:00');
    const id = await noticed('d-1', '2025-12-06', { kind: 'DISTRIBUTION', fees: [] });
    const about = { kind: 'RULE_LIST', place: COMMUNITY, subjectType: 'RuleList', subjectId: id };
    const put = (change: object) => service.board.put(`notice-${id}`, about, '2025-12-06', change);
    service.setClock('2025-12-22T09:00:00+08:00');
    const refused = async (code: string) => expect(await enforce(id)).toEqual({ code, field: 'id' });
    put({ state: 'OBJECTED' });
    await refused('OBJECTION_OPEN');
    put({ needsCorrection: true });
    await refused('CORRECTION_DUE');
    put({ state: 'WITHDRAWN' });
    await refused('NOTICE_WITHDRAWN');
    put({ state: 'WITHDRAWN', correctedBy: { id: 'correction' } });
    service.board.put('correction', about, '2025-12-20');
    await refused('NOTICE_NOT_OVER');
    service.setClock('2026-01-05T00:00:00+08:00');
    const inForce = { state: 'IN_FORCE', notice: { id: 'correction' }, noticedOn: '2025-12-20' };
    expect(await enforce(id)).toEqual(inForce);
    expect((await states('DISTRIBUTION')).at(-1)).toMatchObject({ effectiveFrom: '2026-01-05' });
    service.setClock('2025-12-06T09:00:00+08:00');
  });

  test('and another one of its kind at the same time: one of them is in force in the end', async () => {
    const use = { kind: 'USE', fees: [] };
    const both = [await noticed('u-1', '2025-12-06', use), await noticed('u-2', '2025-12-06', use)];
    service.setClock('2025-12-25T09:00:00+08:00');
    await Promise.all(both.map(enforce));
    const found = (await states('USE')).map(({ state }: { state: string }) => state);
    expect(found.filter((state: string) => state !== 'DRAFT').toSorted()).toEqual(['IN_FORCE', 'SUPERSEDED']);
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
