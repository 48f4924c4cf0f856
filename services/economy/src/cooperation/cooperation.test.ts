import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  COMMUNITY,
  COMPOUND,
  county,
  createTestCompany,
  elsewhere,
  manager,
  SCHOOL,
  SHOP,
  school,
  secretary,
  shop,
  type TestCompany,
} from '../testing/company.ts';
import { discountOf, stateOfDiscount, whyNotServed } from './cooperation.ts';

let service: TestCompany;
beforeAll(async () => {
  const here = { compound: { code: COMPOUND } };
  const convenienceProject = {
    'project-0': here,
    'project-1': here,
    'of another compound': { compound: { code: '37132200100102' } },
  };
  service = await createTestCompany('2025-11-01T09:00:00+08:00', { convenienceProject });
});
afterAll(() => service.stop());

const agreed = (key: string, enterprise: string, change: object = {}) => ({
  clientMutationId: key,
  company: service.company,
  enterprise,
  title: '进社区合作',
  rentReliefBp: 2_000,
  from: '2025-06-01',
  ...change,
});

/** The cooperations of the shop and of the school; the same again answers the first. */
async function cooperations(): Promise<readonly [string, string]> {
  const made = [];
  for (const uscc of [SHOP, SCHOOL]) made.push(await service.write(manager, 'agreeCooperation', agreed(uscc, uscc)));
  return made.map(({ id }) => id) as [string, string];
}

describe('a cooperation', () => {
  test('is one in force for a company and an enterprise, which is registered', async () => {
    await cooperations();
    expect(await service.write(manager, 'agreeCooperation', agreed('again', SHOP))).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    const stranger = agreed('stranger', '91371322MA00001A5Y');
    expect(await service.write(manager, 'agreeCooperation', stranger)).toMatchObject({
      code: 'NOT_FOUND',
      field: 'enterprise',
    });
    expect(await service.write(elsewhere, 'agreeCooperation', agreed('other', SHOP))).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
  });

  test('is seen by its enterprise, by those of the place, and by nobody else', async () => {
    const [own, others] = await cooperations();
    const below = `... on Company { cooperations { totalCount edges { node { id rentReliefBp } } } }`;
    const seen = async (actor: typeof shop) => {
      const { data } = await service.entities(actor, below, [{ __typename: 'Company', id: service.company }]);
      return data._entities[0].cooperations?.edges.map(({ node }: { node: { id: string } }) => node.id) ?? null;
    };
    expect(await seen(shop)).toEqual([own]);
    expect(await seen(school)).toEqual([others]);
    expect(new Set(await seen(secretary))).toEqual(new Set([own, others]));
    expect(await seen(elsewhere)).toBeNull();
    const hop = [own, others].map((id) => ({ __typename: 'CooperationAgreement', id }));
    const { data } = await service.entities(shop, '... on CooperationAgreement { id }', hop);
    expect(data._entities).toEqual([{ id: own }, null]);
    const ofEnterprise = '... on PartnerEnterprise { cooperations { totalCount } }';
    const both = [SHOP, SCHOOL].map((uscc) => ({ __typename: 'PartnerEnterprise', uscc }));
    const answer = await service.entities(shop, ofEnterprise, both);
    expect(answer.data._entities).toEqual([{ cooperations: { totalCount: 1 } }, { cooperations: null }]);
  });
});

describe('a discount', () => {
  const offer = (key: string, cooperation: string, payBp: number) => ({
    clientMutationId: key,
    cooperation,
    service: '家电维修',
    payBp,
    audience: 'RESIDENTS',
    from: '2025-07-01',
  });

  test.each([
    [6_999, 'PROPOSED'],
    [7_000, 'IN_FORCE'],
    [9_000, 'IN_FORCE'],
    [9_001, 'PROPOSED'],
  ] as const)('of which %d is paid is %s', (payBp, state) => {
    expect(stateOfDiscount(payBp)).toBe(state);
    expect(discountOf({ payBp }, { state: 'ENDED', enterprise: SHOP })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('is offered by the enterprise itself, and not in the name of another', async () => {
    const [own, others] = await cooperations();
    expect(await service.write(shop, 'offerDiscount', offer('d-1', own, 8_000), 'state payBp')).toEqual({
      state: 'IN_FORCE',
      payBp: 8_000,
    });
    expect(await service.write(shop, 'offerDiscount', offer('d-2', others, 8_000))).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
  });

  test('outside 70 to 90 % waits for a county officer, unseen and uncounted until then', async () => {
    const [own] = await cooperations();
    const { id } = await service.write(shop, 'offerDiscount', offer('d-3', own, 5_000));
    const counted = async () => {
      const fields = '... on Community { economy { discountMinPayBp } discounts { edges { node { payBp } } } }';
      const { data } = await service.entities(null, fields, [{ __typename: 'Community', code: COMMUNITY }]);
      const [{ economy, discounts }] = data._entities;
      return [economy.discountMinPayBp, discounts.edges.map(({ node }: { node: { payBp: number } }) => node.payBp)];
    };
    expect(await counted()).toEqual([8_000, [8_000]]);
    await expect(service.write(secretary, 'overrideDiscount', { id, reason: '助老' })).rejects.toThrow('FORBIDDEN');
    const allowed = await service.write(
      county,
      'overrideDiscount',
      { id, reason: '助老' },
      'state overriddenBy { id }',
    );
    expect(allowed).toEqual({ state: 'IN_FORCE', overriddenBy: { id: 'county' } });
    expect(await counted()).toEqual([5_000, expect.arrayContaining([5_000, 8_000])]);
    expect(await service.write(shop, 'endDiscount', { id, to: '2025-06-30', reason: '停办' })).toMatchObject({
      code: 'DATE_BEFORE_START',
      field: 'to',
    });
    expect(await service.write(shop, 'endDiscount', { id, to: '2025-10-31', reason: '停办' }, 'state')).toEqual({
      state: 'ENDED',
    });
    expect(await counted()).toEqual([8_000, [8_000]]);
  });
});

describe('a site that serves a project', () => {
  test.each([
    ['of the same compound', { compound: { code: COMPOUND } }, undefined],
    ['of another one', { compound: { code: '37132200100102' } }, 'OUT_OF_SCOPE'],
    ['that is not there', null, 'NOT_FOUND'],
  ])('%s', (_, project, code) => {
    expect(whyNotServed(project, COMPOUND)?.code).toBe(code);
  });

  test('is shown by it, and by the latest agreement in force', async () => {
    const agree = (key: string, from: string, project: string) =>
      service.write(secretary, 'agreeSiteService', {
        ...{ clientMutationId: key, company: service.company, enterprise: SHOP, kind: 'PROJECT', compound: COMPOUND },
        ...{ site: '中心广场', service: 'OTHER', project, from },
      });
    expect(await agree('p-0', '2025-01-01', 'of another compound')).toEqual({ code: 'OUT_OF_SCOPE', field: 'project' });
    const [first, second] = [
      await agree('p-1', '2025-01-01', 'project-1'),
      await agree('p-2', '2025-06-01', 'project-1'),
    ];
    const shown = async () => {
      const of = ['project-1', 'project-2'].map((id) => ({ __typename: 'ConvenienceProject', id }));
      const fields = '... on ConvenienceProject { agreement { id project { id } } }';
      return (await service.entities(null, fields, of)).data._entities;
    };
    const reads = await service.readsDuring(async () => {
      expect(await shown()).toEqual([{ agreement: { ...second, project: { id: 'project-1' } } }, { agreement: null }]);
    });
    expect(reads).toEqual(['query site_services']);
    await service.write(secretary, 'endSiteService', { ...second, to: '2025-10-31', reason: '到期' });
    expect(await shown()).toMatchObject([{ agreement: first }, { agreement: null }]);
  });
});

test('a site lies in a compound of the company’s community', async () => {
  const input = {
    company: service.company,
    enterprise: SHOP,
    kind: 'SITE_FOR_SERVICE',
    site: '东门',
    service: 'WATER_STATION',
    project: 'project-0',
    from: '2025-10-01',
  };
  const write = (compound: string) =>
    service.write(secretary, 'agreeSiteService', { ...input, compound, clientMutationId: compound }, 'project { id }');
  expect(await write(COMPOUND)).toEqual({ project: { id: 'project-0' } });
  expect(await write('37132200100201')).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'compound' });
});

test('enterprises are counted while a cooperation is in force', async () => {
  const counted = async (asOf: string) => {
    const fields = `... on Community { economy(asOf: "${asOf}") { partnerEnterprises } }`;
    const { data } = await service.entities(null, fields, [{ __typename: 'Community', code: COMMUNITY }]);
    return data._entities[0].economy.partnerEnterprises;
  };
  const [, id] = await cooperations();
  await service.write(manager, 'endCooperation', { id, to: '2025-10-01', reason: '到期' });
  expect(await Promise.all(['2025-05-31', '2025-06-01', '2025-09-30', '2025-10-01'].map(counted))).toEqual([
    0, 2, 2, 1,
  ]);
});
