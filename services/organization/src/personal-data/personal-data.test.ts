import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { type PersonDetails, whyNotKept } from './personal-data.ts';

const COMPOUND = '37132200100101';
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);
const neighbour = actorWith('neighbour', `OWNER@${COMPOUND}`);
const worker = actorWith('worker', 'SOCIAL_WORKER@371322001001');
const street = actorWith('street', 'STREET_OFFICER@371322001');
const admin = actorWith('admin', 'ADMIN@371322');
const auditor = actorWith('auditor', 'AUDITOR@371322');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, '371322001001', '371322001002');
  await givenPeople(service, COMPOUND, ['resident', 'neighbour', 'worker', 'street', 'admin']);
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const details = {
  gender: 'FEMALE',
  birthMonth: '1958-03',
  politicalStatus: 'PARTY_MEMBER',
  tags: ['OLD', 'SPECIAL_NEED'],
  consentedOn: '2025-11-01',
};
const record = (change: object = {}, actor = worker) =>
  write(actor, 'recordPersonDetails', { person: 'resident', ...details, ...change }, 'person { id }');
const read = (actor: Parameters<TestSubgraph['ask']>[0], purpose = '上门核实困难情况') =>
  service.entities(actor, `... on Person { details(purpose: "${purpose}") { politicalStatus tags } }`, [
    { __typename: 'Person', id: 'resident' },
  ]);

describe('what is sensitive is kept with consent', () => {
  const none = { gender: null, birthMonth: null, politicalStatus: null, tags: null, consentedOn: null };
  test.each<[Partial<Record<keyof PersonDetails, unknown>>, string | null]>([
    [{}, null],
    [{ gender: 'MALE', birthMonth: '1990-01', tags: [] }, null],
    [{ politicalStatus: 'PARTY_MEMBER' }, 'CONSENT_MISSING'],
    [{ tags: ['OLD'] }, 'CONSENT_MISSING'],
    [{ tags: ['OLD'], consentedOn: '2025-11-20' }, null],
    [{ consentedOn: '2025-11-21' }, 'DATE_IN_FUTURE'],
  ])('%j: %s', (change, code) => {
    expect(whyNotKept({ ...none, ...change } as PersonDetails, '2025-11-20')?.code ?? null).toBe(code);
  });

  test('by those who work there, and the trail says which, never what', async () => {
    expect(await record({ consentedOn: null })).toMatchObject({ code: 'CONSENT_MISSING', field: 'consentedOn' });
    expect(await record({}, actorWith('x', 'SOCIAL_WORKER@371322001002'))).toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(record({}, street)).rejects.toThrow('FORBIDDEN');
    expect(await record()).toEqual({ person: { id: 'resident' } });
    const rows = await service.platform.connection
      .collection('audit')
      .find({ action: 'recordPersonDetails' })
      .toArray();
    expect(rows.map(({ after }) => after)).toEqual([{ fields: Object.keys(details) }]);
    expect(JSON.stringify(rows)).not.toMatch(/1958|PARTY_MEMBER|SPECIAL_NEED/);
  });
});

describe('what is sensitive is read', () => {
  test('for a purpose, by those whose work needs it, and the person sees who did', async () => {
    await record();
    expect((await read(worker)).data._entities).toEqual([
      { details: { politicalStatus: 'PARTY_MEMBER', tags: ['OLD', 'SPECIAL_NEED'] } },
    ]);
    expect((await read(street)).codes).toEqual(['FORBIDDEN']);
    expect((await read(actorWith('x', 'SOCIAL_WORKER@371322001002'))).data._entities).toEqual([{ details: null }]);
    expect((await read(worker, '看看')).codes).toEqual(['BAD_USER_INPUT']);
    const { data } = await service.ask(resident, '{ myData { readings { field by purpose } } }');
    expect(data.myData.readings).toEqual([{ field: 'details', by: 'worker', purpose: '上门核实困难情况' }]);
  });
});

describe('my data', () => {
  test('is all that is kept about the caller, and nobody else’s', async () => {
    await record();
    await write(resident, 'requestExport', { clientMutationId: 'e-1' });
    const all =
      '{ myData { person { id name } phone place details { tags consentedOn } grants { role } kept { type fields count } requests { kind state } } }';
    expect((await service.ask(resident, all)).data.myData).toMatchObject({
      person: { id: 'resident', name: expect.stringMatching(/^张/) },
      phone: expect.stringMatching(/^198\d{8}$/),
      place: COMPOUND,
      details: { tags: ['OLD', 'SPECIAL_NEED'], consentedOn: '2025-11-01' },
      grants: [{ role: 'RESIDENT' }],
      kept: [{ type: 'PersonalDataRequest', fields: ['person', 'decidedBy'], count: 1 }],
      requests: [{ kind: 'EXPORT', state: 'REQUESTED' }],
    });
    expect((await service.ask(neighbour, '{ myData { details { tags } kept { type } } }')).data.myData).toEqual({
      details: null,
      kept: [],
    });
    expect((await service.ask({ ...resident, kind: 'MACHINE' }, '{ myData { phone } }')).data.myData).toBeNull();
    expect((await service.ask(null, '{ myData { phone } }')).codes).toEqual(['UNAUTHENTICATED']);
  });
});

describe('an erasure', () => {
  test('is asked for once at a time, decided by another person, refused with the law, or carried out', async () => {
    await record();
    const ask = (key: string) => write(resident, 'requestErasure', { clientMutationId: key }, 'id state');
    const first = await ask('x-1');
    expect(await ask('x-1')).toEqual(first);
    expect(await ask('x-2')).toMatchObject({ code: 'ALREADY_EXISTS', field: 'person' });
    const self = actorWith('resident', 'STREET_OFFICER@371322001');
    const { id } = first;
    expect(await write(self, 'grantPersonalDataRequest', { id, outcome: '已删除' })).toMatchObject({
      code: 'SAME_PERSON',
    });
    const refusal = { id, reason: '保存期内', basis: '会计档案管理办法' };
    expect(await write(street, 'refusePersonalDataRequest', refusal, 'state basis decidedBy { id }')).toEqual({
      state: 'REFUSED',
      basis: '会计档案管理办法',
      decidedBy: { id: 'street' },
    });
    expect((await read(worker)).data._entities[0].details).not.toBeNull();
    const { id: second } = await ask('x-3');
    await write(street, 'grantPersonalDataRequest', { id: second, outcome: '已删除' });
    expect((await read(worker)).data._entities).toEqual([{ details: null }]);
  });

  test('is seen by the person and by those who decide, and by nobody else', async () => {
    const { id } = await write(resident, 'requestCorrection', { clientMutationId: 'c-1', text: '电话有误' });
    const see = async (actor: typeof resident) =>
      (await service.ask(actor, `{ personalDataRequest(id: "${id}") { kind } }`)).data.personalDataRequest;
    expect(await Promise.all([resident, street, neighbour, worker].map(see))).toEqual([
      { kind: 'CORRECTION' },
      { kind: 'CORRECTION' },
      null,
      null,
    ]);
  });
});

describe('a role', () => {
  const grant = (key: string, change: object = {}, actor = admin) =>
    write(actor, 'grantRole', {
      clientMutationId: key,
      county: '371322',
      person: 'worker',
      role: 'SOCIAL_WORKER',
      scope: '371322001001',
      since: '2025-11-01',
      ...change,
    });

  test.each([
    [{ person: 'admin' }, 'SAME_PERSON', 'person'],
    [{ scope: '371323001' }, 'SCOPE_MALFORMED', 'scope'],
    [{ scope: '91371322MA00001A5Y' }, 'SCOPE_MALFORMED', 'scope'],
    [{ role: 'PARTNER' }, 'SCOPE_MALFORMED', 'scope'],
    [{ role: 'SYSTEM' }, 'CHOICE_UNKNOWN', 'role'],
    [{ since: '2025-11-21' }, 'DATE_IN_FUTURE', 'since'],
    [{ person: 'nobody' }, 'NOT_FOUND', 'person'],
  ])('is not given with %j', async (change, code, field) => {
    expect(await grant(`no ${JSON.stringify(change)}`, change)).toMatchObject({ code, field });
  });

  test('is given and taken back by administrators alone, and leaves a trail that they read without values', async () => {
    await expect(grant('g-0', {}, street)).rejects.toThrow('FORBIDDEN');
    const { id } = await grant('g-1');
    expect(await grant('g-2')).toMatchObject({ code: 'ALREADY_EXISTS' });
    await write(admin, 'revokeRole', { id, reason: '调离岗位' });
    const trail = `{ auditTrail(type: "AccountGrant", id: "${id}") { organization { totalCount edges { node { action by after reason } } } } }`;
    const lines = async (actor: typeof admin) =>
      (await service.ask(actor, trail)).data.auditTrail?.organization?.edges.map(
        ({ node }: { node: object }) => node,
      ) ?? null;
    expect(await lines(admin)).toEqual([
      { action: 'grantRole', by: 'admin', after: null, reason: null },
      { action: 'revokeRole', by: 'admin', after: null, reason: null },
    ]);
    expect(await lines(auditor)).toMatchObject([
      { action: 'grantRole', after: expect.stringContaining('SOCIAL_WORKER') },
      { action: 'revokeRole', reason: '调离岗位' },
    ]);
    expect(await lines(street)).toBeNull();
    expect(await lines(actorWith('x', 'AUDITOR@371323'))).toBeNull();
  });

  test('stands with its person in the list of accounts, while it is in force and for administrators alone', async () => {
    const list = async (actor: typeof admin, code = '371322') => {
      const asked =
        '... on County { accounts(first: 1) { totalCount edges { node { person { id } persona grants { role scope place { __typename ... on Community { code name } } } } } } }';
      return (await service.entities(actor, asked, [{ __typename: 'County', code }])).data._entities[0]?.accounts;
    };
    const { id } = await grant('g-9', { role: 'GRID_WORKER' });
    const place = { __typename: 'Community', code: '371322001001', name: '第371322001001社区' };
    const held = {
      person: { id: 'worker' },
      persona: null,
      grants: [{ role: 'GRID_WORKER', scope: '371322001001', place }],
    };
    expect(await list(admin)).toEqual({ totalCount: 1, edges: [{ node: held }] });
    await write(admin, 'revokeRole', { id, reason: '调离岗位' });
    expect(await list(admin)).toEqual({ totalCount: 0, edges: [] });
    expect(await list(street)).toBeNull();
    expect(await list(actorWith('x', 'ADMIN@371323'))).toBeNull();
  });

  test('makes who holds it in the whole county one to whom breaks may be assigned, for those who work on them', async () => {
    const clerk = actorWith('clerk', 'FINANCE_MAKER@371322');
    const list = async (actor: typeof admin, args = '(first: 1)', code = '371322') => {
      const asked = `... on County { breakAssignees${args} { totalCount pageInfo { endCursor } edges { node { person { id name } roles } } } }`;
      return (await service.entities(actor, asked, [{ __typename: 'County', code }])).data._entities[0]?.breakAssignees;
    };
    await grant('b-0', { role: 'FINANCE_MAKER', person: 'street' });
    await grant('b-1', { role: 'FINANCE_CHECKER', scope: '371322' });
    const left = await grant('b-2', { role: 'FINANCE_MAKER', scope: '371322', person: 'resident' });
    const worker = { node: { person: { id: 'worker', name: expect.any(String) }, roles: ['FINANCE_CHECKER'] } };
    const first = await list(clerk);
    expect(first).toMatchObject({
      totalCount: 2,
      edges: [{ node: { person: { id: 'resident' }, roles: ['FINANCE_MAKER'] } }],
    });
    expect(await list(clerk, `(first: 1, after: "${first.pageInfo.endCursor}")`)).toMatchObject({ edges: [worker] });
    await write(admin, 'revokeRole', { id: left.id, reason: '调离岗位' });
    expect(await list(clerk)).toMatchObject({ totalCount: 1, edges: [worker] });
    expect(await list(clerk, '(person: "worker")')).toMatchObject({ totalCount: 1, edges: [worker] });
    expect(await list(clerk, '(person: "resident")')).toMatchObject({ totalCount: 0, edges: [] });
    expect(await list(admin)).toBeNull();
    expect(await list(actorWith('x', 'FINANCE_MAKER@371323'))).toBeNull();
  });
});
